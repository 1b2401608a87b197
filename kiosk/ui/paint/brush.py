"""What every painter needs: places in pixels, colours, textures of pictures."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from kivy.core.image import Image as CoreImage
from kivy.graphics import Color, InstructionGroup

from kiosk.pictures import PictureError, Pictures, TileLook
from kiosk.ui.fonts import Letters
from kiosk.ui.paint.plates import Plates
from kiosk.ui.parts import Box, Cloth, Field, Picture
from kiosk.ui.theme import Theme

_KEPT: Final = 12_000_000
"""Bytes of textures in memory: the pictures of a few screens; those that are shown stay besides."""
_PIXEL: Final = 4
"""Bytes."""


class _Cloth(NamedTuple):
    width: int
    height: int
    cell: int


class _Field(NamedTuple):
    name: str
    width: int
    height: int
    hue: str
    look: TileLook


class _Square(NamedTuple):
    name: str
    px: int
    tint: str
    words: str


Wanted = _Cloth | _Field | _Square
"""One drawing, in pixels."""


def _nothing(_group: InstructionGroup, _place: tuple[int, int, int, int], _ground: str) -> None:
    """Show no film."""


class Brush:
    """Turns units into pixels and names into textures."""

    def __init__(self, theme: Theme, letters: Letters, pictures: Pictures, height_px: int) -> None:
        self.theme = theme
        self.letters = letters
        self.missing: set[str] = set()
        """Names of pictures that don't exist."""
        self.overflow: dict[str, str] = {}
        """Texts that don't fit their box, by the key of their part."""
        self.plates = Plates()
        self.project: Callable[[InstructionGroup, tuple[int, int, int, int], str], None] = _nothing
        """Lets a group draw the film that plays, in a place of px from the lower left, on a colour."""
        self._pictures = pictures
        self._height = height_px
        self._kept: OrderedDict[str, Any] = OrderedDict()
        self._bytes = 0

    def px(self, units: float) -> int:
        """Return a length in whole pixels."""
        return round(units * self.theme.px_per_unit)

    def place(self, box: Box) -> tuple[int, int, int, int]:
        """Return x, y of the lower left corner, width and height in Kivy's pixels."""
        left, right = self.px(box.x), self.px(box.right)
        top, bottom = self.px(box.y), self.px(box.bottom)
        return left, self._height - bottom, right - left, bottom - top

    def flip(self, y: float) -> float:
        """Return a height from the top, in units, as Kivy's pixels from the bottom."""
        return self._height - y * self.theme.px_per_unit

    def file(self, part: Picture | Field | Cloth) -> Path | None:
        """Return the prepared picture of a part, None (and noted) when there is no such drawing."""
        return self.drawn(self.wanted(part))

    def wanted(self, part: Picture | Field | Cloth) -> Wanted:
        """Return what has to be drawn for a part: the same for two parts that show the same, wherever they stand."""
        _, _, w, h = self.place(part.box)
        if isinstance(part, Cloth):
            return _Cloth(w, h, max(self.px(part.cell), 1))
        if isinstance(part, Field):
            return _Field(part.name, w, h, part.hue, TileLook(corner=self.px(part.corner), line=self.px(3)))
        return _Square(part.name, min(w, h), part.tint, part.words)

    def drawn(self, wanted: Wanted) -> Path | None:
        """Return the picture of what is wanted, None (and noted) when there is no such drawing; from any thread."""
        try:
            match wanted:
                case _Cloth(width, height, cell):
                    return self._pictures.cloth(width, height, cell)
                case _Field(name, width, height, hue, look):
                    return self._pictures.tile_field(name, width, height, hue, look)
                case _Square(name, px, tint, words):
                    return self._pictures.png(name, px, tint=tint, words=words)
        except PictureError:
            self.missing.add("cloth" if isinstance(wanted, _Cloth) else wanted.name)
            return None

    def texture(self, path: Path) -> Any:
        """Return a picture file as a texture, from memory when it was used lately."""
        key = str(path)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        texture = CoreImage(key, nocache=True).texture
        self._kept[key] = texture
        self._bytes += _weight(texture)
        while self._bytes > _KEPT and len(self._kept) > 1:
            self._bytes -= _weight(self._kept.popitem(last=False)[1])
        return texture


def _weight(texture: Any) -> int:
    return int(texture.width * texture.height * _PIXEL)


def colour(value: str) -> Any:
    """Return Kivy's instruction for a #RRGGBB."""
    return Color(*(int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)), 1)
