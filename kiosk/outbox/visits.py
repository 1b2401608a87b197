"""Visits at home: the sealed list of a helper's day on its way here, and sealed reports on their way to the ward.

Neither can be read by what lies here: a list opens with its helper's badge and PIN, a report with the ward's key.
A report leaves only on the ward's own signed word that it is kept; what the ward refuses stays, and a helper sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from threading import Lock
from typing import Final, Protocol

from msgspec import Struct

from kiosk.ids import HelperId
from kiosk.outbox.ports import Unreached
from kiosk.outbox.sending import REQUEST_REFUSED, SELDOM, backoff
from kiosk.wire.visits import Stage

ASK_EVERY: Final = 600.0
"""Seconds between questions whether there are other lists."""
TOLD_KEPT: Final = 7
"""Days for which it is known of which visits something was kept here."""
_MOST: Final = 20


class KeptList(Struct, frozen=True):
    """The list of one helper for one day, sealed to that helper."""

    helper: HelperId
    day: date
    sealed: bytes

    def __repr__(self) -> str:
        return "KeptList(…)"


class KeptReport(Struct, frozen=True):
    """What was done at a home, sealed to the ward and signed by this kiosk."""

    id: str
    visit: str
    """Id of the visit at home that it tells of."""
    stage: Stage
    day: date
    sealed: bytes
    reason: str = ""
    """Why the ward has refused it; "" while it has not."""

    def __repr__(self) -> str:
        return "KeptReport(…)"


class VisitStore(Protocol):
    """Keeps lists until their day is over and reports until the ward has them. Committed when a call returns.

    Errors: tickets.ports.
    """

    def keep_lists(self, lists: Sequence[KeptList]) -> None:
        """Keep these in place of all that were kept: whoever is sent nowhere any more has no list."""

    def list_of(self, helper: HelperId, day: date) -> KeptList | None:
        """Return what is kept for this helper on this day."""

    def put(self, report: KeptReport) -> None:
        """Add a report; the same id again adds nothing."""

    def reports(self, most: int) -> tuple[KeptReport, ...]:
        """Return what the ward does not have yet, what it has refused last, else the oldest first."""

    def done(self, report_id: str) -> None:
        """The ward has it: delete it. One that is gone changes nothing."""

    def refused(self, report_id: str, reason: str) -> None:
        """The ward will not have it: it stays, with a short code why."""

    def told(self) -> frozenset[tuple[str, Stage]]:
        """Return of which visits a report was kept here in the last days, whether or not it is sent by now."""

    def counts(self) -> tuple[int, int]:
        """Return how many reports wait, and how many of them the ward has refused."""

    def purge(self, today: date) -> int:
        """Delete the lists of days before ``today``, and what was known of old visits; return how many lists went."""


class ReportWord(Struct, frozen=True):
    """What the ward has said of a report, signed."""

    kept: bool
    reason: str = ""
    """A short code, where it is not kept."""


class VisitDesk(Protocol):
    """The desk as the laptop of a team reaches it. A call ends as those of WardLink do.

    An answer that the desk has not signed for this very question is Unreached("nonsense").
    """

    def lists(self, at: datetime) -> tuple[KeptList, ...] | Unreached:
        """Ask for the lists of today and later, of every helper who goes out from this point."""

    def report(self, report: KeptReport) -> ReportWord | Unreached:
        """Hand a report over; the same one again is the same report."""


class Synced(Struct, frozen=True):
    """What came of one talk with the desk."""

    handed: int = 0
    refused: int = 0
    asked: bool = False
    """True where the lists were asked for, and came."""
    code: str = ""
    """Why the desk was not reached; "" when it was, or nothing was to be told."""


class VisitSender:
    """When the desk is to be talked to next, and doing it. Times are monotonic seconds, passed in. Any thread."""

    def __init__(
        self, store: VisitStore, desk: VisitDesk, jitter: Callable[[], float], *, frugal: bool = False
    ) -> None:
        """``frugal``: the line is paid by the byte."""
        self._every = SELDOM if frugal else ASK_EVERY
        self._store = store
        self._desk = desk
        self._jitter = jitter
        self._lock = Lock()
        self._next_at = 0.0
        self._ask_at = 0.0
        self.tries = 0
        """Failures in a row."""

    def due(self, now: float) -> bool:
        """Tell whether ``sync`` should be called."""
        return now >= self._next_at

    def hurry(self) -> None:
        """Try once at once: a report was kept. Failures in a row still count."""
        self._next_at = 0.0

    def sync(self, now: float, at: datetime, *, lists: bool = False) -> Synced:
        """Hand over what waits, then ask for lists where that is due or wanted. ``at``: aware. Raises StoreError."""
        with self._lock:
            failed = True
            self._next_at = now + self._every
            try:
                synced = self._hand_over()
                if not synced.code and (lists or now >= self._ask_at):
                    synced = self._ask(now, at, synced)
                failed = bool(synced.code)
                return synced
            finally:  # a store that breaks is not asked again at once, either
                self.tries = self.tries + 1 if failed else 0
                if failed:
                    self._next_at = now + backoff(self.tries, self._jitter())

    def _hand_over(self) -> Synced:
        handed = refused = 0
        while batch := self._store.reports(_MOST):
            gone = 0
            for report in batch:
                word = self._desk.report(report)
                if isinstance(word, Unreached) and word.code in REQUEST_REFUSED:
                    word = ReportWord(kept=False, reason=word.code)
                if isinstance(word, Unreached):
                    return Synced(handed, refused, code=word.code)
                if word.kept:
                    self._store.done(report.id)
                    gone += 1
                else:
                    self._store.refused(report.id, word.reason or "refused")
                    refused += 1
            handed += gone
            if gone < len(batch):
                # What is left of these was refused; they come last, so that nothing waits behind them.
                break
        return Synced(handed, refused)

    def _ask(self, now: float, at: datetime, synced: Synced) -> Synced:
        lists = self._desk.lists(at)
        if isinstance(lists, Unreached):
            return Synced(synced.handed, synced.refused, code=lists.code)
        self._store.keep_lists(lists)
        self._ask_at = now + self._every
        return Synced(synced.handed, synced.refused, asked=True)
