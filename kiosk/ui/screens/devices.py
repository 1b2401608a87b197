"""The helper's page of the devices: one row each, what came of trying one above them, two ways out below."""

from __future__ import annotations

from typing import Final

from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.bar import BAR, bar
from kiosk.ui.widgets.button import button
from kiosk.ui.widgets.head import banner
from kiosk.ui.widgets.rows import review_row

_GAP: Final = 12
_EDGE: Final = 20
_TOLD: Final = 64
"""Its place is kept, so that no row moves when something is told."""
_ROW_MOST: Final = 96
_ACT: Final = 72
_LOW_ACT: Final = 56
_LOW: Final = 620
"""Units of height below which the acts are the lower ones."""


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return bar, what is told, rows and acts."""
    view = sheet.view
    body = sheet.bare.cut(top=BAR).inset(_EDGE, _GAP)
    act = _LOW_ACT if sheet.height < _LOW else _ACT
    low = Box(body.x, body.bottom - act, body.w, act)
    parts = bar(sheet, view.question)
    acts = (*view.side_choices, *view.choices)
    for given, place in zip(acts, low.columns(len(acts), _GAP), strict=True):
        parts += button(sheet, given, place, "frame", picture_side=40, gap=12)
    told = Box(body.x, body.y, body.w, _TOLD)
    parts += banner(sheet, told)
    if view.banner is None and view.detail:
        parts.append(Words("detail", told, view.detail, "frame", 600, sheet.c.ink))
    return parts + _rows(sheet, body.cut(top=_TOLD + _GAP, bottom=act + _GAP))


def _rows(sheet: Sheet, box: Box) -> list[Part]:
    rows = sheet.view.rows
    count = max(1, len(rows))
    high = min(box.h, count * _ROW_MOST + (count - 1) * _GAP)
    cells = Box(box.x, box.y, box.w, high).rows(count, _GAP)
    return [part for row, cell in zip(rows, cells, strict=False) for part in review_row(sheet, row, cell)]
