"""A place to sign with a finger: a framed card with a line to sign on; what is drawn is painted from the view."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import InkPad
from kiosk.ui.parts import Box, Ink, Pad, Part, Picture, Plate, Words
from kiosk.ui.sheet import Sheet

PEN: Final = 6
"""Units that a line is wide."""
_LINE: Final = 0.74
"""Where the line to sign on lies, as a share of the height."""
_SIGN: Final = 44


def sign_pad(sheet: Sheet, given: InkPad, box: Box) -> list[Part]:
    """Return the pad in ``box``; as long as nothing is drawn it says what is wanted."""
    c = sheet.c
    low = Box(box.x + 28, box.y + box.h * _LINE, box.w - 56, 3)
    parts: list[Part] = [
        Plate("pad/plate", box, c.card, c.ink, 4, 20),
        Plate("pad/line", low, c.line, radius=0),
    ]
    if given.strokes:
        strokes = tuple(tuple(one for one in stroke) for stroke in given.strokes)
        parts.append(Ink("pad/ink", box, strokes, c.ink, PEN))
    else:
        parts += _wanted(sheet, given.text, box, low)
    return [*parts, Pad("pad", box, c.ink, PEN)]


def _wanted(sheet: Sheet, text: str, box: Box, low: Box) -> list[Part]:
    room = box.w - 2 * 28 - _SIGN - 16
    high = sheet.block_height(text, "frame", 600, room)
    wide = sheet.block_width(text, "frame", 600, room)
    above = low.y - box.y
    signed = above >= max(high, _SIGN) + 16
    x = box.x + (box.w - wide - (_SIGN + 16 if signed else 0)) / 2
    y = box.y + (above - high) / 2
    words = Words(
        "pad/text",
        Box(x + (_SIGN + 16 if signed else 0), y, wide + 2, high + 2),
        text,
        "frame",
        600,
        sheet.c.soft,
    )
    if not signed:
        return [words]
    place = Box(x, box.y + (above - _SIGN) / 2, _SIGN, _SIGN)
    return [Picture("pad/picture", place, "signature", sheet.c.ink), words]
