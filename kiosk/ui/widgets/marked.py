"""A row of the helper's screens: all of it is the target; what is marked has its own tint, and a bar at the left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from kiosk.presenter.view import Row
from kiosk.ui.parts import Box, Part, Plate
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import pressable
from kiosk.ui.widgets.looks import Look

BAR_WIDE: Final = 8


def marked(
    sheet: Sheet,
    key: str,
    row: Row,
    box: Box,
    tints: Mapping[str, Look],
    inside: Callable[[Look], list[Part]],
) -> list[Part]:
    """Return the row with ``inside`` on its plate; ``tints`` by the row's mark, plain for any other."""
    c = sheet.c

    def painted(look: Look) -> list[Part]:
        parts: list[Part] = [Plate(f"{key}/plate", box, look.fill, look.edge or c.line, 2, 10)]
        if look.edge and not look.sink:
            bar = Box(box.x, box.y + 4, BAR_WIDE, box.h - 8)
            parts.append(Plate(f"{key}/bar", bar, look.edge, radius=0))
        return parts + inside(look)

    look = tints.get(row.mark, Look(c.card, c.ink))
    if row.button is None:
        return painted(look)
    return [pressable(sheet, row.button.id, row.button.event, box, look, painted)]
