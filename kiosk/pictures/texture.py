"""Textures drawn point by point: the checked cloth and the upper part of an event tile."""

import io
from typing import Final

from msgspec import Struct
from PIL import Image, ImageDraw

from kiosk.pictures.svg import INK

TEXTURE_VERSION: Final = 1
"""Part of every texture's cache key: raise it when a drawing below changes."""

_FINE: Final = 4
"""Edges are drawn this many times larger, then averaged down."""
_ARCH_SHARE: Final = 0.6
_ARCH_GAP: Final = 9
"""px of hue above the arch."""
_ARCH_WIDEST_TO_HIGH: Final = 1.35
_PICTURE_TO_ARCH: Final = 0.87
"""The picture's side as a share of the arch's height."""
_PICTURE_TO_ARCH_WIDTH: Final = 0.72


class TileLook(Struct, frozen=True):
    """What a theme may change of a tile's upper part: colours as #RRGGBB, px for line and corner."""

    disc: str = "#FFFDF7"
    edge: str = INK
    line: int = 3
    corner: int = 20


class Arch(Struct, frozen=True):
    """The disc arch inside a field: its place and size in px, and the side of the picture standing in it."""

    left: float
    top: float
    width: float
    height: float
    picture: int


def arch_of(width: int, height: int, look: TileLook) -> Arch:
    """The arch of a field: 60 % of its width (less where the field is low), standing on the label line."""
    tall = height - look.line - _ARCH_GAP
    wide = min(width * _ARCH_SHARE, tall * _ARCH_WIDEST_TO_HIGH)
    side = int(min(tall * _PICTURE_TO_ARCH, wide * _PICTURE_TO_ARCH_WIDTH))
    return Arch((width - wide) / 2, _ARCH_GAP, wide, tall, side)


def cloth_png(width: int, height: int, cell: int, dark: str) -> bytes:
    """The checked cloth: squares of `cell` px, dark first, white between; PNG without transparency."""
    image = Image.new("RGB", (width, height), "#FFFFFF")
    draw = ImageDraw.Draw(image)
    for row, top in enumerate(range(0, height, cell)):
        for left in range((row % 2) * cell, width, 2 * cell):
            draw.rectangle((left, top, left + cell - 1, top + cell - 1), fill=dark)
    return _png(image)


def field_png(size: tuple[int, int], hue: str, look: TileLook, picture: Image.Image) -> bytes:
    """Hue field with round upper corners, disc arch with ink edge, picture standing on the label line."""
    width, height = size
    arch = arch_of(width, height, look)
    image = _field(width, height, hue, look, arch).resize(size, Image.Resampling.BOX)
    left = round((width - picture.width) / 2)
    image.alpha_composite(picture.convert("RGBA"), (left, height - look.line - picture.height - 1))
    return _png(image)


def _field(width: int, height: int, hue: str, look: TileLook, arch: Arch) -> Image.Image:
    k = _FINE
    image = Image.new("RGBA", (width * k, height * k), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    over = (height + look.corner) * k  # the lower corners fall outside: they stay square
    draw.rounded_rectangle((0, 0, width * k - 1, over), look.corner * k, fill=hue)
    radius = min(arch.width / 2, arch.height) * k
    box = (
        arch.left * k,
        arch.top * k,
        (arch.left + arch.width) * k - 1,
        (arch.top + arch.height) * k + radius,
    )
    draw.rounded_rectangle(box, radius, fill=look.disc, outline=look.edge, width=look.line * k)
    draw.rectangle((0, (height - look.line) * k, width * k, height * k), fill=look.edge)
    return image


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
