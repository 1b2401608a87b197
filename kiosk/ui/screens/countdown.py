"""Idle: a large number in a ring of dots, and two answers."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import TARGET, Box, Part, Picture, Plate, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import PAD, button
from kiosk.ui.widgets.frame import CLOTH, cloth
from kiosk.ui.widgets.told import told

_DOTS: Final = 9
_SECONDS_A_DOT: Final = 5
_DOT: Final = 40
_ANSWER: Final = 200
_SMALL: Final = 60
"""A smaller picture says nothing."""
_MORE: Final = 1.9
"""How much wider "still here" is than "finished"."""


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return ring, question and answers."""
    view, free = sheet.view, sheet.bare
    side = 60 if sheet.width > 1000 else 24  # noqa: PLR2004
    edge = 20 if sheet.shallow else 40
    answer = max(min(_ANSWER, free.h * 0.26), TARGET)
    row = Box(side, free.bottom - edge - answer, free.w - 2 * side, answer)
    parts: list[Part] = [cloth("cloth", Box(0, 0, sheet.width, CLOTH))]
    upper = Box(side, CLOTH + edge * 0.7, row.w, row.y - edge - CLOTH - edge * 0.7)
    if sheet.upright:
        ring = Box(upper.x, upper.y, upper.w, min(640.0, upper.h * 0.45))
        words = upper.cut(top=ring.h + 36)
    else:
        ring = Box(upper.x, upper.y, min(450.0, upper.w * 0.34), upper.h)
        words = upper.cut(left=ring.w + 36)
    plain = replace(sheet, view=structs.replace(view, big="", banner=None))
    parts += _ring(sheet, ring)
    names = [name for name in (view.picture, view.second_picture) if name]
    above = _above(sheet, words)
    if names and above.h:
        parts += _pair(sheet, names, Box(words.x, above.y, above.h * len(names) + 16, above.h))
        words = words.cut(top=above.bottom - words.y)
    return [*parts, *told(plain, words), *_answers(sheet, row)]


def _above(sheet: Sheet, words: Box) -> Box:
    """Return the place of the pictures above the words, without height where that would be little."""
    ask = sheet.block_height(sheet.view.question, "display", 800, words.w)
    more = sheet.block_height(sheet.view.detail, "answer", 500, words.w, loose=True)
    side = min(300.0 if sheet.upright else 180.0, words.h - ask - more - 40)
    side = side if side > _SMALL else 0
    top = words.y + max((words.h - side - ask - more - 40) / 2, 0)
    return Box(words.x, top, words.w, side)


def _answers(sheet: Sheet, row: Box) -> list[Part]:
    """Return the answers, the first one larger, in the largest letters that leave no word broken."""
    given = [*sheet.view.choices, *sheet.view.side_choices]
    shares = [_MORE] + [1.0] * (len(given) - 1)
    pairs: tuple[tuple[Role, Role], ...] = (
        ("display", "ask"),
        ("ask", "ask"),
        ("ask", "answer"),
        ("answer", "answer"),
    )
    for more in (_MORE, 1.4, 1.1):
        shares[0] = more
        places = row.shares(shares, 28)
        for roles in pairs:
            if all(
                _stands(sheet, one, place, roles[min(at, 1)])
                for at, (one, place) in enumerate(zip(given, places, strict=True))
            ):
                return _painted(sheet, given, places, roles)
    return _painted(sheet, given, row.shares(shares, 28), ("answer", "answer"))


def _stands(sheet: Sheet, one: Button, place: Box, role: Role) -> bool:
    room = place.w - 2 * PAD - 72
    high = sheet.block_height(one.text, role, 700, room)
    return sheet.block_width(one.text, role, 700, room) <= room and high + 14 <= place.h


def _painted(sheet: Sheet, given: list[Button], places: list[Box], roles: tuple[Role, Role]) -> list[Part]:
    parts: list[Part] = []
    for at, (one, place) in enumerate(zip(given, places, strict=True)):
        parts += button(sheet, one, place, roles[min(at, 1)], picture_side=56, gap=16)
    return parts


def _pair(sheet: Sheet, names: list[str], box: Box) -> list[Part]:
    parts: list[Part] = []
    for at, (name, place) in enumerate(zip(names, box.columns(len(names), 16), strict=True)):
        side = min(place.w, place.h)
        parts.append(Picture(f"picture/{at}", place.centred(side, side), name, sheet.c.ink))
    return parts


def _ring(sheet: Sheet, box: Box) -> list[Part]:
    c, left = sheet.c, sheet.view.big
    filled = math.ceil(int(left) / _SECONDS_A_DOT) if left.isdigit() else 0
    radius = min(box.w, box.h) / 2 - _DOT / 2 - 4
    middle_x, middle_y = box.x + box.w / 2, box.y + box.h / 2
    parts: list[Part] = [
        Words(
            "big", Box(middle_x - radius, middle_y - 80, 2 * radius, 160), left, "big", 800, c.ink, "center"
        )
    ]
    for at in range(_DOTS):
        angle = math.pi * 2 * (at + 0.5) / _DOTS
        x = middle_x + radius * math.sin(angle) - _DOT / 2
        y = middle_y - radius * math.cos(angle) - _DOT / 2
        fill = c.voice if at < filled else c.paper
        parts.append(Plate(f"ring/{at}", Box(x, y, _DOT, _DOT), fill, c.ink, 4, _DOT / 2))
    return parts
