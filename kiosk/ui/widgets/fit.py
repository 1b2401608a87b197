"""Which of several arrangements: the first in which every word has its place and a finger finds every target."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kiosk.ui.parts import TARGET, Box, Part, Picture, Target, Words, tree
from kiosk.ui.sheet import Sheet

GAP: Final = 12
"""3 mm between targets, and a little."""
_ROUNDING: Final = 0.4
_OVER: Final = 0.12
"""Share of a line by which a text may be higher than its box: air that no letter reaches."""
_WIDER: Final = 2
_EDGE: Final = 8
"""What the thick edge of a banner takes of its height."""
_SIGN: Final = 22
"""A smaller picture says nothing."""


def first_fitting(sheet: Sheet, plans: Iterable[list[Part]]) -> list[Part]:
    """Return the first of these arrangements that fits, else the last; they are made one after the other."""
    parts: list[Part] = []
    for parts in plans:
        if fits(sheet, parts):
            break
    return parts


def fits(sheet: Sheet, parts: list[Part]) -> bool:
    """Tell whether all words stand in their boxes and all targets and pictures are large enough."""
    return all(_stands(sheet, part) for part in tree(parts))


def _stands(sheet: Sheet, part: Part) -> bool:
    if isinstance(part, Target):
        return min(part.box.w, part.box.h) >= TARGET - _ROUNDING
    if isinstance(part, Picture):
        return min(part.box.w, part.box.h) >= _SIGN
    if not isinstance(part, Words) or not part.text or part.key.startswith("field/"):
        return True  # what is typed goes on by lines
    return words_fit(sheet, part, part.box)


def words_fit(sheet: Sheet, part: Words, box: Box) -> bool:
    """Tell whether a text stands in ``box`` in its role."""
    lines = sheet.ruler.lines(part.text, part.role, part.weight, box.w)
    line = sheet.ruler.line_height(part.text, part.role, loose=part.loose)
    wide = max((sheet.ruler.width(one, part.role, part.weight) for one in lines), default=0)
    over = -_EDGE if part.key == "banner/text" else line * _OVER
    return len(lines) * line <= box.h + over and wide <= box.w + _WIDER
