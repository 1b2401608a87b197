"""Keeping an unfinished visit under its ticket, and opening it again."""

from __future__ import annotations

from datetime import timedelta

from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.ids import ProcedureCode, TicketId
from kiosk.tickets.draft import Draft, DraftAnswer, LockedDraft, is_expired, lock, unlock
from kiosk.tickets.ports import StoreError
from kiosk.tickets.secret import TicketSecret, derive, new_secret
from kiosk.visit.kinds import RealVisit, must_be_real
from kiosk.visit.reports import DraftFound, DraftKept, DraftOpened, NotKept, TicketRefused

KEPT_FOR = timedelta(days=30)
TRIES = 5
"""Wrong birth years before a ticket is refused for good."""


class Keeping:
    """Drafts, as workers handle them."""

    def __init__(self, parts: Parts) -> None:
        self._store = parts.papers.store
        self._world = parts.world
        self._series = parts.content.settings.kiosk.series
        self._catalogue = parts.content.catalogue

    def save(self, visit: RealVisit, resumed: TicketId | None, version: int) -> Outcome:
        """Lock the answers to a fresh secret and commit; this visit's older ticket dies at the commit."""
        visit = must_be_real(visit)
        ids, now = self._world.ids, self._world.clock.now()
        secret = new_secret(ids.random_bytes)
        ticket_id = derive(secret).id
        expires = now + KEPT_FOR
        locked = lock(
            _draft(visit, self._never_kept(visit), now.isoformat(timespec="seconds")),
            secret,
            version=version,
            expires=expires,
            random_bytes=ids.random_bytes,
        )
        try:
            row = self._store.reserve(self._series, "resume", ticket_id, now)
            self._store.keep_draft(locked, resumed)
        except StoreError as broken:
            return Outcome(NotKept(broken.code))
        self._world.journal.note("draft-kept", number=row.number)
        remember = {"secret": secret, "ticket_id": ticket_id, "resumed": ticket_id, "versions": version}
        return Outcome(DraftKept(row.number), remember)

    def _never_kept(self, visit: RealVisit) -> frozenset[str]:
        """Return the questions whose answers are in no draft: bank accounts are asked for again."""
        procedure = self._catalogue.procedure(visit.asked.procedure)
        return frozenset(each.id for each in procedure.questions if each.type == "bank_account")

    def find(self, secret: TicketSecret) -> LockedDraft | None:
        """Return the unexpired draft that a ticket names here, unless it was tried too often."""
        found = self._store.draft(derive(secret).id)
        return None if found is None or is_expired(found, self._world.clock.now()) else found

    def found(self, secret: TicketSecret, draft: LockedDraft) -> Outcome:
        """Report a found draft; the birth year comes first."""
        return Outcome(DraftFound(TRIES), {"shown_ticket": secret, "found": draft})

    def unlock(self, secret: TicketSecret, found: LockedDraft, year: int) -> Outcome:
        """Try a birth year: counted as a miss and committed before it is looked at."""
        try:
            misses = self._store.miss(found.id)
            if misses > TRIES:
                return Outcome(TicketRefused())
            draft = unlock(found, secret)
            if draft is None:
                return Outcome(TicketRefused())
            if draft.birth_year != year:
                left = TRIES - misses
                return Outcome(DraftFound(left) if left else TicketRefused())
            self._store.forgive(found.id)
        except StoreError:
            return Outcome(TicketRefused())
        return Outcome(_opened(draft), {"resumed": found.id, "versions": found.version})

    def purge(self) -> None:
        """Delete what has expired. A store that fails is noted; the next purge tries again."""
        try:
            self._store.purge(self._world.clock.now())
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="purge", code=broken.code)


def _draft(visit: RealVisit, never_kept: frozenset[str], made_at: str) -> Draft:
    asked = visit.asked
    return Draft(
        language=visit.language,
        procedure=ProcedureCode(asked.procedure),
        apart=dict(asked.apart),
        answers={
            name: DraftAnswer(given.value, given.by)
            for name, given in asked.answers.items()
            if name not in never_kept
        },
        papers=dict(asked.papers),
        birth_year=visit.birth_year,
        position=asked.asking,
        made_at=made_at,
        extra={"life_event": asked.life_event},
    )


def _opened(draft: Draft) -> DraftOpened:
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
    )
