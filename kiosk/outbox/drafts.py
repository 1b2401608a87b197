"""Saved visits on their way to the desk: what is to be told, in which order, and when to try again.

Deletions go before what is new: of one visit the desk never holds two tickets that open it. What is saved is
promised for other points only once the desk has signed for exactly these bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Literal, Protocol

from msgspec import Struct

from kiosk.ids import TicketId
from kiosk.outbox.ports import Unreached
from kiosk.outbox.sending import REQUEST_REFUSED, SELDOM, backoff
from kiosk.wire.drafts import CHECK_LIMIT, DraftWord, LockedDraft, WriteRight

CHECK_EVERY = 900.0
"""Seconds between questions whether what lies here is still alive."""
_MOST = 50

ErrandKind = Literal["forget", "keep", "miss", "forgive"]


class Errand(Struct, frozen=True):
    """One thing that the desk is still to be told."""

    place: int
    """Names it; grows."""
    kind: ErrandKind
    ticket_id: TicketId
    right: WriteRight | None = None
    """For "forget" and "forgive"."""
    heir: str = ""
    draft: LockedDraft | None = None
    """For "keep"."""

    def __repr__(self) -> str:
        return f"Errand({self.kind})"


class ErrandStore(Protocol):
    """Keeps errands until the desk has answered. A write is committed when it returns. Errors: tickets.ports.

    Saving and filing add theirs in the transaction in which they keep: see TicketStore and OutboxStore.
    """

    def errands(self, most: int) -> tuple[Errand, ...]:
        """Return what is to be told next: deletions, then what is new, then tries; each in the order of adding."""

    def waits(self, ticket_id: TicketId, kind: ErrandKind) -> bool:
        """Tell whether the desk is still to be told this of the ticket."""

    def done(self, errand: Errand) -> None:
        """The desk has answered: forget the errand, proof and all. One that is gone changes nothing."""

    def bury(self, ticket_id: TicketId) -> None:
        """The desk has said that it is dead: delete the draft here, and what was still to be told of it."""

    def forget(self, right: WriteRight) -> None:
        """Delete the draft here and tell the desk, in one transaction."""

    def miss(self, right: WriteRight) -> None:
        """Tell the desk of a try that it has not counted. The proof is not kept."""

    def forgive(self, right: WriteRight) -> None:
        """Tell the desk that the right birth year was told; tries that it has not counted yet are forgotten."""

    def held(self, after: str, most: int) -> tuple[TicketId, ...]:
        """Return the ids of the drafts that lie here, in their order, from behind ``after`` on."""


class FetchedDraft(Struct, frozen=True):
    """What the desk said when it was asked for a draft, and the draft if it keeps one."""

    word: DraftWord
    draft: LockedDraft | None


class DraftDesk(Protocol):
    """The desk's place for drafts, as the kiosk reaches it. No call blocks longer than 10 s.

    An answer that the desk has not signed for this very question is Unreached("nonsense").
    """

    def keep(self, draft: LockedDraft, at: datetime) -> DraftWord | Unreached:
        """Have it kept; it is when the word says "kept" and vouches for these bytes."""

    def fetch(self, ticket_id: TicketId, at: datetime) -> FetchedDraft | Unreached:
        """Ask for it."""

    def forget(self, right: WriteRight, heir: str, at: datetime) -> DraftWord | Unreached:
        """Have it deleted; ``heir`` took its place."""

    def miss(self, ticket_id: TicketId, at: datetime) -> DraftWord | Unreached:
        """Have a try at the birth year counted."""

    def forgive(self, right: WriteRight, at: datetime) -> DraftWord | Unreached:
        """Have the tries forgotten."""

    def check(self, ticket_ids: tuple[TicketId, ...], at: datetime) -> tuple[DraftWord, ...] | Unreached:
        """Ask about at most CHECK_LIMIT drafts."""


class Told(Struct, frozen=True):
    """What came of telling the desk."""

    kept: frozenset[TicketId] = frozenset()
    """What the desk has signed for just now."""
    dead: int = 0
    """How many drafts were found dead and deleted here."""
    tried: int = 0
    """How many errands the desk was told of, and how many ids it was asked about."""
    code: str = ""
    """Why the desk was not reached; empty when it was, or nothing was to be told."""


Vouches = Callable[[DraftWord, LockedDraft], bool]
"""Tells whether the desk's word is about exactly these bytes."""


class DraftSender:
    """When the desk is to be told next, and telling it. Times are monotonic seconds, passed in. Any thread."""

    def __init__(
        self,
        store: ErrandStore,
        desk: DraftDesk,
        vouches: Vouches,
        jitter: Callable[[], float],
        *,
        frugal: bool = False,
    ) -> None:
        """``frugal``: the line is paid by the byte."""
        self._every = SELDOM if frugal else CHECK_EVERY
        self._store = store
        self._desk = desk
        self._vouches = vouches
        self._jitter = jitter
        self._lock = Lock()
        self._next_at: float | None = None
        self._check_at = 0.0
        self._checked = ""
        self.tries = 0
        """Failures in a row."""
        self.in_hurry = True
        """True while something is to be told that the desk was not told of yet."""

    def due(self, now: float) -> bool:
        """Tell whether ``tell`` should be called."""
        return self._next_at is None or now >= self._next_at

    def hurry(self) -> None:
        """Try once at once: something was saved or is to be deleted. Failures in a row still count."""
        self._next_at = None
        self.in_hurry = True

    def tell(self, now: float, at: datetime, *, somebody_waits: bool = False) -> Told:
        """Tell the desk what waits, due or not. ``at``: aware. Raises StoreError.

        While somebody waits for it, only of deletions; whoever tells of more gives way as soon as it is in a hurry.
        """
        with self._lock:
            failed = True
            self.in_hurry = self.in_hurry and somebody_waits
            try:
                told = self._tell(now, at, somebody_waits=somebody_waits)
                failed = bool(told.code)
                return told
            finally:  # a store that breaks is not asked again at once, either
                self.tries = self.tries + 1 if failed else 0
                self._next_at = now + backoff(self.tries, self._jitter()) if failed else None

    def _tell(self, now: float, at: datetime, *, somebody_waits: bool) -> Told:
        kept: set[TicketId] = set()
        dead = tried = 0
        refused = ""
        for errand in self._store.errands(_MOST):
            enough = errand.kind != "forget" if somebody_waits else self.in_hurry
            if enough:
                return Told(frozenset(kept), dead, tried, refused)
            if errand.kind == "keep" and errand.draft is None:
                self._store.done(errand)  # deleted before the desk has heard of it
                continue
            word = self._carry(errand, at)
            tried += 1
            if isinstance(word, Unreached) and errand.kind != "forget" and word.code in REQUEST_REFUSED:
                # The desk will not read this one, however often it comes; the others need not wait for it.
                refused = word.code
                continue
            if isinstance(word, Unreached):
                return Told(frozenset(kept), dead, tried, word.code)
            if errand.kind == "keep" and word.state == "dead":
                self._store.bury(errand.ticket_id)
                dead += 1
                continue
            if errand.kind == "keep" and not (errand.draft and self._vouches(word, errand.draft)):
                return Told(frozenset(kept), dead, tried, "nonsense")
            self._store.done(errand)
            if errand.kind == "keep":
                kept.add(errand.ticket_id)
        told = Told(frozenset(kept), dead, tried, refused)
        return told if somebody_waits else self._check(now, at, told)

    def _check(self, now: float, at: datetime, told: Told) -> Told:
        """Ask whether what lies here was replaced or deleted elsewhere, some ids at a time."""
        if now < self._check_at:
            return told
        held = self._store.held(self._checked, CHECK_LIMIT)
        words = self._desk.check(held, at) if held else ()
        if isinstance(words, Unreached):
            return Told(told.kept, told.dead, told.tried + len(held), words.code)
        gone = [word.ticket_id for word in words if word.state == "dead"]
        for ticket_id in gone:
            self._store.bury(ticket_id)
        whole = len(held) < CHECK_LIMIT
        self._checked = "" if whole else held[-1]
        self._check_at = now + self._every if whole else now
        return Told(told.kept, told.dead + len(gone), told.tried + len(held), told.code)

    def _carry(self, errand: Errand, at: datetime) -> DraftWord | Unreached:
        match errand:
            case Errand(kind="keep", draft=LockedDraft() as draft):
                return self._desk.keep(draft, at)
            case Errand(kind="forget", right=WriteRight() as right):
                return self._desk.forget(right, errand.heir, at)
            case Errand(kind="forgive", right=WriteRight() as right):
                return self._desk.forgive(right, at)
            case _:
                return self._desk.miss(errand.ticket_id, at)
