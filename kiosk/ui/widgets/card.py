"""What a card said: its picture, its lines, and the answers below them, in the first arrangement that has room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from kiosk.presenter.view import Button, Row
from kiosk.ui.parts import Box, Part, Picture, Plate, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.acts import acts_at, acts_height

_GAP: Final = 12
_PAD: Final = 22
_AIR: Final = 8
_ACT: Final = 128
_ROW_MOST: Final = 150
_SIGN: Final = 44
Tell = Literal["both", "frame", "value", "small"]
_NAMED: Final = frozenset({"both", "frame"})
TELLS: Final[tuple[Tell, ...]] = ("both", "value", "frame", "small")
"""What a line shows: name above value; the value beside its picture; both again in the smaller size."""


@dataclass(frozen=True)
class _Manner:
    drawn: bool
    """True: the large picture stands beside the lines, above them on an upright glass."""
    paired: bool
    """True: the first line across, the others side by side."""
    tell: Tell


_MANNERS: Final = tuple(
    _Manner(drawn, paired, tell)
    for tell in TELLS
    for drawn, paired in ((True, False), (False, False), (False, True))
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
    found = next((one for one in every if _all_fit(sheet, one)), every[-1])
    parts = _picture(sheet, found.field) if found.field is not None else []
    for row, cell in zip(sheet.view.rows, found.cells, strict=True):
        parts += _line(sheet, row, cell, found.tell)
    return parts + acts_at(sheet, acts, found.low)


def _placed(sheet: Sheet, body: Box, acts: list[Button], manner: _Manner) -> _Places:
    field, right = _halves(sheet, body, drawn=manner.drawn)
    low = _acts_box(sheet, acts, right)
    rows = right.cut(bottom=low.h + _GAP if low.h else 0)
    return _Places(field, _cells(sheet, rows, paired=manner.paired), low, manner.tell)


def _all_fit(sheet: Sheet, found: _Places) -> bool:
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
    high = acts_height(sheet, acts, right.w, most, min(_ACT, right.h * 0.28))
    return Box(right.x, right.bottom - high, right.w, high)


def _cells(sheet: Sheet, body: Box, *, paired: bool) -> list[Box]:
    rows = sheet.view.rows
    if not paired or len(rows) < 2:  # noqa: PLR2004 - nothing to pair
        count = max(len(rows), 1)
        high = min(body.h, count * _ROW_MOST + (count - 1) * _GAP)
        return Box(body.x, body.y, body.w, high).rows(count, _GAP)[: len(rows)]
    first, second = body.rows(2, _GAP)
    return [first, *second.columns(len(rows) - 1, _GAP)]


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
    parts: list[Part] = looks.ring(row.id, cell, c, 20) if lit else []
    parts += [Plate(f"{row.id}/plate", cell, c.voice if lit else c.card, edge, line, 20)]
    role, side = _role(tell), min(_SIGN, cell.h - 12)
    middle = cell.y + (cell.h - side) / 2
    if tell not in _NAMED:
        place = Box(cell.x + _PAD / 2, middle, side, side)
        parts.append(Picture(f"{row.id}/picture", place, row.picture, c.ink))
        return [*parts, Words(f"{row.id}/value", inner, row.value, role, 700, c.ink)]
    if done:
        place = Box(cell.right - _PAD - side, middle, side, side)
        parts.append(Picture(f"{row.id}/mark", place, "glyphs/yes", c.green))
    name = sheet.block_height(row.label, "frame", 500, inner.w)
    value = sheet.block_height(row.value, role, 700, inner.w)
    top = cell.y + (cell.h - name - value) / 2
    return [
        *parts,
        Words(f"{row.id}/label", Box(inner.x, top, inner.w, name), row.label, "frame", 500, c.soft),
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
