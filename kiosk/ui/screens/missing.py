"""What is still to be brought, as large cards, between the path of the dossier and what to do next."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from msgspec import structs

from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part
from kiosk.ui.screens.cards import large_cards_in
from kiosk.ui.screens.status import FULL, Labels, field, field_least, label_height, path_of
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.head import head, told_above, turners, ways_low

_GAP: Final = 14
_CARD_WIDE: Final = 800.0
_CARD_HIGH: Final = 400.0
_PATHS: Final[tuple[tuple[float, float, Labels], ...]] = (
    (104.0, 120.0, "frame"),
    (84.0, 104.0, "frame"),
    (104.0, 150.0, ""),
    (84.0, 112.0, ""),
    (64.0, 72.0, ""),
    (0.0, 84.0, ""),
)
"""Height of the discs, how large the papers must then be, and the words under the discs.

The words give way first, then the discs: the headline says it, too.
"""


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, path, cards, what to do next and the button that turns the cards."""
    if sheet.lowered:
        return _lowered(sheet)
    plain = replace(sheet, view=structs.replace(sheet.view, detail=""))
    parts, body = head(plain, sheet.body)
    high = field_least(sheet, body, FULL)
    pages, rest = turners(sheet, body.cut(bottom=high + _GAP))
    for disc, least, labels in _PATHS:
        label = label_height(sheet, rest, labels)
        if label < 0:
            continue
        used = disc + label + (_GAP + _GAP if label else _GAP) if disc else 0
        cards, side = large_cards_in(sheet, _held(sheet, rest.cut(top=used)))
        if side >= least:
            low = Box(body.x, body.bottom - high, body.w, high)
            path = path_of(sheet, Box(rest.x, rest.y, rest.w, disc), label, labels) if disc else []
            return [*parts, *path, *pages, *cards, *field(sheet, low, FULL)]
    # Where even so the pictures would be dots, what to do next is only said.
    pages, rest = turners(sheet, body)
    return [*parts, *pages, *large_cards_in(sheet, rest)[0]]


def _held(sheet: Sheet, box: Box) -> Box:
    """Return the middle of ``box``, so that one card is not stretched over the glass."""
    count = len(sheet.view.rows)
    if sheet.upright:
        return box.centred(box.w, min(box.h, count * _CARD_HIGH))
    return box.centred(min(box.w, _CARD_WIDE), box.h) if count == 1 else box


def _lowered(sheet: Sheet) -> list[Part]:
    """Return what is asked in the upper half, and the cards with what turns them where a low hand reaches."""
    ways, lower = ways_low(sheet, (), sheet.lower(sheet.body))
    pages, lower = turners(sheet, lower)
    return [*told_above(sheet, sheet.upper(sheet.body)), *ways, *pages, *large_cards_in(sheet, lower)[0]]
