"""The number pad: twelve large keys, the digits in the order that the view asks for."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Entry
from kiosk.ui.parts import Box, Part, Stroke
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import Face, own

GAP: Final = 12
USUAL: Final = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0")


def pad(sheet: Sheet, entry: Entry, box: Box) -> list[Part]:
    """Return the keys in ``box``: nine digits, then delete and the tenth."""
    order = entry.keys or USUAL
    look = looks.rest(sheet.c, "answer")
    cells = [cell for row in box.rows(4, GAP) for cell in row.columns(3, GAP)]
    digit_cells = [*cells[:9], cells[10]]
    parts: list[Part] = [
        own(sheet, f"pad:{digit}", Stroke("digit", digit), cell, Face(digit, role="typed"), look)
        for digit, cell in zip(order, digit_cells, strict=True)
    ]
    delete = Face(sheet.view.words.get("delete", ""), "glyphs/backspace", role="answer", picture_side=52)
    parts.append(own(sheet, "pad:delete", Stroke("delete"), cells[9], delete, look))
    return parts
