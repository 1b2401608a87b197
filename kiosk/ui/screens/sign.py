"""What changes hands, a pad to sign on below it, what undoes that beside the pad, and the answers at the bottom."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import TARGET, Box, Part, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.acts import acts_at, acts_height
from kiosk.ui.widgets.button import PAD, button
from kiosk.ui.widgets.head import ask_role, banner
from kiosk.ui.widgets.sign_pad import sign_pad

_GAP: Final = 14
_PAD_LEAST: Final = 118
"""Units of height that a finger needs to sign: 31 mm."""
_PAD_MOST: Final = 400
_ACT: Final = 96
_PICTURE: Final = 48
_TOLD: Final = 72
_COLUMN: Final = 110.0
"""The most height of what stands beside the pad."""
_SIDE_MOST: Final = 0.26
"""Of the width, for what stands beside the pad."""


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, list, pad and answers."""
    view, body = sheet.view, sheet.body
    acts = list(view.choices)
    lower = sheet.lower(body)
    most = lower.h - _PAD_LEAST - _GAP if sheet.lowered else body.h * (0.3 if sheet.shallow else 0.4)
    high = acts_height(sheet, acts, body.w, max(most, TARGET), 76 if sheet.shallow else _ACT)
    parts = acts_at(sheet, acts, Box(body.x, body.bottom - high, body.w, high))
    room = body.cut(bottom=high + _GAP)
    told, used = _told(sheet, room)
    parts += told
    if view.pad is None:
        return parts
    room = room.cut(top=used)
    if sheet.lowered and room.y < lower.y:
        room = Box(room.x, lower.y, room.w, room.bottom - lower.y)
    room = room.cut(bottom=max(room.h - _PAD_MOST, 0))
    beside, pad = _beside(sheet, room)
    return [*parts, *beside, *sign_pad(sheet, view.pad, pad)]


def _told(sheet: Sheet, room: Box) -> tuple[list[Part], float]:
    """Return what is wrong, or what is signed for, and the list of it; and their height.

    The list stands there whatever the letters' size, as long as a finger has room to sign below it.
    """
    view, c = sheet.view, sheet.c
    parts: list[Part] = []
    free, used = room.h - _PAD_LEAST - _GAP, 0.0
    if view.banner is not None:
        high = min(max(_TOLD, sheet.block_height(view.banner.text, "frame", 700, room.w - 110) + 8), free)
        parts += banner(sheet, Box(room.x, room.y, room.w, high))
        used = high + 8
    else:
        role, high = ask_role(sheet, view.question, room.w, free * 0.6)
        if high > free:
            role, high = "frame", sheet.block_height(view.question, "frame", 800, room.w)
        place = Box(room.x, room.y - 2, room.w, high + 2)
        parts.append(Words("question", place, view.question, role, 800, c.ink))
        used = high
    more = sheet.block_height(view.detail, "frame", 600, room.w)
    if view.detail and used + more <= free:
        place = Box(room.x, room.y + used, room.w, more + 2)
        parts.append(Words("detail", place, view.detail, "frame", 600, c.ink))
        used += more
    return parts, used + _GAP


def _beside(sheet: Sheet, room: Box) -> tuple[list[Part], Box]:
    """Return what undoes the signature, at the side of the other hand, and the place of the pad."""
    given = sheet.view.side_choices
    if not given:
        return [], room
    side = max(_wide(sheet, one) for one in given)
    two = room.h >= len(given) * TARGET + (len(given) - 1) * _GAP
    lines = sheet.ruler.line_height(given[0].text, "frame", loose=False) * 2 + 14
    wordy = side <= room.w * _SIDE_MOST and two and lines <= min(_column(room, len(given)), _COLUMN)
    if not wordy:
        given = tuple(structs.replace(one, text="") for one in given)
        side = TARGET if two else len(given) * TARGET + (len(given) - 1) * _GAP
    left = sheet.view.look.hand == "right"
    column = Box(room.x if left else room.right - side, room.y, side, room.h)
    if two:
        high = min(_column(room, len(given)), _COLUMN)
        places = column.cut(bottom=room.h - high * len(given) - _GAP * (len(given) - 1)).rows(
            len(given), _GAP
        )
    else:
        places = column.columns(len(given), _GAP)
    parts = [
        part
        for one, place in zip(given, places, strict=True)
        for part in button(sheet, one, place, "frame", picture_side=_PICTURE, gap=10, pad=PAD)
    ]
    pad = room.cut(left=side + _GAP) if left else room.cut(right=side + _GAP)
    return parts, pad


def _column(room: Box, count: int) -> float:
    return (room.h - _GAP * (count - 1)) / count


def _wide(sheet: Sheet, one: Button) -> float:
    """Return how wide a button asks to be with its word on two lines at most."""
    words = max(sheet.ruler.width(one.text, "frame", 700) * 0.6, sheet.block_width(one.text, "frame", 700, 1))
    return words + _PICTURE + 10 + 2 * PAD + 6
