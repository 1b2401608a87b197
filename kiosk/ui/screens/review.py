"""Every answer read back, four rows a page, and the one act at the bottom."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Words
from kiosk.ui.screens import state
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import PAD, button
from kiosk.ui.widgets.head import ask_role, banner, shown_detail, told_above, told_height, turners
from kiosk.ui.widgets.rows import review_row

_ROWS: Final = 4
_GAP: Final = 12
_BOTTOM: Final = 128
_PICTURE: Final = 52
_LEAST: Final = 76
_ROOMY: Final = 360


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, rows, page buttons and the acts."""
    view, body = sheet.view, sheet.body
    if view.picture and not any(row.button for row in view.rows):
        return state.with_rows(sheet)
    if sheet.lowered:
        parts, body = told_above(sheet, sheet.upper(body)), sheet.lower(body)
    else:
        parts, body = titled(sheet, body)
    low, body = acts(sheet, body)
    parts += low
    pages, body = turners(sheet, body)
    parts += pages
    count = max(len(view.rows), min(_ROWS, int((body.h + _GAP) // (_LEAST + _GAP))))
    for row, cell in zip(view.rows, body.rows(count, _GAP), strict=False):
        parts += review_row(sheet, row, cell)
    return parts


def titled(sheet: Sheet, body: Box) -> tuple[list[Part], Box]:
    """Return question, detail and banner at the top of ``body``, and what is left below them."""
    view = sheet.view
    if view.banner is not None and (sheet.theme.largest or sheet.shallow):
        # What is told stands in the question's place: both would leave the rows no room.
        strip = told_height(sheet, body.w)
        return banner(sheet, Box(body.x, body.y, body.w, strip)), body.cut(top=strip + 10)
    role, ask = ask_role(sheet, view.question, body.w, body.h * 0.25)
    detail = shown_detail(sheet, body.w, body.h * 0.16)
    more = sheet.block_height(detail, "frame", 500, body.w)
    parts: list[Part] = [
        Words("question", Box(body.x, body.y - 2, body.w, ask + 2), view.question, role, 800, sheet.c.ink)
    ]
    if detail:
        below = Box(body.x, body.y + ask, body.w, more + 2)
        parts.append(Words("detail", below, detail, "frame", 500, sheet.c.soft))
    body = body.cut(top=ask + more + 10)
    if view.banner is None:
        return parts, body
    high = max(72.0, sheet.block_height(view.banner.text, "frame", 700, body.w - 110) + 8)
    return [*parts, *banner(sheet, Box(body.x, body.y, body.w, high))], body.cut(top=high + 12)


def acts(sheet: Sheet, body: Box) -> tuple[list[Part], Box]:
    """Return what can be done at the bottom of ``body``, and what is left above it."""
    view = sheet.view
    given = [*view.side_choices, *view.choices, *((view.go_on,) if view.go_on else ())]
    if not given:
        return [], body
    row = Box(body.x, body.y, body.w, _LEAST)
    if sum(_narrow(sheet, one) for one in given) + 16 * (len(given) - 1) > body.w:
        given = [structs.replace(one, picture="") for one in given]
    places = _places(sheet, given, row)
    words = max(_words_high(sheet, one, place) for one, place in zip(given, places, strict=True))
    spare = body.h - _ROWS * 82 - _ROWS * _GAP
    high = min(_BOTTOM, max(84.0 if body.h > _ROOMY else float(_LEAST), words + 14, spare))
    parts: list[Part] = []
    for one, place in zip(given, places, strict=True):
        low = Box(place.x, body.bottom - high, place.w, high)
        parts += button(sheet, one, sheet.handed(low, body), picture_side=min(52, high - 24))
    return parts, body.cut(bottom=high + _GAP)


def _places(sheet: Sheet, acts: list[Button], box: Box) -> list[Box]:
    """Return smaller ways out at the left as wide as their words, the one that goes on wide at the right."""
    side = len(sheet.view.side_choices)
    widths = [_wide(sheet, one) for one in acts]
    if sum(widths) + 16 * (len(widths) - 1) > box.w:
        # Words in two lines each: as wide as their longest piece asks for, and a share of the rest.
        widths = [_narrow(sheet, one) for one in acts]
        return box.shares(widths, 16)
    if side == len(acts):
        return box.shares(widths, 16)
    x, places = box.x, []
    for wide in widths[:side]:
        places.append(Box(x, box.y, wide, box.h))
        x += wide + 16
    return [*places, *box.cut(left=x - box.x).shares([max(wide, 200.0) for wide in widths[side:]], 16)]


def _words_high(sheet: Sheet, given: Button, place: Box) -> float:
    room = place.w - 2 * PAD - (_PICTURE + 14 if given.picture else 0)
    return sheet.block_height(given.text, "answer", 700, room)


def _wide(sheet: Sheet, given: Button) -> float:
    """Return the width that a button's words and picture ask for on one line."""
    words = sheet.ruler.width(given.text, "answer", 700)
    return max(words + 2 * PAD + 8 + (_PICTURE + 14 if given.picture else 0), 110.0)


def _narrow(sheet: Sheet, given: Button) -> float:
    half = max(
        sheet.ruler.width(given.text, "answer", 700) * 0.6, sheet.block_width(given.text, "answer", 700, 1)
    )
    return half + 2 * PAD + 8 + (_PICTURE + 14 if given.picture else 0)
