"""Life events: up to eight tiles, smaller choices in the question line."""

from __future__ import annotations

from typing import Final

from kiosk.ui.entry import Typed
from kiosk.ui.parts import TARGET, Box, Part, Picture, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import grid
from kiosk.ui.widgets.head import head, turners, ways_below
from kiosk.ui.widgets.tile import label_beside, label_room, label_weight, sides_beside, tile, tile_beside

_GAP: Final = 16
_PICTURE: Final = 44
"""Units of field above the word below which the picture stands at its left."""
_PERSON: Final = 200
"""Height of the people beside the question on an upright glass."""
_MUCH: Final = 1.3
"""How much larger a picture must be beside its word to stand there."""
_USUAL: Final = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3}


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, tiles and page buttons."""
    view = sheet.view
    welcomed = _welcome(sheet) if sheet.upright and not sheet.lowered else None
    parts, body = welcomed or head(sheet, sheet.body, side=view.side_choices)
    pages, body = turners(sheet, body)
    parts += pages
    count = len(view.choices)
    gap = _GAP if sheet.width > 1000 else 12  # noqa: PLR2004
    usual = 2 if sheet.upright and not sheet.lowered else _USUAL.get(count, 4)
    order = sorted(range(1, count + 1), key=lambda n: (-(-count // n) * n - count, abs(n - usual)))
    above = grid.first_fitting(count, body, gap, (usual, count), lambda cell: _fits_above(sheet, cell))
    beside = grid.first_fitting(count, body, gap, order, lambda cell: _fits_beside(sheet, cell))
    if above is not None and (beside is None or _larger(sheet, above[0], beside[0])):
        band, weight = _band(sheet, above[0]), label_weight(sheet, view.choices, above[0])
        for one, cell in zip(view.choices, above, strict=True):
            parts += tile(sheet, one, cell, band, weight)
        return parts
    places = beside or grid.cells(count, usual, body, gap)
    side = next((side for side in sides_beside(places[0]) if _words_fit(sheet, places[0], side)), 0)
    for one, cell in zip(view.choices, places, strict=True):
        parts += tile_beside(sheet, one, cell, side or sides_beside(cell)[-1])
    return parts


def _larger(sheet: Sheet, above: Box, beside: Box) -> bool:
    """Tell whether the pictures above their words are about as large as beside them, or larger."""
    side = next((side for side in sides_beside(beside) if _words_fit(sheet, beside, side)), 0)
    high = above.h - _band(sheet, above) - 12
    return min(side, beside.h) <= high * (1 if sheet.theme.largest else _MUCH)


def _welcome(sheet: Sheet) -> tuple[list[Part], Box] | None:
    """Return the question beside those who are asked, as an upright glass has room for; None where it hasn't."""
    view, c = sheet.view, sheet.c
    names = [name for name in (view.picture, view.second_picture) if name]
    parts, body = ways_below(sheet, view.side_choices, sheet.body)
    room = body.cut(right=len(names) * (_PERSON + _GAP) + _GAP)
    high = sheet.block_height(view.question, "display", 800, room.w)
    wide = sheet.block_width(view.question, "display", 800, room.w)
    if view.banner is not None or not names or high > _PERSON or wide > room.w:
        return None
    place = Box(room.x, room.y, room.w, _PERSON)
    parts.append(Words("question", place, view.question, "display", 800, c.ink))
    for at, name in enumerate(names):
        x = room.right + _GAP + at * (_PERSON + _GAP)
        parts.append(Picture(f"picture/{at}", Box(x, room.y, _PERSON, _PERSON), name, c.ink))
    return parts, body.cut(top=_PERSON + _GAP)


def _band(sheet: Sheet, cell: Box) -> float:
    """Return the height of the labels: one line, or two where a word needs them."""
    choices, room = sheet.view.choices, label_room(cell)
    weight = label_weight(sheet, choices, cell)
    line = max((sheet.block_height(one.text, "answer", weight, room) for one in choices), default=0)
    return max(line + 6, 64 if sheet.theme.size("answer") > 30 else 40)  # noqa: PLR2004


def _fits_above(sheet: Sheet, cell: Box) -> bool:
    choices, room = sheet.view.choices, label_room(cell)
    weight = label_weight(sheet, choices, cell)
    wide = max((sheet.block_width(one.text, "answer", weight, room) for one in choices), default=0)
    return wide <= room and cell.h - _band(sheet, cell) >= _PICTURE + 12


def _fits_beside(sheet: Sheet, cell: Box) -> bool:
    return cell.h >= TARGET and any(_words_fit(sheet, cell, side) for side in sides_beside(cell))


def _words_fit(sheet: Sheet, cell: Box, side: float) -> bool:
    room = label_beside(cell, side)
    return all(
        sheet.block_width(one.text, "answer", 700, room.w) <= room.w
        and sheet.block_height(one.text, "answer", 700, room.w) <= room.h + 4
        for one in sheet.view.choices
    )
