"""A few pictures of equal weight side by side, each a card with its word below; the way out under them."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import TARGET, Box, Part, Picture, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import PAD, band_height, button, picture_answer, pressable
from kiosk.ui.widgets.head import go_height, head
from kiosk.ui.widgets.looks import Look

_GAP: Final = 16
_OUT: Final = 420
_SIGN: Final = 52
_LARGEST: Final = 240
_SLIM: Final = 1.55
"""A card is not higher than so many times its width: that would only put air round its picture."""
_TALL: Final = 3.2
"""Where there is so much more height than width, the cards stand in two rows and are larger."""
_LEAST: Final = 48
"""A smaller picture above its word says nothing."""
_TIGHT: Final = 8
_CORNER: Final = 20
_Style = Literal["above", "beside", "alone"]
""" Where a picture stands to its word."""


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, cards and the way out; where height is scarce that stands beside the question or the cards."""
    view = sheet.view
    beside = sheet.shallow or sheet.lowered
    parts, body = head(sheet, sheet.body, side=view.side_choices if beside else ())
    if view.side_choices and not beside:
        high = go_height(sheet)
        parts += _outs(sheet, view.side_choices, Box(body.x, body.bottom - high, body.w, high))
        body = body.cut(bottom=high + _GAP)
    if not view.choices:
        return parts
    cells, style = _arranged(sheet, view.choices, body)
    band = max(_band(sheet, given, cell) for given, cell in zip(view.choices, cells, strict=True))
    for given, cell in zip(view.choices, cells, strict=True):
        parts += _card(sheet, given, cell, band) if style == "above" else _low_card(sheet, given, cell, style)
    return parts


def _outs(sheet: Sheet, outs: tuple[Button, ...], low: Box) -> list[Part]:
    """Return the ways out in the middle, as wide as their words: they must not look like an answer."""
    widths = [max(_OUT, sheet.ruler.width(one.text, "answer", 700) + _SIGN + 4 * PAD) for one in outs]
    wide = min(sum(widths) + _GAP * (len(outs) - 1), low.w)
    parts: list[Part] = []
    for one, place in zip(outs, low.centred(wide, low.h).shares(widths, _GAP), strict=True):
        parts += button(sheet, one, place, picture_side=_SIGN)
    return parts


def _arranged(sheet: Sheet, choices: tuple[Button, ...], body: Box) -> tuple[list[Box], _Style]:
    """Return a cell for each, low on the glass, and where its picture stands: the first arrangement that fits.

    Where not even a picture beside its word has room, the word is only spoken.
    """
    one_row = [_slim(cell) for cell in body.columns(len(choices), _GAP)]
    two_rows = _two_rows(len(choices), body)
    orders = [one_row, two_rows] if body.h < _TALL * one_row[0].w else [two_rows, one_row]
    for cells in orders:
        if all(_fits_above(sheet, given, cell) for given, cell in zip(choices, cells, strict=True)):
            return cells, "above"
    if all(_fits_beside(sheet, given, cell) for given, cell in zip(choices, two_rows, strict=True)):
        return two_rows, "beside"
    return one_row, "alone"


def _two_rows(count: int, body: Box) -> list[Box]:
    across = -(-count // 2)
    wide = (body.w - _GAP * (across - 1)) / across
    high = min((body.h - _GAP) / 2, _SLIM * wide)
    low = body.cut(top=body.h - 2 * high - _GAP)
    cells: list[Box] = []
    for row, given in zip(low.rows(2, _GAP), (across, count - across), strict=True):
        used = wide * given + _GAP * (given - 1)
        cells += row.centred(used, row.h).columns(given, _GAP)
    return cells


def _slim(cell: Box) -> Box:
    return cell.cut(top=max(cell.h - _SLIM * cell.w, 0))


def _fits_above(sheet: Sheet, given: Button, cell: Box) -> bool:
    room = cell.w - 2 * _room(given)
    whole = sheet.block_width(given.text, "answer", 700, room) <= room + 1
    return whole and cell.h - _band(sheet, given, cell) - 2 * PAD - looks.LIP >= _LEAST


def _fits_beside(sheet: Sheet, given: Button, cell: Box) -> bool:
    room = cell.w - 2 * PAD - _SIGN - PAD
    whole = sheet.block_width(given.text, "answer", 700, room) <= room + 1
    high = sheet.block_height(given.text, "answer", 700, room)
    return whole and cell.h >= TARGET and high + looks.LIP + 4 <= cell.h


def _room(given: Button) -> float:
    """Return how far the words keep from the card's sides."""
    return _TIGHT if looks.is_glyph(given.picture) else PAD


def _band(sheet: Sheet, given: Button, cell: Box) -> float:
    """Return the height of the words; the same for all cards, so that the pictures stand in one line."""
    if not looks.is_glyph(given.picture):
        return max(band_height(sheet, given, cell.w), 0 if sheet.shallow else 76)
    return sheet.block_height(given.text, "answer", 700, cell.w - 2 * _TIGHT)


def _low_card(sheet: Sheet, given: Button, cell: Box, style: _Style) -> list[Part]:
    """Return a low card: the picture at the left of its word, or alone."""
    if style == "beside":
        return button(sheet, given, cell, picture_side=_SIGN)
    side = min(cell.w, cell.h - looks.LIP) - 12
    return button(sheet, structs.replace(given, text=""), cell, picture_side=side, pad=4)


def _card(sheet: Sheet, given: Button, cell: Box, band: float) -> list[Part]:
    """Return one card; a face is a sign on the card, another drawing lies on its own light ground."""
    if not looks.is_glyph(given.picture):
        return picture_answer(sheet, given, cell, band)
    lit = sheet.lit == given.id
    look = looks.of(given, sheet.c, lit=lit)
    ring: list[Part] = looks.ring(given.id, cell, sheet.c, _CORNER) if lit else []
    return [
        *ring,
        pressable(sheet, given.id, given.event, cell, look, lambda at: _face(given, cell, band, at)),
    ]


def _face(given: Button, cell: Box, band: float, look: Look) -> list[Part]:
    """Return a face and its word below, both in the middle of the card."""
    inner = looks.face(cell, look).inset(_TIGHT, PAD)
    side = min(inner.w - 2 * _TIGHT, inner.h - band - PAD, _LARGEST)
    gap = min((inner.h - side - band) / 3, 2 * PAD)
    top = inner.y + (inner.h - side - gap - band) / 2
    return [
        looks.plate(f"{given.id}/plate", cell, look, _CORNER),
        Picture(
            f"{given.id}/picture",
            Box(inner.x + (inner.w - side) / 2, top, side, side),
            given.picture,
            look.text,
        ),
        Words(
            f"{given.id}/text",
            Box(inner.x, top + side + gap, inner.w, band),
            given.text,
            "answer",
            700,
            look.text,
            "center",
        ),
    ]
