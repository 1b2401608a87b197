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

_KEY: Final = 80
_KEY_LEAST: Final = 49
"""12.7 mm."""
_BODY: Final = 568
"""The body of the reference screen; on higher ones the keys grow with it."""
_FIELD: Final = 92
_WAYS: Final = 84


def compose(sheet: Sheet, typed: Typed) -> list[Part]:
    """Return the whole screen; the keys stand at the bottom, wherever the field is."""
    entry, body = sheet.view.entry, sheet.body
    if entry is None:
        return []
    ways = _WAYS + 12 if sheet.view.side_choices else 0
    told = NOTICE + 12 if sheet.view.banner is not None else 0
    spare = body.h - _FIELD - 12 - ways - told - 3 * keys.GAP
    above = max(sheet.block_height(sheet.view.question, "ask", 800, body.w - 220) + 20, 84)
    stacked_key = (spare - above - 12) / keys.ROWS
    beside = fits_beside(sheet, Box(body.x, body.y, body.w, _FIELD))
    stacked = stacked_key >= (_KEY - 4 if beside else _KEY_LEAST)
    high = min(stacked_key if stacked else spare / keys.ROWS, _KEY * max(body.h / _BODY, 1))
    board = keys.ROWS * high + (keys.ROWS - 1) * keys.GAP
    place = Box(body.x, body.bottom - board, body.w, board)
    field = Box(body.x, place.y - 12 - _FIELD - ways - told, body.w, _FIELD)
    parts = _asked(sheet, entry, typed, body, field, stacked=stacked)
    if told:
        parts += banner(sheet, Box(body.x, place.y - 12 - ways - NOTICE, body.w, NOTICE))
    if ways:
        parts += ways_out(sheet, Box(body.x, place.y - 12 - _WAYS, body.w, _WAYS), across=True)
    return parts + keys.keyboard(sheet, entry, typed, place)


def _asked(sheet: Sheet, entry: Entry, typed: Typed, body: Box, field: Box, *, stacked: bool) -> list[Part]:
    if stacked:
        return [
            *ask_above(sheet, entry, typed, Box(body.x, body.y, body.w, field.y - body.y - 12)),
            *text_field(sheet, entry, typed, field),
        ]
    parts, room = ask_beside(sheet, entry, typed, Box(body.x, body.y, body.w, _FIELD))
    return [*parts, *text_field(sheet, entry, typed, room)]
