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
    # Always thirds, so that a single paper isn't stretched over the screen.
    count = max(len(view.papers), 3 if sheet.width > 1000 else 2)  # noqa: PLR2004
    wide = body.columns(count, 20)
    used = len(view.papers) * wide[0].w + (len(view.papers) - 1) * 20 if view.papers else 0
    centred = body.centred(used, body.h)
    for card, cell in zip(view.papers, centred.columns(len(view.papers) or 1, 20), strict=False):
        parts += paper(sheet, card, cell)
    return parts
