"""One question with a few answers: picture answers side by side, or large buttons below each other."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import TARGET, Box, Part, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import grid, looks
from kiosk.ui.widgets.button import PAD, band_height, button, picture_answer
from kiosk.ui.widgets.framed import framed
from kiosk.ui.widgets.head import banner, head, told_height, turners

_GAP: Final = 20
_MOST_COLUMNS: Final = 5
_ONE_COLUMN: Final = 3
_STACKED: Final = 480
"""The most height of an answer on an upright glass, with and without a picture above its word."""
_UPRIGHT_HIGH: Final = 300
_NARROW: Final = 0.62
_SIDES: Final = (120.0, 88.0, 64.0, 0.0)
"""How large a picture beside its word is at least: the largest with which every word has room; 0: as it comes."""
_SIDE_MOST: Final = 120.0
_SIDE: Final = 420
_UPPER: Final = 0.4
_BELOW: Final = 32
_DRAWING: Final = 480
_MOST_HIGH: Final = 220
_PICTURE: Final = 84
"""Units of picture and its air above a word below which the answers become a list."""
_ROOMY: Final = 300


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return the question and its answers: beside a picture, in columns, or as a list."""
    view = sheet.view
    drawn = [one for one in view.choices if one.picture and not looks.is_glyph(one.picture)]
    if view.picture and not drawn and not sheet.lowered and _fits_beside_picture(sheet):
        return _beside_picture(sheet)
    parts, body = head(sheet, sheet.body, side=view.side_choices)
    pages, body = turners(sheet, body)
    parts += pages
    tall = sheet.upright and not sheet.lowered
    if drawn and len(view.choices) <= _MOST_COLUMNS:
        columns = _stacked(sheet, body) if tall else _columns(sheet, body)
        if columns:
            return parts + columns
    return parts + _list(sheet, list(view.choices), body)


def _stacked(sheet: Sheet, body: Box) -> list[Part]:
    """Return the answers on an upright glass: up to three below each other, more in two columns."""
    count = len(sheet.view.choices)
    across = 1 if count <= _ONE_COLUMN else 2
    cells = grid.cells(count, across, body, _GAP, _STACKED)
    if count % across:
        cells[-1] = Box(cells[-1].x, cells[-1].y, body.w, cells[-1].h)
    used = cells[-1].bottom - body.y
    return _drawn(sheet, [cell.moved((body.h - used) / 2) for cell in cells])


def _columns(sheet: Sheet, body: Box) -> list[Part]:
    """Return the answers side by side; "not sure" is the narrower one."""
    choices = sheet.view.choices
    shares = [_NARROW if _unsure(one) and len(choices) > 2 else 1.0 for one in choices]  # noqa: PLR2004
    return _drawn(sheet, body.shares(shares, _GAP if body.w > 1000 else 12))  # noqa: PLR2004


def _drawn(sheet: Sheet, cells: list[Box]) -> list[Part]:
    """Return the answers in ``cells``, pictures above their words; nothing where that leaves no room for them."""
    choices = sheet.view.choices
    hints = not sheet.theme.largest
    for given in [choices, _unhinted(choices)] if hints else [_unhinted(choices)]:
        band = max(band_height(sheet, one, cell.w) for one, cell in zip(given, cells, strict=True))
        high = cells[0].h
        band = max(band, 84 if high > _ROOMY else 0)
        room = [cell.w - 2 * PAD for cell in cells]
        wide = all(
            sheet.block_width(one.text, "answer", 700, width) <= width + 2
            for one, width in zip(given, room, strict=True)
        )
        if wide and high - band >= _PICTURE:
            return [
                part
                for one, cell in zip(given, cells, strict=True)
                for part in picture_answer(sheet, one, cell, band)
            ]
    return []


def _unhinted(choices: tuple[Button, ...]) -> tuple[Button, ...]:
    """Return the choices without what is told besides: it is still spoken."""
    return tuple(structs.replace(one, hint="") for one in choices)


def _unsure(given: Button) -> bool:
    return given.picture == "glyphs/dont-know"


def _list(sheet: Sheet, choices: list[Button], body: Box) -> list[Part]:
    """Return buttons below each other, or in columns where they are then high enough."""
    count = len(choices)
    tallest = _UPRIGHT_HIGH if sheet.upright and not sheet.lowered else _MOST_HIGH
    order = (1, 2, 3, 4) if count <= 4 and not sheet.lowered else (2, 1, 3, 4)  # noqa: PLR2004
    for given, most in product((choices, list(_unhinted(tuple(choices)))), _SIDES):
        for gap in (_GAP, 12):
            fits = partial(_fit, sheet, given, most)
            places = grid.first_fitting(count, body, gap, order, fits, tallest)
            if places is not None:
                return _buttons(sheet, given, places, most)
    cells = grid.cells(count, 1 if count <= 2 else 2, body, 12, tallest)  # noqa: PLR2004
    return _buttons(sheet, given, cells, _SIDES[-2])


def _fit(sheet: Sheet, choices: list[Button], most: float, cell: Box) -> bool:
    """Tell whether each choice fits such a cell, a picture of ``most`` units at the left, and a finger finds it."""
    drawn = any(one.picture and not looks.is_glyph(one.picture) for one in choices)
    if cell.h < max(TARGET, most + 20 if drawn else 0):
        return False
    for one in choices:
        room = cell.w - 2 * PAD - (_picture_side(one, cell, most) + 20 if one.picture else 0)
        high = sheet.block_height(one.text, "answer", 700, room) + sheet.block_height(
            one.hint, "frame", 500, room
        )
        if high > cell.h - 8 or sheet.block_width(one.text, "answer", 700, room) > room + 2:
            return False
    return True


def _picture_side(given: Button, cell: Box, most: float) -> float:
    return min(56 if looks.is_glyph(given.picture) else most or _SIDE_MOST, cell.h - 20)


def _buttons(sheet: Sheet, choices: list[Button], places: list[Box], most: float) -> list[Part]:
    parts: list[Part] = []
    for given, cell in zip(choices, places, strict=True):
        parts += button(sheet, given, cell, picture_side=_picture_side(given, cell, most), gap=20)
    return parts


def _fits_beside_picture(sheet: Sheet) -> bool:
    """Tell whether question and answers have room beside the picture, or below it on an upright glass."""
    right = _halves(sheet)[1]
    _, right = turners(sheet, right)
    _, left = _asked(sheet, right, "ask")
    count = len(_every(sheet))
    return left.h >= count * TARGET + (count - 1) * 12


def _every(sheet: Sheet) -> list[Button]:
    view = sheet.view
    return [*view.choices, *view.side_choices, *((view.go_on,) if view.go_on else ())]


def _halves(sheet: Sheet) -> tuple[Box, Box]:
    """Return the place of the picture, and that of everything else."""
    body = sheet.body
    if sheet.upright:
        high = min(body.h * _UPPER, body.w * 0.7)
        return Box(body.x, body.y, body.w, high), body.cut(top=high + _BELOW)
    side = min(_SIDE, body.w * 0.34)
    return Box(body.x, body.y, side, body.h), body.cut(left=side + 44)


def _beside_picture(sheet: Sheet) -> list[Part]:
    """Return the picture at the left, on an upright glass above, and question and buttons beside or below it."""
    frame, right = _halves(sheet)
    drawing = min(frame.w - 40, frame.h - 40, _DRAWING)
    parts = framed(sheet, frame, sheet.view.picture, drawing)
    pages, right = turners(sheet, right)
    asked, right = _asked(sheet, right, _role(sheet, right))
    return [*parts, *pages, *asked, *_list(sheet, _every(sheet), right)]


def _asked(sheet: Sheet, right: Box, role: Role) -> tuple[list[Part], Box]:
    """Return question, detail and banner, and what is left below them."""
    view, c = sheet.view, sheet.c
    ask = sheet.block_height(view.question, role, 800, right.w)
    parts: list[Part] = [
        Words("question", Box(right.x, right.y, right.w, ask + 2), view.question, role, 800, c.ink)
    ]
    right = right.cut(top=ask + 8)
    if view.detail and not sheet.theme.largest:
        more = sheet.block_height(view.detail, "frame", 500, right.w)
        place = Box(right.x, right.y, right.w, more + 2)
        parts.append(Words("detail", place, view.detail, "frame", 500, c.soft))
        right = right.cut(top=more + 8)
    if view.banner is not None:
        strip = told_height(sheet, right.w)
        parts += banner(sheet, Box(right.x, right.y, right.w, strip))
        right = right.cut(top=strip + 12)
    return parts, right.cut(top=8)


def _role(sheet: Sheet, right: Box) -> Role:
    """Return the size of the question beside a picture: large where it takes two lines and leaves room."""
    few = len(sheet.ruler.lines(sheet.view.question, "display", 800, right.w)) <= 2  # noqa: PLR2004
    left = _asked(sheet, right, "display")[1].h
    return "display" if few and left >= len(_every(sheet)) * (TARGET + _GAP) else "ask"
