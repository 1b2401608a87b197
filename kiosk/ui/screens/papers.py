"""Which papers are here: three cards a page."""

from __future__ import annotations

from typing import Final

from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.head import head, told_above, told_briefly, turners, ways_low
from kiosk.ui.widgets.paper import paper

_GAP: Final = 20
_TIGHT: Final = 12
_UPRIGHT: Final = 640
"""The most height of a card on an upright glass."""
_LOW: Final = 260
"""Height of a body in which a single paper takes the whole width: its words need it."""


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, cards and page buttons."""
    view = sheet.view
    parts, body = _lowered(sheet) if sheet.lowered else head(sheet, sheet.body, side=view.side_choices)
    pages, body = turners(sheet, body)
    parts += pages
    for card, cell in zip(view.papers, _places(sheet, body), strict=False):
        parts += paper(sheet, card, cell)
    return parts


def _lowered(sheet: Sheet) -> tuple[list[Part], Box]:
    """Return the question in the upper half, and all below it for the cards: only their buttons stand low."""
    body = sheet.body
    ways, lower = ways_low(sheet, sheet.view.side_choices, sheet.lower(body))
    if sheet.upright:
        top = lower.bottom - _UPRIGHT
        parts = told_above(sheet, Box(body.x, body.y, body.w, top - body.y - _TIGHT))
    else:
        parts, asked = told_briefly(sheet, sheet.upper(body))
        top = body.y + asked + _TIGHT
    return [*parts, *ways], Box(lower.x, top, lower.w, lower.bottom - top)


def _places(sheet: Sheet, body: Box) -> list[Box]:
    """Return thirds, or halves, so that a single paper isn't stretched over the screen; rows on an upright glass."""
    count = len(sheet.view.papers) or 1
    gap = _GAP if sheet.width > 1000 else _TIGHT  # noqa: PLR2004
    if sheet.upright and not sheet.lowered:
        high = min(body.h, count * _UPRIGHT + (count - 1) * gap)
        return body.centred(body.w, high).rows(count, gap)
    usual = 3 if sheet.width > 1000 and not sheet.theme.largest else 2  # noqa: PLR2004
    usual = 1 if body.h < _LOW else usual
    wide = body.columns(max(count, usual), gap)[0].w
    return body.centred(count * wide + (count - 1) * gap, body.h).columns(count, gap)
