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
    parts, body = titled(sheet, body)
    low, body = acts(sheet, body)
    parts += low
    pages, body = turners(sheet, body)
    parts += pages
    # The banner takes the place of a row, where one is free: rows under it are not squeezed for an empty one.
    count = max(len(view.rows), _ROWS - (view.banner is not None))
    for row, cell in zip(view.rows, body.rows(count, _GAP), strict=False):
        parts += review_row(sheet, row, cell)
    return parts


def titled(sheet: Sheet, body: Box) -> tuple[list[Part], Box]:
    """Return question, detail and banner at the top of ``body``, and what is left below them."""
    view = sheet.view
    ask = sheet.block_height(view.question, "ask", 800, body.w)
    more = sheet.block_height(view.detail, "frame", 500, body.w)
    parts: list[Part] = [
        Words("question", Box(body.x, body.y - 2, body.w, ask + 2), view.question, "ask", 800, sheet.c.ink)
    ]
    if view.detail:
        below = Box(body.x, body.y + ask, body.w, more + 2)
        parts.append(Words("detail", below, view.detail, "frame", 500, sheet.c.soft))
    body = body.cut(top=ask + more + 10)
    if view.banner is None:
        return parts, body
    return [*parts, *banner(sheet, Box(body.x, body.y, body.w, 72))], body.cut(top=84)


def acts(sheet: Sheet, body: Box) -> tuple[list[Part], Box]:
    """Return what can be done at the bottom of ``body``, and what is left above it."""
    view = sheet.view
    given = [*view.side_choices, *view.choices, *((view.go_on,) if view.go_on else ())]
    if not given:
        return [], body
    high = min(_BOTTOM, max(84.0, body.h - _ROWS * 82 - _ROWS * _GAP))
    place = Box(body.x, body.bottom - high, body.w, high)
    return _acts(sheet, given, place), body.cut(bottom=high + _GAP)


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
