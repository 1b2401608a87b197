"""A date or a year, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from kiosk.presenter.view import Entry
from kiosk.ui.entry import Typed, begin
from kiosk.ui.parts import TARGET, Box, Part, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import dates
from kiosk.ui.widgets.asked import ROLES, Entered, asked_with_field
from kiosk.ui.widgets.dates_paged import paged
from kiosk.ui.widgets.fit import GAP, first_fitting
from kiosk.ui.widgets.head import banner
from kiosk.ui.widgets.line import ways_out

_TOLD: Final = 60
_YEAR: Final = 200.0
_DATE: Final = 414.0
"""Width of the field: of a year, of a date."""
_ASKED: Final = 84.0
_ASKED_MORE: Final = 116.0


def compose(sheet: Sheet, typed: Typed) -> list[Part]:
    """Return question, field and the grid of the present step."""
    entry = sheet.view.entry
    if entry is None:
        return []
    return first_fitting(sheet, _plans(sheet, entry, typed))


def _plans(sheet: Sheet, entry: Entry, typed: Typed) -> Iterator[list[Part]]:
    """Yield the arrangements from the roomiest to the closest."""
    body = sheet.body
    if sheet.lowered:
        asked, lower = _above(sheet, entry, typed, sheet.upper(body)), sheet.lower(body)
        if not sheet.tight:
            yield [*asked, *_grid(sheet, entry, typed, lower)]
        yield [*asked, *paged(sheet, entry, typed, lower)]
        return
    if not sheet.tight:
        yield _open(sheet, entry, typed, body)
    for roles in (ROLES[:2], ROLES):
        for high in (_ASKED, _ASKED_MORE, body.h - 2 * TARGET - 2 * GAP):
            upper = Box(body.x, body.y, body.w, high)
            rest = body.cut(top=high + GAP)
            yield [*_above(sheet, entry, typed, upper, roles), *paged(sheet, entry, typed, rest)]


def _above(sheet: Sheet, entry: Entry, typed: Typed, box: Box, roles: tuple[Role, ...] = ROLES) -> list[Part]:
    """Return what is asked and chosen, nothing to touch."""
    year_only = entry.kind == "year"
    draw = partial(_field, sheet, typed, year_only=year_only)
    wide = _YEAR if year_only else _DATE
    begun = begin(entry)
    fresh = (typed.step, typed.page, typed.decade) == (begun.step, begun.page, begun.decade)
    return asked_with_field(sheet, box, Entered(draw, [(wide, 84.0), (wide, 76.0)], fresh), roles)


def _field(sheet: Sheet, typed: Typed, box: Box, *, year_only: bool) -> list[Part]:
    wide = _YEAR if year_only else _DATE
    return dates.date_field(sheet, typed, Box(box.x, box.y, wide, box.h), year_only=year_only)


def _open(sheet: Sheet, entry: Entry, typed: Typed, body: Box) -> list[Part]:
    """Return question and field in the first line, and below it the whole grid."""
    view = sheet.view
    year_only = entry.kind == "year"
    field_w = _YEAR if year_only else _DATE
    room = body.w - field_w - 20
    ask = sheet.block_height(view.question, "ask", 800, room)
    told = view.banner is not None
    more = _TOLD + 8 if told else sheet.block_height(view.detail, "frame", 500, room)
    high = max(84.0, ask + more)
    top = body.y + (high - ask - more) / 2
    parts: list[Part] = [
        Words("question", Box(body.x, top, room, ask + 2), view.question, "ask", 800, sheet.c.ink)
    ]
    if told:
        parts += banner(sheet, Box(body.x, top + ask + 8, room, _TOLD))
    elif view.detail:
        place = Box(body.x, top + ask, room, more + 2)
        parts.append(Words("detail", place, view.detail, "frame", 500, sheet.c.soft))
    field = Box(body.right - field_w, body.y, field_w, 84)
    parts += dates.date_field(sheet, typed, field, year_only=year_only)
    below = body.cut(top=high + 12)
    if view.side_choices:
        parts += ways_out(sheet, Box(below.x, below.bottom - 84, below.w, 84), across=True)
        below = below.cut(bottom=96)
    return parts + _grid(sheet, entry, typed, below)


def _grid(sheet: Sheet, entry: Entry, typed: Typed, below: Box) -> list[Part]:
    name = Box(below.x, below.y, below.w, 40)
    whole = below.cut(top=40)
    match typed.step:
        case "decade":
            grid = dates.decades(sheet, entry, typed, whole, narrow=False)
            return [dates.label(sheet, "decades", name), *grid]
        case "year":
            left_name, left, right_name, right = dates.split(below)
            return [
                dates.label(sheet, "decades", left_name),
                *dates.decades(sheet, entry, typed, left, narrow=True),
                dates.label(sheet, "year", right_name),
                *dates.years(sheet, entry, typed, right),
            ]
        case "month":
            return [dates.label(sheet, "month", name), *dates.months(sheet, typed, whole)]
        case _:
            return [dates.label(sheet, "day", name), *dates.days(sheet, typed, whole)]
