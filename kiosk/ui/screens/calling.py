"""The helper's board: the number at the counter and what can be done, everyone who waits, and the day's work."""

from __future__ import annotations

import re
from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button, Section
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Plate, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.bar import BAR, bar
from kiosk.ui.widgets.button import button
from kiosk.ui.widgets.caller import caller
from kiosk.ui.widgets.day_list import OF_DAY, day_list

_GAP: Final = 12
_LEFT: Final = 0.4
_LEFT_OF_TWO: Final = 0.28
_LINE_SHARE: Final = 0.48
"""Of the width that the line and the day have side by side."""
_LEFT_MOST: Final = 560
_ABOVE: Final = 0.42
"""Share of an upright glass for the counter."""
_ACTS_ABOVE: Final = 0.34
_NEXT: Final = 92
_ACT: Final = 64
_LOW_NEXT: Final = 76
_LOW_ACT: Final = 54
_LOW: Final = 620
"""Units of height below which the acts are the lower ones."""
_ROW_MOST: Final = 76
_HEAD: Final = 40
_SIGNED: Final = 170
"""Units of width below which an act has its word alone."""
_TURN: Final = 56


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return bar, counter and line."""
    below = sheet.bare.cut(top=BAR)
    beside = len(sheet.view.sections) > 1
    if sheet.upright:
        high = below.h * (_ABOVE if sheet.view.big or len(sheet.view.choices) > 1 else _ACTS_ABOVE)
        counter, lists = Box(0, below.y, below.w, high), below.cut(top=high)
    else:
        wide = min(below.w * (_LEFT_OF_TWO if beside else _LEFT), _LEFT_MOST)
        counter, lists = Box(0, below.y, wide, below.h), below.cut(left=wide)
    return [*bar(sheet), *_counter(sheet, counter), *_lists(sheet, lists)]


def _lists(sheet: Sheet, box: Box) -> list[Part]:
    """Return the line, the day, or both side by side; only the first of them turns pages."""
    found: list[Part] = []
    sections = sheet.view.sections
    several = len(sections) > 1
    places = box.shares([_LINE_SHARE, 1 - _LINE_SHARE], 0) if several else [box]
    for section, place in zip(sections, places, strict=bool(sections)):
        if section.id == "day":
            found += day_list(sheet, section, place, turns=section is sections[0])
        else:
            found += _line(sheet, section, place)
    if not sections:
        found.append(Plate("line", box, sheet.c.card, radius=0))
    return found


def _counter(sheet: Sheet, box: Box) -> list[Part]:
    """Return the number large, and what can be done about it, the next call lowest and largest."""
    view, c = sheet.view, sheet.c
    inner = box.inset(20, 14)
    shown = any(section.id == "day" for section in view.sections)
    ways = [one for one in view.side_choices if not (shown and one.id.startswith(OF_DAY))]
    edge = Box(box.right - 2, box.y, 2, box.h)
    if sheet.upright:
        edge = Box(box.x, box.bottom - 2, box.w, 2)
    parts: list[Part] = [
        Plate("counter", box, c.blue_tint, radius=0),
        Plate("counter/line", edge, c.blue, radius=0),
    ]
    low = sheet.height < _LOW
    act, onward = (_LOW_ACT, _LOW_NEXT) if low else (_ACT, _NEXT)
    if len(view.choices) == 1:
        return parts + _without_numbers(sheet, inner, act, onward)
    first, *others = view.choices
    y = inner.bottom - act
    parts += _row(sheet, ways, Box(inner.x, y, inner.w, act))
    y -= _GAP + onward
    parts += button(sheet, first, Box(inner.x, y, inner.w, onward), "frame", picture_side=44, gap=12)
    again, absent, done, *further = others
    for pair in ([absent, done], [again, *further]):
        y -= _GAP + act
        parts += _row(sheet, pair, Box(inner.x, y, inner.w, act))
    return parts + _number(sheet, Box(inner.x, inner.y, inner.w, y - _GAP - inner.y))


def _without_numbers(sheet: Sheet, box: Box, act: float, onward: float) -> list[Part]:
    """Return, where no numbers are called, all that can be done here, what is done most lowest."""
    view = sheet.view
    of_day = [one for one in view.side_choices if one.id.startswith(OF_DAY)]
    closing = [one for one in view.side_choices if not one.id.startswith(OF_DAY)]
    parts, y = _row(sheet, closing, Box(box.x, box.bottom - act, box.w, act)), box.bottom - act
    for one, high in ((of_day[0], onward), *((other, act) for other in (*of_day[1:], *view.choices))):
        y -= _GAP + high
        parts += _row(sheet, [one], Box(box.x, y, box.w, high))
    return parts + _number(sheet, Box(box.x, box.y, box.w, y - _GAP - box.y))


def _row(sheet: Sheet, given: list[Button], box: Box) -> list[Part]:
    """Return buttons side by side."""
    places = box.columns(len(given), _GAP)
    return [
        part
        for one, place in zip(given, places, strict=True)
        for part in button(sheet, _narrow(one, place), place, "desk", picture_side=32, gap=8, pad=8)
    ]


def _narrow(one: Button, place: Box) -> Button:
    """Return the button without its sign where that would break its word."""
    return one if place.w >= _SIGNED else structs.replace(one, picture="")


def _number(sheet: Sheet, box: Box) -> list[Part]:
    """Return the number at the counter and what is known of it; what could not be done stands in its place."""
    view, c = sheet.view, sheet.c
    told = view.banner.text if view.banner is not None else view.detail
    high = sheet.block_height(told, "desk", 600, box.w - 24) + 16
    roles: tuple[Role, ...] = ("big", "called", "display", "ask")
    number = view.big or ("–" if len(view.choices) > 1 else "")
    fits = [one for one in roles if sheet.theme.size(one) * 1.2 + high <= box.h]
    # as wide as the widest of its length: the numbers of a day all stand in one size
    widest = re.sub(r"\d", "0", number)
    role = next((one for one in fits if sheet.ruler.width(widest, one, 800) <= box.w), roles[-1])
    place = Box(box.x, box.y, box.w, max(box.h - high, 0))
    note = Box(box.x, box.bottom - high, box.w, high)
    parts: list[Part] = [Words("big", place, number, role, 800, c.ink, "center")]
    if view.banner is not None:
        parts.append(Plate("banner", note, c.brick_tint, c.brick, 3, 12))
    return [*parts, Words("detail", note.inset(12, 4), told, "desk", 600, c.ink, "center")]


def _line(sheet: Sheet, section: Section, box: Box) -> list[Part]:
    """Return everyone who waits, in the order of the calls."""
    view, c = sheet.view, sheet.c
    inner = box.inset(16, 10)
    parts: list[Part] = [
        Plate("line", box, c.card, radius=0),
        Words("question", Box(inner.x, inner.y, inner.w, _HEAD), section.name, "desk", 700, c.blue),
    ]
    inner = inner.cut(top=_HEAD)
    if view.next_page is not None:
        place = Box(inner.x + inner.w / 2, inner.bottom - _TURN, inner.w / 2, _TURN)
        parts += button(sheet, view.next_page, place, "desk", picture_side=36, gap=10)
        inner = inner.cut(bottom=_TURN + _GAP)
    rows = [row for row in view.rows if row.section != "day"]
    count = len(rows)
    high = min((inner.h - _GAP * (count - 1)) / max(count, 1), _ROW_MOST)
    for at, row in enumerate(rows):
        parts += caller(sheet, row, Box(inner.x, inner.y + at * (high + _GAP), inner.w, high))
    return parts
