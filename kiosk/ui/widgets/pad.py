"""The number pad: twelve large keys, the digits in the order that the view asks for."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Entry
from kiosk.ui.parts import Box, Part, Stroke
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import Face, own

GAP: Final = 12
_TALL: Final = 4 * 62 + 3 * GAP
"""Height below which four rows are too low for their digits."""
USUAL: Final = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0")


def pad(sheet: Sheet, entry: Entry, box: Box) -> list[Part]:
    """Return the keys in ``box``: nine digits, then delete and the tenth; two rows of five where it is low."""
    order = entry.keys or USUAL
    look = looks.rest(sheet.c, "answer")
    digit_cells, last = _low(box) if is_low(box) else _tall(box)
    parts: list[Part] = [
        own(sheet, f"pad:{digit}", Stroke("digit", digit), cell, Face(digit, role="typed"), look)
        for digit, cell in zip(order, digit_cells, strict=True)
    ]
    delete = Face(sheet.view.words.get("delete", ""), "glyphs/backspace", role="answer", picture_side=52)
    parts.append(own(sheet, "pad:delete", Stroke("delete"), last, delete, look))
    return parts


def is_low(box: Box) -> bool:
    """Tell whether ``box`` is too low for four rows: then the pad wants the whole width."""
    return box.h < _TALL


def _tall(box: Box) -> tuple[list[Box], Box]:
    cells = [cell for row in box.rows(4, GAP) for cell in row.columns(3, GAP)]
    return [*cells[:9], cells[10]], cells[9]


def _low(box: Box) -> tuple[list[Box], Box]:
    upper, lower = (row.shares([1, 1, 1, 1, 1, 1.6], GAP) for row in box.rows(2, GAP))
    return [*upper[:5], *lower[:5]], lower[5]
