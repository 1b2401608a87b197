"""Steps and papers in pictures: up to four cards side by side, and what leads on at the bottom."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Row
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate, Role, Words
from kiosk.ui.screens.review import acts, titled
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks

_GAP: Final = 16
_LEAST: Final = 3
"""Cards are never wider than a third, so that a single one isn't stretched over the screen."""
_PAD: Final = 16
_SMALLEST: Final = 84
"""A smaller picture says nothing."""
_LARGEST: Final = 200


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, cards and acts."""
    view, body = sheet.view, sheet.body
    parts, body = titled(sheet, body)
    low, body = acts(sheet, body)
    parts += low
    places = body.columns(max(len(view.rows), _LEAST), _GAP)
    used = len(view.rows) * places[0].w + (len(view.rows) - 1) * _GAP
    cells = body.centred(used, body.h).columns(len(view.rows), _GAP)
    role: Role = "answer" if all(_fits(sheet, row, cells[0]) for row in view.rows) else "frame"
    for row, cell in zip(view.rows, cells, strict=True):
        parts += _card(sheet, row, cell, role)
    return parts


def _fits(sheet: Sheet, row: Row, cell: Box) -> bool:
    """Tell whether the larger size leaves the picture its room; all cards of a page have one size."""
    inner = cell.inset(_PAD)
    words = sum(sheet.block_height(text, "frame", 600, inner.w) for text in (row.label, row.note))
    high = sheet.block_height(row.value, "answer", 700, inner.w)
    wide = sheet.block_width(row.value, "answer", 700, inner.w)
    return wide <= inner.w and inner.h - words - high - 24 >= _SMALLEST


def _card(sheet: Sheet, row: Row, box: Box, role: Role) -> list[Part]:
    """Return one card: what it is above, a picture as large as the words leave room for, the sentence below."""
    c, key = sheet.c, row.id
    lit = sheet.lit == f"row:{row.id}"
    parts: list[Part] = looks.ring(key, box, c, 20) if lit else []
    parts.append(Plate(f"{key}/plate", box, c.voice if lit else c.card, c.ink, 3, 20))
    inner = box.inset(_PAD)
    name = sheet.block_height(row.label, "frame", 600, inner.w)
    note = sheet.block_height(row.note, "frame", 500, inner.w)
    value = sheet.block_height(row.value, role, 700, inner.w)
    parts.append(
        Words(f"{key}/label", Box(inner.x, inner.y, inner.w, name), row.label, "frame", 600, c.soft, "center")
    )
    field = inner.cut(top=name + 6, bottom=value + note + 12)
    side = min(field.h, field.w, _LARGEST)
    if side >= _SMALLEST / 2:
        parts.append(Picture(f"{key}/picture", field.centred(side, side), row.picture, c.ink))
    low = Box(inner.x, inner.bottom - value - note - 4, inner.w, value)
    parts.append(Words(f"{key}/value", low, row.value, role, 700, c.ink, "center"))
    if note:
        below = Box(inner.x, low.bottom, inner.w, note + 4)
        parts.append(Words(f"{key}/note", below, row.note, "frame", 500, c.soft, "center"))
    return parts
