"""Every screen of copying a procedure's papers, with nobody's paper on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Literal, get_args

from kiosk.procedures.types import Procedure
from kiosk.visit.copies import Copies
from kiosk.visit.reports import NotSeen
from kiosk.visit.states import Complaint, State, Visit

VERDICTS: Final = ("good", "dark", "blurred", "empty")
WHERE: Final[tuple[Literal["glass", "above"], ...]] = ("glass", "above")
"""Where a paper may be laid."""
_KEPT: Final = 2


def of_copies(visit: Visit, procedure: Procedure) -> Iterator[Visit]:
    """Yield a resident's pages, then those that a helper holds; none where no paper of the procedure is copied."""
    papers = [paper.id for paper in procedure.papers if paper.scan]
    if not papers:
        return
    has = {**visit.asked.papers, **dict.fromkeys(papers, True)}
    at = replace(visit, asked=replace(visit.asked, papers=has), copies=Copies(papers[0]))
    yield replace(at, state=State.COPY_CONSENT)
    for holder in (None, visit.helper):
        yield from _pages(replace(at, helper=holder), papers)


def _pages(at: Visit, papers: list[str]) -> Iterator[Visit]:
    for paper in papers:
        fresh, kept = Copies(paper), Copies(paper, kept=dict.fromkeys(papers, _KEPT))
        for copies in (fresh, kept):
            yield replace(at, state=State.LAY_DOWN, copies=copies)
        if paper is papers[0]:
            for copies in (fresh, kept):
                yield replace(at, state=State.COPIES, copies=copies)
            yield from _of_one(at, fresh, kept)


def _of_one(at: Visit, fresh: Copies, kept: Copies) -> Iterator[Visit]:
    for code in get_args(NotSeen):
        if code != "cancelled":
            yield replace(at, state=State.LAY_DOWN, complaint=Complaint(f"scan-{code}"))
    yield replace(at, state=State.COPYING)
    yield replace(at, state=State.COPYING, copies=replace(fresh, keeping=True))
    for verdict in VERDICTS:
        yield replace(at, state=State.COPY_SEEN, copies=replace(fresh, verdict=verdict))
    yield replace(at, state=State.MORE_PAGES, copies=kept)
    yield replace(at, state=State.COPIES_FULL, copies=kept)
    if at.helper is not None:
        yield replace(at, state=State.WORKBENCH, copies=kept)
