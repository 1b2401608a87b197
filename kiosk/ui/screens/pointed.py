"""What somebody has pointed at: its picture and its word over the whole body, to be seen from across a table."""

from __future__ import annotations

from typing import Final

from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate, Role, Words
from kiosk.ui.sheet import Sheet

_GAP: Final = 36
_PAD: Final = 24


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return the picture beside its word, or above it where the body is narrow."""
    view, c, body = sheet.view, sheet.c, sheet.body
    tall = body.h > body.w
    side = min(body.w, body.h * 0.6) if tall else min(body.h, body.w * 0.5)
    field = (
        Box(body.x + (body.w - side) / 2, body.y, side, side) if tall else Box(body.x, body.y, side, body.h)
    )
    room = body.cut(top=side + _GAP) if tall else body.cut(left=side + _GAP)
    role = _role(sheet, room)
    high = sheet.block_height(view.question, role, 800, room.w)
    drawing = min(field.w, field.h) - 2 * _PAD
    words = room.centred(room.w, high + 2)
    return [
        Plate("picture/ground", field, c.disc, c.ink, 5, 28),
        Picture("picture", field.centred(drawing, drawing), view.picture, c.ink),
        Words("question", words, view.question, role, 800, c.ink, "center" if tall else "left"),
    ]


def _role(sheet: Sheet, room: Box) -> Role:
    """Return the largest size in which every line of the word has room."""
    roles: tuple[Role, ...] = ("big", "display")
    for role in roles:
        lines = sheet.ruler.lines(sheet.view.question, role, 800, room.w)
        widest = max((sheet.ruler.width(line, role, 800) for line in lines), default=0)
        high = sheet.block_height(sheet.view.question, role, 800, room.w)
        if widest <= room.w and high <= room.h:
            return role
    return "ask"
