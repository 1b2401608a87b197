"""A few pictures of equal weight side by side, each a card with its word below; the way out under them."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Words
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
_TIGHT: Final = 8
_CORNER: Final = 20


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, cards and the way out; where height is scarce that stands in the question's line."""
    view = sheet.view
    parts, body = head(sheet, sheet.body, side=view.side_choices if sheet.low else ())
    if view.side_choices and not sheet.low:
        high = go_height(sheet)
        parts += _outs(sheet, view.side_choices, Box(body.x, body.bottom - high, body.w, high))
        body = body.cut(bottom=high + _GAP)
    cells = _cells(sheet, view.choices, body)
    band = max(
        (_band(sheet, given, cell) for given, cell in zip(view.choices, cells, strict=True)), default=0
    )
    for given, cell in zip(view.choices, cells, strict=True):
        parts += _card(sheet, given, cell, band)
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
    """Return a cell for each, low on the glass: in one row where every word keeps whole, else in two."""
    one_row = body.columns(len(choices), _GAP)
    whole = all(_is_whole(sheet, given, cell) for given, cell in zip(choices, one_row, strict=True))
    if not choices or (whole and body.h < _TALL * one_row[0].w):
        return [_slim(cell) for cell in one_row]
    across = -(-len(choices) // 2)
    wide = (body.w - _GAP * (across - 1)) / across
    high = min((body.h - _GAP) / 2, _SLIM * wide)
    low = body.cut(top=body.h - 2 * high - _GAP)
    cells: list[Box] = []
    for row, given in zip(low.rows(2, _GAP), (choices[:across], choices[across:]), strict=True):
        used = wide * len(given) + _GAP * (len(given) - 1)
        cells += row.centred(used, row.h).columns(len(given), _GAP)
    return cells


def _slim(cell: Box) -> Box:
    return cell.cut(top=max(cell.h - _SLIM * cell.w, 0))


def _is_whole(sheet: Sheet, given: Button, cell: Box) -> bool:
    room = cell.w - 2 * _room(given)
    return sheet.block_width(given.text, "answer", 700, room) <= room + 1


def _room(given: Button) -> float:
    """Return how far the words keep from the card's sides."""
    return _TIGHT if looks.is_glyph(given.picture) else PAD


def _band(sheet: Sheet, given: Button, cell: Box) -> float:
    """Return the height of the words; the same for all cards, so that the pictures stand in one line."""
    if not looks.is_glyph(given.picture):
        return max(band_height(sheet, given, cell.w), 0 if sheet.low else 76)
    return sheet.block_height(given.text, "answer", 700, cell.w - 2 * _TIGHT)


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
