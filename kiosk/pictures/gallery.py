"""The gallery: every picture by its name, at the size and in the variant a face or the printer asks for."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from PIL import Image

from kiosk.pictures import cache, day, errors, guard, lettering, svg, texture
from kiosk.pictures.errors import PictureError
from kiosk.pictures.fonts import Fonts
from kiosk.pictures.render import Render, rsvg
from kiosk.pictures.texture import TileLook

MONO_THRESHOLD: Final = 118
"""Luminance below this prints. The palette has nothing near it: fills are light or dark, never between."""
LARGEST_PX: Final = 4096

_NAME: Final = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")
_PLAIN_LOOK: Final = TileLook()

Wanted = tuple[str, int, str | None]
"""(name, px, tint) of one picture that a build prepares."""


class Pictures:
    """The drawings of one folder, rendered on demand and kept in a cache folder.

    Names are paths inside the folder without their ending: 'birth', 'glyphs/yes'. 'day/2026-11-26' is the calendar
    leaf of that day ('day/2026-11-26/km' in Khmer); it is drawn, not kept in the folder. Safe to use from several
    threads and processes at once: files come into place whole.
    """

    def __init__(
        self, illustrations: Path, cache: Path, render: Render = rsvg, fonts: Fonts | None = None
    ) -> None:
        self._illustrations = illustrations
        self._cache = cache
        self._render = render
        self._fonts = fonts or Fonts(cache)
        self._passed: set[str] = set()
        """What the guard has let through, by content."""

    def names(self) -> frozenset[str]:
        """Every picture there is."""
        files = self._illustrations.rglob("*.svg")
        return frozenset(file.relative_to(self._illustrations).with_suffix("").as_posix() for file in files)

    def refusals(self) -> Iterator[PictureError]:
        """Yield, by name, why a drawing that is there will not be shown: too large, not alone, no drawing."""
        for name in sorted(self.names()):
            try:
                self._examine(name, self._drawing(name))
            except PictureError as refusal:
                yield refusal

    def png(self, name: str, px: int, *, tint: str | None = None, words: str = "") -> Path:
        """A square PNG of `px` pixels, ground transparent; `tint` (#RRGGBB) colours what is `currentColor`.

        `words` stand large on the drawing, where it leaves room for them.
        Raises PictureError when there is no such picture, the request makes no sense or rendering fails.
        """
        if leaf := day.day_of(name):
            return self._leaf(name, px, *leaf)
        drawing = self._drawing(name)
        _check(name, px, colour=tint)
        colour = tint.upper() if tint and svg.takes_tint(drawing) else None
        made_from = (drawing, px, colour, svg.RULES_VERSION)
        if not words:
            file = f"{name.replace('/', '.')}-{px}-{cache.digest(*made_from)}.png"
            return cache.kept(self._cache, file, lambda: self._rendered(name, drawing, px, colour))
        key = cache.digest(*made_from, words, lettering.LETTERING_VERSION)
        return cache.kept(
            self._cache,
            f"{name.replace('/', '.')}-{px}-{key}.png",
            lambda: lettering.lettered(self._rendered(name, drawing, px, colour), words, self._fonts),
        )

    def mono(self, name: str, px: int) -> Image.Image:
        """The ticket variant: mode '1', `px` square, ink as 0 on white; from the same drawing, by threshold.

        Raises PictureError as `png`.
        """
        ground = Image.new("RGBA", (px, px), "#FFFFFF")
        ground.alpha_composite(_opened(self.png(name, px)))
        return ground.convert("L").point(lambda value: 255 if value >= MONO_THRESHOLD else 0, mode="1")

    def build(
        self, names_sizes: Iterable[Wanted], progress: Callable[[int, int], None] | None = None
    ) -> None:
        """Render all that are wanted before the first resident comes; `progress` hears (done, of how many).

        Raises PictureError at the first picture that fails.
        """
        wanted = list(names_sizes)
        for done, (name, px, tint) in enumerate(wanted, start=1):
            self.png(name, px, tint=tint)
            if progress is not None:
                progress(done, len(wanted))

    def cloth(self, width: int, height: int, cell: int, *, dark: str = svg.INK) -> Path:
        """The checked cloth as an opaque PNG of width by height px, squares of `cell` px.

        Raises PictureError when a number or colour makes no sense.
        """
        _check("cloth", width, height, cell, colour=dark)
        key = cache.digest(width, height, cell, dark, texture.TEXTURE_VERSION)
        file = f"cloth-{width}x{height}-{key}.png"
        return cache.kept(self._cache, file, lambda: texture.cloth_png(width, height, cell, dark))

    def tile_field(self, name: str, width: int, height: int, hue: str, look: TileLook = _PLAIN_LOOK) -> Path:
        """The upper part of an event tile as one PNG: hue field, disc arch, picture, label line below.

        Upper corners are round and transparent outside; the tile's own border is drawn over it by the face.
        Raises PictureError as `png`.
        """
        drawing = self._drawing(name)
        _check(name, width, height, colour=hue)
        side = texture.arch_of(width, height, look).picture
        _check(name, side, colour=look.disc)
        _check(name, side, colour=look.edge)
        made_from = (drawing, width, height, hue, look.disc, look.edge, look.line, look.corner)
        key = cache.digest(*made_from, svg.RULES_VERSION, texture.TEXTURE_VERSION)
        file = f"tile.{name.replace('/', '.')}-{width}x{height}-{key}.png"
        size = (width, height)
        return cache.kept(
            self._cache, file, lambda: texture.field_png(size, hue, look, _opened(self.png(name, side)))
        )

    def _leaf(self, name: str, px: int, on: date, language: str) -> Path:
        _check(name, px, colour=None)
        key = cache.digest(on.isoformat(), language, px, day.DAY_VERSION)
        file = f"{name.replace('/', '.')}-{px}-{key}.png"
        return cache.kept(self._cache, file, lambda: day.leaf_png(on, language, px, self._fonts))

    def _drawing(self, name: str) -> bytes:
        if _NAME.fullmatch(name) is None:
            raise PictureError(errors.UNKNOWN, name, "This is no name of a picture.")
        path = self._illustrations / f"{name}.svg"
        if path.exists() and not guard.is_plain(path, self._illustrations):
            raise PictureError(errors.REFUSED, name, "A file in the folder of drawings itself is expected.")
        try:
            with path.open("rb") as file:
                drawing = file.read(guard.MOST_BYTES + 1)
        except OSError as error:
            raise PictureError(errors.UNKNOWN, name, "There is no picture of this name.") from error
        return drawing

    def _examine(self, name: str, drawing: bytes) -> None:
        """Raise PictureError for what the guard does not let through, before anything is made of it."""
        key = cache.digest(drawing)
        if key not in self._passed:
            if sentence := guard.refused(drawing):
                raise PictureError(errors.REFUSED, name, sentence)
            self._passed.add(key)

    def _rendered(self, name: str, drawing: bytes, px: int, colour: str | None) -> bytes:
        self._examine(name, drawing)
        try:
            return self._render(svg.prepared(drawing, px, colour), px)
        except PictureError as error:
            raise PictureError(error.code, name, error.sentence) from error


def _check(name: str, *lengths: int, colour: str | None) -> None:
    if any(not 0 < length <= LARGEST_PX for length in lengths):
        raise PictureError(errors.BAD_REQUEST, name, f"A picture measures 1 to {LARGEST_PX} pixels.")
    if colour is not None and not svg.is_colour(colour):
        raise PictureError(errors.BAD_REQUEST, name, "A colour is written as #RRGGBB.")


def _opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGBA")
