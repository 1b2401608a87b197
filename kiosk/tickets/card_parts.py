"""The parts that a page of A4 is put together from: strips of text and pictures, stacked until a page is full."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PIL import Image, ImageDraw

from kiosk.pictures import PictureError
from kiosk.tickets.slip_letters import Face, FontFiles, Letters

DPI = 200
_MM_AN_INCH = 25.4
_USUAL = 500
"""Rows that a strip begins with, and grows by."""
_UNKNOWN = "question-mark"

INK, SOFT, LINE, WHITE = "#1F1A15", "#42382C", "#857560", "#FFFFFF"

Styled = tuple[str, Face, str]
"""Words, their face, their colour."""
Pair = tuple[int, int]


def mm(length: float) -> int:
    """Return a length in millimetres as dots of the page."""
    return round(length * DPI / _MM_AN_INCH)


def points(size: float) -> int:
    """Return a type size in points as dots of the page."""
    return round(size * DPI / 72)


class ColourPictures(Protocol):
    """What gives drawings in colour (the gallery of ``pictures``)."""

    def png(self, name: str, px: int) -> Path:
        """Return a square PNG of ``px`` pixels, its ground transparent."""


class KeptLetters(Letters):
    """Letters that remember how they broke a text: each is measured before it is drawn."""

    def __init__(self, fonts: FontFiles) -> None:
        super().__init__(fonts)
        self._broken: dict[tuple[str, Face, int], list[str]] = {}

    def wrap(self, text: str, face: Face, room: int) -> list[str]:
        """Return the fewest lines of at most ``room`` dots, about equally long."""
        key = (text, face, room)
        if key not in self._broken:
            self._broken[key] = super().wrap(text, face, room)
        return self._broken[key]


class Strip:
    """A band over the whole width of the text, drawn from the top down and cut off where it ends."""

    def __init__(self, width: int, letters: Letters, pictures: ColourPictures) -> None:
        self.width = width
        self._letters = letters
        self._pictures = pictures
        self._image = Image.new("RGB", (width, _USUAL), WHITE)
        self._pen = ImageDraw.Draw(self._image)

    def _reach(self, row: int) -> None:
        """Make the strip tall enough for drawing down to ``row``."""
        if row > self._image.height:
            taller = Image.new("RGB", (self.width, row + _USUAL), WHITE)
            taller.paste(self._image)
            self._image = taller
            self._pen = ImageDraw.Draw(taller)

    def height_of(self, words: Sequence[Styled], room: int) -> int:
        """Return how many rows the words take in ``room`` dots."""
        return sum(sum(self._letters.height(line, face)) for line, face, _ink in self._lines(words, room))

    def text(self, at: Pair, words: Sequence[Styled], room: int, *, centre: bool = False) -> int:
        """Set words one below the other from ``at`` on, wrapped in ``room`` dots; return the row below."""
        left, y = at
        for line, face, ink in self._lines(words, room):
            above, below = self._letters.height(line, face)
            self._reach(y + above + below)
            shift = (room - self._letters.width(line, face)) // 2 if centre else 0
            for x, word, font in self._letters.placed(line, face)[0]:
                self._pen.text((left + shift + x, y + above), word, fill=ink, font=font, anchor="ls")
            y += above + below
        return y

    def _lines(self, words: Sequence[Styled], room: int) -> list[Styled]:
        return [
            (line, face, ink) for text, face, ink in words for line in self._letters.wrap(text, face, room)
        ]

    def picture(self, name: str, px: int, at: Pair) -> None:
        """Paste a drawing; the question mark stands in for one that can't be drawn."""
        try:
            path = self._pictures.png(name, px)
        except PictureError:
            path = self._pictures.png(_UNKNOWN, px)
        with Image.open(path) as drawing:
            inked = drawing.convert("RGBA")
        self._reach(at[1] + px)
        self._image.paste(inked, at, inked)

    def panel(self, at: Pair, size: Pair, fill: str, *, line: int = 0, corner: int = 0) -> None:
        """Draw a panel with round corners, outlined in ink by ``line`` dots."""
        box = (at[0], at[1], at[0] + size[0] - 1, at[1] + size[1] - 1)
        self._reach(box[3])
        self._pen.rounded_rectangle(box, corner, fill=fill, outline=INK if line else None, width=line)

    def disc(self, at: Pair, px: int, number: str, face: Face) -> None:
        """Draw an ink disc of ``px`` dots with a white number in it."""
        self._pen.ellipse((at[0], at[1], at[0] + px, at[1] + px), fill=INK)
        font = self._letters.font("Latn", face)
        middle = (at[0] + px / 2, at[1] + px / 2)
        self._pen.text(middle, number, fill=WHITE, font=font, anchor="mm")

    def cloth(self, y: int, cell: int) -> None:
        """Draw two rows of the checked cloth."""
        for row in range(2):
            for left in range(row * cell, self.width, 2 * cell):
                top = y + row * cell
                self._pen.rectangle((left, top, min(left + cell, self.width) - 1, top + cell - 1), fill=INK)

    def rule(self, y: int, dots: int, ink: str = LINE) -> None:
        """Draw a line over the whole width."""
        self._reach(y + dots)
        self._pen.rectangle((0, y, self.width, y + dots - 1), fill=ink)

    def finished(self, height: int) -> Image.Image:
        """Return the first ``height`` rows."""
        self._reach(height)
        return self._image.crop((0, 0, self.width, height))


def _smaller(strip: Image.Image, share: float) -> Image.Image:
    return strip.resize((int(strip.width * share), int(strip.height * share)), Image.Resampling.LANCZOS)


class Pages:
    """Pages of A4, filled from the top with strips that are never cut apart."""

    size = (mm(210), mm(297))

    def __init__(self, margin: int, foot: int) -> None:
        self._margin = margin
        self._bottom = self.size[1] - foot
        self._pages: list[Image.Image] = []
        self._y = self._bottom

    @property
    def width(self) -> int:
        """Dots between the margins."""
        return self.size[0] - 2 * self._margin

    @property
    def left(self) -> int:
        """Rows still free on this page."""
        return self._bottom - self._y

    def add(self, *strips: Image.Image) -> None:
        """Put strips below each other, all on one page; a new one where they don't fit on this.

        What is taller than a page is drawn smaller, so that nothing is cut off.
        """
        room = self._bottom - self._margin
        if (tall := sum(strip.height for strip in strips)) > room:
            strips = tuple(_smaller(strip, room / tall) for strip in strips)
        if sum(strip.height for strip in strips) > self.left:
            self._pages.append(Image.new("RGB", self.size, WHITE))
            self._y = self._margin
        for strip in strips:
            self._pages[-1].paste(strip, (self._margin, self._y))
            self._y += strip.height

    def finished(self, feet: Sequence[Image.Image]) -> list[Image.Image]:
        """Return the pages, each with its foot."""
        for page, foot in zip(self._pages, feet, strict=True):
            page.paste(foot, (self._margin, self._bottom))
        return self._pages

    def __len__(self) -> int:
        return len(self._pages)


class Drawing:
    """Something on A4 being drawn: its letters, its pictures, its pages."""

    def __init__(self, pictures: ColourPictures, fonts: FontFiles, margin: int, foot: int) -> None:
        self._pictures = pictures
        self._letters = KeptLetters(fonts)
        self._pages = Pages(margin, foot)

    def _strip(self) -> Strip:
        return Strip(self._pages.width, self._letters, self._pictures)
