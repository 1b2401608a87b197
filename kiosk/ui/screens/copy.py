"""What was seen of a paper, as large as there is room for; beside it the first look's word and what to do with it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import TARGET, Box, Part, Photo, Picture, Plate, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.acts import acts_at, acts_fit, acts_height
from kiosk.ui.widgets.button import PAD, button
from kiosk.ui.widgets.fit import first_fitting
from kiosk.ui.widgets.head import banner, told_height

_GAP: Final = 12
_ASIDE: Final = 32
_PAD: Final = 14
_SIGN: Final = 56
_ACT: Final = 112
_SHARES: Final = (0.5, 0.42, 0.34, 0.28)
"""Share of the width, on an upright glass of the height, that the page takes."""
_ROLES: Final[tuple[Role, ...]] = ("ask", "answer")
_DETAILS: Final = (True, False)


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return page, words and buttons: the first arrangement in which all have room."""
    return first_fitting(sheet, _plans(sheet))


def _plans(sheet: Sheet) -> Iterator[list[Part]]:
    body = sheet.body
    if sheet.upright or sheet.lowered:
        for role, detail in product(_ROLES, _DETAILS):
            yield from _above_acts(sheet, body, role, detail=detail)
        return
    for role, detail, share in product(_ROLES, _DETAILS, _SHARES):
        seen, room = _seen(sheet, body, share)
        rest, room = _told(sheet, room, role, detail=detail)
        if room.h >= _least(sheet):
            yield [*seen, *rest, *_column(sheet, room)]
    for role, detail in product(_ROLES, _DETAILS):
        yield from _above_acts(sheet, body, role, detail=detail)


def _least(sheet: Sheet) -> float:
    count = len(sheet.view.choices)
    return count * TARGET + (count - 1) * _GAP


def _above_acts(sheet: Sheet, body: Box, role: Role, *, detail: bool) -> Iterator[list[Part]]:
    """Yield the page with the buttons in rows at the bottom, the words beside the page or below it."""
    given = list(sheet.view.choices)
    lower = sheet.lower(body)
    most = lower.h if sheet.lowered else body.h * 0.5
    high = acts_height(sheet, given, body.w, most, TARGET if sheet.shallow else _ACT)
    low = Box(body.x, body.bottom - high, body.w, high)
    if not acts_fit(sheet, given, low):
        low = Box(body.x, body.bottom - most, body.w, most)
    upper = body.cut(bottom=low.h + _GAP)
    for share in _SHARES:
        seen, room = _seen(sheet, upper, share)
        rest, room = _told(sheet, room, role, detail=detail)
        if room.h >= -1:
            yield [*acts_at(sheet, given, low), *seen, *rest]


def _seen(sheet: Sheet, box: Box, share: float) -> tuple[list[Part], Box]:
    """Return the page on its ground, and what is left beside it, in a high box below it."""
    view, c = sheet.view, sheet.c
    if box.h > box.w:
        high = box.h - _words_high(sheet, box.w)
        frame, room = Box(box.x, box.y, box.w, high), box.cut(top=high + _GAP)
    else:
        frame = Box(box.x, box.y, box.w * share, box.h)
        room = box.cut(left=frame.w + _ASIDE)
    parts: list[Part] = [Plate("picture/ground", frame, c.disc, c.line, 3, 20)]
    inner = frame.inset(min(_PAD, frame.h * 0.04))
    if view.preview:
        return [*parts, Photo("preview", inner, view.preview)], room
    side = min(inner.w, inner.h)
    return [*parts, Picture("picture", inner.centred(side, side), view.picture, c.ink)], room


def _words_high(sheet: Sheet, width: float) -> float:
    view = sheet.view
    asked = sheet.block_height(view.question, "ask", 800, width)
    more = sheet.block_height(view.detail, "frame", 500, width)
    strip = told_height(sheet, width) + _GAP if view.banner is not None else 0
    return asked + more + strip + 3 * _GAP


def _told(sheet: Sheet, room: Box, role: Role, *, detail: bool) -> tuple[list[Part], Box]:
    """Return the words at the top of ``room``, and what is left below them."""
    view, c = sheet.view, sheet.c
    ask = sheet.block_height(view.question, role, 800, room.w)
    place = Box(room.x, room.y, room.w, ask + 2)
    parts: list[Part] = [Words("question", place, view.question, role, 800, c.ink)]
    room = room.cut(top=ask + 2)
    if view.detail and detail and not sheet.theme.largest:
        size = _detail_role(sheet, room)
        more = sheet.block_height(view.detail, size, 500, room.w)
        place = Box(room.x, room.y, room.w, more + 2)
        parts.append(Words("detail", place, view.detail, size, 500, c.soft))
        room = room.cut(top=more + 2)
    if view.banner is not None:
        high = told_height(sheet, room.w)
        parts += banner(sheet, Box(room.x, room.y + _GAP, room.w, high))
        room = room.cut(top=high + _GAP)
    return parts, room.cut(top=_GAP)


def _detail_role(sheet: Sheet, room: Box) -> Role:
    """Return the size of the one sentence more: that of answers where it leaves them their place."""
    text = sheet.view.detail
    high = sheet.block_height(text, "answer", 500, room.w)
    wide = sheet.block_width(text, "answer", 500, room.w) <= room.w
    return "answer" if wide and high <= room.h - _least(sheet) - 2 * _GAP else "frame"


def _column(sheet: Sheet, room: Box) -> list[Part]:
    """Return the buttons below each other at the bottom of ``room``."""
    given = sheet.view.choices
    high = min((room.h - _GAP * (len(given) - 1)) / len(given), _ACT)
    whole = len(given) * high + _GAP * (len(given) - 1)
    role = _role(sheet, given, room.w)
    parts: list[Part] = []
    for one, place in zip(given, room.cut(top=room.h - whole).rows(len(given), _GAP), strict=True):
        parts += button(sheet, one, place, role, picture_side=min(_SIGN, high - 20), gap=PAD)
    return parts


def _role(sheet: Sheet, given: tuple[Button, ...], width: float) -> Role:
    """Return the size in which every word of the buttons has room."""
    room = width - 2 * PAD - _SIGN - PAD
    wide = all(sheet.block_width(one.text, "answer", 700, room) <= room for one in given)
    return "answer" if wide else "frame"
