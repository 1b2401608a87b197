"""Typing digits: question, field, go-on, the number pad and the ways out beside it."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Entry
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.field import digit_field
from kiosk.ui.widgets.line import ask_above, ask_beside, fits_beside, notice, ways_out
from kiosk.ui.widgets.pad import is_low, pad

_FIELD: Final = 92
_GAP: Final = 16
_PAD_SHARE: Final = 0.594
_PICTURES: Final = {
    "phone": "phone",
    "personal_number": "citizen-card",
    "ticket": "ticket",
    "pin": "pin",
    "time": "wait",
    "count": "copies",
}
_LONG: Final = 12
"""More digits than this need the whole width."""


def compose(sheet: Sheet, typed: Typed) -> list[Part]:
    """Return the whole screen."""
    entry, body = sheet.view.entry, sheet.body
    if entry is None:
        return []
    line = Box(body.x, body.y, body.w, _FIELD)
    if fits_beside(sheet, line) and entry.most <= _LONG:
        parts, room = ask_beside(sheet, entry, typed, line)
        parts += digit_field(sheet, entry, typed, room)
        below = body.cut(top=_FIELD + _GAP)
        told, high = notice(sheet, below)
        parts += told
        below = below.cut(top=high)
    else:
        ask = sheet.block_height(sheet.view.question, "ask", 800, body.w - 220)
        high = max(84.0, ask)
        parts = ask_above(sheet, entry, typed, Box(body.x, body.y, body.w, high))
        field = Box(body.x, body.y + high + 12, body.w, 80)
        parts += digit_field(sheet, entry, typed, field)
        below = body.cut(top=high + 12 + 80 + 12)
        if sheet.view.banner is not None:
            told, high = notice(sheet, below)
            parts += told
            below = below.cut(top=high)
    if is_low(below) and not sheet.view.side_choices:
        return parts + pad(sheet, entry, below)
    left = Box(below.x, below.y, below.w * _PAD_SHARE, below.h)
    parts += pad(sheet, entry, left)
    return parts + _beside(sheet, entry, below.cut(left=left.w + 28))


def _beside(sheet: Sheet, entry: Entry, box: Box) -> list[Part]:
    """Return the ways out; a picture of what is asked for stands where they leave room."""
    view, c = sheet.view, sheet.c
    picture = view.picture or _PICTURES.get(entry.kind, "question-mark")
    if len(view.side_choices) >= 2:  # noqa: PLR2004
        return ways_out(sheet, box, across=False)
    parts: list[Part] = []
    if view.side_choices:
        high = max(118.0, box.h * 0.26)
        below = Box(box.x, box.bottom - high, box.w, high)
        parts += ways_out(sheet, below, across=False)
        box = box.cut(bottom=high + 12)
    side = min(box.w - 60, box.h - 40, 300)
    return [
        *parts,
        Plate("picture/ground", box.cut(bottom=0), c.disc, c.line, 3, 28),
        Picture("picture", box.centred(side, side), picture, c.ink),
    ]
