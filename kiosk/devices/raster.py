"""A 1-bit picture cut into bands, each as few bytes as a receipt printer can be told it with.

A printer can double what it gets, each dot to the right, each row downwards, or both. A band is doubled only where
that prints the very same dots, so nothing is lost, and the picture is cut where the bands then cost the least.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from PIL import Image

BAND_ROWS = 32
"""Rows of paper that one band covers at most: between two bands the printer is asked how it is."""
_HEADER = 12
"""Bytes that a band costs besides its dots: 8 of the raster command, 4 of the move to its left edge."""
_FEED = 3
"""Bytes of a feed, however many rows (up to 255)."""
_NO_INK = 1 << 16


class Band(NamedTuple):
    """Rows ``top`` to ``top + rows`` of the picture, with ink from the byte ``first`` to the byte ``last``.

    ``wide``: every two dots are alike, so that the printer may double them to the right; ``tall``: every two rows.
    """

    top: int
    rows: int
    first: int
    last: int
    """-1 where all is white."""
    wide: bool
    tall: bool

    @property
    def white(self) -> bool:
        """Tell whether there is no ink."""
        return self.last < 0


class Rows:
    """The dots of a picture, mode '1', ink as 0, as bytes: the leftmost dot is the highest bit, 1 prints."""

    def __init__(self, picture: Image.Image) -> None:
        stride = -(-picture.width // 16) * 2
        self.width = stride * 8
        """Dots, a multiple of 16."""
        self._picture = Image.new("1", (self.width, picture.height), 1)
        self._picture.paste(picture, (0, 0))
        self._full = _split(self._picture, stride)
        self._half: list[bytes] | None = None

    def full(self, band: Band) -> list[bytes]:
        """Return the rows of a band, one below the other."""
        return self._full[band.top : band.top + band.rows]

    def half(self, band: Band) -> list[bytes]:
        """Return the rows of a ``wide`` band with one dot for two."""
        if self._half is None:
            size = self.width // 2, self._picture.height
            self._half = _split(self._picture.resize(size, Image.Resampling.NEAREST), self.width // 16)
        return self._half[band.top : band.top + band.rows]

    def bands(self, top: int, bottom: int, *, double: bool = True) -> Iterator[Band]:
        """Yield the rows from ``top`` to ``bottom`` cut into bands and white pieces, from the top down."""
        kept: list[Band] = []
        for run in self._runs(top, bottom, double=double):
            if kept and (longer := _lengthened(kept[-1], run)):
                kept[-1] = longer
                continue
            kept.append(run)
            while len(kept) > 1 and _join_last(kept):
                pass
        for piece in kept:
            if piece.white or piece.rows <= BAND_ROWS:
                yield piece
            else:
                yield from self._low(piece, double=double)

    def _low(self, piece: Band, *, double: bool) -> Iterator[Band]:
        """Yield a piece in parts that are low enough, some of them narrower or doubled more than the whole."""
        end = piece.top + piece.rows
        for top in range(piece.top, end, BAND_ROWS):
            runs = self._runs(top, min(top + BAND_ROWS, end), double=double)
            part = next(runs)
            for run in runs:
                part = _joined(part, run)
            yield part

    def _runs(self, top: int, bottom: int, *, double: bool) -> Iterator[Band]:
        """Yield rows that are alike as one piece each."""
        width, pairs = self.width, int.from_bytes(b"\x55" * (self.width // 8), "big")
        at = top
        for row, alike in groupby(self._full[top:bottom]):
            count = sum(1 for _ in alike)
            tall = double and not count & 1
            ink = int.from_bytes(row, "big")
            if ink:
                first = width - ink.bit_length() >> 3
                last = width - (ink & -ink).bit_length() >> 3
                yield Band(at, count, first, last, double and not (ink >> 1 ^ ink) & pairs, tall)
            else:
                yield Band(at, count, _NO_INK, -1, double, tall)
            at += count


def _lengthened(above: Band, run: Band) -> Band | None:
    """Return a band with the rows right below it, where they clearly belong to it: most rows of text do."""
    top, rows, first, last, wide, tall = above
    if wide != run.wide or tall != run.tall or first > run.first or last < run.last or run.white:
        return None
    if (last - first + 1 - (run.last - run.first + 1)) * run.rows > _HEADER:
        return None
    return Band(top, rows + run.rows, first, last, wide, tall)


def _join_last(kept: list[Band]) -> bool:
    """Make the last two pieces one, or the last three, if that costs no more; tell whether."""
    above, last = kept[-2:]
    apart = _cost(above) + _cost(last)
    two = _joined(above, last)
    if _cost(two) <= apart:
        kept[-2:] = [two]
        return True
    if len(kept) > 2:  # noqa: PLR2004 a band, the white below it, the next band
        three = _joined(kept[-3], two)
        if _cost(three) <= apart + _cost(kept[-3]):
            kept[-3:] = [three]
            return True
    return False


def _joined(above: Band, below: Band) -> Band:
    first, last = min(above.first, below.first), max(above.last, below.last)
    return Band(
        above.top,
        above.rows + below.rows,
        first,
        last,
        above.wide and below.wide,
        above.tall and below.tall,
    )


def _cost(piece: Band) -> int:
    """Return about how many bytes a piece takes."""
    _top, rows, first, last, wide, tall = piece
    if last < 0:
        return _FEED
    return ((last - first + 1) * rows >> wide + tall) + _HEADER * (1 + rows // BAND_ROWS)


def _split(picture: Image.Image, stride: int) -> list[bytes]:
    raw = picture.tobytes("raw", "1;I")
    return [raw[at : at + stride] for at in range(0, len(raw), stride)]
