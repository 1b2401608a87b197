"""Lines that are read back: picture, name, value and what can be done; the whole row is the target."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Row
from kiosk.ui.parts import Box, Part, Picture, Plate, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import pressable
from kiosk.ui.widgets.looks import Look

_PAD: Final = 22
_AIR: Final = 8
"""Above and below two lines in one row."""


def review_row(sheet: Sheet, row: Row, box: Box) -> list[Part]:
    """Return one row of the review."""
    c = sheet.c
    lit = sheet.lit in {row.id, f"row:{row.id}"}
    look = Look(c.card, c.ink, c.line)
    if row.mark in {"doubt", "missing"}:
        tint, edge = (c.doubt_tint, c.doubt) if row.mark == "doubt" else (c.brick_tint, c.brick)
        look = Look(tint, c.ink, edge)
    if lit:
        look = Look(c.voice, c.ink, c.ink)
    parts: list[Part] = [Plate(f"{row.id}/ring", box.inset(-10), c.voice, c.ink, 3, 24)] if lit else []
    if row.button is None:
        return [*parts, *_review(sheet, row, box, look, lit=lit)]
    target = pressable(
        sheet, row.button.id, row.button.event, box, look, lambda at: _review(sheet, row, box, at, lit=lit)
    )
    return [*parts, target]


def _review(sheet: Sheet, row: Row, box: Box, look: Look, *, lit: bool) -> list[Part]:
    c, key = sheet.c, row.id
    face = box.moved(look.sink / 2)
    parts: list[Part] = [Plate(f"{key}/plate", face, look.fill, look.edge, 3, 16)]
    x = face.x + _PAD
    if row.picture and not _needs_all(sheet, row, face):
        side = _side(sheet, face)
        place = Box(x, face.y + (face.h - side) / 2, side, side)
        parts += looks.picture(f"{key}/picture", place, row.picture, look, c)
        x += side + 18
    right = _edit(sheet, row, face, look, parts)
    if (row.mark == "ok" or lit) and not look.sink:
        name, tint = ("glyphs/speaking", c.ink) if lit else ("glyphs/yes", c.green)
        parts.append(Picture(f"{key}/mark", Box(right - 54, face.y + (face.h - 42) / 2, 42, 42), name, tint))
    if row.mark or not _needs_all(sheet, row, face):
        right -= 60
    return parts + _texts(sheet, row, Box(x, face.y, right - x, face.h), look)


def _side(sheet: Sheet, face: Box) -> float:
    """Return how large the picture of a row is: an upright glass has the height for a larger one."""
    return min(96 if sheet.upright else 58, face.h - 16)


def _needs_all(sheet: Sheet, row: Row, face: Box) -> bool:
    """Tell whether a long value fits only in the picture's place, too."""
    room = face.w - 2 * _PAD - 60 - 18 - _side(sheet, face) - (64 if row.button is not None else 0)
    return sheet.block_height(row.value, "frame", 600, room) > face.h - _AIR


def _edit(sheet: Sheet, row: Row, face: Box, look: Look, parts: list[Part]) -> float:
    """Add what shows that the row can be changed; return where it begins."""
    if row.button is None or not row.button.text:
        return face.right - 16
    c = sheet.c
    line = sheet.ruler.line_height(row.button.text, "frame", loose=False)
    if sheet.theme.largest or face.h - 16 - looks.LIP < line:
        side = min(48.0, face.h - 16)
        place = Box(face.right - 16 - side, face.y + (face.h - side) / 2, side, side)
        parts.append(Picture(f"{row.id}/edit", place, row.button.picture or "glyphs/edit", look.text))
        return place.x - 8
    # All are as wide as the widest, so that they and the marks beside them stand in columns.
    texts = {one.button.text for one in sheet.view.rows if one.button is not None}
    wide = max(130.0, *(sheet.ruler.width(text, "frame", 700) + 40 for text in texts))
    place = Box(face.right - 16 - wide, face.y + 8, wide, face.h - 16)
    lip = "" if look.sink else c.ink
    parts.append(Plate(f"{row.id}/edit", place, c.card, c.ink, 3, 16, lip))
    words = place.cut(bottom=looks.LIP)
    parts.append(Words(f"{row.id}/edit-text", words, row.button.text, "frame", 700, c.ink, "center"))
    return place.x - 8


def _texts(sheet: Sheet, row: Row, box: Box, look: Look) -> list[Part]:
    """Name and value side by side, the name as narrow as it is where that helps, else above its value.

    A value too long for that stands in its column in the smaller size, on two lines at most.
    """
    soft = look.text
    value = f"{row.value} {row.note}".strip() if row.note and not row.value else row.value
    # A name is never broken within a word: its column is at least as wide as its widest one.
    usual = min(max(200, box.w * 0.22), 320)
    usual = max(usual, sheet.block_width(row.label, "frame", 500, usual) + 2)
    narrow = sheet.ruler.width(row.label, "frame", 500) + 16
    for name_w in (usual, narrow):
        value_w = box.w - name_w - 8
        value_fits = len(sheet.ruler.lines(value, "answer", 700, value_w)) <= 1
        if value_fits and sheet.block_height(row.label, "frame", 500, name_w) <= box.h:
            return _beside(row, value, box, name_w, "answer", soft)
    fits = sheet.block_height(value, "frame", 700, box.w - usual - 8) <= box.h - _AIR
    if fits and sheet.block_height(row.label, "frame", 500, usual) <= box.h and not _stacks(sheet, row, box):
        return _beside(row, value, box, usual, "frame", soft)
    return stacked_texts(sheet, row, box, soft)


def _beside(row: Row, value: str, box: Box, name_w: float, role: Role, colour: str) -> list[Part]:
    """Return the name in a column of ``name_w`` and the value in ``role`` right of it."""
    right = box.cut(left=name_w + 8)
    return [
        Words(f"{row.id}/label", Box(box.x, box.y, name_w, box.h), row.label, "frame", 500, colour),
        Words(f"{row.id}/value", right, value, role, 700, colour),
    ]


def _stacks(sheet: Sheet, row: Row, box: Box) -> bool:
    """Tell whether the name fits above its value with the value in its full size."""
    if len(sheet.ruler.lines(row.value, "answer", 700, box.w)) > 1:
        return False
    name = sheet.ruler.line_height(row.label, "frame", loose=False)
    return name + sheet.ruler.line_height(row.value, "answer", loose=False) <= box.h - _AIR


def stacked_texts(sheet: Sheet, row: Row, box: Box, colour: str) -> list[Part]:
    """Return the name above its value; a value that needs two lines takes the smaller size."""
    role: Role = "answer" if len(sheet.ruler.lines(row.value, "answer", 700, box.w)) <= 1 else "frame"
    if role == "frame":
        text = f"{row.label}: {row.value}"
        if sheet.block_height(text, "frame", 600, box.w) > box.h:
            text = row.value  # the picture beside it says what it is
        return [Words(f"{row.id}/value", box, text, "frame", 600, colour)]
    name = sheet.ruler.line_height(row.label, "frame", loose=False)
    value = sheet.ruler.line_height(row.value, "answer", loose=False)
    if name + value > box.h - _AIR:
        role, value = "frame", sheet.ruler.line_height(row.value, "frame", loose=False)
    top = box.y + (box.h - name - value) / 2
    return [
        Words(f"{row.id}/label", Box(box.x, top, box.w, name), row.label, "frame", 500, colour),
        Words(f"{row.id}/value", Box(box.x, top + name, box.w, value), row.value, role, 700, colour),
    ]
