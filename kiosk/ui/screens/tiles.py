"""Life events: up to eight tiles, smaller choices in the question line."""

from __future__ import annotations

from kiosk.ui.entry import Typed
from kiosk.ui.parts import Part
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.head import head, turners
from kiosk.ui.widgets.tile import tile

_GAP = 16


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, tiles and page buttons."""
    view = sheet.view
    parts, body = head(sheet, sheet.body, side=view.side_choices)
    pages, body = turners(sheet, body)
    parts += pages
    columns = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3}.get(len(view.choices), 4)
    gap = _GAP if sheet.width > 1000 else 12  # noqa: PLR2004
    rows = body.rows(-(-len(view.choices) // columns), gap)
    cells = [cell for row in rows for cell in row.columns(columns, gap)]
    most = 2 * sheet.ruler.line_height(view.choices[0].text, "answer", loose=False) if view.choices else 0
    line = max(
        (sheet.block_height(one.text, "answer", 700, cells[0].w - 10) for one in view.choices), default=0
    )
    band = max(min(line, most) + 6, 64 if sheet.theme.size("answer") > 30 else 40)  # noqa: PLR2004
    for given, cell in zip(view.choices, cells, strict=False):
        parts += tile(sheet, given, cell, band)
    return parts
