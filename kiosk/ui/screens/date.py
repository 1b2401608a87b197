"""A date or a year, part by part."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Entry
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import dates
from kiosk.ui.widgets.head import banner
from kiosk.ui.widgets.line import ways_out

_TOLD: Final = 60


def compose(sheet: Sheet, typed: Typed) -> list[Part]:
    """Return question, field and the grid of the present step."""
    view, body, entry = sheet.view, sheet.body, sheet.view.entry
    if entry is None:
        return []
    year_only = entry.kind == "year"
    field_w = 200.0 if year_only else 414.0
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
