"""Pictures to point at: six a page, as large as they get; beside their words where there is no height for tiles."""

from __future__ import annotations

from typing import Final

from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import PAD, button
from kiosk.ui.widgets.head import head, turners
from kiosk.ui.widgets.tile import tile

_SQUARE: Final = 4
_GAP: Final = 16
_FIELD_LEAST: Final = 110
"""Units of height that a picture in a tile needs to say something: 29 mm."""
_LINES: Final = 2
_AIR: Final = 18
_SIDE_LEAST: Final = 56
_CELL_LEAST: Final = 80


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, pictures and page buttons."""
    parts, body = head(sheet, sheet.body)
    pages, body = turners(sheet, body)
    parts += pages
    given = sheet.view.choices
    columns = 3 if len(given) > _SQUARE and body.w > body.h else 2
    cells = _cells(body, columns, len(given))
    band = _band(sheet, cells[0])
    if band and cells[0].h - band >= _FIELD_LEAST:
        for one, cell in zip(given, cells, strict=False):
            parts += tile(sheet, one, cell, band)
        return parts
    cells, side = _beside(sheet, body)
    for one, cell in zip(given, cells, strict=False):
        parts += button(sheet, one, cell, picture_side=side, gap=_AIR)
    return parts


def _beside(sheet: Sheet, body: Box) -> tuple[list[Box], float]:
    """Return places and picture size at which every word has room beside its picture: the largest there is."""
    count = len(sheet.view.choices)
    for columns in (2, 1):
        cells = _cells(body, columns, count)
        side = min(cells[0].h - 24, cells[0].w * 0.45)
        while side >= _SIDE_LEAST and cells[0].h >= _CELL_LEAST:
            if _fit(sheet, cells[0], side):
                return cells, side
            side -= 12
    return _cells(body, 2, count), _SIDE_LEAST


def _fit(sheet: Sheet, cell: Box, side: float) -> bool:
    room = cell.w - 2 * PAD - side - _AIR
    for one in sheet.view.choices:
        if sheet.block_width(one.text, "answer", 700, room) > room:
            return False
        if sheet.block_height(one.text, "answer", 700, room) > cell.h - 10:
            return False
    return True


def _cells(body: Box, columns: int, count: int) -> list[Box]:
    rows = body.rows(-(-count // columns), _GAP)
    return [cell for row in rows for cell in row.columns(columns, _GAP)]


def _band(sheet: Sheet, cell: Box) -> float:
    """Return the height of the labels, 0 where one of them has no room in a tile of this width."""
    room, high = cell.w - 10, 0.0
    for one in sheet.view.choices:
        lines = sheet.ruler.lines(one.text, "answer", 700, room)
        if len(lines) > _LINES or any(sheet.ruler.width(line, "answer", 700) > room for line in lines):
            return 0
        high = max(high, sheet.block_height(one.text, "answer", 700, room))
    return max(high + 6, 64)
