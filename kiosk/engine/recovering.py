"""A visit that outlives the program: kept locked after each answer, offered again after a crash, gone at the wipe.

The core's thread says what there is to keep; a worker locks and writes it, the latest wins. At the wipe the key is
overwritten at once, so whatever a worker is still writing can be opened by nobody; then a worker deletes it.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

from msgspec import Struct, structs

from kiosk.engine.glass import brought_back
from kiosk.engine.keeping import copies_of, draft_of, never_kept, opened
from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.engine.session import Session
from kiosk.ids import DossierId, VisitId
from kiosk.tickets.autosave import KEY_BYTES, Autosave, lock, unlock
from kiosk.tickets.draft import write_right
from kiosk.tickets.ports import StoreError, TicketRow
from kiosk.tickets.secret import TicketSecret, derive
from kiosk.visit.ending import can_save
from kiosk.visit.holding import residents
from kiosk.visit.homing import without_home
from kiosk.visit.kinds import RealVisit, must_be_real
from kiosk.visit.queueing import QUEUE
from kiosk.visit.reports import LeftBehind
from kiosk.visit.states import BUSY, OVERLAYS, Asked, Paper, State

MOST_COMEBACKS = 3
"""How often a visit is offered again with nothing done since: one that brings the program down must have an end."""
FRESH = 30.0
"""Seconds after which somebody who is still here is noted anew, though nothing else has changed."""
OVER = frozenset(
    {
        State.FORGETTING,
        State.FORGOTTEN,
        State.TICKET_OUT,
        State.THANKS,
        State.PRINTING_LIST,
        State.RATE,
        State.REASON,
    }
)
"""Nothing is left to come back to: the person has deleted it, or has their ticket."""


class Found(Struct, frozen=True):
    """What came back: the report, and what the session is to remember."""

    event: LeftBehind
    remember: dict[str, Any]

    def __repr__(self) -> str:
        """Tell nothing of it."""
        return "Found(…)"


class Recovering:
    """What is kept against a crash of the program, for the visit under way alone."""

    def __init__(self, parts: Parts) -> None:
        self._keeper, self._place = parts.autosaving.keeper, parts.autosaving.place
        self._content = parts.content
        self._papers = parts.papers
        self._copies = parts.copies.store
        self._filed = parts.filing.store
        self._world = parts.world
        self._file = threading.Lock()
        """Held by the one worker who writes."""
        self._lock = threading.Lock()
        """Held for moments: of what follows."""
        self._wanted: Autosave | None = None
        self._key = b""
        self._whose: VisitId | None = None
        self._seen: object = None
        """What the latest autosave was made from."""

    # --- the core's thread ----------------------------------------------------------------------------------

    def saw(self, session: Session) -> None:
        """A step was made: keep what is new. Returns at once."""
        visit = must_be_real(session.visit)
        stands = _stands(visit)
        if stands is State.RECOVER or not self._keeper.keeps:
            return
        over = stands in OVER
        if visit.paper.kind == QUEUE:
            # The line keeps the number; it neither ends the visit nor takes the place of its answers.
            over, visit = False, replace(visit, paper=Paper())
        if over or not (visit.paper.number or self._has_answers(visit)):
            if self._wanted is not None:
                self.forget()
            return
        seen = (
            stands,
            visit.asked,
            visit.language,
            visit.look,
            visit.loudness,
            visit.paper,
            visit.birth_year,
            visit.copies.kept,
        )
        if seen != self._seen or self._whose != visit.id or self._is_stale(visit):
            self._seen = seen
            self._keep(visit.id, self._autosave(session, visit))

    def _is_stale(self, visit: RealVisit) -> bool:
        """Tell whether what is kept looks older than the visit is; a count-down makes nothing younger.

        While the machine is at work a worker notes what it is about to commit: nothing is put in its place.
        """
        wanted = self._wanted
        return (
            wanted is not None
            and visit.state not in {State.IDLE, *BUSY}
            and self._world.clock.monotonic() - wanted.at >= FRESH
        )

    def forget(self) -> None:
        """The visit is over: from now on nobody can open what was kept of it. Returns at once."""
        with self._lock:
            self._wanted, self._key, self._whose, self._seen = None, b"", None, None
            self._keeper.drop()
        self._world.jobs.submit(self._carry)

    def find(self, visit: VisitId) -> Outcome:
        """At the start, once: report what a crash has left, for this visit to take over, or delete it."""
        key = self._keeper.begin()
        left = None
        try:
            locked = self._place.read() if key else None
            left = unlock(locked, key) if locked and key else None
            if left is not None and key and self._may_come_back(left):
                found = self._found(left, visit)
                with self._lock:
                    self._key, self._whose = key, visit
                    self._wanted = structs.replace(left, comebacks=left.comebacks + 1)
                self._carry()
                self._world.journal.note(
                    "visit-came-back", kept=bool(found.event.number), times=left.comebacks
                )
                return Outcome(found.event, found.remember)
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="autosave", code=broken.code)
        self.forget()
        return Outcome(None)

    # --- workers --------------------------------------------------------------------------------------------

    def under_way(self, visit: VisitId, secret: TicketSecret, dossier: str) -> None:
        """Before a commit: keep what tells after a crash whether it was made. Returns when that is written."""
        with self._lock:
            if self._wanted is None or self._whose != visit:
                return
            self._wanted = structs.replace(self._wanted, digits=secret.digits, dossier=dossier)
        self._carry()

    def _carry(self) -> None:
        """Make the file what it is to be now; a later wish is another worker's, who comes after this one."""
        with self._file:
            with self._lock:
                wanted, key = self._wanted, self._key
            try:
                if wanted is None:
                    self._place.delete()
                else:
                    self._place.put(lock(wanted, key, self._world.ids.random_bytes))
            except StoreError as broken:
                self._world.journal.note("effect-failed", effect="autosave", code=broken.code)

    # --- what is kept ---------------------------------------------------------------------------------------

    def _has_answers(self, visit: RealVisit) -> bool:
        # Whoever stands there after a crash must not be given the answers of somebody who is not there.
        told = bool(visit.asked.answers or visit.asked.papers) and visit.absent is None
        return told and can_save(self._content.catalogue, visit)

    def _keep(self, visit: VisitId, left: Autosave) -> None:
        with self._lock:
            if not self._key or self._whose != visit:
                key = self._world.ids.random_bytes(KEY_BYTES)
                if not self._keeper.keep(key):
                    return
                self._key, self._whose = key, visit
            self._wanted = left
        self._world.jobs.submit(self._carry)

    def _autosave(self, session: Session, visit: RealVisit) -> Autosave:
        """Return what is kept; of what was handed off, or has a ticket of its own, no answers.

        What was told of a home that somebody should come to is asked again: the application is what comes back.
        """
        visit = residents(without_home(visit))
        if visit.paper.number:
            asked = Asked(life_event=visit.asked.life_event, procedure=visit.asked.procedure)
            visit = replace(visit, asked=asked)
        copies = session.glass.kept.only(visit.copies.kept) if not visit.paper.number else None
        made_at = self._world.clock.now().isoformat(timespec="seconds")
        return Autosave(
            draft=draft_of(visit, never_kept(self._content.catalogue, visit), made_at, copies),
            look=visit.look,
            loudness=visit.loudness,
            at=self._world.clock.monotonic(),
            saved=visit.saved,
            resumed=session.resumed,
            versions=session.versions,
            digits=session.secret.digits if session.secret and visit.paper.number else "",
            dossier=session.dossier_id or "",
            helped_by=self._helped_by(session, visit),
        )

    def _helped_by(self, session: Session, visit: RealVisit) -> str:
        """Return who has helped: whose lease has just ended, before the ticket is printed, is known from before."""
        if visit.helper is not None:
            return visit.helper.shown_name
        with self._lock:
            before = self._wanted.helped_by if self._wanted and self._whose == visit.id else ""
        return session.helped_by or (before if visit.paper.number else "")

    # --- what comes back ------------------------------------------------------------------------------------

    def _may_come_back(self, left: Autosave) -> bool:
        """Tell whether it would still be here without the crash: an untouched visit is forgotten after that time."""
        idle = self._content.settings.kiosk.idle
        age = self._world.clock.monotonic() - left.at
        return 0 <= age <= idle.warn_after + idle.count_down and left.comebacks < MOST_COMEBACKS

    def _found(self, left: Autosave, visit: VisitId) -> Found:
        """Return what to report of it: what was committed is asked of the stores, never of what was saved before."""
        glass = brought_back(self._copies, copies_of(left.draft), visit)
        event = LeftBehind(opened(left.draft, glass.kept), left.look, left.loudness, left.saved)
        secret = TicketSecret(left.digits) if left.digits else None
        row = self._committed(secret, left) if secret else None
        if row is None or secret is None:
            return Found(event, {"resumed": left.resumed, "versions": left.versions, "glass": glass})
        draft = self._papers.store.draft(row.ticket_id)
        known = row.state if row.state in {"printed", "unknown"} else "failed"
        return Found(
            structs.replace(event, number=row.number, kind=row.kind, outcome=known),
            {
                "secret": secret,
                "ticket_id": row.ticket_id,
                "resumed": write_right(secret, draft) if draft else None,
                "versions": draft.version if draft else 0,
                "dossier_id": DossierId(left.dossier) if left.dossier else None,
                "helped_by": left.helped_by,
            },
        )

    def _committed(self, secret: TicketSecret, left: Autosave) -> TicketRow | None:
        """Return the ticket's row when what it stands for was committed before the crash."""
        ticket_id = derive(secret).id
        row = self._papers.store.ticket(ticket_id)
        if row is None:
            return None
        if row.kind == "resume":
            return row if self._papers.store.draft(ticket_id) is not None else None
        waits = left.dossier and self._filed.entry(DossierId(left.dossier)) is not None
        return row if waits or self._filed.filed(ticket_id) is not None else None


def _stands(visit: RealVisit) -> State:
    """Return the page that the visit is at, whatever lies over it."""
    return visit.behind or visit.state if visit.state in OVERLAYS else visit.state
