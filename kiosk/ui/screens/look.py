"""Letters, colours, reach and hand: one row of large buttons a kind, what is so now marked as chosen."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import button
from kiosk.ui.widgets.head import head, turners

_GAP: Final = 14
_PICTURE: Final = 72
_TOGETHER: Final = ("reach", "hand")
"""Kinds that share a row."""


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, done and the rows."""
    parts, body = head(sheet, sheet.body)
    pages, body = turners(sheet, body)
    parts += pages
    rows = [list(row) for _, row in groupby(sheet.view.choices, key=_kind)]
    if len(rows) == 1:
        rows = _folded(sheet, rows[0], body)
    for row, place in zip(rows, body.rows(len(rows), _GAP), strict=True):
        for given, cell in zip(row, place.columns(len(row), _GAP), strict=True):
            stacked = cell.h >= _PICTURE + sheet.block_height(given.text, "answer", 700, cell.w - 12)
            side = min(_PICTURE, cell.h - 16)
            parts += button(sheet, given, cell, picture_side=side, gap=10, stacked=stacked, pad=6)
    return parts


def _kind(given: Button) -> str:
    kind = given.id.partition(":")[0]
    return _TOGETHER[0] if kind in _TOGETHER else kind


def _folded(sheet: Sheet, row: list[Button], body: Box) -> list[list[Button]]:
    """Return a single kind in one row, or in two where its words need the width."""
    wide = max((sheet.block_width(one.text, "answer", 700, body.w) for one in row), default=0) + 24
    if len(row) < 3 or wide * len(row) + _GAP * (len(row) - 1) <= body.w:  # noqa: PLR2004
        return [row]
    half = -(-len(row) // 2)
    return [row[:half], row[half:]]
