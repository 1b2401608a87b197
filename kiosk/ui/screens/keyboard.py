"""Typing words: question, field, the key that finishes, and the keys; what is suggested stands close to them.

The keys stand at the bottom and keep their places while one types. What is told gets the height that they leave; in
the low reach that is the upper half, and what ends the entry stands beside or below the keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from msgspec import structs

from kiosk.presenter.view import Entry
from kiosk.texts.typing_vi import starts_word
from kiosk.ui.entry import Typed, begin, complete
from kiosk.ui.parts import TARGET, Box, Part, Role
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import keyboard as keys
from kiosk.ui.widgets.asking import asked, asked_size, fits
from kiosk.ui.widgets.ending import (
    column_height,
    ending,
    ending_row,
    ending_width,
    finish,
    room_for_all,
    wanted_width,
    way,
)
from kiosk.ui.widgets.field import text_field
from kiosk.ui.widgets.line import done_text, done_width
from kiosk.ui.widgets.suggesting import least_height, suggestions

_KEY: Final = 80
_KEY_MOST: Final = 130
_KEY_LOW: Final = 110
_EASY: Final = 55
"""Keys that are no smaller than this leave the field and what is around it their usual height."""
_BODY: Final = 568
"""The body of the reference screen; on higher ones the keys grow with it."""
_FIELD: Final = 92
_FIELD_WIDE: Final = 300
_FIELD_NARROW: Final = 230
"""The least width of the field beside a question; and where a question is as large as it gets on a small glass."""
_END: Final = 84
_END_LEAST: Final = 130
_TWO_LINES: Final = 138
"""A way out on two lines of the largest letters of the frame, below its picture."""
_STRIP: Final = 76
_WAYS: Final = 84
_AIR: Final = 12
_GAP: Final = 16
_OUT: Final = 240
"""Least width of one way out beside what is suggested."""
_LARGE: Final[tuple[Role, ...]] = ("ask", "answer")
_ANY: Final[tuple[Role, ...]] = ("ask", "answer", "frame")


@dataclass(frozen=True)
class Plan:
    """How the height of the body is shared out, in units; a key's is the least before it is measured."""

    key: float
    rows: int = keys.ROWS
    strip: float = 0
    """Between field and keys; 0 for none."""
    stacked: bool = False
    """True where the question stands above the field, else beside it."""
    under: bool = False
    """True where the suggestions stand below the field, beside the question."""
    end: float = 0
    """Width of what ends the entry, beside the question or the field."""


def compose(sheet: Sheet, typed: Typed) -> list[Part]:
    """Return the whole screen; the keys stand at the bottom, wherever the field is."""
    entry, body = sheet.view.entry, sheet.body
    if entry is None:
        return []
    return (_low if sheet.lowered else _whole)(sheet, entry, typed, body)


def _whole(sheet: Sheet, entry: Entry, typed: Typed, body: Box) -> list[Part]:
    calm = replace(sheet, view=structs.replace(sheet.view, banner=None))
    found = planned(sheet, body)
    alone = found is None and sheet.view.banner is not None and typed.text == begin(entry).text
    plan = found or replace(planned(calm, body) or _last(sheet, body), key=keys.LEAST)
    board = plan.rows * plan.key + (plan.rows - 1) * keys.GAP
    place = Box(body.x, body.bottom - board, body.w, board)
    strip = Box(body.x, place.y - _AIR - plan.strip, body.w, plan.strip)
    end = strip.y if plan.strip else place.y
    top = Box(body.x, body.y, body.w, end - _AIR - body.y)
    arranged = _alone if alone else _stacked if plan.stacked else _in_line
    parts = arranged(sheet if found or alone else calm, entry, typed, top, plan)
    if plan.strip:
        parts += _strip(sheet, strip)
    return parts + _keys(sheet, entry, typed, place, plan)


def _keys(sheet: Sheet, entry: Entry, typed: Typed, place: Box, plan: Plan) -> list[Part]:
    above = None if plan.strip or plan.under else _in_the_row_of_accents(sheet, typed, place, plan)
    return keys.keyboard(sheet, entry, typed, place, rows=plan.rows, above=above)


# --- the whole glass ---------------------------------------------------------------------------------------


def planned(sheet: Sheet, body: Box) -> Plan | None:
    """Return the first arrangement with room for everything: with large questions first, then with smaller ones."""
    for roles, close in ((_LARGE, False), (_ANY, False), (_ANY, True)):
        for plan in _plans(sheet, close=close, small=roles is _ANY):
            found = _measured(sheet, body, plan, roles)
            if found is not None:
                return found
    return None


def _last(sheet: Sheet, body: Box) -> Plan:
    most = body.h - 3 * keys.LEAST - 2 * keys.GAP - _AIR
    return _ended(sheet, Plan(keys.LEAST, rows=3), most, body.w)[1]


def _plans(sheet: Sheet, *, close: bool, small: bool) -> Iterator[Plan]:
    """Yield arrangements with the least height of their keys, from the roomiest on.

    ``small``: with smaller questions, which in a list make room for more of it; ``close``: without suggestions.
    """
    view = sheet.view
    live = view.entry is not None and view.entry.live
    listed = live and view.entry is not None and view.entry.kind == "text"
    strip = _WAYS if view.side_choices else _STRIP if live else 0
    low = least_height(sheet) if live else 0
    if close:
        yield Plan(keys.LEAST)
        yield Plan(keys.LEAST, rows=3, under=live)
        yield Plan(keys.LEAST, rows=3)
        return
    yield Plan(_KEY - 4, strip=strip, stacked=True)
    yield Plan(_EASY, strip=strip)
    yield Plan(_EASY, strip=strip, stacked=True)
    yield Plan(keys.LEAST, strip=low)
    if listed:  # what is looked up in a list is found without accents
        yield Plan(keys.LEAST, rows=3, strip=low)
    if live and (small or not listed):
        yield Plan(keys.LEAST, under=True)
    if listed and small:
        yield Plan(keys.LEAST, rows=3, under=True)


def _measured(sheet: Sheet, body: Box, plan: Plan, roles: tuple[Role, ...]) -> Plan | None:
    """Return the arrangement with its keys as high as the rest leaves them; None where something has no room."""
    fixed = _AIR + (plan.strip + _AIR if plan.strip else 0) + (plan.rows - 1) * keys.GAP
    most = body.h - fixed - plan.rows * plan.key
    over = _field_height(sheet) + _AIR if plan.stacked else 0
    least, plan = _ended(sheet, plan, most, body.w)
    wide = body.w - plan.end - 20 if plan.stacked else _room_beside(sheet, body.w, plan)
    size = asked_size(sheet, wide, most - over)
    if size is None or size[0] not in roles or not fits(sheet, Box(0, 0, wide, most - over)):
        return None
    top = max(size[1] + over, least)
    if top > most:
        return None
    key = min((body.h - fixed - top) / plan.rows, _KEY * max(body.h / _BODY, 1), _KEY_MOST)
    if not fits(sheet, Box(0, 0, wide, body.h - fixed - plan.rows * key - over)):
        key = plan.key  # what is told needs more than the question alone
    return replace(plan, key=key)


def _field_height(sheet: Sheet) -> float:
    return TARGET if sheet.tight else _FIELD


def _ended(sheet: Sheet, plan: Plan, most: float, wide: float) -> tuple[float, Plan]:
    """Return the least height above the keys, and the plan with the width of what ends the entry there.

    That is all of it where at most ``most`` units of height hold it, else "done" or a way out in one place.
    """
    if plan.stacked:
        return _END + _AIR + _field_height(sheet), replace(plan, end=done_width(sheet))
    least = (
        TARGET + _AIR + least_height(sheet)
        if plan.under
        else _field_height(sheet)
        if plan.key >= _EASY
        else TARGET
    )
    ways = () if plan.strip >= TARGET else sheet.view.side_choices
    if ways and room_for_all(sheet, most):
        least = max(least, column_height(sheet))
        return least, replace(plan, end=ending_width(sheet, least, wide * 0.3))
    each = [done_text(sheet), *(one.text for one in ways[:1])]
    close = sheet.shallow and sheet.theme.largest
    if close and ways:
        least = max(least, _TWO_LINES)
    widest = max(wanted_width(sheet, text, least, small=close) for text in each)
    return least, replace(plan, end=min(max(widest, _END_LEAST), wide * 0.3))


def _room_beside(sheet: Sheet, wide: float, plan: Plan) -> float:
    """Return the most width of a question beside field and end."""
    close = sheet.shallow and sheet.theme.largest
    return wide - plan.end - (_FIELD_NARROW if close else _FIELD_WIDE) - 2 * _GAP


def _stacked(sheet: Sheet, entry: Entry, typed: Typed, top: Box, plan: Plan) -> list[Part]:
    line = Box(top.x, top.bottom - _field_height(sheet), top.w, _field_height(sheet))
    above = top.cut(bottom=line.h + _AIR)
    middle = above.y + (above.h - _END) / 2
    end = sheet.handed(Box(above.right - plan.end, middle, plan.end, _END), above)
    told = sheet.handed(above.cut(right=plan.end + 20), above)
    return [
        *asked(sheet, told, picture=sheet.upright),
        *finish(sheet, entry, typed, end),
        *text_field(sheet, entry, typed, line),
    ]


def _in_line(sheet: Sheet, entry: Entry, typed: Typed, top: Box, plan: Plan) -> list[Part]:
    """Return what is told, the field with what is suggested, and what ends the entry, beside each other."""
    view = sheet.view
    most = _room_beside(sheet, top.w, plan)
    size = asked_size(sheet, most, top.h)
    asks = size is not None and view.banner is None
    wide = sheet.block_width(view.question, size[0], 800, most) + 6 if asks and size is not None else most
    end = sheet.handed(Box(top.right - plan.end, top.y, plan.end, top.h), top)
    rest = sheet.handed(top.cut(right=plan.end + _GAP), top)
    told, place = rest.cut(right=rest.w - wide), rest.cut(left=wide + _GAP)
    high = TARGET if plan.under else min(top.h, _FIELD)
    field = Box(place.x, place.y if plan.under else place.y + (place.h - high) / 2, place.w, high)
    parts = [
        *asked(sheet, told),
        *text_field(sheet, entry, typed, field),
        *_end(sheet, entry, typed, end, plan),
    ]
    return parts + (suggestions(sheet, place.cut(top=high + _AIR)) if plan.under else [])


def _alone(sheet: Sheet, entry: Entry, typed: Typed, top: Box, plan: Plan) -> list[Part]:
    """Return what is told in the place of the field too: until something is typed, where both have no room."""
    end = sheet.handed(Box(top.right - plan.end, top.y, plan.end, top.h), top)
    rest = sheet.handed(top.cut(right=plan.end + _GAP), top)
    return [*asked(sheet, rest), *_end(sheet, entry, typed, end, plan)]


def _end(sheet: Sheet, entry: Entry, typed: Typed, box: Box, plan: Plan) -> list[Part]:
    """Return all that ends the entry, or "done", in whose place a way out stands while there is nothing to send."""
    view = sheet.view
    ways = () if plan.strip >= TARGET else view.side_choices
    if ways and room_for_all(sheet, box.h):
        return ending(sheet, entry, typed, box)
    nothing = entry.live and view.banner is not None and not view.suggestions
    if ways and (nothing or not complete(entry, typed)):
        return way(sheet, ways[0], box)
    high = min(box.h, 2 * TARGET)
    return finish(sheet, entry, typed, Box(box.x, box.y + (box.h - high) / 2, box.w, high))


def _strip(sheet: Sheet, box: Box) -> list[Part]:
    """Return what is suggested and, where they find room, the ways out in one row."""
    ways = sheet.view.side_choices
    if not ways or box.h < TARGET:
        return suggestions(sheet, box)
    each = min(max(_OUT, *(wanted_width(sheet, one.text, box.h) for one in ways)), box.w * 0.45)
    wide = each * len(ways) + _AIR * (len(ways) - 1)
    row = sheet.handed(Box(box.right - wide, box.y, wide, box.h), box)
    rest = sheet.handed(box.cut(right=wide + _AIR), box)
    out = [
        part
        for one, place in zip(ways, row.columns(len(ways), _AIR), strict=True)
        for part in way(sheet, one, place)
    ]
    return [*suggestions(sheet, rest), *out]


def _in_the_row_of_accents(sheet: Sheet, typed: Typed, place: Box, plan: Plan) -> list[Part] | None:
    """Return suggestions in the uppermost row where they have none of their own: while a word has no letter yet."""
    if plan.rows < keys.ROWS or not starts_word(typed.text):
        return None
    row = place.rows(plan.rows, keys.GAP)[0]
    accents = row.columns(10, keys.GAP)[-1]
    offered = suggestions(sheet, row.cut(right=accents.w + keys.GAP))
    return [*offered, keys.to_accents(sheet, accents)] if offered else None


# --- the low reach -----------------------------------------------------------------------------------------


def _low(sheet: Sheet, entry: Entry, typed: Typed, body: Box) -> list[Part]:
    """Return what is told and the field in the upper half, keys and what ends the entry in the lower one."""
    parts = _above(sheet, entry, typed, sheet.upper(body))
    lower = sheet.lower(body)
    if sheet.upright:
        row = Box(lower.x, lower.bottom - _END, lower.w, _END)
        parts += ending_row(sheet, entry, typed, row)
        board = lower.cut(bottom=_END + _GAP)
    else:
        wide = ending_width(sheet, lower.h, lower.w * 0.25)
        parts += ending(
            sheet, entry, typed, sheet.handed(Box(lower.right - wide, lower.y, wide, lower.h), lower)
        )
        board = sheet.handed(lower.cut(right=wide + _GAP), lower)
    plan = _low_plan(sheet, entry, board.h)
    if plan.strip:
        parts += suggestions(sheet, Box(board.x, board.y, board.w, plan.strip))
        board = board.cut(top=plan.strip + _AIR)
    high = plan.rows * plan.key + (plan.rows - 1) * keys.GAP
    place = Box(board.x, board.bottom - high, board.w, high)
    return parts + _keys(sheet, entry, typed, place, plan)


def _low_plan(sheet: Sheet, entry: Entry, high: float) -> Plan:
    low = least_height(sheet)
    plans = [Plan(_EASY, strip=_STRIP), Plan(keys.LEAST, strip=low)] if entry.live else []
    if entry.live and entry.kind == "text":
        plans.append(Plan(keys.LEAST, rows=3, strip=low))
    plans.append(Plan(keys.LEAST))
    for plan in plans:
        rest = high - (plan.strip + _AIR if plan.strip else 0) - (plan.rows - 1) * keys.GAP
        if rest / plan.rows >= plan.key:
            return replace(plan, key=min(rest / plan.rows, _KEY_LOW))
    return Plan((high - 2 * keys.GAP) / 3, rows=3)


def _above(sheet: Sheet, entry: Entry, typed: Typed, upper: Box) -> list[Part]:
    """Return what is told above the field, or beside it where it is long."""
    high = _field_height(sheet)
    line = Box(upper.x, upper.bottom - high, upper.w, high)
    over = upper.cut(bottom=high + _AIR)
    size = asked_size(sheet, over.w, over.h)
    if size is not None and size[0] in _LARGE and fits(sheet, over):
        return [*asked(sheet, over, picture=True), *text_field(sheet, entry, typed, line)]
    wide = upper.w - max(_FIELD_WIDE, upper.w * 0.4) - _GAP
    told = Box(upper.x, upper.y, wide, upper.h)
    beside = Box(told.right + _GAP, upper.y + (upper.h - high) / 2, upper.w - wide - _GAP, high)
    return [*asked(sheet, told), *text_field(sheet, entry, typed, beside)]
