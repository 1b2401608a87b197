"""Consent: the whole glass in blue tint, who helps and what will be seen, two equal answers, nothing else."""

from __future__ import annotations

from typing import Final

from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import button
from kiosk.ui.widgets.frame import CLOTH, cloth

_SIDE: Final = 40
_ANSWER: Final = 200
_SMALL: Final = 88


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return picture, question and the two answers; below them only "again" and the language."""
    free = sheet.bare
    small = min(_SMALL, free.h * 0.14)
    wide = free.w - 2 * _SIDE
    needed = _needed(sheet, wide - min(470.0, wide * 0.4) - 44)
    answer = max(min(_ANSWER, free.h - small - needed - 132), 110)
    low = Box(_SIDE, free.bottom - 24 - small, free.w - 2 * _SIDE, small)
    row = Box(_SIDE, low.y - 24 - answer, free.w - 2 * _SIDE, answer)
    upper = Box(_SIDE, 42, free.w - 2 * _SIDE, row.y - 36 - 42)
    parts: list[Part] = [
        cloth("cloth", Box(0, 0, sheet.width, CLOTH)),
        *_who(sheet, upper),
    ]
    # Two equal plates whatever style the view gives: neither answer may look like the right one.
    for given, place in zip(
        sheet.view.choices, row.columns(max(len(sheet.view.choices), 1), 28), strict=False
    ):
        parts += button(sheet, given, place, "display", picture_side=96, gap=28)
    return parts + _small(sheet, low)


def _needed(sheet: Sheet, width: float) -> float:
    """Return the height that the words take."""
    view = sheet.view
    ask = sheet.block_height(view.question, "display", 800, width)
    return (
        ask
        + sheet.block_height(view.detail, "answer", 500, width, loose=True)
        + (60 if view.holder else 0)
        + 26
    )


def _who(sheet: Sheet, box: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    wide = min(470.0, box.w * 0.4)
    frame = Box(box.x, box.y, wide, box.h)
    parts: list[Part] = [Plate("consent/picture", frame, c.disc, c.blue, 4, 28)]
    inner = frame.inset(16)
    if view.second_picture:
        left, right = inner.columns(2, 8)
        side = min(left.w, left.h)
        parts.append(Picture("consent/first", left.centred(side, side), view.picture, c.ink))
        parts.append(Picture("consent/second", right.centred(side, side), view.second_picture, c.ink))
    elif view.picture:
        side = min(inner.w, inner.h)
        parts.append(Picture("consent/first", inner.centred(side, side), view.picture, c.ink))
    right = box.cut(left=wide + 44)
    return parts + _words(sheet, right)


def _words(sheet: Sheet, box: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    helper = 60 if view.holder else 0
    role: Role = "display"
    ask = sheet.block_height(view.question, role, 800, box.w)
    more = sheet.block_height(view.detail, "answer", 500, box.w, loose=True)
    if ask + more + helper + 24 > box.h:
        role = "ask"
        ask = sheet.block_height(view.question, role, 800, box.w)
    y = box.y + max((box.h - ask - more - helper - 24) / 2, 0)
    parts: list[Part] = [
        Words("question", Box(box.x, y, box.w, ask + 2), view.question, role, 800, c.ink),
        Words(
            "detail", Box(box.x, y + ask + 10, box.w, more + 2), view.detail, "answer", 500, c.ink, loose=True
        ),
    ]
    if helper:
        disc = Box(box.x, y + ask + more + 24, 60, 60)
        parts += [
            Plate("consent/face-disc", disc, c.blue_tint, c.blue, 3, 30),
            Picture("consent/face", disc.inset(7), "help", c.ink),
            Words(
                "consent/helper",
                Box(disc.right + 16, disc.y, box.w - 76, 60),
                view.holder,
                "frame",
                600,
                c.ink,
            ),
        ]
    return parts


def _small(sheet: Sheet, box: Box) -> list[Part]:
    f = sheet.view.footer
    given = [one for one in (f.again, f.language) if one is not None]
    widths = [240.0, 170.0][: len(given)]
    x = box.x + (box.w - sum(widths) - 16 * (len(given) - 1)) / 2
    parts: list[Part] = []
    for one, wide in zip(given, widths, strict=True):
        parts += button(sheet, one, Box(x, box.y, wide, box.h), "frame", picture_side=46, gap=10, pad=9)
        x += wide + 16
    return parts
