"""Every answer read back, four rows a page, and the one act at the bottom."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import TARGET, Box, Part, Role
from kiosk.ui.screens import state
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import PAD, button
from kiosk.ui.widgets.framed import framed
from kiosk.ui.widgets.head import told_above, turners
from kiosk.ui.widgets.rows import review_row
from kiosk.ui.widgets.title import titled

_ROWS: Final = 4
_GAP: Final = 12
_BOTTOM: Final = 128
_HERO: Final = 200
"""A lower picture above the rows says nothing."""
_PICTURE: Final = 52
_ROW_MOST: Final = 150
_TWO_LINES: Final = 84
"""Height of a row on a low glass, whose long values stand on more lines."""
_ROOMY: Final = 360
_ROOMY_ACT: Final = 84.0
_ACTS_SHARE: Final = 0.42
_LOW_SHARE: Final = 0.28
_ROLES: Final[tuple[Role, ...]] = ("answer", "frame")


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, rows, page buttons and the acts."""
    view, body = sheet.view, sheet.body
    if view.picture and not any(row.button for row in view.rows):
        return state.with_rows(sheet)
    rows = len(view.rows)
    row_least = _TWO_LINES if sheet.shallow else TARGET
    least = rows * (row_least + _GAP)
    if sheet.lowered:
        parts, body = told_above(sheet, sheet.upper(body)), sheet.lower(body)
    else:
        drawn, body = _above(sheet, body) if sheet.upright else ([], body)
        parts, body = titled(sheet, body, least + TARGET)
        parts += drawn
    low, body = acts(sheet, body, least)
    parts += low
    pages, body = turners(sheet, body)
    parts += pages
    count = max(rows, min(_ROWS, int((body.h + _GAP) // (row_least + _GAP))))
    high = min(body.h, count * _ROW_MOST + (count - 1) * _GAP)
    for row, cell in zip(view.rows, body.cut(bottom=body.h - high).rows(count, _GAP), strict=False):
        parts += review_row(sheet, row, cell)
    return parts


def _above(sheet: Sheet, body: Box) -> tuple[list[Part], Box]:
    """Return the picture of what it is about, where an upright glass has room above the rows, and what is left."""
    view = sheet.view
    name = view.picture or view.header.where_picture
    rows = len(view.rows) * (_ROW_MOST + _GAP)
    asked = sheet.block_height(view.question, "ask", 800, body.w) + (100 if view.banner is not None else 0)
    high = min(body.h - rows - asked - _BOTTOM - 4 * _GAP, body.w * 0.75)
    if not name or high < _HERO:
        return [], body
    field = Box(body.x, body.y, body.w, high)
    return framed(sheet, field, name, high * 0.84), body.cut(top=high + 2 * _GAP)


def acts(sheet: Sheet, body: Box, above: float = 0) -> tuple[list[Part], Box]:
    """Return what can be done at the bottom of ``body``, and what is left above it: ``above`` units if there are."""
    view = sheet.view
    given = [*view.side_choices, *view.choices, *((view.go_on,) if view.go_on else ())]
    if not given:
        return [], body
    given, role, places = _arranged(sheet, given, body)
    words = max(_words_high(sheet, one, place, role) for one, place in zip(given, places, strict=True))
    spare = body.h - _ROWS * 82 - _ROWS * _GAP
    roomy = body.h > _ROOMY and body.h - above >= _ROOMY_ACT
    high = min(_BOTTOM, max(_ROOMY_ACT if roomy else float(TARGET), words + 14, spare))
    parts: list[Part] = []
    for one, place in zip(given, places, strict=True):
        low = Box(place.x, body.bottom - high, place.w, high)
        parts += button(sheet, one, sheet.handed(low, body), role, picture_side=min(52, high - 24))
    return parts, body.cut(bottom=high + _GAP)


def _arranged(sheet: Sheet, acts: list[Button], body: Box) -> tuple[list[Button], Role, list[Box]]:
    """Return the acts, their role and their places: in the smaller size where they would take half of ``body``."""
    row = Box(body.x, body.y, body.w, TARGET)
    found: list[tuple[list[Button], Role, list[Box]]] = []
    for role in _ROLES:
        given = acts
        if sum(_narrow(sheet, one, role) for one in given) + 16 * (len(given) - 1) > body.w:
            given = [structs.replace(one, picture="") for one in given]
        places = _places(sheet, given, row, role)
        found.append((given, role, places))
        words = max(_words_high(sheet, one, place, role) for one, place in zip(given, places, strict=True))
        if words + 14 <= body.h * (_LOW_SHARE if sheet.shallow else _ACTS_SHARE):
            break
    return found[-1]


def _places(sheet: Sheet, acts: list[Button], box: Box, role: Role) -> list[Box]:
    """Return smaller ways out at the left as wide as their words, the one that goes on wide at the right."""
    side = len(sheet.view.side_choices)
    widths = [_wide(sheet, one, role) for one in acts]
    if sum(widths) + 16 * (len(widths) - 1) > box.w:
        # Words in two lines each: as wide as their longest piece asks for, and a share of the rest.
        widths = [_narrow(sheet, one, role) for one in acts]
        return box.shares(widths, 16)
    if side == len(acts):
        return box.shares(widths, 16)
    x, places = box.x, []
    for wide in widths[:side]:
        places.append(Box(x, box.y, wide, box.h))
        x += wide + 16
    return [*places, *box.cut(left=x - box.x).shares([max(wide, 200.0) for wide in widths[side:]], 16)]


def _words_high(sheet: Sheet, given: Button, place: Box, role: Role) -> float:
    room = place.w - 2 * PAD - (_PICTURE + 14 if given.picture else 0)
    return sheet.block_height(given.text, role, 700, room)


def _wide(sheet: Sheet, given: Button, role: Role) -> float:
    """Return the width that a button's words and picture ask for on one line."""
    words = sheet.ruler.width(given.text, role, 700)
    return max(words + 2 * PAD + 8 + (_PICTURE + 14 if given.picture else 0), 110.0)


def _narrow(sheet: Sheet, given: Button, role: Role) -> float:
    half = max(sheet.ruler.width(given.text, role, 700) * 0.6, sheet.block_width(given.text, role, 700, 1))
    return half + 2 * PAD + 8 + (_PICTURE + 14 if given.picture else 0)
