"""The point's day as the board shows it: looked at by a worker while a helper stands there, and told by the scene."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec import structs

from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.engine.printing import Printing
from kiosk.ids import TicketId
from kiosk.tickets.ports import StoreError
from kiosk.visit.day import Day
from kiosk.visit.day_reports import DayLookedAt
from kiosk.visit.effects import LookAtDay, NoteOfficerTold, RetryDossier
from kiosk.visit.states import State, Visit

EVERY: Final = 20.0
"""Seconds between looks while the board stands."""


class DayBench:
    """What was seen last is read by the core's thread, and written by one worker at a time."""

    def __init__(self, parts: Parts, printing: Printing) -> None:
        self._store = parts.day
        self._visits = parts.visits.store
        self._roster = parts.people.roster
        self._sender = parts.filing.sender
        self._world = parts.world
        self._printing = printing
        self._look_at = 0.0
        self.seen: Day | None = None
        """None before anybody has looked."""

    def due(self, visit: Visit, now: float) -> bool:
        """Tell whether it is to be looked at now, in monotonic seconds; then not again for a while."""
        if visit.state is not State.CALLING or now < self._look_at:
            return False
        self._look_at = now + EVERY
        return True

    def work(self, effect: LookAtDay | RetryDossier | NoteOfficerTold) -> Outcome:
        """Do what a helper wants done with a dossier, then look. What could not be kept is said."""
        try:
            if isinstance(effect, RetryDossier):
                if effect.dossier is not None:
                    self._store.retry(effect.dossier)
                self._sender.hurry()
            elif isinstance(effect, NoteOfficerTold):
                self._store.note_told(effect.dossier, self._world.clock.now())
            self.seen = self._look()
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect=type(effect).__name__, code=broken.code)
            return Outcome(DayLookedAt(failed=not isinstance(effect, LookAtDay)))
        return Outcome(DayLookedAt())

    def taken_up(self, ticket: TicketId) -> None:
        """Somebody goes on with what was saved; a store that fails costs the count, not the visit."""
        try:
            self._store.note_taken_up(ticket, self._world.clock.now())
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="taken-up", code=broken.code)

    def _look(self) -> Day:
        status = self._printing.status()
        low = status.code == "ready" and status.near_end
        roster = self._roster()
        reports, refused = self._visits.counts()
        return structs.replace(
            self._store.look(self._world.clock.now()),
            home_reports=reports,
            home_refused=refused,
            printer="near-end" if low else status.code,
            roster_issued=datetime.fromisoformat(roster.issued_at) if roster else None,
            roster_until=datetime.fromisoformat(roster.expires_at) if roster else None,
        )
