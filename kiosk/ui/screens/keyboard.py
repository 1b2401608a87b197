"""Typing words: question, field, go-on and the Vietnamese keyboard."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Entry
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import keyboard as keys
from kiosk.ui.widgets.field import text_field
from kiosk.ui.widgets.head import banner
from kiosk.ui.widgets.line import NOTICE, ask_above, ask_beside, fits_beside, ways_out
from kiosk.ui.widgets.suggesting import LEAST, suggestions

_KEY: Final = 80
_KEY_LEAST: Final = 49
"""12.7 mm."""
_BODY: Final = 568
"""The body of the reference screen; on higher ones the keys grow with it."""
_FIELD: Final = 92
_FIELD_TIGHT: Final = 77
"""20 mm: the key beside it that finishes is as high."""
_TIGHT: Final = 430
"""Height of the body below which field and strip give way to the keys."""
_WAYS: Final = 84
_OUT: Final = 330
"""Width of one way out beside what is told."""


def compose(sheet: Sheet, typed: Typed) -> list[Part]:
    """Return the whole screen; the keys stand at the bottom, wherever the field is."""
    entry, body = sheet.view.entry, sheet.body
    if entry is None:
        return []
    tight = entry.live and body.h < _TIGHT
    high_field, air = (_FIELD_TIGHT, 8) if tight else (_FIELD, 12)
    between = _between(sheet, tight=tight)
    spare = body.h - high_field - air - between - 3 * keys.GAP
    above = max(sheet.block_height(sheet.view.question, "ask", 800, body.w - 220) + 20, 84)
    stacked_key = (spare - above - 12) / keys.ROWS
    beside = fits_beside(sheet, Box(body.x, body.y, body.w, high_field))
    stacked = stacked_key >= (_KEY - 4 if beside else _KEY_LEAST)
    high = min(stacked_key if stacked else spare / keys.ROWS, _KEY * max(body.h / _BODY, 1))
    board = keys.ROWS * high + (keys.ROWS - 1) * keys.GAP
    place = Box(body.x, body.bottom - board, body.w, board)
    field = Box(body.x, place.y - air - high_field - between, body.w, high_field)
    parts = _asked(sheet, entry, typed, body, field, stacked=stacked)
    if between:
        parts += _told_and_ways(sheet, Box(body.x, place.y - between, body.w, between - air))
    return parts + keys.keyboard(sheet, entry, typed, place)


def _between(sheet: Sheet, *, tight: bool) -> float:
    """Return the height of what stands between field and keys, the gap below it included."""
    if sheet.view.entry is not None and sheet.view.entry.live:
        return LEAST + 8 if tight else NOTICE + 12
    if sheet.view.side_choices:
        return _WAYS + 12
    return NOTICE + 12 if sheet.view.banner is not None else 0


def _told_and_ways(sheet: Sheet, box: Box) -> list[Part]:
    """Return what is told or suggested and the ways out in one row, so that the keys keep their height."""
    view = sheet.view
    if view.banner is None and not view.suggestions:
        return ways_out(sheet, box, across=True) if view.side_choices else []
    if not view.side_choices:
        return _told(sheet, box)
    wide = min(_OUT, box.w * 0.27) * len(view.side_choices)
    left, right = box.cut(right=wide + 12), box.cut(left=box.w - wide)
    return [*_told(sheet, left), *ways_out(sheet, right, across=True)]


def _told(sheet: Sheet, box: Box) -> list[Part]:
    """Return the complaint, the suggestions, or both side by side."""
    if sheet.view.banner is None:
        return suggestions(sheet, box)
    if not sheet.view.suggestions:
        return banner(sheet, box)
    left, right = box.columns(2, 12)
    return [*banner(sheet, left), *suggestions(sheet, right)]


def _asked(sheet: Sheet, entry: Entry, typed: Typed, body: Box, field: Box, *, stacked: bool) -> list[Part]:
    if stacked:
        return [
            *ask_above(sheet, entry, typed, Box(body.x, body.y, body.w, field.y - body.y - 12)),
            *text_field(sheet, entry, typed, field),
        ]
    parts, room = ask_beside(sheet, entry, typed, Box(body.x, body.y, body.w, field.h))
    return [*parts, *text_field(sheet, entry, typed, room)]
