"""One question with a few answers: picture answers side by side, or large buttons below each other."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import band_height, button, picture_answer
from kiosk.ui.widgets.head import banner, head, turners

_GAP: Final = 20
_MOST_COLUMNS: Final = 5
_NARROW: Final = 0.62
_SIDE: Final = 420
_MOST_HIGH: Final = 220


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return the question and its answers: beside a picture, in columns, or as a list."""
    view = sheet.view
    drawn = [one for one in view.choices if one.picture and not looks.is_glyph(one.picture)]
    if view.picture and not drawn:
        return _beside_picture(sheet)
    parts, body = head(sheet, sheet.body, side=view.side_choices)
    pages, body = turners(sheet, body)
    parts += pages
    if drawn and len(view.choices) <= _MOST_COLUMNS:
        return parts + _columns(sheet, body)
    return parts + _list(sheet, list(view.choices), body)


def _columns(sheet: Sheet, body: Box) -> list[Part]:
    choices = sheet.view.choices
    shares = [_NARROW if _unsure(one) and len(choices) > 2 else 1.0 for one in choices]  # noqa: PLR2004
    cells = body.shares(shares, _GAP)
    band = max(band_height(sheet, one, cell.w) for one, cell in zip(choices, cells, strict=True))
    band = max(band, 84)
    parts: list[Part] = []
    for given, cell in zip(choices, cells, strict=True):
        parts += picture_answer(sheet, given, cell, band)
    return parts


def _unsure(given: Button) -> bool:
    return given.picture == "glyphs/dont-know"


def _list(sheet: Sheet, choices: list[Button], body: Box) -> list[Part]:
    """Return up to four buttons below each other, more in two columns."""
    columns = 1 if len(choices) <= 4 else 2  # noqa: PLR2004
    count = -(-len(choices) // columns)
    high = min((body.h - _GAP * (count - 1)) / max(count, 1), _MOST_HIGH)
    used = Box(body.x, body.y, body.w, count * high + _GAP * (count - 1))
    cells = [cell for row in used.rows(count, _GAP) for cell in row.columns(columns, _GAP)]
    parts: list[Part] = []
    for given, cell in zip(choices, cells, strict=False):
        parts += button(sheet, given, cell, picture_side=min(56, high - 24), gap=20)
    return parts


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
    role: Role = "display" if len(sheet.ruler.lines(view.question, "display", 800, right.w)) <= 2 else "ask"  # noqa: PLR2004
    ask = sheet.block_height(view.question, role, 800, right.w)
    parts.append(Words("question", Box(right.x, right.y, right.w, ask + 2), view.question, role, 800, c.ink))
    right = right.cut(top=ask + 8)
    if view.detail:
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
