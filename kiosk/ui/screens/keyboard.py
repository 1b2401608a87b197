"""Typing words: question, field, go-on and the keys; what is suggested stands between field and keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from kiosk.presenter.view import Entry
from kiosk.texts.typing_vi import starts_word
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import keyboard as keys
from kiosk.ui.widgets.field import text_field
from kiosk.ui.widgets.head import banner
from kiosk.ui.widgets.line import ask_above, ask_beside, ask_in_line, fits_beside, ways_out, ways_width
from kiosk.ui.widgets.suggesting import LEAST, fits_alone, suggestions

_KEY: Final = 80
_EASY: Final = 55
"""Keys that are no smaller than this leave the field and what is around it their usual height."""
_BODY: Final = 568
"""The body of the reference screen; on higher ones the keys grow with it."""
_FIELD: Final = 92
_LINE: Final = 84
_LINE_LEAST: Final = 76
"""20 mm: the key that finishes is as high."""
_STRIP: Final = 76
_WAYS: Final = 84
_AIR: Final = 12
_OUT: Final = 240
"""Least width of one way out beside what is told."""


@dataclass(frozen=True)
class Plan:
    """How the height of the body is shared out, in units."""

    key: float
    rows: int = keys.ROWS
    field: float = _FIELD
    strip: float = 0
    """Between field and keys; 0 for none."""
    stacked: bool = False
    """True where the question stands above the field."""
    in_line: bool = False
    """True where everything that is said and all ways out share one line with the field."""


def compose(sheet: Sheet, typed: Typed) -> list[Part]:
    """Return the whole screen; the keys stand at the bottom, wherever the field is."""
    entry, body = sheet.view.entry, sheet.body
    if entry is None:
        return []
    plan = planned(sheet, body)
    board = plan.rows * plan.key + (plan.rows - 1) * keys.GAP
    place = Box(body.x, body.bottom - board, body.w, board)
    strip = Box(body.x, place.y - _AIR - plan.strip, body.w, plan.strip)
    top = (strip.y if plan.strip else place.y) - _AIR - plan.field
    line = Box(body.x, top, body.w, plan.field)
    parts = _asked(sheet, entry, typed, body, line, plan)
    if plan.strip:
        parts += _strip(sheet, strip, plan)
    above = _in_the_row_of_accents(sheet, typed, place, plan)
    return parts + keys.keyboard(sheet, entry, typed, place, rows=plan.rows, above=above)


def planned(sheet: Sheet, body: Box) -> Plan:
    """Return the first arrangement whose keys are large enough, from the roomiest to the closest."""
    most = _KEY * max(body.h / _BODY, 1)
    for plan, least in _plans(sheet, body):
        room = body.h - _taken(sheet, plan, body) - (plan.rows - 1) * keys.GAP
        key = min(room / plan.rows, most)
        if key >= least:
            return replace(plan, key=key)
    room = body.h - _LINE_LEAST - _AIR - 2 * keys.GAP
    return Plan(room / 3, rows=3, field=_LINE_LEAST, in_line=True)


def _plans(sheet: Sheet, body: Box) -> Iterator[tuple[Plan, float]]:
    """Yield arrangements without the height of their keys, and the least height of a key with each."""
    view = sheet.view
    listed = view.entry is not None and view.entry.live and view.entry.kind == "text"
    told = view.entry is not None and (view.entry.live or view.banner is not None)
    strip = _WAYS if view.side_choices else _STRIP if told else 0
    beside = fits_beside(sheet, Box(body.x, body.y, body.w, _FIELD))
    yield Plan(0, strip=strip, stacked=True), _KEY - 4 if beside else _EASY
    if beside:
        yield Plan(0, strip=strip), _EASY
    close = LEAST if told else 0
    yield Plan(0, field=_LINE, strip=close, in_line=True), keys.LEAST
    if listed:  # what is looked up in a list is found without accents
        yield Plan(0, rows=3, field=_LINE_LEAST, strip=close, in_line=True), keys.LEAST
    yield Plan(0, field=_LINE_LEAST, in_line=True), keys.LEAST
    yield Plan(0, rows=3, field=_LINE_LEAST, in_line=True), keys.LEAST


def _taken(sheet: Sheet, plan: Plan, body: Box) -> float:
    """Return the height of everything but the keys."""
    above = 0.0
    if plan.stacked:
        above = max(sheet.block_height(sheet.view.question, "ask", 800, body.w - 220) + 20, 84) + 12
    return above + plan.field + _AIR + (plan.strip + _AIR if plan.strip else 0)


def _strip(sheet: Sheet, box: Box, plan: Plan) -> list[Part]:
    """Return what is told or suggested and the ways out in one row, so that the keys keep their height."""
    view = sheet.view
    ways = () if plan.in_line else view.side_choices
    if view.banner is None and not view.suggestions:
        return ways_out(sheet, box, across=True) if ways else []
    if not ways:
        return _told(sheet, box)
    wide = min(max(_OUT, *(ways_width(sheet, one) for one in ways)), box.w * 0.45) * len(ways)
    left, right = box.cut(right=wide + 12), box.cut(left=box.w - wide)
    return [*_told(sheet, left), *ways_out(sheet, right, across=True)]


def _told(sheet: Sheet, box: Box) -> list[Part]:
    """Return the complaint, the suggestions, or both side by side."""
    if sheet.view.banner is None:
        return suggestions(sheet, box)
    if not sheet.view.suggestions:
        return banner(sheet, box)
    left, right = box.columns(2, 12)
    if not fits_alone(sheet, right):
        return suggestions(sheet, box)  # the complaint has been said; what may be meant helps more
    return [*banner(sheet, left), *suggestions(sheet, right)]


def _in_the_row_of_accents(sheet: Sheet, typed: Typed, place: Box, plan: Plan) -> list[Part] | None:
    """Return suggestions in the uppermost row where they have none of their own: while a word has no letter yet."""
    if plan.strip or plan.rows < keys.ROWS or not starts_word(typed.text):
        return None
    row = place.rows(plan.rows, keys.GAP)[0]
    accents = row.columns(10, keys.GAP)[-1]
    offered = suggestions(sheet, row.cut(right=accents.w + keys.GAP))
    return [*offered, keys.to_accents(sheet, accents)] if offered else None


def _asked(sheet: Sheet, entry: Entry, typed: Typed, body: Box, line: Box, plan: Plan) -> list[Part]:
    if plan.stacked:
        return [
            *ask_above(sheet, entry, typed, Box(body.x, body.y, body.w, line.y - body.y - 12)),
            *text_field(sheet, entry, typed, line),
        ]
    if plan.in_line:
        parts, room = ask_in_line(sheet, entry, typed, line, told=not plan.strip)
    else:
        parts, room = ask_beside(sheet, entry, typed, line)
    return [*parts, *text_field(sheet, entry, typed, room)]
