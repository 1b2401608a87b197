"""Idle: a large number in a ring of dots, and two answers."""

from __future__ import annotations

import math
from typing import Final

from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import button
from kiosk.ui.widgets.frame import CLOTH, cloth

_DOTS: Final = 9
_SECONDS_A_DOT: Final = 5
_DOT: Final = 40
_ANSWER: Final = 200


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return ring, question and answers."""
    view, free = sheet.view, sheet.bare
    side = 60 if sheet.width > 1000 else 24  # noqa: PLR2004
    answer = min(_ANSWER, free.h * 0.26)
    row = Box(side, free.bottom - 40 - answer, free.w - 2 * side, answer)
    parts: list[Part] = [cloth("cloth", Box(0, 0, sheet.width, CLOTH))]
    upper = Box(side, 40, row.w, row.y - 40 - 40)
    ring = Box(upper.x, upper.y, min(450.0, upper.w * 0.38), upper.h)
    parts += _ring(sheet, ring)
    parts += _words(sheet, upper.cut(left=ring.w + 36))
    given = [*view.choices, *view.side_choices]
    shares = [1.9] + [1.0] * (len(given) - 1)
    for one, place in zip(given, row.shares(shares, 28), strict=True):
        first = one is given[0]
        parts += button(
            sheet,
            one,
            place,
            "display" if first else "ask",
            picture_side=84 if first else 56,
            gap=24 if first else 16,
        )
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


def _words(sheet: Sheet, box: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    ask = sheet.block_height(view.question, "display", 800, box.w)
    more = sheet.block_height(view.detail, "answer", 500, box.w, loose=True)
    pictures = [name for name in (view.picture, view.second_picture) if name]
    side = min(180.0, box.h - ask - more - 30) if pictures else 0
    side = side if side > 60 else 0  # noqa: PLR2004 - a smaller picture says nothing
    y = box.y + max((box.h - ask - more - side - 26) / 2, 0)
    parts: list[Part] = []
    if side:
        for at, name in enumerate(pictures):
            parts.append(Picture(f"picture/{at}", Box(box.x + at * (side + 16), y, side, side), name, c.ink))
        y += side + 12
    return [
        *parts,
        Words("question", Box(box.x, y, box.w, ask + 2), view.question, "display", 800, c.ink),
        Words(
            "detail", Box(box.x, y + ask + 12, box.w, more + 2), view.detail, "answer", 500, c.ink, loose=True
        ),
    ]
