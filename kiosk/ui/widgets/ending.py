"""What ends an entry, in one column at the side of the hand: "done" at the bottom, the ways out above it."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.view import Entry
from kiosk.ui.entry import Typed, complete
from kiosk.ui.parts import Box, Part, Role, Stroke
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import Face, button, own, painted
from kiosk.ui.widgets.line import done_text
from kiosk.ui.widgets.looks import LIP

HIGH: Final = 76
"""20 mm: no button is lower."""
_DONE: Final = 84
_GAP: Final = 12
_LEAST: Final = 130
_SIGN: Final = 44
_LEAST_SIGN: Final = 36
_TIGHT: Final = 6
_ALONE: Final = 60
"""A picture without its word."""
_ROLES: Final[tuple[Role, ...]] = ("answer", "frame")


def ending_width(sheet: Sheet, high: float, most: float) -> float:
    """Return how wide a column ``high`` units high is: as its words ask, ``most`` at most."""
    ways = sheet.view.side_choices
    across = len(ways) if _abreast(len(ways), high) else 1
    wide = _wanted(sheet, done_text(sheet), HIGH)
    for one in ways:
        wide = max(wide, _wanted(sheet, one.text, _way_high(len(ways), high)) * across + _GAP * (across - 1))
    return min(max(wide, _LEAST), most)


def ending(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return the column: "done" over the whole width at the bottom, each way out as large as the rest allows."""
    ways = sheet.view.side_choices
    high = min(_DONE, box.h) if not ways else HIGH
    place = Box(box.x, box.bottom - high, box.w, high)
    parts = finish(sheet, entry, typed, place)
    rest = box.cut(bottom=high + _GAP)
    if not ways:
        return parts
    places = rest.columns(len(ways), _GAP) if _abreast(len(ways), box.h) else rest.rows(len(ways), _GAP)
    for one, cell in zip(ways, places, strict=True):
        part = Box(cell.x, cell.bottom - min(cell.h, 2 * HIGH), cell.w, min(cell.h, 2 * HIGH))
        role, stacked, side = manner(sheet, one.text, part.w, part.h, picture=bool(one.picture))
        if (
            one.picture
            and not side
            and not _fits(sheet, one.text, role, part.w - 2 * _TIGHT, part.h - LIP - 4)
        ):
            # Words that have no room are only said: the picture is the answer.
            one, side = structs.replace(one, text=""), _ALONE  # noqa: PLW2901
        picture = {"picture_side": side, "stacked": stacked, "gap": 8, "pad": _TIGHT}
        parts += button(sheet, one, part, role, **picture)
    return parts


def finish(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return "done" in a place of any shape; dashed and dead while there is nothing to send."""
    role, stacked, side = manner(sheet, done_text(sheet), box.w, box.h, picture=True)
    face = Face(
        done_text(sheet), "glyphs/yes", role=role, picture_side=side, gap=8, stacked=stacked, pad=_TIGHT
    )
    if not complete(entry, typed):
        return painted(sheet, "entry:done", face, box, looks.off(sheet.c))
    return [own(sheet, "entry:done", Stroke("done"), box, face, looks.rest(sheet.c, "go"))]


def _abreast(count: int, high: float) -> bool:
    """Tell whether the ways out stand beside each other, since below each other they would be too low."""
    return (count + 1) * HIGH + count * _GAP > high


def _way_high(count: int, high: float) -> float:
    rest = high - HIGH - _GAP
    return rest if _abreast(count, high) else (rest - (count - 1) * _GAP) / count


def _wanted(sheet: Sheet, text: str, high: float) -> float:
    """Return the least width in which a text has the size of answers within ``high`` units; else of the frame."""
    wide = min((_word_width(sheet, text, role, high) for role in _ROLES), key=lambda one: one > 2 * _LEAST)
    return wide + _SIGN + 8 + 2 * _TIGHT + 4


def _word_width(sheet: Sheet, text: str, role: Role, high: float) -> float:
    """Return how wide a text stands in as many lines as fit."""
    whole = sheet.ruler.width(text, role, 700)
    if (high - LIP - 4) < 2 * sheet.ruler.line_height(text, role, loose=False):
        return whole
    longest = sheet.block_width(text, role, 700, 1)
    return sheet.block_width(text, role, 700, max(longest, whole * 0.6))


def manner(sheet: Sheet, text: str, wide: float, high: float, *, picture: bool) -> tuple[Role, bool, float]:
    """Return role, whether the picture stands above its word, and its side: the largest words that fit."""
    room, free = wide - 2 * _TIGHT, high - LIP - 4
    for role in _ROLES:
        if not picture and _fits(sheet, text, role, room, free):
            return role, False, 0
        stacked = free - sheet.block_height(text, role, 700, room)
        if stacked >= _SIGN and sheet.block_width(text, role, 700, room) <= room:
            return role, True, min(2 * _SIGN, stacked - 4)
        for side in (_SIGN, _LEAST_SIGN):
            if _fits(sheet, text, role, room - side - 8, free):
                return role, False, side
    return "frame", False, 0


def _fits(sheet: Sheet, text: str, role: Role, room: float, high: float) -> bool:
    fits = sheet.block_width(text, role, 700, room) <= room
    return fits and sheet.block_height(text, role, 700, room) <= high
