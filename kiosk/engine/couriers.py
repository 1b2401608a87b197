"""What goes to the ward while nobody waits for it, and telling the visit when it concerns it. On the core's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.engine.carrying_out import Carrier
from kiosk.engine.courier import Courier, DraftCourier, Task
from kiosk.engine.going_round import RoundCourier
from kiosk.engine.heart import Heart
from kiosk.engine.parts import Parts
from kiosk.engine.rhythm import rhythm_of
from kiosk.engine.stay import Stay
from kiosk.ids import DossierId, TicketId
from kiosk.visit.effects import LookAtDay
from kiosk.visit.events import Event
from kiosk.visit.reports import DossierReceived, DraftAtWard, WardCopyKept
from kiosk.visit.states import State


class Couriers:
    """One for dossiers, one for saved visits, one for the heartbeat."""

    def __init__(
        self,
        parts: Parts,
        carrier: Carrier,
        stay: Stay,
        *,
        post: Callable[[Task], None],
        broken: Callable[[str, Exception], None],
        ring: Callable[[Path | None], None],
    ) -> None:
        self._stay = stay
        self._calling = carrier.calling
        self._calling.begin(post, ring)
        self._carrier = carrier
        self._post, self._broken, self._jobs = post, broken, parts.world.jobs
        jobs = self._jobs
        self._dossiers = Courier(
            carrier.filer,
            parts.filing.sender,
            jobs,
            post=post,
            accepted=self._accepted,
            broken=broken,
        )
        self._drafts = DraftCourier(
            parts.drafts, carrier.keeping.tell, jobs, post=post, kept=self._kept, broken=broken
        )
        self._rounds = RoundCourier(carrier.rounds, parts.visits.sender.due, jobs, post=post, broken=broken)
        self.heart = Heart(
            carrier.pulse.send,
            jobs,
            rhythm_of(frugal=parts.content.settings.kiosk.line.frugal),
            recorded=lambda: carrier.admitting.recorder.recorded,
            post=post,
            now=parts.world.clock.now,
            broken=broken,
        )

    def look(self, now: float) -> None:
        """Send and tell what is due; ``now`` in monotonic seconds."""
        self._dossiers.look(now)
        self._drafts.look(now)
        self._rounds.look(now)
        self.heart.look(now)
        if self._stay.practice is None and self._carrier.day.due(self._stay.visit, now):
            self._jobs.submit(self._look_at_day)

    def _look_at_day(self) -> None:
        before = self._carrier.day.seen
        try:
            event = self._carrier.day.work(LookAtDay()).event
        except Exception as broken:  # noqa: BLE001 - it is looked at again, whatever broke this time
            self._broken("look-at-day", broken)
            return
        if self._carrier.day.seen != before:
            self._post(lambda: event if self._stay.visit.state is State.CALLING else None)

    def _accepted(self, dossiers: frozenset[DossierId]) -> Event | None:
        """Tell the visit when its own dossier or copy is among those that the ward has received."""
        session = self._stay.session
        if session.dossier_id in dossiers:
            return DossierReceived(session.visit.paper.number)
        if session.copy_id in dossiers:
            return WardCopyKept(at_ward=True)
        return None

    def _kept(self, tickets: frozenset[TicketId]) -> Event | None:
        """Tell the visit when its own saved answers are among what the desk has signed for."""
        return DraftAtWard() if self._stay.session.ticket_id in tickets else None
