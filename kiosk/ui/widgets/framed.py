"""The large picture of a page: what is asked or told about, on its own ground."""

from __future__ import annotations

from kiosk.ui.parts import Box, Part, Picture, Plate
from kiosk.ui.sheet import Sheet


def framed(sheet: Sheet, frame: Box, name: str, side: float, corner: float = 28) -> list[Part]:
    """Return the picture ``name``, ``side`` units wide, in the middle of its ground."""
    return [
        Plate("picture/ground", frame, sheet.c.disc, sheet.c.line, 3, corner),
        Picture("picture", frame.centred(side, side), name, sheet.c.ink),
    ]
