"""Letters, colours, reach and hand: one row of large buttons a kind, what is so now marked as chosen."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Final

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import TARGET, Box, Part
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import grid
from kiosk.ui.widgets.button import button
from kiosk.ui.widgets.head import head, turners

_GAP: Final = 14
_PICTURE: Final = 72
_SMALLEST: Final = 44
_PAD: Final = 6
_TOGETHER: Final = ("reach", "hand")
"""Kinds that share a row."""


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, done and the rows."""
    parts, body = head(sheet, sheet.body)
    pages, body = turners(sheet, body)
    parts += pages
    rows = [list(row) for _, row in groupby(sheet.view.choices, key=_kind)]
    if len(rows) == 1:
        return parts + _one_kind(sheet, rows[0], body)
    for row, place in zip(rows, body.rows(len(rows), _GAP), strict=True):
        parts += _buttons(sheet, row, place.columns(len(row), _GAP))
    return parts


def _one_kind(sheet: Sheet, row: list[Button], body: Box) -> list[Part]:
    """Return a single kind, in one row or more, as its words ask."""
    fits = partial(_fits, sheet, row)
    count = len(row)
    places = grid.first_fitting(count, body, _GAP, (count, 2, 3, 1), fits)
    return _buttons(sheet, row, places or grid.cells(count, count, body, _GAP))


def _fits(sheet: Sheet, row: list[Button], cell: Box) -> bool:
    return cell.h >= TARGET and all(
        _stacks(sheet, one, cell) or _stands_beside(sheet, one, cell) for one in row
    )


def _stacks(sheet: Sheet, one: Button, cell: Box) -> bool:
    room = cell.w - 2 * _PAD
    high = sheet.block_height(one.text, "answer", 700, room)
    return high + _SMALLEST + 8 <= cell.h and sheet.block_width(one.text, "answer", 700, room) <= room


def _stands_beside(sheet: Sheet, one: Button, cell: Box) -> bool:
    room = cell.w - 2 * _PAD - min(_PICTURE, cell.h - 16) - 10
    wide = sheet.block_width(one.text, "answer", 700, room)
    return wide <= room and sheet.block_height(one.text, "answer", 700, room) <= cell.h - 10


def _buttons(sheet: Sheet, row: list[Button], places: list[Box]) -> list[Part]:
    parts: list[Part] = []
    for given, cell in zip(row, places, strict=True):
        stacked = _stacks(sheet, given, cell)
        high = sheet.block_height(given.text, "answer", 700, cell.w - 2 * _PAD)
        side = min(_PICTURE, cell.h - 8 - high if stacked else cell.h - 16)
        parts += button(sheet, given, cell, picture_side=side, gap=10, stacked=stacked, pad=_PAD)
    return parts


def _kind(given: Button) -> str:
    kind = given.id.partition(":")[0]
    return _TOGETHER[0] if kind in _TOGETHER else kind
