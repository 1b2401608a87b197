"""A dark glass, for whoever goes by ear: nobody else reads along. Nothing on it can be touched but it as a whole."""

from __future__ import annotations

from typing import Final

from kiosk.ui.parts import GROUND, Box, Part, Plate, Words

_BLACK: Final = "#000000"
_WHITE: Final = "#FFFFFF"
_MARGIN: Final = 24


def curtain(glass: Box, text: str) -> list[Part]:
    """Return black over the whole ``glass``, and how it is opened again."""
    return [
        Plate(GROUND, glass, _BLACK, radius=0),
        Words("curtain", glass.inset(_MARGIN), text, "frame", 600, _WHITE, "center"),
    ]
