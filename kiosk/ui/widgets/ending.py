"""What ends an entry: "done" and the ways out, in a column or in a row, as large as their words ask."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button, Entry
from kiosk.ui.entry import Typed, complete
from kiosk.ui.parts import TARGET, Box, Part, Role, Stroke
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import Face, button, own, painted
from kiosk.ui.widgets.line import done_text
from kiosk.ui.widgets.looks import LIP

_MOST: Final = 152
_DONE: Final = 116
_GAP: Final = 12
_LEAST: Final = 130
_WAY_MOST: Final = 420
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
    wide = wanted_width(sheet, done_text(sheet), TARGET if ways else min(high, _DONE))
    for one in ways:
        least = wanted_width(sheet, one.text, _way_high(len(ways), high))
        wide = max(wide, least * across + _GAP * (across - 1))
    return min(max(wide, _LEAST), most)


def ending(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return the column: "done" over the whole width at the bottom, each way out as large as the rest allows."""
    ways = sheet.view.side_choices
    high = TARGET if ways else min(_DONE, box.h)
    parts = finish(sheet, entry, typed, Box(box.x, box.bottom - high, box.w, high))
    rest = box.cut(bottom=high + _GAP)
    if not ways:
        return parts
    places = rest.columns(len(ways), _GAP) if _abreast(len(ways), box.h) else rest.rows(len(ways), _GAP)
    for one, cell in zip(ways, places, strict=True):
        most = min(cell.h, _MOST)
        parts += way(sheet, one, Box(cell.x, cell.bottom - most, cell.w, most))
    return parts


def ending_row(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return the row: "done" at the side of the hand, the ways out beside it."""
    ways = sheet.view.side_choices
    wide = max(wanted_width(sheet, done_text(sheet), box.h), 200)
    done = sheet.handed(Box(box.right - wide, box.y, wide, box.h), box)
    parts = finish(sheet, entry, typed, done)
    each = min((box.w - wide - _GAP * len(ways)) / max(len(ways), 1), _WAY_MOST)
    for at, one in enumerate(ways, start=1):
        place = Box(box.right - wide - at * (each + _GAP), box.y, each, box.h)
        parts += way(sheet, one, sheet.handed(place, box))
    return parts


def way(sheet: Sheet, one: Button, box: Box) -> list[Part]:
    """Return a way out in a place of any shape."""
    role, stacked, side = manner(sheet, one.text, box.w, box.h, picture=bool(one.picture))
    if one.picture and not side and not _fits(sheet, one.text, role, box.w - 2 * _TIGHT, box.h - LIP - 4):
        # Words that have no room are only said: the picture is the answer.
        one, side = structs.replace(one, text=""), _ALONE
    return button(sheet, one, box, role, picture_side=side, stacked=stacked, gap=8, pad=_TIGHT)


def finish(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return "done" in a place of any shape; dashed and dead while there is nothing to send."""
    text = done_text(sheet)
    role, stacked, side = manner(sheet, text, box.w, box.h, picture=True)
    face = Face(text, "glyphs/yes", role=role, picture_side=side, gap=8, stacked=stacked, pad=_TIGHT)
    if not complete(entry, typed):
        return painted(sheet, "entry:done", face, box, looks.off(sheet.c))
    return [own(sheet, "entry:done", Stroke("done"), box, face, looks.rest(sheet.c, "go"))]


def wanted_width(sheet: Sheet, text: str, high: float, *, small: bool = False) -> float:
    """Return the width in which a text has the size of answers within ``high`` units, else that of the frame.

    With ``small`` that of the frame, the picture above the words where that has room.
    """
    large, less = (_word_width(sheet, text, role, high) for role in _ROLES)
    if small and sheet.block_height(text, "frame", 700, less) + _SIGN <= high - LIP - 4:
        return less + 2 * _TIGHT + 4
    return (large if large <= 2 * _LEAST and not small else less) + _SIGN + 8 + 2 * _TIGHT + 4


def column_height(sheet: Sheet) -> float:
    """Return the least height of a column with "done" and every way out below each other."""
    return (len(sheet.view.side_choices) + 1) * (TARGET + _GAP) - _GAP


def room_for_all(sheet: Sheet, high: float) -> bool:
    """Tell whether a column ``high`` units high holds "done" and the ways out below each other."""
    return not sheet.view.side_choices or not _abreast(len(sheet.view.side_choices), high)


def _abreast(count: int, high: float) -> bool:
    """Tell whether the ways out stand beside each other, since below each other they would be too low."""
    return (count + 1) * TARGET + count * _GAP > high


def _way_high(count: int, high: float) -> float:
    rest = high - TARGET - _GAP
    return rest if _abreast(count, high) else (rest - (count - 1) * _GAP) / count


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
        above = free - sheet.block_height(text, role, 700, room)
        if picture and above >= _SIGN and _fits(sheet, text, role, room, free):
            return role, True, min(2 * _SIGN, above - 4)
        for side in (_SIGN, _LEAST_SIGN):
            if picture and _fits(sheet, text, role, room - side - 8, free):
                return role, False, side
    return "frame", False, 0


def _fits(sheet: Sheet, text: str, role: Role, room: float, high: float) -> bool:
    fits = sheet.block_width(text, role, 700, room) <= room
    return fits and sheet.block_height(text, role, 700, room) <= high
