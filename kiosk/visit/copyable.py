"""Which papers may be copied here, and where that begins."""

from __future__ import annotations

from dataclasses import replace

from kiosk.procedures.types import PaperNeeded, Procedure
from kiosk.visit.answering import needed_papers
from kiosk.visit.effects import Effect
from kiosk.visit.states import State, Visit
from kiosk.visit.table import Context, Step, go


def copyable(context: Context, visit: Visit) -> tuple[PaperNeeded, ...]:
    """Return the papers that the officer works with, as far as the resident has them; none without a scanner here."""
    procedure = context.catalogue.procedures.get(visit.asked.procedure)
    if procedure is None or not context.copies:
        return ()
    needed = needed_papers(procedure, visit.asked)
    return tuple(paper for paper in needed if paper.scan and visit.asked.papers.get(paper.id))


def may_keep_copies(visit: Visit) -> bool:
    """Tell whether the resident has agreed that copies are kept for the ward."""
    return any(consent.purpose == "keep-copy" for consent in visit.consents)


def pages_along(procedure: Procedure, visit: Visit) -> int:
    """Return how many copied pages go along: of papers still needed, once the resident has agreed."""
    if not may_keep_copies(visit):
        return 0
    return sum(visit.copies.kept.get(paper.id, 0) for paper in needed_papers(procedure, visit.asked))


def after_consent(context: Context, visit: Visit, *effects: Effect) -> Step:
    """From the consent to the ways on, by way of the copies where some can be made and nobody said no to that."""
    if visit.copies.refused or not copyable(context, visit):
        return go(visit, State.WAYS, *effects)
    if may_keep_copies(visit):
        return to_copies(context, visit, *effects)
    return go(visit, State.COPY_CONSENT, *effects)


def to_copies(context: Context, visit: Visit, *effects: Effect) -> Step:
    """To the papers; a single one of which nothing is kept is laid down at once."""
    papers = copyable(context, visit)
    if len(papers) == 1 and not visit.copies.kept:
        return go(visit, State.LAY_DOWN, *effects, copies=replace(visit.copies.unseen(), paper=papers[0].id))
    return go(visit, State.COPIES, *effects, copies=replace(visit.copies.unseen(), paper=""))
