"""A made-up paper on the glass of the document scanner: lines of writing, in good light or bad."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from kiosk.devices.paper_scanner.twins import ON_THE_GLASS

_GLASS: Final = (2550, 3540)
"""px at 300 dpi: an A4 page and a little."""
_PAGE: Final = (2480, 3508)
_MARGIN: Final = 240
_LINE: Final = 76
_WORDS: Final = "Nguyen Van Mau - Ap Vi Du - giay chung sanh - Benh vien Vi Du - ngay thang nam"
_PAPER, _INK, _LID = 248, 35, 110
_BAD_LIGHT: Final = 0.35


def lay(what: str, folder: Path) -> None:
    """Write what lies on the glass into ``folder``: a page, one in bad light ("dark"), or nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    glass = Image.new("L", _GLASS, _LID)
    if what != "nothing":
        glass.paste(_page(), (20, 16))
    if what == "dark":
        glass = glass.point([round(grade * _BAD_LIGHT) for grade in range(256)])
    glass.save(folder / ON_THE_GLASS, "PPM")


def _page() -> Image.Image:
    sheet = Image.new("L", _PAGE, _PAPER)
    pen, letters = ImageDraw.Draw(sheet), ImageFont.load_default(46)
    for row in range(_MARGIN, _PAGE[1] - _MARGIN, _LINE):
        pen.text((_MARGIN, row), f"{row // _LINE} - {_WORDS}", fill=_INK, font=letters)
    return sheet
