"""Copies of papers: whether they may be kept, which paper, whether it is seen well, whether it has another page."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.visit.copies import FULL, Copies
from kiosk.visit.copy_events import (
    ChoosePaper,
    CopyPaperNow,
    DeleteCopies,
    KeepNone,
    KeepPage,
    OpenCopies,
    StopCopying,
    TurnPaper,
)
from kiosk.visit.copyable import copyable, may_keep_copies, to_copies
from kiosk.visit.effects import Audit, CopyPaper, DropCopy, Effect, ForgetCopies, KeepCopy, StopCopy, TurnCopy
from kiosk.visit.ending import before_consent, how_given
from kiosk.visit.events import Back, Decide, GoOn
from kiosk.visit.reports import CopiesForgotten, CopiesStay, CopyKept, NotKept, PaperNotSeen, PaperSeen
from kiosk.visit.states import OVERLAYS, Complaint, Consent, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay

PURPOSE: Final = "keep-copy"


@on(OpenCopies, State.WORKBENCH)
def open_copies(context: Context, visit: Visit, _: OpenCopies) -> Step:
    """To the papers, once the resident has agreed to copies: else the page turns to them first."""
    if not copyable(context, visit):
        return refuse(visit, "nothing-to-copy")
    return to_copies(context, visit) if may_keep_copies(visit) else go(visit, State.COPY_CONSENT)


@on(Decide, State.COPY_CONSENT)
def copies_decided(context: Context, visit: Visit, event: Decide) -> Step:
    """Yes leads to the papers; no goes on without, and what lay here from before is deleted."""
    if not visit.heard:
        return refuse(visit, "not-heard")
    if not event.yes:
        return _without(visit, Audit("consent-refused", PURPOSE))
    given = Consent(PURPOSE, context.now, how_given(context, visit))
    others = tuple(consent for consent in visit.consents if consent.purpose != PURPOSE)
    return to_copies(context, replace(visit, consents=(*others, given)), Audit("consent-given", PURPOSE))


@on(Back, State.COPY_CONSENT, State.COPIES)
def back_from_copies(_: Context, visit: Visit, __: Back) -> Step:
    """Back to the answers; what is kept stays."""
    return go(visit, before_consent(visit))


@on(KeepNone, State.COPIES)
def keep_none(_: Context, visit: Visit, __: KeepNone) -> Step:
    """The consent is taken back: all copies are deleted, and it goes on without."""
    return _without(visit, Audit("consent-withdrawn", PURPOSE))


def _without(visit: Visit, record: Audit) -> Step:
    """On without copies: what lay here is deleted, nothing of it goes along."""
    forget: tuple[Effect, ...] = (ForgetCopies(),) if visit.copies.kept else ()
    consents = tuple(consent for consent in visit.consents if consent.purpose != PURPOSE)
    after = replace(visit, consents=consents, copies=Copies(refused=visit.helper is None))
    return go(after, _onward(visit), record, *forget)


def _onward(visit: Visit) -> State:
    return State.WORKBENCH if visit.helper is not None else State.WAYS


@on(GoOn, State.COPIES)
def copies_done(_: Context, visit: Visit, __: GoOn) -> Step:
    """On with what is kept."""
    return go(visit, _onward(visit))


@on(ChoosePaper, State.COPIES)
def choose_paper(context: Context, visit: Visit, event: ChoosePaper) -> Step:
    """Lay this one down."""
    if event.paper not in {paper.id for paper in copyable(context, visit)}:
        return refuse(visit, "not-asked")
    return go(visit, State.LAY_DOWN, copies=replace(visit.copies, paper=event.paper))


@on(DeleteCopies, State.COPIES)
def delete_copies(_: Context, visit: Visit, event: DeleteCopies) -> Step:
    """All pages of one paper; they are gone from the page once they are gone."""
    if event.paper not in visit.copies.kept:
        return refuse(visit, "not-asked")
    return stay(visit, ForgetCopies(event.paper), complaint=None)


@on(CopiesForgotten, *(set(State) - {State.ATTRACT}))
def copies_forgotten(_: Context, visit: Visit, event: CopiesForgotten) -> Step:
    """They are gone (committed)."""
    return stay(visit, copies=visit.copies.without(event.paper))


@on(CopiesStay, State.COPIES)
def not_deleted(_: Context, visit: Visit, event: CopiesStay) -> Step:
    """They are still there."""
    return stay(visit, complaint=Complaint(event.code))


@on(CopyPaperNow, State.LAY_DOWN, State.COPY_SEEN)
def copy_now(_: Context, visit: Visit, __: CopyPaperNow) -> Step:
    """Look at what lies there; what was seen before is forgotten."""
    return go(visit, State.COPYING, CopyPaper(visit.copies.paper))


@on(OpenCopies, State.COPIES_FULL)
def make_room(_: Context, visit: Visit, __: OpenCopies) -> Step:
    """To the papers, where what is kept can be deleted, and this one copied then."""
    return go(visit, State.COPIES)


@on(GoOn, State.LAY_DOWN, State.COPIES_FULL)
def paper_done(context: Context, visit: Visit, _: GoOn) -> Step:
    """On without a page: to the other papers, or on where there is none."""
    return _after_paper(context, visit)


@on(Back, State.LAY_DOWN)
def back_from_paper(context: Context, visit: Visit, _: Back) -> Step:
    """To the papers; from a single one of which nothing is kept to the answers."""
    alone = len(copyable(context, visit)) == 1 and not visit.copies.kept
    return go(visit, before_consent(visit) if alone else State.COPIES)


def _after_paper(context: Context, visit: Visit) -> Step:
    return go(visit, State.COPIES if len(copyable(context, visit)) > 1 else _onward(visit))


@on(StopCopying, State.COPYING)
def stop_copying(_: Context, visit: Visit, __: StopCopying) -> Step:
    """Break off; the page is left once the scanner has stopped."""
    if visit.copies.keeping:
        return refuse(visit, "not-now")
    return stay(visit, StopCopy())


@on(PaperSeen, State.COPYING)
def paper_seen(_: Context, visit: Visit, event: PaperSeen) -> Step:
    """Show it: the person has the last word."""
    if visit.copies.keeping:
        return refuse(visit, "not-asked")
    return go(visit, State.COPY_SEEN, copies=_with_seen(visit, event))


@on(PaperSeen, State.COPY_SEEN, *OVERLAYS)
def paper_turned(_: Context, visit: Visit, event: PaperSeen) -> Step:
    """It stands another way now."""
    if (visit.behind or visit.state) is not State.COPY_SEEN:
        return refuse(visit, "not-asked")
    return stay(visit, copies=_with_seen(visit, event))


def _with_seen(visit: Visit, event: PaperSeen) -> Copies:
    return replace(visit.copies, preview=event.preview, verdict=event.verdict)


@on(PaperNotSeen, State.COPYING, State.COPY_SEEN)
def paper_not_seen(_: Context, visit: Visit, event: PaperNotSeen) -> Step:
    """Back to where the paper is laid down, with what to do; whoever stopped it themselves knows why."""
    told = None if event.code == "cancelled" else Complaint(f"scan-{event.code}")
    return go(visit, State.LAY_DOWN, complaint=told)


@on(Back, State.COPY_SEEN, State.COPIES_FULL)
def back_from_seen(_: Context, visit: Visit, __: Back) -> Step:
    """Lay it down anew."""
    return go(visit, State.LAY_DOWN)


@on(TurnPaper, State.COPY_SEEN)
def turn_paper(_: Context, visit: Visit, __: TurnPaper) -> Step:
    """A quarter to the right."""
    return stay(visit, TurnCopy())


@on(KeepPage, State.COPY_SEEN)
def keep_page(_: Context, visit: Visit, __: KeepPage) -> Step:
    """Keep it, whatever the first look said; of an empty glass there is nothing to keep."""
    if visit.copies.verdict == "empty":
        return refuse(visit, "nothing-seen")
    keeping = replace(visit, copies=replace(visit.copies.unseen(), keeping=True))
    return go(keeping, State.COPYING, KeepCopy(visit.copies.paper))


@on(CopyKept, State.COPYING)
def copy_kept(_: Context, visit: Visit, event: CopyKept) -> Step:
    """It is kept (committed): is there another page?"""
    kept = {**visit.copies.kept, event.paper: event.pages}
    record = Audit("copy-kept", event.paper)
    return go(visit, State.MORE_PAGES, record, copies=replace(visit.copies.unseen(), kept=kept))


@on(NotKept, State.COPYING)
def copy_not_kept(_: Context, visit: Visit, event: NotKept) -> Step:
    """Nothing was kept; the paper is still there, and it may go on without. No more may fit: that is asked about."""
    if event.code == FULL:
        return go(visit, State.COPIES_FULL, DropCopy(), copies=visit.copies.unseen())
    return go(visit, State.LAY_DOWN, complaint=Complaint(event.code), copies=visit.copies.unseen())


@on(Decide, State.MORE_PAGES)
def more_pages(context: Context, visit: Visit, event: Decide) -> Step:
    """The next page is laid down, or this paper is done."""
    return go(visit, State.LAY_DOWN) if event.yes else _after_paper(context, visit)


@on(Back, State.MORE_PAGES)
def back_from_more(_: Context, visit: Visit, __: Back) -> Step:
    """To the papers, where the page that is kept can be deleted."""
    return go(visit, State.COPIES)
