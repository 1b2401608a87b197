"""Steps and papers in pictures: up to four cards side by side, and what leads on at the bottom."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Row
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate, Role, Words
from kiosk.ui.screens.review import acts
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import grid, looks
from kiosk.ui.widgets.title import titled

_GAP: Final = 16
_LEAST: Final = 3
"""Cards are never wider than a third, so that a single one isn't stretched over the screen."""
_PAD: Final = 16
_SMALLEST: Final = 84
"""A smaller picture says nothing."""
_LARGEST: Final = 200


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, cards and acts."""
    body = sheet.body
    if sheet.lowered:
        low, lower = acts(sheet, sheet.lower(body))
        parts, body = titled(sheet, body.cut(bottom=body.bottom - lower.bottom))
    else:
        parts, body = titled(sheet, body)
        low, body = acts(sheet, body)
    return [*parts, *low, *cards_in(sheet, body)]


def cards_in(sheet: Sheet, body: Box) -> list[Part]:
    """Return the rows as cards that fill ``body``."""
    found = _upright_places(sheet, body)
    return _cards(sheet, *found) if found is not None else _all_beside(sheet, *_low_places(sheet, body))


def large_cards_in(sheet: Sheet, body: Box) -> tuple[list[Part], float]:
    """Return the rows as cards whose pictures are as large as ``body`` lets them be, and that side.

    0 where the words have no room beside any picture.
    """
    above, beside = _upright_places(sheet, body), _low_places(sheet, body)
    rows = sheet.view.rows
    side = (
        _side(beside[0][0]) if all(_fits_beside(sheet, one, beside[0][0], *beside[1:]) for one in rows) else 0
    )
    over = min((_side_above(sheet, one, above[0][0], *above[1:]) for one in rows), default=0) if above else 0
    if above is not None and over >= side:
        return _cards(sheet, *above), over
    return _all_beside(sheet, *beside), side


def _all_beside(sheet: Sheet, places: list[Box], role: Role, tell: int) -> list[Part]:
    parts: list[Part] = []
    for row, cell in zip(sheet.view.rows, places, strict=True):
        parts += _beside(sheet, row, cell, role, tell)
    return parts


def _upright_places(sheet: Sheet, body: Box) -> tuple[list[Box], Role, int] | None:
    """Return cells for cards with their pictures above the words; None where they would be too small."""
    rows = sheet.view.rows
    count = len(rows)
    least = _LEAST if not sheet.theme.largest and not sheet.upright else 1
    for columns in (count,) if not sheet.upright else (1, 2):
        places = grid.cells(max(count, least), max(columns, least), body, _GAP)
        for role, tell in _WAYS:
            if all(_fits(sheet, row, places[0], role, tell) for row in rows):
                return places, role, tell
    return None


def _low_places(sheet: Sheet, body: Box) -> tuple[list[Box], Role, int]:
    """Return cells for cards with their pictures at the left: those that leave the pictures most room."""
    rows = sheet.view.rows
    orders = [grid.cells(len(rows), columns, body, 12) for columns in dict.fromkeys((len(rows), 1))]
    orders.sort(key=lambda cells: -_side(cells[0]))
    for role, tell in _WAYS:
        for places in orders:
            if all(_fits_beside(sheet, row, places[0], role, tell) for row in rows):
                return places, role, tell
    return grid.cells(len(rows), 1, body, 12), *_WAYS[-1]


_WAYS: Final[tuple[tuple[Role, int], ...]] = (
    ("answer", 2),
    ("frame", 2),
    ("answer", 1),
    ("frame", 1),
    ("frame", 0),
)
"""Size of the sentence, and what else is shown: name and note, the name alone, neither (they are spoken)."""


def _cards(sheet: Sheet, places: list[Box], role: Role, tell: int) -> list[Part]:
    count = len(sheet.view.rows)
    wide = places[0].w
    used = count * wide + (count - 1) * _GAP
    whole = Box(places[0].x, places[0].y, places[-1].right - places[0].x, places[0].h)
    cells = whole.centred(used, whole.h).columns(count, _GAP) if len(places) > count else places
    parts: list[Part] = []
    for row, cell in zip(sheet.view.rows, cells, strict=True):
        parts += _card(sheet, row, cell, role, tell)
    return parts


def _told(row: Row, tell: int) -> tuple[str, str]:
    """Return name and note as far as they are shown."""
    return (row.label if tell else "", row.note if tell > 1 else "")


def _fits(sheet: Sheet, row: Row, cell: Box, role: Role, tell: int) -> bool:
    """Tell whether the words leave the picture its room; all cards of a page have one size."""
    inner = cell.inset(_PAD)
    texts = ((row.value, role), *((text, "frame") for text in _told(row, tell)))
    wide = max(sheet.block_width(text, size, 700, inner.w) for text, size in texts)
    return wide <= inner.w and _field_above(sheet, row, cell, role, tell) >= _SMALLEST


def _field_above(sheet: Sheet, row: Row, cell: Box, role: Role, tell: int) -> float:
    """Return the height that a card's words leave its picture."""
    inner = cell.inset(_PAD)
    words = sum(sheet.block_height(text, "frame", 600, inner.w) for text in _told(row, tell))
    return inner.h - words - sheet.block_height(row.value, role, 700, inner.w) - 24


def _side_above(sheet: Sheet, row: Row, cell: Box, role: Role, tell: int) -> float:
    return min(_field_above(sheet, row, cell, role, tell), cell.w - 2 * _PAD, _LARGEST)


def _fits_beside(sheet: Sheet, row: Row, cell: Box, role: Role, tell: int) -> bool:
    room = cell.w - 2 * _PAD - _side(cell) - 16
    words = sum(sheet.block_height(text, "frame", 600, room) for text in _told(row, tell))
    texts = ((row.value, role), *((text, "frame") for text in _told(row, tell)))
    wide = max(sheet.block_width(text, size, 700, room) for text, size in texts)
    return wide <= room and words + sheet.block_height(row.value, role, 700, room) <= cell.h - 8


def _side(cell: Box) -> float:
    return min(cell.h - 16, 150.0, cell.w * 0.3)


def _beside(sheet: Sheet, row: Row, box: Box, role: Role, tell: int) -> list[Part]:
    """Return one card with its picture at the left of its words."""
    c, key, side = sheet.c, row.id, _side(box)
    lit = sheet.lit == f"row:{row.id}"
    parts: list[Part] = looks.ring(key, box, c, 20) if lit else []
    parts.append(Plate(f"{key}/plate", box, c.voice if lit else c.card, c.ink, 3, 20))
    place = Box(box.x + _PAD, box.y + (box.h - side) / 2, side, side)
    parts.append(Picture(f"{key}/picture", place, row.picture, c.ink))
    room = box.cut(left=_PAD + side + 16, right=_PAD)
    label, note = _told(row, tell)
    texts: list[tuple[str, str, Role, int]] = [
        ("label", label, "frame", 600),
        ("value", row.value, role, 700),
        ("note", note, "frame", 500),
    ]
    highs = [sheet.block_height(text, size, weight, room.w) for _, text, size, weight in texts]
    y = room.y + (room.h - sum(highs)) / 2
    for (name, text, size, weight), high in zip(texts, highs, strict=True):
        if text:
            colour = c.ink if name == "value" else c.soft
            parts.append(Words(f"{key}/{name}", Box(room.x, y, room.w, high), text, size, weight, colour))
        y += high
    return parts


def _card(sheet: Sheet, row: Row, box: Box, role: Role, tell: int) -> list[Part]:
    """Return one card: what it is above, a picture as large as the words leave room for, the sentence below."""
    c, key = sheet.c, row.id
    lit = sheet.lit == f"row:{row.id}"
    label, told = _told(row, tell)
    parts: list[Part] = looks.ring(key, box, c, 20) if lit else []
    parts.append(Plate(f"{key}/plate", box, c.voice if lit else c.card, c.ink, 3, 20))
    inner = box.inset(_PAD)
    name = sheet.block_height(label, "frame", 600, inner.w)
    note = sheet.block_height(told, "frame", 500, inner.w)
    value = sheet.block_height(row.value, role, 700, inner.w)
    if label:
        top = Box(inner.x, inner.y, inner.w, name)
        parts.append(Words(f"{key}/label", top, label, "frame", 600, c.soft, "center"))
    field = inner.cut(top=name + 6, bottom=value + note + 12)
    side = min(field.h, field.w, _LARGEST)
    parts.append(Picture(f"{key}/picture", field.centred(side, side), row.picture, c.ink))
    low = Box(inner.x, inner.bottom - value - note - 4, inner.w, value)
    parts.append(Words(f"{key}/value", low, row.value, role, 700, c.ink, "center"))
    if note:
        below = Box(inner.x, low.bottom, inner.w, note + 4)
        parts.append(Words(f"{key}/note", below, told, "frame", 500, c.soft, "center"))
    return parts
