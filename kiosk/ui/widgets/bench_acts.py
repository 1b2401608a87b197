"""Acts of the workbench: a button with what it is about below its word, and the key that does the same."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Button
from kiosk.ui.parts import Box, Part, Picture, Plate, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import pressable
from kiosk.ui.widgets.looks import LIP, Look

LEAST: Final = 50
"""13 mm."""
GAP: Final = 12
_PAD: Final = 10
_PICTURE: Final = 36
_TICK: Final = 28
_CAP_AIR: Final = 8
_CAP_LEAST: Final = 1000
"""Units of width of the glass from which the keys are named on the buttons."""


def act(sheet: Sheet, given: Button, box: Box) -> list[Part]:
    """Return one act; it can be touched all over."""
    lit = looks.ring(given.id, box, sheet.c, 12) if sheet.lit == given.id else []
    return [
        *lit,
        pressable(
            sheet, given.id, given.event, box, _look(sheet, given), lambda at: _act(sheet, given, box, at)
        ),
    ]


def act_height(sheet: Sheet, given: Button, width: float) -> float:
    """Return how high an act must be for its words."""
    room = _room(sheet, given, width)
    words = sheet.block_height(given.text, "desk", 700, room) + sheet.block_height(
        given.hint, "desk", 500, room
    )
    return max(LEAST, words + LIP + 14)


def _look(sheet: Sheet, given: Button) -> Look:
    c = sheet.c
    if given.id == "doubtful" or given.id.startswith("right:"):
        return Look(c.doubt_tint, c.ink, c.doubt, c.doubt)
    if given.state == "chosen":
        return Look(c.blue, c.on_fill, "", c.blue_lip, disc=True)
    return looks.of(given, c, lit=False)


def _cap(sheet: Sheet, given: Button) -> str:
    return given.keys[0] if given.keys and sheet.width >= _CAP_LEAST else ""


def _cap_width(sheet: Sheet, given: Button) -> float:
    cap = _cap(sheet, given)
    return sheet.ruler.width(cap, "desk", 500) + 2 * _CAP_AIR if cap else 0


def _room(sheet: Sheet, given: Button, width: float) -> float:
    picture = _PICTURE + 8 if given.picture else 0
    cap = _cap_width(sheet, given)
    tick = _TICK + 6 if given.state == "chosen" else 0
    return width - 2 * _PAD - picture - (cap + 6 if cap else 0) - tick


def _act(sheet: Sheet, given: Button, box: Box, look: Look) -> list[Part]:
    key = given.id
    inner = looks.face(box, look).inset(_PAD, 2)
    parts: list[Part] = [looks.plate(f"{key}/plate", box, look, 12)]
    x = inner.x
    if given.picture:
        place = Box(x, inner.y + (inner.h - _PICTURE) / 2, _PICTURE, _PICTURE)
        parts += looks.picture(f"{key}/picture", place, given.picture, look, sheet.c)
        x += _PICTURE + 8
    room = _room(sheet, given, box.w)
    high = sheet.block_height(given.text, "desk", 700, room)
    below = sheet.block_height(given.hint, "desk", 500, room)
    top = inner.y + (inner.h - high - below) / 2
    parts.append(Words(f"{key}/text", Box(x, top, room, high), given.text, "desk", 700, look.text))
    if given.hint:
        parts.append(
            Words(f"{key}/hint", Box(x, top + high, room, below), given.hint, "desk", 500, look.text)
        )
    cap, wide = _cap(sheet, given), _cap_width(sheet, given)
    if given.state == "chosen":
        place = Box(inner.right - wide - _TICK - 4, inner.y + (inner.h - _TICK) / 2, _TICK, _TICK)
        parts.append(Picture(f"{key}/mark", place, "glyphs/yes", look.text))
    if cap:
        place = Box(inner.right - wide, inner.y + (inner.h - 30) / 2, wide, 30)
        parts.append(Plate(f"{key}/cap", place, look.fill, look.text, 2, 7))
        parts.append(Words(f"{key}/cap-text", place, cap, "desk", 500, look.text, "center"))
    return parts
