"""A few pictures of equal weight side by side, each a card with its word below; the way out under them."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import PAD, Face, band_height, button, painted, picture_answer, pressable
from kiosk.ui.widgets.head import go_height, head

_GAP: Final = 16
_OUT: Final = 420
_SIGN: Final = 52
_LARGEST: Final = 190
_HIGHEST: Final = 560
"""Higher cards would only put more air round the faces."""
_TIGHT: Final = 8
_LEAST: Final = 96
"""A smaller face says nothing: the cards then stand in two rows."""


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, cards and the way out."""
    parts, body = head(sheet, sheet.body)
    outs = sheet.view.side_choices
    if outs:
        high = go_height(sheet)
        low = Box(body.x, body.bottom - high, body.w, high)
        parts += _outs(sheet, outs, low)
        body = body.cut(bottom=high + _GAP)
    body = body.cut(top=max(body.h - _HIGHEST, 0))
    choices = sheet.view.choices
    for given, cell in zip(choices, _cells(sheet, choices, body), strict=True):
        parts += _card(sheet, given, cell)
    return parts


def _outs(sheet: Sheet, outs: tuple[Button, ...], low: Box) -> list[Part]:
    """Return the ways out in the middle, as wide as their words: they must not look like an answer."""
    widths = [max(_OUT, sheet.ruler.width(one.text, "answer", 700) + _SIGN + 4 * PAD) for one in outs]
    wide = min(sum(widths) + _GAP * (len(outs) - 1), low.w)
    parts: list[Part] = []
    for one, place in zip(outs, low.centred(wide, low.h).shares(widths, _GAP), strict=True):
        parts += button(sheet, one, place, picture_side=_SIGN)
    return parts


def _cells(sheet: Sheet, choices: tuple[Button, ...], body: Box) -> list[Box]:
    """Return a cell for each: in one row where every word keeps whole, else in two."""
    one_row = body.columns(len(choices), _GAP)
    if all(_fits(sheet, given, cell) for given, cell in zip(choices, one_row, strict=True)):
        return one_row
    across = -(-len(choices) // 2)
    cells: list[Box] = []
    for row, given in zip(body.rows(2, _GAP), (choices[:across], choices[across:]), strict=True):
        wide = (row.w - _GAP * (across - 1)) / across
        used = wide * len(given) + _GAP * (len(given) - 1)
        cells += row.centred(used, row.h).columns(len(given), _GAP)
    return cells


def _fits(sheet: Sheet, given: Button, cell: Box) -> bool:
    inner = cell.inset(_TIGHT)
    words = sheet.block_height(given.text, "answer", 700, inner.w)
    wide = sheet.block_width(given.text, "answer", 700, inner.w)
    return wide <= inner.w and min(inner.w, cell.h - words - 2 * PAD) >= _LEAST


def _card(sheet: Sheet, given: Button, cell: Box) -> list[Part]:
    """Return one card; a face is a sign on the card, another drawing lies on its own light ground."""
    if not looks.is_glyph(given.picture):
        return picture_answer(sheet, given, cell, max(band_height(sheet, given, cell.w), 76))
    lit = sheet.lit == given.id
    words = sheet.block_height(given.text, "answer", 700, cell.w - 2 * _TIGHT)
    side = min(cell.w - 2 * PAD, cell.h - words - 3 * PAD, _LARGEST)
    face = Face(given.text, given.picture, picture_side=side, stacked=True, radius=20, pad=_TIGHT)
    look = looks.of(given, sheet.c, lit=lit)
    ring: list[Part] = looks.ring(given.id, cell, sheet.c, 20) if lit else []
    return [
        *ring,
        pressable(
            sheet, given.id, given.event, cell, look, lambda at: painted(sheet, given.id, face, cell, at)
        ),
    ]
