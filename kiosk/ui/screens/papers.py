"""Which papers are here: three cards a page."""

from __future__ import annotations

from kiosk.ui.entry import Typed
from kiosk.ui.parts import Part
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.head import head, turners
from kiosk.ui.widgets.paper import paper


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, cards and page buttons."""
    view = sheet.view
    parts, body = head(sheet, sheet.body, side=view.side_choices)
    pages, body = turners(sheet, body)
    parts += pages
    count = len(view.papers) or 1
    gap = 20 if sheet.width > 1000 else 12  # noqa: PLR2004
    if sheet.upright and not sheet.lowered:
        places = body.rows(max(count, 3), gap)[:count]
    else:
        # Always thirds, or halves, so that a single paper isn't stretched over the screen.
        usual = 3 if sheet.width > 1000 and not sheet.theme.largest else 2  # noqa: PLR2004
        wide = body.columns(max(count, usual), gap)[0].w
        places = body.centred(count * wide + (count - 1) * gap, body.h).columns(count, gap)
    for card, cell in zip(view.papers, places, strict=False):
        parts += paper(sheet, card, cell)
    return parts
