"""A code for a person's own telephone, and what is told beside it."""

from __future__ import annotations

from typing import Final

from kiosk.ui.parts import UNITS_PER_MM, Box, Code, Part, Plate
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.told import told

LEAST_MM: Final = 53.0
"""Width with the quiet zone: of 25 modules and twice 4 of white, the dark ones take 40 mm."""
_MOST_MM: Final = 90.0
_SHARE: Final = 0.4
_UPRIGHT_SHARE: Final = 0.5
_ASIDE: Final = 36
_WORDS: Final = 340
"""Units of height that the words below a code take at most."""
_EDGE: Final = 3


def code_told(sheet: Sheet, box: Box) -> list[Part]:
    """Return the code and the words beside it, on an upright glass below it."""
    least = LEAST_MM * UNITS_PER_MM + 2 * _EDGE
    if box.h > box.w:
        side = max(min(box.h * _UPRIGHT_SHARE, box.w * _UPRIGHT_SHARE), least)
        words = min(box.h - side - _ASIDE, _WORDS)
        top = box.y + (box.h - side - _ASIDE - words) / 2
        field = Box(box.x + (box.w - side) / 2, top, side, side)
        rest = Box(box.x, top + side + _ASIDE, box.w, words)
    else:
        side = min(max(box.w * _SHARE, least), _MOST_MM * UNITS_PER_MM, box.h)
        field = Box(box.x, box.y + (box.h - side) / 2, side, side)
        rest = box.cut(left=side + _ASIDE)
    return [
        Plate("code/ground", field, "#FFFFFF", sheet.c.line, _EDGE, radius=12),
        Code("code", field.inset(_EDGE), sheet.view.code),
        *told(sheet, rest),
    ]
