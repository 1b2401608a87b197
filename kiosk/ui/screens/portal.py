"""One half of the glass, beside the window of the official portal: an answer to copy, or the code that it gives."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button, Row
from kiosk.ui.entry import Typed, complete
from kiosk.ui.focus import DONE
from kiosk.ui.parts import Box, Part, Plate, Role, Shape, Stroke, Target, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.bar import BAR, bar
from kiosk.ui.widgets.bench_acts import GAP, act, act_height
from kiosk.ui.widgets.button import Face, own, painted
from kiosk.ui.widgets.frame import trial

_EDGE: Final = 14
_NAMED: Final = 500
"""Units of width from which the bar has room for who holds the screen; the disc stands there all the same."""
_KEYS: Final = ("12345678", "90.-HGAB", "CDEFIJKL", "MNOPQRST", "UVWXYZ")
_COLUMNS: Final = 8
_KEY_LEAST: Final = 49
"""13 mm."""
_KEY_MOST: Final = 60
_GAP: Final = 12
_FIELD: Final = 58
_ROLES: Final[tuple[Role, ...]] = ("ask", "answer", "frame", "desk")


def compose(sheet: Sheet, typed: Typed) -> list[Part]:
    """Return bar, words and acts in the half that the window leaves free."""
    half = replace(sheet, width=sheet.width / 2)
    if half.width < _NAMED:
        half = replace(half, view=structs.replace(half.view, holder=""))
    body = half.bare.cut(top=BAR).inset(_EDGE, 10)
    low, room = _rows_of(half, list(half.view.side_choices), body)
    told, room = _told(half, room)
    parts = [*bar(half), *low, *told, *trial(half)]
    parts += _code(half, typed, room) if half.view.entry is not None else _answer(half, room)
    return [_moved(part, half.width) for part in parts] if sheet.view.beside == "left" else parts


def _told(sheet: Sheet, box: Box) -> tuple[list[Part], Box]:
    """Return what is told at the top, and the room below it."""
    c, view = sheet.c, sheet.view
    parts: list[Part] = []
    if view.banner is not None:
        tints = {
            "calm": (c.blue_tint, c.blue),
            "doubt": (c.doubt_tint, c.doubt),
            "stop": (c.brick_tint, c.brick),
        }
        fill, edge = tints[view.banner.tone]
        high = sheet.block_height(view.banner.text, "desk", 600, box.w - 24) + 12
        place = Box(box.x, box.y, box.w, high)
        parts.append(Plate("banner/plate", place, fill, edge, 3, 12))
        parts.append(Words("banner", place.inset(12, 4), view.banner.text, "desk", 600, c.ink))
        box = box.cut(top=high + 8)
    for key, text, weight in (("question", view.question, 800), ("detail", view.detail, 500)):
        high = sheet.block_height(text, "desk", weight, box.w)
        parts.append(Words(key, Box(box.x, box.y, box.w, high + 2), text, "desk", weight, c.ink))
        box = box.cut(top=high + 4)
    return parts, box.cut(top=6)


def _answer(sheet: Sheet, box: Box) -> list[Part]:
    low, room = _rows_of(sheet, list(sheet.view.choices), box)
    return [*low, *(part for row in sheet.view.rows for part in _value(sheet, row, room))]


def _value(sheet: Sheet, row: Row, box: Box) -> list[Part]:
    """Return the answer as large as it fits, and why it is not copied."""
    c = sheet.c
    fill, edge = (c.card, c.green) if row.mark == "ok" else (c.card, c.line)
    parts: list[Part] = [Plate("value/plate", box, fill, edge, 3, 14)]
    inner = box.inset(14, 8)
    if row.note:
        high = sheet.block_height(row.note, "desk", 600, inner.w) + 2
        place = Box(inner.x, inner.bottom - high, inner.w, high)
        parts.append(Words("value/note", place, row.note, "desk", 600, c.ink))
        inner = inner.cut(bottom=high + 4)
    fits = [
        role
        for role in _ROLES
        if sheet.block_width(row.value, role, 700, inner.w) <= inner.w
        and sheet.block_height(row.value, role, 700, inner.w) <= inner.h
    ]
    role: Role = fits[0] if fits else "desk"
    return [*parts, Words("value", inner, row.value, role, 700, c.ink, "center")]


def _code(sheet: Sheet, typed: Typed, box: Box) -> list[Part]:
    """Return the field, its keys, and what takes it."""
    c, entry = sheet.c, sheet.view.entry
    if entry is None:
        return []
    field = Box(box.x, box.y, box.w, _FIELD)
    role: Role = "answer" if sheet.ruler.width(typed.text, "answer", 700) <= field.w - 24 else "desk"
    parts: list[Part] = [
        Plate("field", field, c.card, c.ink, 3, 12),
        Words("field/text", field.inset(12, 2), typed.text, role, 700, c.ink, "center"),
    ]
    return [*parts, *_keys(sheet, typed, box.cut(top=_FIELD + _GAP))]


def _keys(sheet: Sheet, typed: Typed, box: Box) -> list[Part]:
    """Return the keys where a finger has room for them; else it is typed by a keyboard, or read by the scanner."""
    entry, c = sheet.view.entry, sheet.c
    high = min((box.h - _GAP * (len(_KEYS) - 1)) / len(_KEYS), _KEY_MOST)
    lines = [
        Box(box.x, box.y + at * (high + _GAP), box.w, high).columns(_COLUMNS, _GAP)
        for at in range(len(_KEYS))
    ]
    if entry is None or min(high, lines[0][0].w) < _KEY_LEAST:
        return []
    rest = looks.rest(c, "answer")
    parts: list[Part] = [
        own(sheet, f"key:{letter}", Stroke("letter", letter), cell, Face(letter, role="desk", pad=2), rest)
        for line, cells in zip(_KEYS, lines, strict=True)
        for letter, cell in zip(line, cells, strict=False)
    ]
    delete = Face("", "glyphs/backspace", role="desk", picture_side=32, gap=0, pad=2)
    parts.append(own(sheet, "key:delete", Stroke("delete"), lines[-1][-2], delete, rest))
    face = Face("", "glyphs/yes", role="desk", picture_side=32, gap=0, pad=2)
    if complete(entry, typed):
        return [*parts, own(sheet, DONE, Stroke("done"), lines[-1][-1], face, looks.rest(c, "go"))]
    return [*parts, *painted(sheet, DONE, face, lines[-1][-1], looks.off(c))]


def _rows_of(sheet: Sheet, acts: list[Button], box: Box) -> tuple[list[Part], Box]:
    """Return acts side by side in pairs at the bottom of ``box``, and what is left above them."""
    parts: list[Part] = []
    for pair in reversed([acts[at : at + 2] for at in range(0, len(acts), 2)]):
        cells = box.columns(len(pair), GAP)
        high = max(act_height(sheet, one, cell.w) for one, cell in zip(pair, cells, strict=True))
        for one, cell in zip(pair, cells, strict=True):
            parts += act(sheet, one, Box(cell.x, box.bottom - high, cell.w, high))
        box = box.cut(bottom=high + GAP)
    return parts, box


def _moved(part: Part, right: float) -> Part:
    """Return the part so far to the right."""
    if isinstance(part, Shape):
        points = tuple(value + right * (at % 2 == 0) for at, value in enumerate(part.points))
        return structs.replace(part, points=points)
    box = structs.replace(part.box, x=part.box.x + right)
    if isinstance(part, Target):
        rest = tuple(_moved(one, right) for one in part.rest)
        pressed = tuple(_moved(one, right) for one in part.pressed)
        return structs.replace(part, box=box, rest=rest, pressed=pressed)
    return structs.replace(part, box=box)
