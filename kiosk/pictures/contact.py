"""The contact sheet: every picture with its name, in colour, in grey and as the ticket prints it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from kiosk.pictures.errors import PictureError
from kiosk.pictures.fonts import Fonts
from kiosk.pictures.gallery import Pictures
from kiosk.pictures.svg import INK

COLOUR_PX: Final = 96
MONO_PX: Final = 116
"""As on a ticket of 58 mm."""
_GAP: Final = 12
_MARGIN: Final = 32
_COLUMNS: Final = 5
_ROWS: Final = 20
"""Of one page: 100 pictures."""
_LABEL_PX: Final = 19
_LABEL: Final = 30
_CELL: Final = (COLOUR_PX * 2 + MONO_PX + 4 * _GAP, MONO_PX + _LABEL + 3 * _GAP)
_PAPER: Final = "#FFFDF7"
_LINE: Final = "#D9CDB8"


@dataclass(frozen=True)
class Sheets:
    """The pages, and for each picture that couldn't be drawn its name and why."""

    pages: tuple[Image.Image, ...]
    undrawn: tuple[tuple[str, str], ...]


def sheets(pictures: Pictures, fonts: Fonts) -> Sheets:
    """Lay out all pictures by name, 100 a page; raises PictureError when there is no font for the names."""
    font = ImageFont.truetype(fonts.path("Latn", 500), _LABEL_PX)
    names = sorted(pictures.names())
    undrawn: list[tuple[str, str]] = []
    pages: list[Image.Image] = []
    for start in range(0, max(len(names), 1), _COLUMNS * _ROWS):
        page = _page(names[start : start + _COLUMNS * _ROWS], pictures, font, undrawn)
        pages.append(page)
    return Sheets(tuple(pages), tuple(undrawn))


def _page(
    names: Sequence[str],
    pictures: Pictures,
    font: ImageFont.FreeTypeFont,
    undrawn: list[tuple[str, str]],
) -> Image.Image:
    rows = -(-len(names) // _COLUMNS)
    size = (_COLUMNS * _CELL[0] + 2 * _MARGIN, max(rows, 1) * _CELL[1] + 2 * _MARGIN)
    page = Image.new("RGB", size, _PAPER)
    pen = ImageDraw.Draw(page)
    for place, name in enumerate(names):
        left = _MARGIN + place % _COLUMNS * _CELL[0]
        top = _MARGIN + place // _COLUMNS * _CELL[1]
        pen.rectangle((left, top, left + _CELL[0], top + _CELL[1]), outline=_LINE)
        pen.text((left + _GAP, top + MONO_PX + 2 * _GAP), _fitting(name, font), fill=INK, font=font)
        try:
            _drawn(page, pictures, name, (left + _GAP, top + _GAP))
        except PictureError as error:
            undrawn.append((name, error.sentence))
    return page


def _drawn(page: Image.Image, pictures: Pictures, name: str, at: tuple[int, int]) -> None:
    left, top = at
    with Image.open(pictures.png(name, COLOUR_PX)) as image:
        ground = Image.new("RGBA", image.size, _PAPER)
        ground.alpha_composite(image.convert("RGBA"))
    page.paste(ground, (left, top + MONO_PX - COLOUR_PX))
    page.paste(ground.convert("L"), (left + COLOUR_PX + _GAP, top + MONO_PX - COLOUR_PX))
    page.paste(pictures.mono(name, MONO_PX), (left + 2 * (COLOUR_PX + _GAP), top))


def _fitting(name: str, font: ImageFont.FreeTypeFont) -> str:
    shown = name
    while len(shown) > 1 and font.getlength(shown) > _CELL[0] - 2 * _GAP:
        shown = shown[:-2] + "…"
    return shown
