"""The screens of copying papers: may copies be kept, which paper, lay it down, is it good, has it another page."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.ending import two_equal
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.taking_over import witness_buttons
from kiosk.presenter.view import Button, PaperCard
from kiosk.procedures.types import PaperNeeded
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
from kiosk.visit.copyable import copyable
from kiosk.visit.events import Decide, GoOn, TurnPage
from kiosk.visit.kinds import PracticeVisit
from kiosk.visit.states import CORE, State
from kiosk.visit.table import Context

_MADE_UP: Final = "practice-paper"
_LOOKING: Final = {"glass": "copying", "above": "lay-under-camera"}
_LAID: Final = {"glass": "lay-on-glass", "above": "lay-under-camera"}


def _papers(stage: Stage) -> tuple[PaperNeeded, ...]:
    scene = stage.scene
    return copyable(Context(scene.catalogue, scene.now, CORE, copies=True), stage.visit)


def _where(stage: Stage) -> str:
    return stage.scene.copies or "glass"


def _holder(stage: Stage) -> str:
    """Say who holds the screen, "" for the resident."""
    helper = stage.visit.helper
    if helper is None or not stage.visit.helper_holds:
        return ""
    return stage.say("workbench.holder", name=helper.shown_name)


@paints(State.COPY_CONSENT)
def copy_consent(stage: Stage) -> Fields:
    """May the machine keep a copy of the papers for the ward?"""
    return {
        "layout": "consent",
        "question": stage.say("copy-consent.ask"),
        "detail": stage.say("copy-consent.detail"),
        "picture": "copies",
        "second_picture": "ward-house",
        "choices": two_equal(stage, "copy-consent.no", "copy-consent.yes"),
        "side_choices": witness_buttons(stage),
    }


@paints(State.COPIES)
def copies(stage: Stage) -> Fields:
    """The papers that can be copied, how many pages of each are kept, and the way on."""
    papers, size = _papers(stage), stage.room.papers
    pages = max(1, -(-len(papers) // size))
    page = min(stage.visit.page, pages - 1)
    return {
        "layout": "papers",
        "holder": _holder(stage),
        "question": stage.say("copies.ask"),
        "papers": tuple(_card(stage, paper) for paper in papers[page * size : (page + 1) * size]),
        "side_choices": (stage.button("keep-none", "copies.none", KeepNone(), picture="glyphs/no"),),
        "go_on": stage.button("go-on", "go-on", GoOn(), picture="glyphs/next", style="go"),
        **_turned(stage, page, pages),
        "banner": stage.complaint(),
    }


def _turned(stage: Stage, page: int, pages: int) -> Fields:
    fields: Fields = {"page": page, "pages": pages}
    if pages > 1:
        event = TurnPage((page + 1) % pages)
        fields["next_page"] = stage.button("more", "page.more", event, picture="glyphs/more")
    return fields


def _card(stage: Stage, paper: PaperNeeded) -> PaperCard:
    kept = stage.visit.copies.kept.get(paper.id, 0)
    copy = stage.button(
        f"paper:{paper.id}:copy",
        "copies.more" if kept else "copies.copy",
        ChoosePaper(paper.id),
        picture="copying",
    )
    delete = stage.button(
        f"paper:{paper.id}:delete", "copies.delete", DeleteCopies(paper.id), picture="glyphs/no"
    )
    return PaperCard(
        id=paper.id,
        name=stage.text(paper.name),
        picture=paper.picture,
        hint="",
        has=True if kept else None,
        yes=copy,
        no=delete if kept else None,
        told=stage.say("copies.kept", count=kept) if kept else "",
    )


@paints(State.LAY_DOWN)
def lay_down(stage: Stage) -> Fields:
    """How the paper is laid down, and the button that copies it; it may go on without."""
    visit, where = stage.visit, _where(stage)
    paper = next((one for one in _papers(stage) if one.id == visit.copies.paper), None)
    kept = visit.copies.kept.get(visit.copies.paper, 0)
    name = f"{stage.text(paper.name)}. " if paper is not None else ""
    without = stage.button(
        "go-on", "lay-down.enough" if kept else "lay-down.without", GoOn(), picture="leave"
    )
    copy = stage.button("copy-now", "lay-down.copy", CopyPaperNow(), picture="copying", style="go")
    return {
        "layout": "state",
        "holder": _holder(stage),
        "question": stage.say(f"lay-down.{where}-next" if kept else f"lay-down.{where}"),
        "detail": name + stage.say(f"lay-down.{where}-detail"),
        "picture": _LAID[where],
        "choices": (without, copy),
        "banner": stage.complaint(),
    }


@paints(State.COPYING)
def copying(stage: Stage) -> Fields:
    """The machine looks at the paper, or keeps what it saw; looking can be stopped."""
    keeping = stage.visit.copies.keeping
    stop = stage.button("stop", "copying.stop", StopCopying(), picture="glyphs/no")
    return {
        "layout": "state",
        "holder": _holder(stage),
        "question": stage.say("copying.keeping" if keeping else "copying.ask"),
        "detail": stage.say("busy.wait" if keeping else "copying.detail"),
        "picture": "kept-here" if keeping else _LOOKING[_where(stage)],
        "choices": () if keeping else (stop,),
    }


@paints(State.COPY_SEEN)
def copy_seen(stage: Stage) -> Fields:
    """The page as it will be kept, and the first look's word; the person has the last one."""
    seen = stage.visit.copies
    empty = seen.verdict == "empty"
    return {
        "layout": "copy",
        "holder": _holder(stage),
        "question": stage.say(f"copy-seen.{seen.verdict or 'good'}"),
        "detail": stage.say(f"lay-down.{_where(stage)}-detail") if empty else "",
        "picture": _LAID[_where(stage)] if empty else _MADE_UP,
        "preview": b"" if empty else seen.preview,
        "choices": _of_seen(stage, seen.verdict),
        "banner": stage.complaint(),
    }


def _of_seen(stage: Stage, verdict: str) -> tuple[Button, ...]:
    """Return what can be done with the page: to keep it first where it is good, else to look once more."""
    good = verdict == "good"
    keep = stage.button(
        "keep", "copy-seen.keep", KeepPage(), picture="glyphs/yes", style="go" if good else "answer"
    )
    again = stage.button(
        "once-more",
        "copy-seen.again",
        CopyPaperNow(),
        picture="glyphs/again",
        style="answer" if good else "go",
    )
    if verdict == "empty":
        return (again,)
    turn = stage.button("turn", "copy-seen.turn", TurnPaper(), picture="glyphs/turn")
    turned = () if isinstance(stage.visit, PracticeVisit) else (turn,)
    return (keep, again, *turned) if good else (again, keep, *turned)


@paints(State.MORE_PAGES)
def more_pages(stage: Stage) -> Fields:
    """Has this paper another page?"""
    kept = stage.visit.copies.kept.get(stage.visit.copies.paper, 0)
    return {
        "layout": "state",
        "holder": _holder(stage),
        "question": stage.say("more-pages.ask"),
        "detail": stage.say("copies.kept", count=kept),
        "picture": "more-pages",
        "choices": (
            stage.button("no", "more-pages.no", Decide(yes=False), picture="glyphs/no"),
            stage.button("yes", "more-pages.yes", Decide(yes=True), picture="glyphs/yes"),
        ),
        "banner": stage.complaint(),
    }


@paints(State.COPIES_FULL)
def copies_full(stage: Stage) -> Fields:
    """No more fits: on without this page, or something that is kept goes; neither is pressed upon anybody."""
    return {
        "layout": "state",
        "holder": _holder(stage),
        "question": stage.say("copies-full.ask"),
        "detail": stage.say("copies-full.detail"),
        "picture": "copies-full",
        "choices": (
            stage.button("make-room", "copies-full.make-room", OpenCopies(), picture="copies"),
            stage.button("go-on", "copies-full.without", GoOn(), picture="glyphs/next"),
        ),
        "banner": stage.complaint(),
    }
