"""The strip along the top of the first screen: which numbers are served now, and how many wait."""

from __future__ import annotations

from itertools import product
from typing import Final

from kiosk.presenter.view import Strip
from kiosk.ui.parts import Box, Part, Picture, Plate, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.frame import mark_width

_GAP: Final = 16
_AIR: Final = 12
_EDGE: Final = 4
_BETWEEN: Final = "    "
_ROLES: Final[tuple[Role, ...]] = ("ask", "answer", "frame")


def strip_height(sheet: Sheet) -> float:
    """Return how high the strip is: as its number asks."""
    return max(sheet.theme.size("ask") * 1.2, sheet.theme.size("frame") * 1.5) + _AIR + _EDGE


def serving(sheet: Sheet, strip: Strip, box: Box, side: float) -> list[Part]:
    """Return the strip in ``box``: the numbers after their word, how many wait at the right end."""
    c = sheet.c
    mark = mark_width(sheet) + _GAP if sheet.view.header.trial and not sheet.trial_height else 0
    inner = box.cut(left=side, right=max(side, mark), bottom=_EDGE)
    sign = Box(inner.x, inner.y + 5, inner.h - 10, inner.h - 10)
    words = _words(sheet, strip, inner.w - sign.w - _GAP)
    parts: list[Part] = [
        Plate("strip", box, c.card, radius=0),
        Plate("strip/line", Box(box.x, box.bottom - _EDGE, box.w, _EDGE), c.ink, radius=0),
        Picture("strip/picture", sign, "sit-wait", c.ink),
    ]
    x = sign.right + _GAP
    for at, (text, role, weight) in enumerate(words):
        wide = sheet.ruler.width(text, role, weight) + 2
        left = inner.right - wide if at and text == strip.waiting else x
        parts.append(Words(f"strip/{at}", Box(left, inner.y, wide, inner.h), text, role, weight, c.ink))
        x += wide + _GAP
    return parts


def _words(sheet: Sheet, strip: Strip, room: float) -> list[tuple[str, Role, int]]:
    """Return texts, roles and weights; where room is short the numbers get smaller letters, then who waits goes."""
    numbers = _BETWEEN.join(strip.numbers)
    found: list[tuple[str, Role, int]] = []
    for waiting, role in product((strip.waiting, ""), _ROLES):
        every: tuple[tuple[str, Role, int], ...] = (
            (strip.text, "frame", 600),
            (numbers, role, 800),
            (waiting, "frame", 600),
        )
        found = [one for one in every if one[0]]
        if sum(sheet.ruler.width(*one) + 2 + _GAP for one in found) <= room:
            break
    return found
