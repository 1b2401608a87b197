"""Typing digits: question, field, go-on, the number pad and the ways out beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from kiosk.presenter.view import Entry
from kiosk.ui.entry import Typed, begin
from kiosk.ui.parts import Box, Part, Role
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.asked import ROLES, Entered, asked_with_field
from kiosk.ui.widgets.ending import ending, ending_width, finish
from kiosk.ui.widgets.field import digit_field, digit_shapes, digits_high
from kiosk.ui.widgets.fit import GAP, first_fitting
from kiosk.ui.widgets.framed import framed
from kiosk.ui.widgets.line import (
    NOTICE,
    ask_above,
    ask_beside,
    ask_in_line,
    done_width,
    fits_beside,
    notice,
    ways_out,
)
from kiosk.ui.widgets.pad import TALL, is_low, least_width, pad

_FIELD: Final = 92
_FIELD_BELOW: Final = 80
_CLOSE: Final = 84
_GAP: Final = 16
_PAD_SHARE: Final = 0.594
_BESIDE: Final = 28
_COLUMN: Final = 420
_KEYS_MOST: Final = 190
"""Height of two rows of keys where it is scarce."""
_KEYS_LEAST: Final = 164
_PICTURES: Final = {
    "phone": "phone",
    "personal_number": "citizen-card",
    "ticket": "ticket",
    "pin": "pin",
    "time": "wait",
    "count": "copies",
}
_FIELD_SHORT: Final = 300
_FIELD_LONG: Final = 430
"""Least width of the field beside the question on a small screen."""
_LONG: Final = 12
"""More digits than this need the whole width."""


def compose(sheet: Sheet, typed: Typed) -> list[Part]:
    """Return the whole screen."""
    entry = sheet.view.entry
    if entry is None:
        return []
    if sheet.lowered:
        return _halves(sheet, entry, typed, sheet.upper(sheet.body), sheet.lower(sheet.body))
    return first_fitting(sheet, _plans(sheet, entry, typed))


def _plans(sheet: Sheet, entry: Entry, typed: Typed) -> Iterator[list[Part]]:
    """Yield the arrangements from the roomiest to the closest."""
    body = sheet.body
    yield _open(sheet, entry, typed, body)
    for roles in (ROLES[:2], ROLES):
        for most in (_KEYS_MOST, _KEYS_LEAST):
            keys = max(min(body.h * 0.52, most), _KEYS_LEAST)
            upper, lower = body.cut(bottom=keys + GAP), body.cut(top=body.h - keys)
            yield _halves(sheet, entry, typed, upper, lower, roles)


def _open(sheet: Sheet, entry: Entry, typed: Typed, body: Box) -> list[Part]:
    """Return question, field and "done" in the uppermost lines, the pad and the ways out below them."""
    parts, below = _asked(sheet, entry, typed, body)
    ways = sheet.view.side_choices
    if is_low(below) and not ways:
        return parts + pad(sheet, entry, below)
    gap = 12 if is_low(below) else _BESIDE
    wide = below.w * _PAD_SHARE
    if is_low(below):
        wide = max(wide, min(least_width(sheet), below.w - gap - _least_ways(sheet)))
    left = Box(below.x, below.y, wide, below.h)
    return parts + pad(sheet, entry, left) + _beside(sheet, entry, below.cut(left=wide + gap))


def _halves(
    sheet: Sheet, entry: Entry, typed: Typed, upper: Box, lower: Box, roles: tuple[Role, ...] = ROLES
) -> list[Part]:
    """Return what is asked and typed above, and below it the pad beside one column with "done" and the ways out."""
    draw, fresh = partial(digit_field, sheet, entry, typed), typed.text == begin(entry).text
    parts = asked_with_field(sheet, upper, Entered(draw, digit_shapes(sheet, entry), fresh), roles)
    least = least_width(sheet) if is_low(lower) else lower.w * _PAD_SHARE
    gap = GAP if is_low(lower) else _BESIDE
    wide = ending_width(sheet, lower.h, lower.w - least - gap)
    if not is_low(lower):
        wide = max(wide, min(lower.w * 0.3, _COLUMN))
    column = sheet.handed(Box(lower.right - wide, lower.y, wide, lower.h), lower)
    keys = lower.cut(left=wide + gap) if sheet.left_handed else lower.cut(right=wide + gap)
    if sheet.view.side_choices or not is_low(lower):
        return [*parts, *pad(sheet, entry, keys), *ending(sheet, entry, typed, column)]
    return [*parts, *pad(sheet, entry, keys), *finish(sheet, entry, typed, column)]


def _asked(sheet: Sheet, entry: Entry, typed: Typed, body: Box) -> tuple[list[Part], Box]:
    """Return question, field and "done", and what is left for the pad: as roomy as four rows of keys allow."""
    told = sheet.view.banner is not None
    line = Box(body.x, body.y, body.w, _FIELD)
    if fits_beside(sheet, line) and entry.most <= _LONG and body.h - _FIELD - _GAP >= TALL:
        parts, room = ask_beside(sheet, entry, typed, line)
        parts += digit_field(sheet, entry, typed, room)
        below = body.cut(top=_FIELD + _GAP)
        more, high = notice(sheet, below)
        if told or below.h - high >= TALL:
            return parts + more, below.cut(top=high)
        return parts, below
    ask = max(84.0, sheet.block_height(sheet.view.question, "ask", 800, body.w - done_width(sheet) - 20))
    high = max(_FIELD_BELOW, digits_high(sheet, entry, body.w))
    above = ask + 12 + high + 12
    if body.h - above - (NOTICE + 12 if told else 0) >= TALL:
        parts = ask_above(sheet, entry, typed, Box(body.x, body.y, body.w, ask))
        field = Box(body.x, body.y + ask + 12, body.w, high)
        parts += digit_field(sheet, entry, typed, field)
        below = body.cut(top=above)
        if told:
            more, high = notice(sheet, below)
            return parts + more, below.cut(top=high)
        return parts, below
    close = Box(body.x, body.y, body.w, _CLOSE)
    least = _FIELD_LONG if entry.most > _LONG else _FIELD_SHORT
    parts, room = ask_in_line(sheet, entry, typed, close, field=least)
    return parts + digit_field(sheet, entry, typed, room), body.cut(top=_CLOSE + 12)


def _least_ways(sheet: Sheet) -> float:
    """Return the width in which the ways out keep their words in two lines beside a small picture."""
    words = (sheet.block_width(one.text, "answer", 700, 150) for one in sheet.view.side_choices)
    return max(words, default=0) + 52 + 12 + 36


def _beside(sheet: Sheet, entry: Entry, box: Box) -> list[Part]:
    """Return the ways out; a picture of what is asked for stands where they leave room."""
    view = sheet.view
    picture = view.picture or _PICTURES.get(entry.kind, "question-mark")
    if len(view.side_choices) >= 2 or (view.side_choices and is_low(box)):  # noqa: PLR2004
        return ways_out(sheet, box, across=False)
    parts: list[Part] = []
    if view.side_choices:
        high = max(118.0, box.h * 0.26)
        below = Box(box.x, box.bottom - high, box.w, high)
        parts += ways_out(sheet, below, across=False)
        box = box.cut(bottom=high + 12)
    side = min(box.w - 60, box.h - 40, 300)
    return parts + framed(sheet, box, picture, side)
