"""Keeping an unfinished visit under its ticket, and opening it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, get_args

from kiosk.engine.glass import Glass, brought_back, fresh
from kiosk.engine.helped import helped_of, kept_of
from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.ids import ProcedureCode, TicketId, VisitId
from kiosk.outbox.drafts import Told
from kiosk.outbox.ports import Unreached
from kiosk.procedures import Catalogue
from kiosk.tickets.copies import KeptCopies, packed, unpacked
from kiosk.tickets.draft import Draft, DraftAnswer, is_expired, lock, unlock, write_right
from kiosk.tickets.ports import StoreError, TicketRow
from kiosk.tickets.secret import TicketSecret, derive, new_secret
from kiosk.visit.events import Language
from kiosk.visit.kinds import RealVisit, must_be_real
from kiosk.visit.reports import (
    DraftForgotten,
    DraftFound,
    DraftKept,
    DraftOpened,
    NotForgotten,
    NotKept,
    TicketRefused,
    WardUnasked,
)
from kiosk.wire.drafts import TRIES, LockedDraft, WriteRight

KEPT_FOR = timedelta(days=30)
_COPIES = "copies"
UnderWay = Callable[[VisitId, TicketSecret, str], None]
"""Told before a commit: whose ticket it is, its secret, and the dossier's id ("" for a saved visit). After a crash it
can then be found out whether the commit was made."""


def nobody_asks(visit: VisitId, secret: TicketSecret, dossier: str) -> None:
    """Nothing comes back after a crash."""


@dataclass(frozen=True, repr=False)
class Found:
    """What a ticket opens."""

    draft: LockedDraft | None
    misses: int
    """Wrong birth years so far, as far as known."""
    asked: bool
    """False when the desk had to be asked and did not answer."""
    silent: bool = False
    """True when nothing came from it at all: it need not be asked anything else now."""


class Keeping:
    """Drafts, as workers handle them."""

    def __init__(self, parts: Parts) -> None:
        self._store = parts.papers.store
        self._copies = parts.copies.store
        self._drafts = parts.drafts
        self._world = parts.world
        self._series = parts.content.settings.series
        self._catalogue = parts.content.catalogue

    def save(
        self,
        visit: RealVisit,
        resumed: WriteRight | None,
        version: int,
        under_way: UnderWay = nobody_asks,
        copies: KeptCopies | None = None,
    ) -> Outcome:
        """Lock the answers to a fresh secret and commit; this visit's older ticket dies at the commit.

        ``copies``: what the visit has of them; from then on the ticket holds them.
        """
        visit = must_be_real(visit)
        ids, now = self._world.ids, self._world.clock.now()
        secret = new_secret(ids.random_bytes)
        ticket_id = derive(secret).id
        locked = lock(
            draft_of(visit, never_kept(self._catalogue, visit), now.isoformat(timespec="seconds"), copies),
            secret,
            version=version,
            expires=now + KEPT_FOR,
            random_bytes=ids.random_bytes,
        )
        under_way(visit.id, secret, "")
        try:
            row = self._store.reserve(self._series, "resume", ticket_id, now, language=visit.language)
            held = () if copies is None else tuple(page.id for page in copies.pages)
            self._store.keep_draft(locked, resumed, held)
        except StoreError as broken:
            return Outcome(NotKept(broken.code))
        self._drafts.sender.hurry()
        self._world.journal.note("draft-kept", number=row.number)
        right = write_right(secret, locked)
        remember = {"secret": secret, "ticket_id": ticket_id, "resumed": right, "versions": version}
        return Outcome(DraftKept(row.number), remember)

    def find(self, secret: TicketSecret) -> Found:
        """Look for the draft that a ticket names: here, and at the desk, which knows what became of it elsewhere.

        Raises StoreError.
        """
        ticket_id, now = derive(secret).id, self._world.clock.now()
        here, misses = self._store.draft(ticket_id), self._store.misses(ticket_id)
        if here is not None and (misses >= TRIES or is_expired(here, now)):
            here = None
        row = self._store.ticket(ticket_id)
        if row is not None and row.kind != "resume":
            return Found(None, misses, asked=True)
        answer = (
            self._drafts.desk.fetch(ticket_id, now) if self._forgiven(ticket_id) else Unreached("offline")
        )
        if isinstance(answer, Unreached):
            return Found(here, misses, asked=False, silent=answer.code in {"offline", "timeout"})
        misses = max(misses, answer.word.misses)
        over = self._drafts.errands.waits(
            ticket_id, "forget"
        )  # replaced or deleted here; the desk may not know yet
        if over:
            return Found(None, misses, asked=True)
        if answer.word.state == "dead":
            self._drafts.errands.bury(ticket_id)
            return Found(None, misses, asked=True)
        draft = here or answer.draft
        good = draft is not None and misses < TRIES and not is_expired(draft, now)
        return Found(draft if good else None, misses, asked=True)

    def found(self, secret: TicketSecret, draft: LockedDraft, misses: int) -> Outcome:
        """Report a found draft; the birth year comes first."""
        language = language_of(self._store.ticket(draft.id))
        return Outcome(DraftFound(TRIES - misses, language), {"shown_ticket": secret, "found": draft})

    def unlock(self, secret: TicketSecret, found: LockedDraft, year: int, visit: VisitId) -> Outcome:
        """Try a birth year: counted as a miss, here and at the desk, before it is looked at."""
        right = write_right(secret, found)
        try:
            misses = self._counted(right)
            if misses is None:
                return Outcome(WardUnasked())
            draft = unlock(found, secret) if misses <= TRIES else None
            if draft is None:
                return Outcome(TicketRefused())
            if draft.birth_year != year:
                left = TRIES - misses
                return Outcome(DraftFound(left) if left else TicketRefused())
            self._store.forgive(found.id)
            self._drafts.errands.forgive(right)
        except StoreError:
            return Outcome(TicketRefused())
        self._drafts.sender.hurry()
        glass = self._glass(draft, visit)
        remember = {"resumed": right, "versions": found.version, "glass": glass}
        return Outcome(opened(draft, glass.kept), remember)

    def _glass(self, draft: Draft, visit: VisitId) -> Glass:
        """Return what opens the copies that lie here; a store that fails costs them, not the answers."""
        try:
            return brought_back(self._copies, copies_of(draft), visit)
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="find-copies", code=broken.code)
            return fresh(visit)

    def _counted(self, right: WriteRight) -> int | None:
        """Count a try and return how many there were; None when it must be counted at the desk and cannot be.

        What lies here may be tried without a network: the desk is told later. What lies at the desk alone may not,
        or it could be tried five times at every point.
        """
        here = self._store.miss(right.id)
        word = (
            self._drafts.desk.miss(right.id, self._world.clock.now())
            if self._forgiven(right.id)
            else Unreached("offline")
        )
        if not isinstance(word, Unreached):
            if word.state == "dead":
                self._drafts.errands.bury(right.id)
                return TRIES + 1
            return max(here, word.misses)
        if self._store.draft(right.id) is None:
            return None
        self._drafts.errands.miss(right)
        return here

    def _forgiven(self, ticket_id: TicketId) -> bool:
        """Tell whether the desk's count of tries is so: it is not while it has not heard of the right year.

        It is told now where it was not yet; else a ticket that opens would be counted dead, and deleted here.
        """
        if self._drafts.errands.waits(ticket_id, "forgive"):
            self.tell()
        return not self._drafts.errands.waits(ticket_id, "forgive")

    def forget(self, right: WriteRight | None) -> Outcome:
        """Delete the draft here at once and, as soon as it can be told, at the desk."""
        if right is None:
            return Outcome(NotForgotten())
        try:
            self._drafts.errands.forget(right)
        except StoreError:
            return Outcome(NotForgotten())
        self._world.journal.note("draft-forgotten")
        self._drafts.sender.hurry()
        self.tell(somebody_waits=True)
        try:
            everywhere = not self._drafts.errands.waits(right.id, "forget")
        except StoreError:
            everywhere = False
        return Outcome(DraftForgotten(everywhere), {"resumed": None, "versions": 0})

    def tell(self, *, somebody_waits: bool = False) -> Told:
        """Tell the desk what waits, or of deletions alone while somebody waits; what came of it is noted."""
        clock = self._world.clock
        try:
            told = self._drafts.sender.tell(clock.monotonic(), clock.now(), somebody_waits=somebody_waits)
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="tell-drafts", code=broken.code)
            return Told(code=broken.code)
        if told.kept or told.dead or told.code:
            self._world.journal.note(
                "drafts-told", kept=len(told.kept), dead=told.dead, code=told.code or "reached"
            )
        return told

    def purge(self) -> None:
        """Delete what has expired. A store that fails is noted; the next purge tries again."""
        try:
            self._store.purge(self._world.clock.now())
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="purge", code=broken.code)


def language_of(row: TicketRow | None) -> Language | Literal[""]:
    """Return the language in which a ticket was printed, "" where that is not known here."""
    return next((one for one in get_args(Language) if row is not None and one == row.language), "")


def never_kept(catalogue: Catalogue, visit: RealVisit) -> frozenset[str]:
    """Return the questions whose answers are in no draft: bank accounts are asked for again."""
    procedure = catalogue.procedure(visit.asked.procedure)
    return frozenset(each.id for each in procedure.questions if each.type == "bank_account")


def draft_of(
    visit: RealVisit, left_out: frozenset[str], made_at: str, copies: KeptCopies | None = None
) -> Draft:
    """Return what is kept of a visit, without the answers to these questions. ``made_at``: ISO 8601 with offset.

    ``copies``: what opens its copies; only the key and the names of the pages, which stay where they are.
    """
    asked = visit.asked
    return Draft(
        language=visit.language,
        procedure=ProcedureCode(asked.procedure),
        apart=dict(asked.apart),
        answers={
            name: DraftAnswer(given.value, given.by)
            for name, given in asked.answers.items()
            if name not in left_out
        },
        papers=dict(asked.papers),
        birth_year=visit.birth_year,
        position=asked.asking,
        made_at=made_at,
        extra={
            "life_event": asked.life_event,
            **({_COPIES: packed(copies)} if copies else {}),
            **kept_of(asked, left_out),
        },
    )


def copies_of(draft: Draft) -> KeptCopies | None:
    """Return what opens the copies that a draft names; None for none. They may lie elsewhere, or no more."""
    return unpacked(draft.extra.get(_COPIES, ""))


def opened(draft: Draft, copies: KeptCopies | None = None) -> DraftOpened:
    """Return a draft as the visit takes it. ``copies``: those that lie here."""
    language = draft.language
    return DraftOpened(
        language=language if language in {"vi", "km", "en"} else "vi",  # type: ignore[arg-type]
        life_event=draft.extra.get("life_event", ""),
        procedure=draft.procedure,
        apart=dict(draft.apart),
        papers=dict(draft.papers),
        answers={name: (answer.value, answer.by) for name, answer in draft.answers.items()},
        asking=draft.position,
        birth_year=draft.birth_year,
        copies={} if copies is None else copies.counts(),
        helped=helped_of(draft),
    )
