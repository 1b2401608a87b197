"""From a view to the parts of its screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.ui.dress import dress
from kiosk.ui.entry import Typed
from kiosk.ui.parts import GROUND, Box, Part, Plate
from kiosk.ui.screens import (
    answers,
    attract,
    board,
    cards,
    consent,
    countdown,
    date,
    faces,
    keyboard,
    look,
    numbers,
    papers,
    pointed,
    review,
    state,
    status,
    tiles,
    workbench,
)
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.frame import frame, trial

_SCREENS: Final[dict[str, Callable[[Sheet, Typed], list[Part]]]] = {
    "attract": attract.compose,
    "tiles": tiles.compose,
    "answers": answers.compose,
    "cards": cards.compose,
    "papers": papers.compose,
    "keyboard": keyboard.compose,
    "numbers": numbers.compose,
    "date": date.compose,
    "faces": faces.compose,
    "review": review.compose,
    "consent": consent.compose,
    "state": state.compose,
    "look": look.compose,
    "board": board.compose,
    "pointed": pointed.compose,
    "countdown": countdown.compose,
    "status": status.compose,
    "workbench": workbench.compose,
}
_BARE: Final = frozenset({"attract", "consent", "countdown", "workbench"})
"""Layouts that paint the whole glass themselves."""


def compose(sheet: Sheet, typed: Typed) -> list[Part]:
    """Return all parts of the view's screen, from back to front."""
    layout = sheet.view.layout
    fill = sheet.c.blue_tint if layout == "consent" else sheet.c.paper
    ground: list[Part] = [Plate(GROUND, Box(0, 0, sheet.width, sheet.height), fill, radius=0)]
    body = _SCREENS[layout](sheet, typed)
    if layout in _BARE:
        return dress([*ground, *body, *trial(sheet)], sheet.theme)
    return dress([*ground, *frame(sheet), *body], sheet.theme)
