"""One line of those who wait: the number, for how long, whether it goes first, and what a touch does."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Row
from kiosk.ui.parts import Box, Part, Picture, Plate, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.looks import Look
from kiosk.ui.widgets.marked import BAR_WIDE, marked

_PAD: Final = 14
_GAP: Final = 16
_PICTURE: Final = 44
_ROOMY: Final = 560
_ACT: Final = 150
_TIME: Final = 76
_WIDEST: Final = "M 000"
_WIDEST_OF_TEAM: Final = f"L{_WIDEST}"


def caller(sheet: Sheet, row: Row, box: Box) -> list[Part]:
    """Return the line; all of it is the target."""
    c = sheet.c
    tints = {"ok": Look(c.blue_tint, c.ink, c.blue), "missing": Look(c.brick_tint, c.ink, c.brick)}
    return marked(sheet, f"caller/{row.id}", row, box, tints, lambda look: _line(sheet, row, box, look))


def _line(sheet: Sheet, row: Row, box: Box, look: Look) -> list[Part]:
    """Return number, minutes and note from the left, the act at the right."""
    c, key = sheet.c, f"caller/{row.id}"
    act = row.button.text if row.button is not None else ""
    roomy = box.w >= _ROOMY
    end = max(sheet.ruler.width(act, "desk", 700) + 2 + 2 * _PAD, _ACT if roomy else 0) if act else 0
    side = min(_PICTURE, box.h - 12)
    place = Box(box.x + _PAD + BAR_WIDE, box.y + (box.h - side) / 2, side, side)
    number, time = _number_and_time(sheet, row, Box(place.right + _GAP, box.y, 0, box.h), roomy=roomy)
    parts: list[Part] = [
        Picture(f"{key}/picture", place, row.picture, c.ink),
        Words(f"{key}/0", number, row.label, "frame", 800, look.text),
        Words(f"{key}/1", time, row.value, "desk", 600, look.text),
    ]
    x = max(number.right, time.right) + _GAP
    note = Box(x, box.y, box.right - end - 2 * _GAP - x, box.h)
    parts.append(Words(f"{key}/note", note, row.note, "desk", 700, look.text))
    if act:
        place = Box(box.right - end - 8, box.y + 7, end, box.h - 14)
        if not look.sink:
            parts.append(Plate(f"{key}/act", place, c.card, c.line, 2, 10))
        parts.append(Words(f"{key}/act-text", place, act, "desk", 700, look.text, "center"))
    return parts


def _number_and_time(sheet: Sheet, row: Row, box: Box, *, roomy: bool) -> tuple[Box, Box]:
    """Return the places of the number and of its minutes, from the left of ``box`` on.

    Where there is room, each stands below that of the line above; else the minutes stand below the number.
    """
    widest = _WIDEST_OF_TEAM if len(row.label) > len(_WIDEST) else _WIDEST
    number = sheet.ruler.width(widest if roomy else row.label, "frame", 800) + 2
    time = max(sheet.ruler.width(row.value, "desk", 600) + 2, _TIME)
    if roomy:
        return Box(box.x, box.y, number, box.h), Box(box.x + number + _GAP, box.y, time, box.h)
    upper = sheet.ruler.line_height(row.label, "frame", loose=False)
    lower = sheet.ruler.line_height(row.value, "desk", loose=False)
    y = box.y + (box.h - upper - lower) / 2
    return Box(box.x, y, number, upper), Box(box.x, y + upper, time, lower)
