"""From what a program printed to an outcome."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image

from kiosk.engine.ports import PaperScan
from kiosk.pictures.paper import page_of

_MOST_PIXELS: Final = 14_000_000
"""A4 at 300 dpi has 8.7 million, a camera's picture 8 million."""
_FORMATS: Final = ("PPM", "JPEG")
_MODES: Final = frozenset({"1", "L", "RGB"})


def page_from(raw: bytes, dpi: float | None) -> PaperScan:
    """Make a page of a picture's bytes; "unreadable" for what is none, or is too large."""
    try:
        with Image.open(io.BytesIO(raw), formats=_FORMATS) as picture:
            if picture.width * picture.height > _MOST_PIXELS or picture.mode not in _MODES:
                return PaperScan("unreadable")
            picture.load()
            return PaperScan("scanned", page_of(picture, dpi))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return PaperScan("unreadable")
