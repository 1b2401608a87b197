"""The parts that a slip is put together from: set lines, bars, pictures, the code and the cloth.

A slip is drawn on a grid of cells, squares of 2 x 2 dots: a printer is sent one bit a cell and doubles it by itself,
so that a ticket is on paper in a quarter of the time. All measures here are cells.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, Literal, Protocol

from PIL import Image, ImageChops, ImageDraw, ImageFont

from kiosk.pictures import qr
from kiosk.tickets.ports import PrintedCode, Slip, Width
from kiosk.tickets.slip_letters import Face, FontFiles, Letters, somebodys
from kiosk.wire.checkdigits import SecretDigits

CELL: Final = 2
"""Dots."""
SCALE: Final[dict[Width, float]] = {384: 1.0, 576: 1.3}
"""How much larger everything but the number is on wider paper."""
Styled = tuple[str, Face]
"""Words and their face."""

WHITE, BLACK = 255, 0
_INKED_FROM = 106
"""A cell prints that is covered so far (of 255): a little below the middle, so that thin strokes keep theirs."""
_FULL_OR_NOT = [BLACK] * _INKED_FROM + [WHITE] * (256 - _INKED_FROM)
_INK_OR_PAPER = [BLACK] * (256 - _INKED_FROM) + [WHITE] * _INKED_FROM
_FINE = 2
"""A picture is drawn so many times finer than the grid, then averaged down."""
_HALF_INKED = 140
_BYTE = 8
"""Cells that the printer is sent at once."""
_KHMER_LEAST = 23
"""Cells: in smaller letters, too, the signs run together."""
_MARGINS = 2
"""Cells at the edges that a line leaves free, both together."""
_ASIDE = 2
"""Cells off the middle that nobody sees."""
_ASIDES = 3
"""How much more room a frame has beside its words than above them."""
_LEAF = 64
"""A calendar leaf is laid out on a square of so many units."""


class MonoPictures(Protocol):
    """What gives 1-bit drawings (the gallery of ``pictures``)."""

    def __hash__(self) -> int:
        """One and the same gives the same drawings: they are kept."""

    def mono(self, name: str, px: int) -> Image.Image:
        """Return the drawing, ``px`` square, mode '1', ink as 0 on white."""


class GridLetters(Letters):
    """Letters for the grid, in black and white."""

    word_space = 0.1
    """Each word begins on a cell, which may take half a cell of the space before it."""
    khmer_bold_from = 1000
    """Never: in bold the signs above a letter, which tell vowels apart, run together."""

    def __init__(self, fonts: FontFiles, width: Width) -> None:
        super().__init__(fonts)
        self.khmer_least = round(_KHMER_LEAST * SCALE[width])


def scaled(width: Width, px: int, weight: int) -> Face:
    """Return the face that is ``px`` cells high on 58 mm paper, on paper of ``width`` dots."""
    return Face(round(px * SCALE[width]), weight)


class Paper:
    """A slip being drawn from the top down; ``y`` is where the next part begins."""

    def __init__(self, width: Width, fonts: FontFiles, pictures: MonoPictures, most_rows: int) -> None:
        self.width = width // CELL
        self.y = 0
        self._letters = GridLetters(fonts, width)
        self._pictures = pictures
        self._image = Image.new("L", (self.width, most_rows), WHITE)
        self._pen = ImageDraw.Draw(self._image)
        self._code: PrintedCode | None = None

    def space(self, cells: int) -> None:
        """Leave ``cells`` rows white."""
        self.y += cells

    def rule(self, cells: int, gap: int) -> None:
        """Draw a line over the whole width with ``gap`` rows above and below."""
        self.box((0, self.y + gap, self.width, self.y + gap + cells))
        self.y += gap + cells + gap

    def cloth(self, cells: int) -> None:
        """Draw the band of the checked cloth: two rows of squares of ``cells`` by ``cells``."""
        columns = -(-self.width // cells)
        self._squares(
            [[(row + column) % 2 == 0 for column in range(columns)] for row in range(2)], cells, 0, self.y
        )
        self.y += 2 * cells

    def centred(self, text: str, face: Face) -> None:
        """Set ``text`` in the middle, on as many lines as it needs."""
        for line in self._letters.wrap(text, face, self.width - _MARGINS):
            above, below = self._letters.height(line, face)
            self._set(line, face, (self._middle(self._letters.width(line, face)), self.y + above))
            self.y += above + below

    def _middle(self, width: int) -> int:
        """Return where something ``width`` wide begins to stand about in the middle and in few bytes of the line."""
        middle = (self.width - width) // 2
        near = range(max(0, middle - _ASIDE), middle + _ASIDE + 1)
        return min(near, key=lambda x: (-(-(x + width) // _BYTE) - x // _BYTE, abs(x - middle)))

    def fitting(self, texts: Sequence[str], faces: Sequence[Face], taken: int = 0) -> Face:
        """Return the first face in which each text fits on one line beside ``taken`` cells, else the last."""
        for face in faces:
            if all(self.fits(text, face, taken) for text in texts):
                return face
        return faces[-1]

    def fits(self, text: str, face: Face, taken: int = 0) -> bool:
        """Tell whether ``text`` fits on one line beside ``taken`` cells."""
        return self._letters.width(text, face) <= self.width - _MARGINS - taken

    def across(self, words: str, value: str, face: Face, gap: int) -> None:
        """Set words at the left, on as many lines as they need, and a short value at the right of the last one."""
        wide = self._letters.width(value, face)
        lines = self._letters.wrap(words, face, self.width - _MARGINS - wide - gap)
        for line in lines:
            above, below = self._letters.height(line, face)
            self._set(line, face, (_MARGINS // 2, self.y + above))
            if line == lines[-1]:
                self._set(value, face, (self.width - _MARGINS // 2 - wide, self.y + above))
            self.y += above + below

    def labels(self, labels: Sequence[tuple[str, int]], face: Face) -> None:
        """Set short texts on one line, each with its middle at so many cells from the left."""
        above, below = self._letters.height("0", face)
        for text, middle in labels:
            self._set(text, face, (middle - self._letters.width(text, face) // 2, self.y + above))
        self.y += above + below

    def number(self, text: str, face: Face) -> None:
        """Set the big number on one line, as tight as its own ink."""
        bounds = self._letters.font("Latn", face).getbbox(text, anchor="ls")
        top, bottom = round(bounds[1]), round(bounds[3])
        self._set(text, face, (self._middle(self._letters.width(text, face)), self.y - top))
        self.y += bottom - top

    def pill(self, lines: Sequence[Styled], padding: int, *, filled: bool, tick: str = "") -> None:
        """Draw a rounded frame as wide as its lines, ``filled``: black with white lines.

        ``tick`` names a picture that stands before the first line.
        """
        lines = self._wrapped(lines, self.width - 2 * _ASIDES * padding)
        if not lines:
            return
        ahead = round(lines[0][1].px * 1.1) + padding if tick else 0
        widths = [self._letters.width(*line) for line in lines]
        widths[0] += ahead
        wide = min(self.width, max(widths) + 2 * _ASIDES * padding)
        left, top = self._middle(wide), self.y
        bottom = top + 2 * padding + sum(map(self._high, lines))
        frame = (left, top, left + wide - 1, bottom - 1)
        self._pen.rounded_rectangle(
            frame, radius=2 * padding, fill=BLACK if filled else WHITE, outline=BLACK, width=2
        )
        ink = WHITE if filled else BLACK
        self.y += padding
        for row, (line, width) in enumerate(zip(lines, widths, strict=True)):
            x = left + (wide - width) // 2
            if row == 0 and ahead:
                self._paste(
                    tick,
                    ahead - padding,
                    (x, self.y + (self._high(line) - ahead + padding) // 2),
                    ink,
                )
                x += ahead
            self._line(line, x, ink)
        self.y = bottom

    def beside(self, picture: str, px: int, lines: Sequence[Styled], gap: int) -> None:
        """Draw a picture at the left and lines beside it, both in the middle of their common height."""
        self._beside(lambda at: self._paste(picture, px, at), px if picture else 0, lines, gap)

    def leaf_beside(self, day: int, px: int, lines: Sequence[Styled], gap: int) -> None:
        """Draw the calendar leaf of a day of the month, and lines beside it as ``beside`` does."""
        self._beside(lambda at: self._leaf(day, px, at), px, lines, gap)

    def _beside(
        self, draw: Callable[[tuple[int, int]], None], px: int, lines: Sequence[Styled], gap: int
    ) -> None:
        left = gap + (px + 2 * gap if px else 0)
        lines = self._wrapped(lines, self.width - left)
        text_height = sum(map(self._high, lines))
        height = max(text_height, px)
        widest = max((self._letters.width(*line) for line in lines), default=0)
        shift = max(0, (self.width - left - widest) // 2 - gap)
        bottom = self.y + height
        if px:
            draw((gap + shift, self.y + (height - px) // 2))
        self.y += (height - text_height) // 2
        for line in lines:
            self._line(line, left + shift)
        self.y = bottom

    def boxed(self, box: int, picture: str, px: int, gap: int) -> None:
        """Draw an empty box of ``box`` cells and a picture beside it."""
        left, top = self._middle(box + gap + px), self.y + (px - box) // 2
        self._pen.rounded_rectangle((left, top, left + box - 1, top + box - 1), 2, width=2, outline=BLACK)
        self._paste(picture, px, (left + box + gap, self.y))
        self.y += px

    def picture(self, name: str, px: int) -> None:
        """Draw a picture in the middle."""
        self._paste(name, px, (self._middle(px), self.y))
        self.y += px

    def code(self, secret: SecretDigits, module: int) -> None:
        """Draw the QR code of 34 digits: version 2, level H, ``module`` cells a module, 4 modules of white."""
        rows = qr.of_digits(secret.digits)
        left = (self.width - len(rows) * module) // 2
        top = self.y + qr.QUIET * module
        self._code = PrintedCode(secret, left * CELL, top * CELL, module * CELL)
        self._squares(rows, module, left, top)
        self.y = top + (len(rows) + qr.QUIET) * module

    def text_code(self, text: str, module: int) -> None:
        """Draw the QR code of a short text, level M, in the middle, ``module`` cells a module."""
        rows = qr.of_text(text)
        wide = len(rows) * module
        top = self.y + qr.QUIET * module
        self._squares(rows, module, (self.width - wide) // 2, top)
        self.y = top + wide + qr.QUIET * module

    def _squares(self, rows: Sequence[Sequence[bool]], cells: int, left: int, top: int) -> None:
        """Draw squares of ``cells`` by ``cells``, black where True."""
        one = Image.new("L", (len(rows[0]), len(rows)))
        one.putdata([BLACK if dark else WHITE for row in rows for dark in row])
        self._image.paste(
            one.resize((one.width * cells, one.height * cells), Image.Resampling.NEAREST), (left, top)
        )

    def box(self, bounds: tuple[int, int, int, int]) -> None:
        """Fill left, top, right, bottom (the last two excluded)."""
        self._image.paste(BLACK, bounds)

    def finished(self) -> Slip:
        """Return what was drawn in dots, cut off below ``y``."""
        drawn = self._image.crop((0, 0, self.width, self.y)).point(_INK_OR_PAPER, mode="1")
        return Slip(drawn.resize((self.width * CELL, self.y * CELL), Image.Resampling.NEAREST), self._code)

    def _wrapped(self, lines: Sequence[Styled], room: int) -> list[Styled]:
        return [(line, face) for text, face in lines for line in self._letters.wrap(text, face, room)]

    def _high(self, line: Styled) -> int:
        return sum(self._letters.height(*line))

    def _line(self, line: Styled, x: int, ink: int = BLACK) -> None:
        above, below = self._letters.height(*line)
        self._set(*line, (x, self.y + above), ink)
        self.y += above + below

    def _set(self, line: str, face: Face, at: tuple[int, int], ink: int = BLACK) -> None:
        for x, word, font in self._letters.placed(line, face)[0]:
            left = at[0] + round(x)
            if somebodys(word):
                self._pen.text((left, at[1]), word, fill=ink, font=font, anchor="ls")
                continue
            (right, down), letters = _inked(font, word)
            self._image.paste(ink, (left + right, at[1] + down), letters)

    def _paste(self, name: str, px: int, at: tuple[int, int], ink: int = BLACK) -> None:
        self._image.paste(ink, at, on_grid(self._pictures, name, px))

    def _leaf(self, day: int, px: int, at: tuple[int, int]) -> None:
        """Draw a sheet with two rings, a heading bar and the day's number, as large as fits."""

        def bounds(left: int, top: int, right: int, bottom: int) -> tuple[int, int, int, int]:
            left, top, right, bottom = (round(value * px / _LEAF) for value in (left, top, right, bottom))
            return at[0] + left, at[1] + top, at[0] + right - 1, at[1] + bottom - 1

        self._pen.rounded_rectangle(bounds(0, 6, 64, 64), 4, fill=WHITE, outline=BLACK, width=2)
        self._pen.rectangle(bounds(0, 14, 64, 20), fill=BLACK)
        for left in (14, 42):
            self._pen.rounded_rectangle(bounds(left, 0, left + 8, 12), 3, fill=WHITE, outline=BLACK, width=2)
        face = Face(round(38 * px / _LEAF), 800)
        text = str(day)
        ink = self._letters.font("Latn", face).getbbox(text, anchor="ls")
        x = at[0] + round((px - ink[0] - ink[2]) / 2)
        y = at[1] + round(42 * px / _LEAF - (ink[1] + ink[3]) / 2)
        self._set(text, face, (x, y))


@lru_cache(256)
def _inked(font: ImageFont.FreeTypeFont, word: str) -> tuple[tuple[int, int], Image.Image]:
    """Return a word's ink, bright on 0, and where it begins, seen from the left end of its baseline."""
    left, top, right, bottom = font.getbbox(word, anchor="ls")
    at = math.floor(left), math.floor(top)
    letters = Image.new("L", (max(1, math.ceil(right) - at[0]), max(1, math.ceil(bottom) - at[1])), 0)
    ImageDraw.Draw(letters).text((-at[0], -at[1]), word, fill=255, font=font, anchor="ls")
    return at, letters.point(_FULL_OR_NOT)


@lru_cache(32)
def on_grid(pictures: MonoPictures, name: str, px: int) -> Image.Image:
    """Return the ink of a picture, 255 on 0, ``px`` cells square; no stroke is thinner than two cells."""
    fine = pictures.mono(name, px * _FINE).convert("L").resize((px, px), Image.Resampling.BOX)
    ink = fine.point(_half_inked)
    blocks = _spread(_shared(ink))
    return ImageChops.lighter(ink, _spread(ImageChops.subtract(ink, blocks)))


def _shared(ink: Image.Image) -> Image.Image:
    """Return where a block of two by two cells begins that is all ink."""
    return _with_neighbours(ink, -1, ImageChops.darker)


def _spread(starts: Image.Image) -> Image.Image:
    """Return the ink of the blocks of two by two cells that begin there."""
    return _with_neighbours(starts, 1, ImageChops.lighter)


def _with_neighbours(
    ink: Image.Image, step: Literal[-1, 1], join: Callable[[Image.Image, Image.Image], Image.Image]
) -> Image.Image:
    across = join(ink, _moved(ink, step, 0))
    return join(across, _moved(across, 0, step))


def _moved(ink: Image.Image, right: int, down: int) -> Image.Image:
    moved = Image.new("L", ink.size, 0)
    moved.paste(ink, (right, down))
    return moved


_half_inked: Callable[[int], int] = lambda value: WHITE if value < _HALF_INKED else BLACK  # noqa: E731 Pillow wants a plain function
