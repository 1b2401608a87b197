"""Words that stand on a drawing itself, as large as their place there allows."""

import io
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from kiosk.pictures.fonts import Fonts, Script
from kiosk.pictures.svg import INK

LETTERING_VERSION: Final = 1
"""Part of the cache key of every drawing with words: raise it when the setting below changes."""
UNITS: Final = 96
"""Places are measured on a square of 96 units, as the drawings are."""

_SEAL: Final = "#9A1027"
_PLACE: Final = (13.5, 36.0, 82.5, 82.0)
"""Where a drawing that bears words leaves room for them."""
_BETWEEN: Final = 4.0
"""Between two lines."""
_LEAST: Final = 1
_WEIGHT: Final = 800

Box = tuple[float, float, float, float]


class Letters:
    """Sets words as large as their box allows."""

    def __init__(self, pen: ImageDraw.ImageDraw, unit: float, fonts: Fonts) -> None:
        self._pen = pen
        self._unit = unit
        self._fonts = fonts

    def fill(self, text: str, box: Box, most: float, weight: int, colour: str = INK) -> None:
        """Set ``text`` by its ink in the middle of ``box``, at most ``most`` units large."""
        left, top, right, bottom = (at * self._unit for at in box)
        font = self._font(text, self.size(text, box, most, weight) * self._unit, weight)
        ink = font.getbbox(text, anchor="ls")
        x = (left + right - ink[2] + ink[0]) / 2 - ink[0]
        y = (top + bottom - ink[3] + ink[1]) / 2 - ink[1]
        self._pen.text((x, y), text, font=font, fill=colour, anchor="ls")

    def size(self, text: str, box: Box, most: float, weight: int) -> float:
        """Return how large ``text`` can be set in ``box``, in units; at most ``most``."""
        left, top, right, bottom = (at * self._unit for at in box)
        size = most * self._unit
        while True:
            ink = self._font(text, size, weight).getbbox(text, anchor="ls")
            wide, high = ink[2] - ink[0], ink[3] - ink[1]
            fits = min((right - left) / max(wide, 1), (bottom - top) / max(high, 1))
            if fits >= 1 or size <= _LEAST:
                return size / self._unit
            size *= min(fits, 0.97)

    def _font(self, text: str, px: float, weight: int) -> ImageFont.FreeTypeFont:
        script: Script = "Khmr" if any("\u1780" <= letter <= "\u17ff" for letter in text) else "Latn"
        file = self._fonts.path(script, weight if script == "Latn" else 700)
        return ImageFont.truetype(file, max(1, round(px)), layout_engine=ImageFont.Layout.RAQM)


def lettered(drawing: bytes, words: str, fonts: Fonts) -> bytes:
    """Return a PNG with ``words`` on it, in one line or one word a line, whichever is larger.

    Raises PictureError without the fonts.
    """
    with Image.open(io.BytesIO(drawing)) as opened:
        image = opened.convert("RGBA")
    unit = image.width / UNITS
    letters = Letters(ImageDraw.Draw(image), unit, fonts)
    whole = words.replace("\u200b", "")
    ways = [_placed(lines) for lines in ([whole], whole.split())]
    sizes = [min(letters.size(line, box, UNITS, _WEIGHT) for line, box in way) for way in ways]
    largest = max(sizes)
    for line, box in ways[sizes.index(largest)]:
        letters.fill(line, box, largest, _WEIGHT, _SEAL)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _placed(lines: list[str]) -> list[tuple[str, Box]]:
    left, top, right, bottom = _PLACE
    high = (bottom - top - _BETWEEN * (len(lines) - 1)) / len(lines)
    tops = [top + (high + _BETWEEN) * at for at in range(len(lines))]
    return [(line, (left, at, right, at + high)) for line, at in zip(lines, tops, strict=True)]
