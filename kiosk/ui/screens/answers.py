"""One question with a few answers: picture answers side by side, or large buttons below each other."""

from __future__ import annotations

from functools import partial
from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import grid, looks
from kiosk.ui.widgets.button import PAD, band_height, button, picture_answer
from kiosk.ui.widgets.head import banner, head, turners

_GAP: Final = 20
_MOST_COLUMNS: Final = 5
_NARROW: Final = 0.62
_SIDE: Final = 420
_MOST_HIGH: Final = 220
_LEAST: Final = 76
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
    if drawn and len(view.choices) <= _MOST_COLUMNS and not (sheet.upright and not sheet.lowered):
        columns = _columns(sheet, body)
        if columns:
            return parts + columns
    return parts + _list(sheet, list(view.choices), body)


def _columns(sheet: Sheet, body: Box) -> list[Part]:
    """Return the answers side by side, pictures above their words; nothing where that leaves no room for them."""
    choices = sheet.view.choices
    shares = [_NARROW if _unsure(one) and len(choices) > 2 else 1.0 for one in choices]  # noqa: PLR2004
    gap = _GAP if body.w > 1000 else 12  # noqa: PLR2004
    cells = body.shares(shares, gap)
    hints = not sheet.theme.largest
    for given in [choices, _unhinted(choices)] if hints else [_unhinted(choices)]:
        band = max(band_height(sheet, one, cell.w) for one, cell in zip(given, cells, strict=True))
        band = max(band, 84 if body.h > _ROOMY else 0)
        room = [cell.w - 2 * PAD for cell in cells]
        wide = all(
            sheet.block_width(one.text, "answer", 700, width) <= width + 2
            for one, width in zip(given, room, strict=True)
        )
        if wide and body.h - band >= _PICTURE:
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
    order = (1, 2, 3, 4) if count <= 4 and not sheet.lowered else (2, 1, 3, 4)  # noqa: PLR2004
    for given in (choices, list(_unhinted(tuple(choices)))):
        for gap in (_GAP, 12):
            places = grid.first_fitting(count, body, gap, order, partial(_fit, sheet, given), _MOST_HIGH)
            if places is not None:
                return _buttons(sheet, given, places)
    return _buttons(sheet, given, grid.cells(count, 1 if count <= 2 else 2, body, 12, _MOST_HIGH))  # noqa: PLR2004


def _fit(sheet: Sheet, choices: list[Button], cell: Box) -> bool:
    """Tell whether each choice fits such a cell, pictures at the left, and a finger finds it."""
    if cell.h < _LEAST:
        return False
    for one in choices:
        room = cell.w - 2 * PAD - (_picture_side(one, cell) + 20 if one.picture else 0)
        high = sheet.block_height(one.text, "answer", 700, room) + sheet.block_height(
            one.hint, "frame", 500, room
        )
        if high > cell.h - 8 or sheet.block_width(one.text, "answer", 700, room) > room + 2:
            return False
    return True


def _picture_side(given: Button, cell: Box) -> float:
    return min(56 if looks.is_glyph(given.picture) else 120, cell.h - 20)


def _buttons(sheet: Sheet, choices: list[Button], places: list[Box]) -> list[Part]:
    parts: list[Part] = []
    for given, cell in zip(choices, places, strict=True):
        parts += button(sheet, given, cell, picture_side=_picture_side(given, cell), gap=20)
    return parts


def _fits_beside_picture(sheet: Sheet) -> bool:
    """Tell whether question and answers have room beside the picture."""
    view, body = sheet.view, sheet.body
    every = [*view.choices, *view.side_choices, *((view.go_on,) if view.go_on else ())]
    right = body.w - min(_SIDE, body.w * 0.34) - 44
    turner = 166 if view.next_page or view.previous_page else 0
    high = sheet.block_height(view.question, "ask", 800, right - turner) + 8
    if not sheet.theme.largest:
        high += sheet.block_height(view.detail, "frame", 500, right - turner) + 8
    high += 96 if view.banner is not None else 0
    left = body.h - high - 8
    return left >= len(every) * _LEAST + (len(every) - 1) * 12


def _beside_picture(sheet: Sheet) -> list[Part]:
    """Return the picture at the left, question and buttons at the right."""
    view, c, body = sheet.view, sheet.c, sheet.body
    side = min(_SIDE, body.w * 0.34)
    frame = Box(body.x, body.y, side, body.h)
    drawing = min(side - 40, body.h - 40, 340)
    parts: list[Part] = [
        Plate("picture/ground", frame, c.disc, c.line, 3, 28),
        Picture("picture", frame.centred(drawing, drawing), view.picture, c.ink),
    ]
    right = body.cut(left=side + 44)
    pages, right = turners(sheet, right)
    parts += pages
    role = _role(sheet, right)
    ask = sheet.block_height(view.question, role, 800, right.w)
    parts.append(Words("question", Box(right.x, right.y, right.w, ask + 2), view.question, role, 800, c.ink))
    right = right.cut(top=ask + 8)
    if view.detail and not sheet.theme.largest:
        more = sheet.block_height(view.detail, "frame", 500, right.w)
        parts.append(
            Words("detail", Box(right.x, right.y, right.w, more + 2), view.detail, "frame", 500, c.soft)
        )
        right = right.cut(top=more + 8)
    if view.banner is not None:
        parts += banner(sheet, Box(right.x, right.y, right.w, 84))
        right = right.cut(top=96)
    every = [*view.choices, *view.side_choices, *((view.go_on,) if view.go_on else ())]
    return parts + _list(sheet, every, right.cut(top=8))


def _role(sheet: Sheet, right: Box) -> Role:
    """Return the size of the question beside a picture: large where it takes two lines and leaves room."""
    view = sheet.view
    few = len(sheet.ruler.lines(view.question, "display", 800, right.w)) <= 2  # noqa: PLR2004
    high = sheet.block_height(view.question, "display", 800, right.w)
    high += sheet.block_height(view.detail, "frame", 500, right.w) + (112 if view.banner is not None else 16)
    count = len(view.choices) + len(view.side_choices)
    return "display" if few and right.h - high >= count * (_LEAST + _GAP) else "ask"
