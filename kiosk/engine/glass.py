"""What one visit has of copies: the page just seen, and what opens those that are kept. In memory only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kiosk.ids import VisitId
from kiosk.pictures.paper import PaperPage
from kiosk.tickets.copies import KEY_BYTES, CopyId, CopyPage, KeptCopies
from kiosk.tickets.ports import CopyStore


@dataclass(repr=False)
class Glass:
    """Shared by the core's thread and workers, each for moments, under ``lock``; gone with the visit."""

    kept: KeptCopies
    """Without a key until the first page is kept."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    work: threading.Lock = field(default_factory=threading.Lock)
    """Held by the one worker that keeps, turns or deletes."""
    seen: PaperPage | None = None
    quarters: int = 0
    """How often it was turned clockwise by 90°."""
    turn: int = 0
    """Which looking this is, from 1 on; 0: none yet."""
    stopped: int = 0
    """The latest looking that was broken off."""
    over: bool = False
    """True once the visit is: what a worker still brings is nobody's."""

    def __repr__(self) -> str:
        """Tell how many pages are kept."""
        return f"Glass({len(self.kept.pages)})"

    # --- the core's thread ----------------------------------------------------------------------------------

    def begin(self) -> int:
        """Forget what was seen and return the number of a new looking."""
        with self.lock:
            self.turn, self.seen = self.turn + 1, None
            return self.turn

    def stop(self) -> None:
        """Nobody wants the looking under way any more."""
        with self.lock:
            self.stopped = self.turn

    def drop(self) -> None:
        """Forget what was seen."""
        with self.lock:
            self.seen = None

    def end(self) -> tuple[CopyId, ...]:
        """The visit is over: forget everything, the key first; return which pages it held."""
        with self.lock:
            held = tuple(page.id for page in self.kept.pages)
            self.over, self.seen = True, None
            self.kept = KeptCopies(key=b"", bound=self.kept.bound)
            return held

    def shows(self, page: PaperPage, quarters: int) -> bool:
        """Tell whether this is still what was seen, turned so often."""
        with self.lock:
            return self.seen is page and self.quarters == quarters

    # --- workers --------------------------------------------------------------------------------------------

    def wanted(self, turn: int) -> bool:
        """Tell whether somebody still waits for this looking."""
        with self.lock:
            return turn == self.turn > self.stopped and not self.over

    def show(self, turn: int, page: PaperPage) -> bool:
        """Hold what was seen; False where nobody waits for it any more."""
        with self.lock:
            if turn != self.turn or turn <= self.stopped or self.over:
                return False
            self.seen, self.quarters = page, 0
            return True

    def turned(self) -> tuple[PaperPage, int] | None:
        """Turn what was seen once more; return it as it was seen, and how often it is turned."""
        with self.lock:
            if self.seen is None:
                return None
            self.quarters = (self.quarters + 1) % 4
            return self.seen, self.quarters

    def opened(self, random_bytes: Callable[[int], bytes]) -> KeptCopies | None:
        """Return what opens the copies, with a key; None when the visit is over."""
        with self.lock:
            if self.over:
                return None
            if not self.kept.key:
                self.kept = KeptCopies(key=random_bytes(KEY_BYTES), bound=self.kept.bound)
            return self.kept

    def add(self, page: CopyPage, of: PaperPage) -> KeptCopies | None:
        """Take over a page that is kept, made of what was seen; None when the visit is over."""
        with self.lock:
            if self.over:
                return None
            self.kept = KeptCopies(key=self.kept.key, bound=self.kept.bound, pages=(*self.kept.pages, page))
            if self.seen is of:
                self.seen = None
            return self.kept

    def lose(self, gone: Iterable[CopyId]) -> None:
        """These pages are deleted."""
        with self.lock:
            self.kept = self.kept.without(gone)


def fresh(visit: VisitId) -> Glass:
    """Return the glass of a visit that has copied nothing yet."""
    return Glass(KeptCopies(key=b"", bound=visit))


def brought_back(store: CopyStore, kept: KeptCopies | None, visit: VisitId) -> Glass:
    """Return the glass of a visit that came back: with those of its copies that lie here. Raises StoreError."""
    if kept is None:
        return fresh(visit)
    there = store.here([page.id for page in kept.pages])
    here = kept.without(page.id for page in kept.pages if page.id not in there)
    return Glass(here) if here.pages else fresh(visit)
