"""One short hint for whoever practises and does not know how to go on: in words, aloud, the thing to touch lit."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.scene import Stage
from kiosk.presenter.view import Banner, Button, ScreenView
from kiosk.visit.kinds import PracticeVisit
from kiosk.visit.states import OVERLAYS, State, Visit

_BY_LAYOUT: Final = {
    "tiles": "hint.tiles",
    "answers": "hint.answers",
    "cards": "hint.go-on",
    "papers": "hint.papers",
    "keyboard": "hint.keys",
    "numbers": "hint.keys",
    "date": "hint.date",
    "review": "hint.review",
    "consent": "hint.consent",
    "state": "hint.go-on",
    "workbench": "hint.go-on",
}
_UNPAINTED: Final = frozenset({"consent"})
"""Layouts without a place for it: the thing is lit."""
_FULL: Final = frozenset({"review"})
"""Layouts where a banner would take the room of what is read back: the hint stands in place of the question."""
_FIRST: Final = ("lent", "fill-in")


def is_hinted(visit: Visit) -> bool:
    """Tell whether a hint is due."""
    return isinstance(visit, PracticeVisit) and visit.hinted and visit.state not in OVERLAYS


def hinted(stage: Stage, view: ScreenView) -> ScreenView:
    """Return the screen with its hint, where one is due."""
    visit = stage.visit
    if not isinstance(visit, PracticeVisit) or not is_hinted(visit):
        return view
    step = visit.course.step if visit.course else None
    words = stage.text(step.hint) if step else stage.say(_BY_LAYOUT.get(view.layout, "hint.go-on"))
    offered = _offered(view)
    wanted = step.lights if step else ""
    lit = wanted if wanted in offered else _likely(view, offered)
    banner = view.banner or Banner(text=words, picture="volunteer-girl")
    if view.layout in _UNPAINTED or visit.state is State.CONFIRM:
        return structs.replace(view, lit=lit)
    if view.layout in _FULL:
        return structs.replace(view, lit=lit, question=words)
    return structs.replace(view, lit=lit, banner=banner)


def _offered(view: ScreenView) -> dict[str, Button]:
    rows = (row.button for row in view.rows if row.button is not None)
    papers = (paper.yes for paper in view.papers)
    onward = (each for each in (view.go_on, view.next_page) if each is not None)
    every = (*view.choices, *view.side_choices, *rows, *papers, *onward)
    return {button.id: button for button in every if button.state != "off"}


def _likely(view: ScreenView, offered: dict[str, Button]) -> str:
    """Return what leads on: what is lent, go-on, the first picture; of the last acts the one that goes on."""
    for name in _FIRST:
        if name in offered:
            return name
    onward = [button.id for button in offered.values() if button.style == "go"]
    if onward:
        return onward[0]
    if view.papers:
        return next((paper.yes.id for paper in view.papers if paper.has is None), "")
    return next(iter(offered), "")
