"""Every answer read back, four rows a page, and the one act at the bottom."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Words
from kiosk.ui.screens import state
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import button
from kiosk.ui.widgets.head import banner, turners
from kiosk.ui.widgets.rows import review_row

_ROWS: Final = 4
_GAP: Final = 12
_BOTTOM: Final = 128
_SIDE: Final = 300


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, rows, page buttons and the acts."""
    view, body = sheet.view, sheet.body
    if view.picture and not any(row.button for row in view.rows):
        return state.with_rows(sheet)
    ask = sheet.block_height(view.question, "ask", 800, body.w)
    parts: list[Part] = [
        Words("question", Box(body.x, body.y - 2, body.w, ask + 2), view.question, "ask", 800, sheet.c.ink)
    ]
    body = body.cut(top=ask + 10)
    if view.banner is not None:
        parts += banner(sheet, Box(body.x, body.y, body.w, 72))
        body = body.cut(top=84)
    acts = [*view.side_choices, *view.choices, *((view.go_on,) if view.go_on else ())]
    bottom = min(_BOTTOM, max(84.0, body.h - _ROWS * 82 - _ROWS * _GAP)) if acts else 0
    if acts:
        parts += _acts(sheet, acts, Box(body.x, body.bottom - bottom, body.w, bottom))
        body = body.cut(bottom=bottom + _GAP)
    pages, body = turners(sheet, body)
    parts += pages
    count = max(len(view.rows), _ROWS)
    for row, cell in zip(view.rows, body.rows(count, _GAP), strict=False):
        parts += review_row(sheet, row, cell)
    return parts


def _acts(sheet: Sheet, acts: list[Button], box: Box) -> list[Part]:
    """Return the acts: smaller ways out at the left, the one that goes on wide at the right."""
    side = len(sheet.view.side_choices)
    main = len(acts) - side
    wide = min(_SIDE, box.w * 0.27)
    left = [Box(box.x + at * (wide + 16), box.y, wide, box.h) for at in range(side)]
    used = side * (wide + 16)
    places = left + (box.cut(left=used).columns(main, 16) if main else [])
    parts: list[Part] = []
    for given, place in zip(acts, places, strict=True):
        parts += button(sheet, given, place, picture_side=52)
    return parts
