"""What a card said: its picture, its lines, and the answers below them, in the first arrangement that has room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from kiosk.presenter.view import Button, Row
from kiosk.ui.parts import Box, Part, Picture, Plate, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.acts import acts_at, acts_fit, acts_height

_GAP: Final = 12
_PAD: Final = 22
_AIR: Final = 8
_ACT: Final = 128
_LOW_ACT: Final = 90
_ROW_MOST: Final = 150
_SIGN: Final = 44
_FEW: Final = 3
"""Lines up to which all but the first stand side by side in one row."""
Tell = Literal["both", "frame", "value", "small"]
_NAMED: Final = frozenset({"both", "frame"})
TELLS: Final[tuple[Tell, ...]] = ("both", "value", "frame", "small")
"""What a line shows: name above value; the value beside its picture; both again in the smaller size."""


@dataclass(frozen=True)
class _Manner:
    drawn: bool
    """True: the large picture stands beside the lines, above them on an upright glass."""
    across: int
    """How many stand side by side: 1, or 2 or 3 in all lines but those of names and places."""
    tell: Tell


_ORDER: Final = (((True, 1), (False, 1), (False, 2), (False, 3)), ((False, 3), (False, 2), (False, 1)))
"""Arrangements, the first that fits is taken; in the smallest size the fewest lines look best."""
_MANNERS: Final = tuple(
    _Manner(drawn, across, tell) for tell in TELLS for drawn, across in _ORDER[tell == "small"]
)


@dataclass(frozen=True)
class _Places:
    """Where everything stands in one manner."""

    field: Box | None
    cells: list[Box]
    low: Box
    tell: Tell


def card_page(sheet: Sheet, body: Box, acts: list[Button]) -> list[Part]:
    """Return picture, lines and ``acts`` in ``body``; in low reach the acts stand in its lower half."""
    every = [_placed(sheet, body, acts, manner) for manner in _MANNERS]
    found = next((one for one in every if _all_fit(sheet, one, acts)), every[-1])
    parts = _picture(sheet, found.field) if found.field is not None else []
    for row, cell in zip(sheet.view.rows, found.cells, strict=True):
        parts += _line(sheet, row, cell, found.tell)
    return parts + acts_at(sheet, acts, found.low)


def _placed(sheet: Sheet, body: Box, acts: list[Button], manner: _Manner) -> _Places:
    field, right = _halves(sheet, body, drawn=manner.drawn)
    low = _acts_box(sheet, acts, right)
    rows = right.cut(bottom=low.h + _GAP if low.h else 0)
    return _Places(field, _cells(sheet, rows, manner.across), low, manner.tell)


def _all_fit(sheet: Sheet, found: _Places, acts: list[Button]) -> bool:
    if not acts_fit(sheet, acts, found.low):
        return False
    rows = zip(sheet.view.rows, found.cells, strict=True)
    return all(_fits(sheet, row, cell, found.tell) for row, cell in rows)


def _halves(sheet: Sheet, body: Box, *, drawn: bool) -> tuple[Box | None, Box]:
    if not drawn:
        return None, body
    if sheet.upright:
        rows = len(sheet.view.rows) * (_ROW_MOST + _GAP) + _ACT
        high = max(min(body.h - rows - 2 * _GAP, body.w * 0.75), body.h * 0.3)
        return Box(body.x, body.y, body.w, high), body.cut(top=high + 2 * _GAP)
    wide = min(400.0, body.w * 0.33)
    return Box(body.x, body.y, wide, body.h), body.cut(left=wide + 28)


def _acts_box(sheet: Sheet, acts: list[Button], right: Box) -> Box:
    most = min(right.h * 0.5, sheet.lower(right).h)
    wish = _ACT if len(sheet.view.rows) <= _FEW else _LOW_ACT
    high = acts_height(sheet, acts, right.w, most, min(wish, right.h * 0.28))
    return Box(right.x, right.bottom - high, right.w, high)


def _cells(sheet: Sheet, body: Box, across: int) -> list[Box]:
    count = max(len(sheet.view.rows), 1)
    if across == 1 or count <= 1:
        high = min(body.h, count * _ROW_MOST + (count - 1) * _GAP)
        return Box(body.x, body.y, body.w, high).rows(count, _GAP)
    if count < _FEW:
        return body.columns(count, _GAP)
    if count == _FEW:
        first, second = body.rows(2, _GAP)
        if across == 2:  # noqa: PLR2004 - the last, often a place, has a line of its own
            return [*first.columns(2, _GAP), second]
        return [first, *second.columns(count - 1, _GAP)]
    return _grid(body, count, across)


def _grid(body: Box, count: int, across: int) -> list[Box]:
    """Return ``count`` cells: first and last across, since names and places are long, the others side by side."""
    middle = count - 2
    lines = body.rows(2 + -(-middle // across), _GAP)
    cells: list[Box] = []
    for at, line in enumerate(lines[1:-1]):
        cells += line.columns(min(across, middle - at * across), _GAP)
    return [lines[0], *cells, lines[-1]]


def _inner(cell: Box, tell: Tell) -> Box:
    if tell in _NAMED:
        return cell.inset(_PAD, 2).cut(right=_SIGN + _AIR)
    return cell.inset(_PAD / 2, 2).cut(left=min(_SIGN, cell.h - 12) + _GAP)


def _role(tell: Tell) -> Role:
    return "frame" if tell in {"frame", "small"} else "answer"


def _fits(sheet: Sheet, row: Row, cell: Box, tell: Tell) -> bool:
    inner = _inner(cell, tell)
    role = _role(tell)
    high = sheet.block_height(row.value, role, 700, inner.w)
    if tell in _NAMED:
        high += sheet.block_height(row.label, "frame", 500, inner.w) + _AIR
        if sheet.block_width(row.label, "frame", 500, inner.w) > inner.w:
            return False
    return high <= cell.h - 4 and sheet.block_width(row.value, role, 700, inner.w) <= inner.w


def _line(sheet: Sheet, row: Row, cell: Box, tell: Tell) -> list[Part]:
    """Return one line: what was read carries a tick, or its own picture where the name is only spoken."""
    c, inner = sheet.c, _inner(cell, tell)
    done, lit = row.mark == "ok", sheet.lit == f"row:{row.id}"
    edge, line = (c.green, 4.0) if done else (c.ink, 3.0)
    fill, soft = c.card, c.soft
    if row.mark == "doubt":
        fill, edge, line, soft = c.doubt_tint, c.doubt, 4.0, c.ink
    parts: list[Part] = looks.ring(row.id, cell, c, 20) if lit else []
    parts += [Plate(f"{row.id}/plate", cell, c.voice if lit else fill, edge, line, 20)]
    role, side = _role(tell), min(_SIGN, cell.h - 12)
    middle = cell.y + (cell.h - side) / 2
    if tell not in _NAMED:
        place = Box(cell.x + _PAD / 2, middle, side, side)
        parts.append(Picture(f"{row.id}/picture", place, row.picture, c.ink))
        return [*parts, Words(f"{row.id}/value", inner, row.value, role, 700, c.ink)]
    if row.mark:
        place = Box(cell.right - _PAD - side, middle, side, side)
        sign, tint = ("glyphs/yes", c.green) if done else ("question-mark", c.ink)
        parts.append(Picture(f"{row.id}/mark", place, sign, tint))
    name = sheet.block_height(row.label, "frame", 500, inner.w)
    value = sheet.block_height(row.value, role, 700, inner.w)
    top = cell.y + (cell.h - name - value) / 2
    return [
        *parts,
        Words(f"{row.id}/label", Box(inner.x, top, inner.w, name), row.label, "frame", 500, soft),
        Words(f"{row.id}/value", Box(inner.x, top + name, inner.w, value), row.value, role, 700, c.ink),
    ]


def _picture(sheet: Sheet, field: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    confirmed = all(row.mark == "ok" for row in view.rows)
    fill, edge = (c.green_tint, c.green) if confirmed else (c.disc, c.ink)
    side = min(field.w - 60, field.h - 40, 420)
    return [
        Plate("picture/ground", field, fill, edge, 3, 20),
        Picture("picture", field.centred(side, side), view.picture, c.ink),
    ]
