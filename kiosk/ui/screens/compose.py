"""From a view to the parts of its screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

from kiosk.ui.dress import dress
from kiosk.ui.entry import Typed
from kiosk.ui.parts import GROUND, Box, Part, Plate
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.caption import caption
from kiosk.ui.widgets.frame import BARE, frame, trial


def compose(sheet: Sheet, typed: Typed) -> list[Part]:
    """Return all parts of the view's screen, from back to front."""
    layout = sheet.view.layout
    fill = sheet.c.blue_tint if layout == "consent" else sheet.c.paper
    ground: list[Part] = [Plate(GROUND, Box(0, 0, sheet.width, sheet.height), fill, radius=0)]
    body = _screen(layout)(sheet, typed)
    # What has but half of the glass says in that half that it is a trial.
    band = [] if sheet.view.beside else trial(sheet)
    parts = [*ground, *body, *band] if layout in BARE else [*ground, *frame(sheet), *body]
    return dress([*parts, *caption(sheet, parts)], sheet.theme)


@cache
def _screen(layout: str) -> Callable[[Sheet, Typed], list[Part]]:
    """Return what composes this layout: the module of its name, read when it is first shown."""
    screen: Callable[[Sheet, Typed], list[Part]] = import_module(f"kiosk.ui.screens.{layout}").compose
    return screen
