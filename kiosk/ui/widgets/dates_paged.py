"""The choices of one step of a date in large keys, a page at a time, where they have no room all at once.

Beside them, in one column at the side of the hand: more of them, other decades, and "don't remember".
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from math import log
from typing import Final

from kiosk.presenter.view import Entry
from kiosk.ui.entry import Typed
from kiosk.ui.parts import TARGET, Box, Part, Role, Stroke
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import Face, own
from kiosk.ui.widgets.ending import manner
from kiosk.ui.widgets.fit import GAP

_PAD: Final = 14
_SIDE_PAD: Final = 6
_SIGN: Final = 44
_LIP: Final = 12
"""What lip and edge take of the height of a key."""
_MOST_SIDE: Final = 0.3
"""Share of the width that the column takes at most."""
_EASY: Final = 0.26
_ROLES: Final[tuple[Role, ...]] = ("typed", "answer", "frame")
_BEST: Final = 1.5
"""Width of a key by its height."""
_SMALLER: Final = frozenset({"year", "month"})
"""Steps of which all are rather seen at once, in smaller letters, than by pages."""
_UNKNOWN: Final = {
    "decade": "unknown_year",
    "year": "unknown_year",
    "month": "unknown_month",
    "day": "unknown_day",
}


@dataclass(frozen=True)
class _Choice:
    value: str
    name: str


@dataclass(frozen=True)
class _Aside:
    """A key of the column."""

    key: str
    act: Stroke
    text: str
    picture: str


@dataclass(frozen=True)
class _Grid:
    """How the choices stand: how many a page, in which size."""

    role: Role
    rows: int
    columns: int
    pages: int
    most: int
    """Choices a page."""
    wide: float
    """Of the words on a key."""


def paged(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return the keys of the present step in ``box``, all of them 20 mm at least."""
    choices = _choices(sheet, entry, typed)
    aside = _aside(sheet, typed, more=False)
    grid = _arranged(sheet, typed, choices, _beside(sheet, box, aside)[0])
    if grid.pages > 1:
        aside = _aside(sheet, typed, more=True)
        grid = _arranged(sheet, typed, choices, _beside(sheet, box, aside)[0])
    place, column = _beside(sheet, box, aside)
    parts: list[Part] = []
    shown = _page(choices, typed, grid)
    cells = [cell for row in place.rows(grid.rows, GAP) for cell in row.columns(grid.columns, GAP)]
    now = getattr(typed, typed.step)
    for one, cell in zip(shown, cells, strict=False):
        look = looks.chosen(sheet.c) if one.value == now else looks.rest(sheet.c, "answer")
        stroke = Stroke(typed.step, one.value)
        # Names in two lines break alike, however wide their keys are.
        pad = (cell.w - grid.wide) / 2 - 2 if sheet.ruler.width(one.name, grid.role, 700) > grid.wide else 4
        face = Face(one.name, role=grid.role, pad=pad)
        parts.append(own(sheet, f"{typed.step}:{one.value}", stroke, cell, face, look))
    return parts + _keys_aside(sheet, aside, column)


def _choices(sheet: Sheet, entry: Entry, typed: Typed) -> list[_Choice]:
    match typed.step:
        case "decade":
            tens = range(entry.earliest_year // 10, entry.latest_year // 10 + 1)
            return [_Choice(str(ten), f"{ten}…") for ten in tens]
        case "year":
            years = (int(f"{typed.decade}{one}") for one in range(10))
            some = [str(year) for year in years if entry.earliest_year <= year <= entry.latest_year]
            return [_Choice(year, year) for year in some]
        case "month":
            return [_Choice(str(n), sheet.view.words.get(f"month_{n}", str(n))) for n in range(1, 13)]
        case _:
            last = monthrange(int(typed.year), int(typed.month))[1]
            return [_Choice(str(day), str(day)) for day in range(1, last + 1)]


def _aside(sheet: Sheet, typed: Typed, *, more: bool) -> list[_Aside]:
    words = sheet.view.words
    found: list[_Aside] = []
    if more:
        found.append(_Aside("dates:more", Stroke("more"), words.get("more", ""), "glyphs/more"))
    if typed.step == "year":
        other = Stroke("part", "decade")
        found.append(_Aside("dates:decades", other, words.get("other_decades", ""), "calendar-day"))
    unknown = words.get(_UNKNOWN[typed.step], "")
    if unknown:
        found.append(_Aside("entry:dont-know", Stroke("unknown"), unknown, "glyphs/dont-know"))
    return found


def _beside(sheet: Sheet, box: Box, aside: list[_Aside]) -> tuple[Box, Box]:
    """Return the places of the choices and of the column."""
    if not aside:
        return box, box
    abreast = 1 if _below_each_other(aside, box) else len(aside)
    most = (box.w * _MOST_SIDE - GAP * (abreast - 1)) / abreast
    wide = min(max(_widest(sheet, aside, box.w * _EASY), 1.4 * TARGET), most) * abreast + GAP * (abreast - 1)
    column = sheet.handed(Box(box.right - wide, box.y, wide, box.h), box)
    return (box.cut(left=wide + GAP) if sheet.left_handed else box.cut(right=wide + GAP)), column


def _widest(sheet: Sheet, aside: list[_Aside], easy: float) -> float:
    """Return how wide the keys of the column want to be: with words of the size of answers, where that is no more than
    ``easy``, else of the frame.
    """
    answer, frame = (
        max(_width(sheet, one.text, role, alone=len(aside) == 1) for one in aside) for role in _ROLES[1:]
    )
    return answer if answer <= easy else frame


def _width(sheet: Sheet, text: str, role: Role, *, alone: bool) -> float:
    """Return how wide a key stands with its words in two lines beside its picture; below it where it is alone."""
    whole = sheet.ruler.width(text, role, 700)
    longest = sheet.block_width(text, role, 700, 1)
    return (
        sheet.block_width(text, role, 700, max(longest, whole * 0.6))
        + (0 if alone else _SIGN + 8)
        + 2 * _SIDE_PAD
        + 4
    )


def _below_each_other(aside: list[_Aside], box: Box) -> bool:
    return len(aside) * (TARGET + GAP) - GAP <= box.h


def _keys_aside(sheet: Sheet, aside: list[_Aside], column: Box) -> list[Part]:
    if not aside:
        return []
    count = len(aside)
    places = column.rows(count, GAP) if _below_each_other(aside, column) else column.columns(count, GAP)
    parts: list[Part] = []
    for one, place in zip(aside, places, strict=True):
        role, stacked, side = manner(sheet, one.text, place.w, place.h, picture=True)
        face = Face(one.text, one.picture if side else "", role=role, picture_side=side, gap=8,
                    stacked=stacked, pad=_SIDE_PAD)  # fmt: skip
        parts.append(own(sheet, one.key, one.act, place, face, looks.rest(sheet.c, "answer")))
    return parts


def _arranged(sheet: Sheet, typed: Typed, choices: list[_Choice], box: Box) -> _Grid:
    """Return rows and columns: on the fewest pages, in the largest letters with which there are so few."""
    rows = max(int((box.h + GAP) // (TARGET + GAP)), 1)
    high = (box.h - GAP * (rows - 1)) / rows - _LIP
    grids = []
    for role in _ROLES if typed.step in _SMALLER else _ROLES[:-1]:
        for lines in (1, 2):
            if lines > 1 and lines * sheet.ruler.line_height(choices[0].name, role, loose=False) > high:
                continue
            words = max((_in_lines(sheet, one.name, role, lines) for one in choices), default=0)
            columns = max(int((box.w + GAP) // (max(words + _PAD, TARGET) + GAP)), 1)
            pages = -(-len(choices) // (rows * columns))
            a_page = -(-len(choices) // pages)
            grids.append(_Grid(role, *_shape(box, a_page, rows, columns), pages, a_page, words))
    return min(grids, key=lambda grid: grid.pages)


def _shape(box: Box, count: int, rows: int, columns: int) -> tuple[int, int]:
    """Return rows and columns for so many keys, no more than these: those with keys of the best shape."""
    shapes = [(-(-count // across), across) for across in range(1, columns + 1)]

    def off(shape: tuple[int, int]) -> float:
        down, across = shape
        wide, high = (box.w + GAP) / across - GAP, (box.h + GAP) / down - GAP
        return abs(log(max(wide, 1) / max(high, 1) / _BEST))

    return min((shape for shape in shapes if shape[0] <= rows), key=off)


def _in_lines(sheet: Sheet, text: str, role: Role, lines: int) -> float:
    """Return how wide a name stands in so many lines."""
    return sheet.ruler.width(text, role, 700) if lines == 1 else sheet.block_width(text, role, 700, 1)


def _page(choices: list[_Choice], typed: Typed, grid: _Grid) -> list[_Choice]:
    """Return the choices of a page: the first shows what was chosen before, or the latest decades."""
    pages, most = max(grid.pages, 1), grid.most
    now = next((at for at, one in enumerate(choices) if one.value == getattr(typed, typed.step)), None)
    if typed.step == "decade":
        first = 0 if now is None else (len(choices) - 1 - now) // most
        end = len(choices) - (first + typed.page) % pages * most
        return choices[max(end - most, 0) : end]
    at = ((0 if now is None else now // most) + typed.page) % pages * most
    return choices[at : at + most]
