"""Plates as small textures: border, fill and lip drawn once, smooth, and stretched in nine pieces.

A plate made of smoothed polygons costs the software renderer three times as much, and a frame has a hundred.
"""

from __future__ import annotations

from typing import Any, Final

from kivy.graphics.texture import Texture
from PIL import Image, ImageDraw

from kiosk.ui.parts import Radii

_FINE: Final = 4
"""Edges are drawn this many times larger, then averaged down."""
_LARGEST: Final = 300
"""px; anything rounder is drawn as a polygon."""


class Plates:
    """Makes and keeps the textures of plates by their look, all lengths in px."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], Any] = {}

    def texture(
        self, size: tuple[int, int], fill: str, edge: str, line: int, corners: Radii, lip: tuple[str, int]
    ) -> tuple[Any, tuple[int, int, int, int]] | None:
        """Return a texture and its borders (bottom, right, top, left) for a plate of ``size``.

        Borders of 0: the texture is as large as the plate. None: too large and too round for a texture.
        """
        reach = max(*(round(corner) for corner in corners), line) + 1
        small = (min(size[0], 2 * reach + 2), min(size[1], 2 * reach + 2 + lip[1]))
        whole = small[0] == size[0] or small[1] == size[1]
        if whole:
            small = size
        if max(small) > _LARGEST:
            return None
        key = (small, fill, edge, line, corners, lip)
        if key not in self._kept:
            self._kept[key] = _made(small, fill, edge, line, corners, lip)
        return self._kept[key], (0, 0, 0, 0) if whole else (reach + lip[1], reach, reach, reach)

    def ring(
        self, size: tuple[int, int], ink: str, paper: str, line: int, gap: int, corner: int
    ) -> tuple[Any, tuple[int, int, int, int]]:
        """Return a texture and its borders (bottom, right, top, left) for a ring whose middle is open."""
        reach = max(corner, line + gap) + 1
        whole = min(size) <= 2 * reach + 2
        small = size if whole else (2 * reach + 2, 2 * reach + 2)
        key = ("ring", small, ink, paper, line, gap, corner)
        if key not in self._kept:
            self._kept[key] = _ring(small, ink, paper, line, gap, corner)
        return self._kept[key], (0, 0, 0, 0) if whole else (reach, reach, reach, reach)


def _ring(size: tuple[int, int], ink: str, paper: str, line: int, gap: int, corner: int) -> Any:
    width, height = size
    image = Image.new("RGBA", (width * _FINE, height * _FINE), f"{ink}00")
    # The open middle has the gap's colour, so that the smoothed edge between them does not darken.
    for inset, colour in ((0, ink), (line, paper), (line + gap, f"{paper}00")):
        radius = max(corner - inset, 0)
        box = (inset, inset, width - inset, height - inset)
        _rounded(image, box, (radius, radius, radius, radius), colour)
    return _texture(image, size)


def _made(
    size: tuple[int, int], fill: str, edge: str, line: int, corners: Radii, lip: tuple[str, int]
) -> Any:
    width, height = size
    image = Image.new("RGBA", (width * _FINE, height * _FINE))
    face = (0, 0, width, height - lip[1])
    if lip[1]:
        _rounded(image, (0, 0, width, height), corners, lip[0])
    if edge:
        _rounded(image, face, corners, edge)
        inner = (face[0] + line, face[1] + line, face[2] - line, face[3] - line)
        a, b, c, d = (max(corner - line, 0) for corner in corners)
        _rounded(image, inner, (a, b, c, d), fill)
    else:
        _rounded(image, face, corners, fill)
    return _texture(image, size)


def _texture(image: Image.Image, size: tuple[int, int]) -> Any:
    """Average a finely drawn image down to ``size``."""
    # Kivy's textures begin at the bottom.
    image = image.resize(size, Image.Resampling.BOX).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    texture = Texture.create(size=size, colorfmt="rgba")
    texture.blit_buffer(image.tobytes(), colorfmt="rgba", bufferfmt="ubyte")
    return texture


def _rounded(image: Image.Image, box: tuple[int, int, int, int], corners: Radii, colour: str) -> None:
    """Draw a filled box with its own radius at each corner."""
    left, top, right, bottom = (value * _FINE for value in box)
    if right <= left or bottom <= top:
        return
    mask = Image.new("L", image.size)
    draw = ImageDraw.Draw(mask)
    draw.rectangle((left, top, right - 1, bottom - 1), fill=255)
    for corner, (x, y, east, south) in zip(
        corners,
        ((left, top, 0, 0), (right, top, 1, 0), (right, bottom, 1, 1), (left, bottom, 0, 1)),
        strict=True,
    ):
        radius = round(min(corner * _FINE, (right - left) / 2, (bottom - top) / 2))
        if radius:
            from_x, from_y = x - east * radius, y - south * radius
            draw.rectangle((from_x, from_y, from_x + radius - 1, from_y + radius - 1), fill=0)
            middle_x, middle_y = x + (-radius if east else radius), y + (-radius if south else radius)
            draw.ellipse(
                (middle_x - radius, middle_y - radius, middle_x + radius - 1, middle_y + radius - 1), fill=255
            )
    image.paste(Image.new("RGBA", image.size, colour), (0, 0), mask)
