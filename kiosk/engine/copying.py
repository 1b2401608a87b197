"""Copying papers, as workers do it: look, keep sealed, turn, delete; and nothing of it stays that the visit leaves."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from datetime import timedelta

from kiosk.engine.glass import Glass
from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.pictures.paper import PaperPage, joined, preview_of, turned
from kiosk.procedures.types import PaperNeeded, Procedure
from kiosk.tickets.copies import CopyId, CopyPage, KeptCopies, SealedPage, open_page, seal_page
from kiosk.tickets.ports import StoreError
from kiosk.visit.answering import needed_papers
from kiosk.visit.copies import FULL, MOST_PAGES
from kiosk.visit.kinds import RealVisit
from kiosk.visit.reports import CopiesForgotten, CopiesStay, CopyKept, NotKept, PaperNotSeen, PaperSeen
from kiosk.wire.dossier import Attachment

LOOSE_FOR = timedelta(days=1)
"""How long a page may lie here that no ticket holds, should its visit end in no other way."""


def copied_papers(procedure: Procedure, visit: RealVisit) -> tuple[PaperNeeded, ...]:
    """Return the papers of which copies go along: still needed, kept, and agreed to."""
    if not any(consent.purpose == "keep-copy" for consent in visit.consents):
        return ()
    kept = visit.copies.kept
    return tuple(paper for paper in needed_papers(procedure, visit.asked) if kept.get(paper.id))


def _attachment(paper: PaperNeeded, pdf: bytes) -> Attachment:
    digest = hashlib.sha256(pdf).digest()
    return Attachment(name=paper.official, media_type="application/pdf", sha256=digest, data=pdf)


class Copying:
    """Papers on the glass. One looking at a time; a Glass says for whom."""

    def __init__(self, parts: Parts) -> None:
        self._scanner = parts.copies.scanner
        self._store = parts.copies.store
        self._most_bytes = parts.copies.most_bytes
        self._world = parts.world
        self._one_at_a_time = threading.Lock()

    # --- the core's thread ----------------------------------------------------------------------------------

    def stop(self, glass: Glass) -> None:
        """Break off the looking under way."""
        glass.stop()
        self._scanner.stop()

    def over(self, glass: Glass) -> None:
        """The visit is over: nobody can open its copies any more, but for those that its ticket holds."""
        held, looked = glass.end(), glass.turn
        if looked:
            self._scanner.stop()
        if held:
            self._world.jobs.submit(lambda: self._let_go(held))

    def close(self) -> None:
        """The program ends: nobody waits for the scanner."""
        self._scanner.stop()

    # --- workers --------------------------------------------------------------------------------------------

    def look(self, glass: Glass, turn: int) -> Outcome:
        """Scan what lies there, for the looking of this number."""
        with self._one_at_a_time:
            scan = self._scanner.scan(lambda: glass.wanted(turn))
        page = scan.page
        if scan.code == "scanned" and page is not None and glass.show(turn, page):
            self._world.journal.note("paper-seen", outcome=page.verdict)
            return Outcome(PaperSeen(page.verdict, preview_of(page)))
        if turn != glass.turn:
            return Outcome(None)
        code = "cancelled" if scan.code == "scanned" else scan.code
        self._world.journal.note("paper-seen", outcome=code)
        return Outcome(PaperNotSeen(code))

    def turned(self, glass: Glass) -> Outcome:
        """Turn what was seen by 90° clockwise; of what is on screen no more, or turned once more, nothing is told."""
        with glass.work:
            found = glass.turned()
            if found is None:
                return Outcome(None)
            page, quarters = found
            seen = PaperSeen(page.verdict, preview_of(turned(page, quarters)))
            return Outcome(seen, still=lambda: glass.shows(page, quarters))

    def keep(self, glass: Glass, paper: str, counted: frozenset[str]) -> Outcome:
        """Seal what was seen and commit it as the next page of a paper; where it does not fit, nothing is written.

        ``counted``: the papers of which the visit has pages; what is left of any other is of a procedure that it has
        left, and goes.
        """
        with glass.work:
            seen, kept = glass.seen, glass.opened(self._world.ids.random_bytes)
            if seen is None or kept is None:
                return Outcome(NotKept("store-broken"))
            stale = tuple(page.id for page in kept.pages if page.paper not in counted)
            if stale:
                self._let_go(stale)
                glass.lose(stale)
                kept = glass.kept
            place = CopyPage(CopyId(self._world.ids.new()), paper, kept.next_page(paper))
            sealed = seal_page(turned(seen, glass.quarters), place, kept, self._world.ids.random_bytes)
            try:
                if not self._fits(sealed, kept):
                    return Outcome(NotKept(FULL))
                self._store.put(sealed, self._world.clock.now() + LOOSE_FOR)
            except StoreError as broken:
                return Outcome(NotKept(broken.code))
            now_kept = glass.add(place, seen)
            if now_kept is None:
                # The visit has ended while this was written.
                self._let_go((place.id,))
                return Outcome(None)
            self._world.journal.note("copy-kept")
            return Outcome(CopyKept(paper, now_kept.counts()[paper]))

    def _fits(self, page: SealedPage, kept: KeptCopies) -> bool:
        """Tell whether a page goes into the same dossier as those kept, wherever these came from."""
        if len(kept.pages) >= MOST_PAGES:
            return False
        weight = self._store.size([one.id for one in kept.pages])
        return weight + len(page.ciphertext) <= self._most_bytes

    def forget(self, glass: Glass, paper: str, *, held: bool = True) -> Outcome:
        """Delete the kept pages of a paper, "" for all. ``held``: whatever a ticket holds of them goes, too."""
        with glass.work:
            kept = glass.kept
            gone = tuple(page.id for page in kept.pages if paper in {"", page.paper})
            try:
                (self._store.forget if held else self._store.let_go)(gone)
            except StoreError as broken:
                self._failed(broken)
                return Outcome(CopiesStay(broken.code))
            glass.lose(gone)
            return Outcome(CopiesForgotten(paper))

    def clear(self, glass: Glass) -> None:
        """Delete all that is kept: the dossier is committed, with the copies inside, or a part of them is lost."""
        with glass.work:
            gone = tuple(page.id for page in glass.kept.pages)
            if gone and self._carefully(lambda: self._store.forget(gone)):
                glass.lose(gone)

    def attached(self, glass: Glass, procedure: Procedure, visit: RealVisit) -> tuple[Attachment, ...] | None:
        """Return the copies that go along, one PDF a paper; None when a page that was promised is lost.

        Raises StoreError.
        """
        made = []
        with glass.lock:
            kept = glass.kept
        for paper in copied_papers(procedure, visit):
            pages = [self._opened(place, kept) for place in kept.of(paper.id)]
            whole = [page for page in pages if page is not None]
            if len(whole) < visit.copies.kept[paper.id]:
                return None
            made.append(_attachment(paper, joined(whole)))
        return tuple(made)

    def _opened(self, place: CopyPage, kept: KeptCopies) -> PaperPage | None:
        sealed = self._store.page(place.id)
        return None if sealed is None else open_page(sealed, place, kept)

    def settle(self, glass: Glass) -> None:
        """At the start: delete what no ticket holds, nor the visit that came back."""
        self._carefully(lambda: self._store.keep_only([page.id for page in glass.kept.pages]))

    def purge(self) -> None:
        """Delete what is too old."""
        self._carefully(lambda: self._store.purge(self._world.clock.now()))

    def _let_go(self, held: tuple[CopyId, ...]) -> None:
        self._carefully(lambda: self._store.let_go(held))

    def _carefully(self, act: Callable[[], object]) -> bool:
        """Delete something; a store that fails is noted, False, and the next purge tries again."""
        try:
            act()
        except StoreError as broken:
            self._failed(broken)
            return False
        return True

    def _failed(self, broken: StoreError) -> None:
        self._world.journal.note("effect-failed", effect="forget-copies", code=broken.code)
