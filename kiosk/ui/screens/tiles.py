"""Life events: up to eight tiles, smaller choices in the question line."""

from __future__ import annotations

from typing import Final

from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import grid
from kiosk.ui.widgets.head import head, turners
from kiosk.ui.widgets.tile import label_beside, sides_beside, tile, tile_beside

_GAP: Final = 16
_PICTURE: Final = 44
"""Units of field above the word below which the picture stands at its left."""
_LEAST: Final = 76
_USUAL: Final = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3}


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, tiles and page buttons."""
    view = sheet.view
    parts, body = head(sheet, sheet.body, side=view.side_choices)
    pages, body = turners(sheet, body)
    parts += pages
    count = len(view.choices)
    gap = _GAP if sheet.width > 1000 else 12  # noqa: PLR2004
    usual = 2 if sheet.upright and not sheet.lowered else _USUAL.get(count, 4)
    order = sorted(range(1, count + 1), key=lambda n: (-(-count // n) * n - count, abs(n - usual)))
    above = grid.first_fitting(count, body, gap, (usual, count), lambda cell: _fits_above(sheet, cell))
    beside = grid.first_fitting(count, body, gap, order, lambda cell: _fits_beside(sheet, cell))
    if above is not None and (beside is None or not sheet.theme.largest):
        band = _band(sheet, above[0])
        for one, cell in zip(view.choices, above, strict=True):
            parts += tile(sheet, one, cell, band)
        return parts
    places = beside or grid.cells(count, usual, body, gap)
    side = next((side for side in sides_beside(places[0]) if _words_fit(sheet, places[0], side)), 0)
    for one, cell in zip(view.choices, places, strict=True):
        parts += tile_beside(sheet, one, cell, side or sides_beside(cell)[-1])
    return parts


def _band(sheet: Sheet, cell: Box) -> float:
    """Return the height of the labels: one line, or two where a word needs them."""
    choices = sheet.view.choices
    line = max((sheet.block_height(one.text, "answer", 700, cell.w - 10) for one in choices), default=0)
    return max(line + 6, 64 if sheet.theme.size("answer") > 30 else 40)  # noqa: PLR2004


def _fits_above(sheet: Sheet, cell: Box) -> bool:
    wide = max(
        (sheet.block_width(one.text, "answer", 700, cell.w - 10) for one in sheet.view.choices), default=0
    )
    return wide <= cell.w - 10 and cell.h - _band(sheet, cell) >= _PICTURE + 12


def _fits_beside(sheet: Sheet, cell: Box) -> bool:
    return cell.h >= _LEAST and any(_words_fit(sheet, cell, side) for side in sides_beside(cell))


def _words_fit(sheet: Sheet, cell: Box, side: float) -> bool:
    room = label_beside(cell, side)
    return all(
        sheet.block_width(one.text, "answer", 700, room.w) <= room.w
        and sheet.block_height(one.text, "answer", 700, room.w) <= room.h + 4
        for one in sheet.view.choices
    )
