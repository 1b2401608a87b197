"""The number pad: twelve large keys, the digits in the order that the view asks for."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Entry
from kiosk.ui.parts import TARGET, Box, Part, Role, Stroke
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import Face, own

GAP: Final = 12
TALL: Final = 4 * TARGET + 3 * GAP
"""Height below which four rows are too low."""
_LOW_COLUMNS: Final = 6
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
    text = sheet.view.words.get("delete", "")
    stacked = is_low(box)
    role: Role = (
        "answer" if not stacked and sheet.ruler.width(text, "answer", 700) <= last.w - 100 else "frame"
    )
    if sheet.ruler.width(text, role, 700) > last.w - (16 if stacked else 90):
        text = ""
    delete = Face(text, "glyphs/backspace", role=role, picture_side=52, stacked=stacked, pad=6)
    parts.append(own(sheet, "pad:delete", Stroke("delete"), last, delete, look))
    return parts


def is_low(box: Box) -> bool:
    """Tell whether ``box`` is too low for four rows: then the pad wants the whole width."""
    return box.h < TALL


def least_width(sheet: Sheet) -> float:
    """Return the least width of the low pad, in units."""
    wide = max(TARGET, sheet.ruler.width("0", "typed", 700) + 40)
    return _LOW_COLUMNS * wide + (_LOW_COLUMNS - 1) * GAP


def _tall(box: Box) -> tuple[list[Box], Box]:
    cells = [cell for row in box.rows(4, GAP) for cell in row.columns(3, GAP)]
    return [*cells[:9], cells[10]], cells[9]


def _low(box: Box) -> tuple[list[Box], Box]:
    """Return two rows of five, and beside both the key that deletes."""
    *columns, last = box.columns(_LOW_COLUMNS, GAP)
    upper, lower = zip(*(column.rows(2, GAP) for column in columns), strict=True)
    return [*upper, *lower], last
