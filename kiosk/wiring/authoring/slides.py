"""One slide of a film to share: the picture large on paper, its sentence below in letters that a phone can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

from kiosk.pictures import Fonts, Pictures
from kiosk.tickets.card_parts import INK, LINE, SOFT, KeptLetters, Styled
from kiosk.tickets.slip_letters import Face

SIZES: Final = {"landscape": (1280, 720), "portrait": (720, 1280)}
"""px."""
_PAPER: Final = "#FBF4E4"
_DISC: Final = "#FFFDF7"
_CAPTION: Final = Face(64, 800)
"""More than a twelfth of the height of a film that lies."""
_SECOND: Final = Face(44, 700)
_SIGN: Final = Face(30, 700)
_CELL: Final = 8
_MARGIN: Final = 40
_GAP: Final = 24
_MARK: Final = 44
_TOP: Final = _MARK + 28 + 2 * _CELL + _GAP
"""Row where the picture's field begins."""
_LEAST: Final = 200
"""px: a smaller picture says nothing."""


@dataclass(frozen=True)
class Frame:
    """What stands on one slide. ``second``: the words in the language that is heard, where that is another one."""

    picture: str
    caption: str
    second: str = ""


class SlidePen:
    """Draws slides of one size, all with the same sign at the top."""

    def __init__(self, pictures: Pictures, fonts: Fonts, size: tuple[int, int], sign: str) -> None:
        self._pictures = pictures
        self._letters = KeptLetters(fonts)
        self._size = size
        self._sign = sign

    def draw(self, frame: Frame) -> Image.Image:
        """Return the slide. Raises PictureError."""
        wide, high = self._size
        image = Image.new("RGB", self._size, _PAPER)
        pen = ImageDraw.Draw(image)
        self._signed(image, pen)
        top = _TOP
        lines, words = self._worded(frame)
        low = max(high - _MARGIN - words, top + _LEAST)
        field = (_MARGIN, top, wide - _MARGIN, low - _GAP)
        pen.rounded_rectangle(field, 28, fill=_DISC, outline=LINE, width=3)
        self._paste(image, frame.picture, field)
        y = low
        for line, face, ink in lines:
            above, below = self._letters.height(line, face)
            left = (wide - self._letters.width(line, face)) // 2
            for x, word, font in self._letters.placed(line, face)[0]:
                pen.text((left + x, y + above), word, fill=ink, font=font, anchor="ls")
            y += above + below
        return image

    def spare(self, frame: Frame) -> int:
        """Return the rows that words and smallest picture leave free; fewer than 0: the words run off the slide."""
        return self._size[1] - _MARGIN - self._worded(frame)[1] - _TOP - _LEAST

    def _worded(self, frame: Frame) -> tuple[list[Styled], int]:
        """Return the lines below the picture, and how many rows they take."""
        lines: list[Styled] = [(line, _CAPTION, INK) for line in self._lines(frame.caption, _CAPTION)]
        lines += [(line, _SECOND, SOFT) for line in self._lines(frame.second, _SECOND)]
        return lines, sum(sum(self._letters.height(line, face)) for line, face, _ in lines)

    def _lines(self, text: str, face: Face) -> list[str]:
        return self._letters.wrap(text, face, self._size[0] - 2 * _MARGIN) if text else []

    def _signed(self, image: Image.Image, pen: ImageDraw.ImageDraw) -> None:
        """Put mark, name and cloth at the top."""
        middle = 14 + _MARK // 2
        with Image.open(self._pictures.png("lotus-mark", _MARK)) as mark:
            inked = mark.convert("RGBA")
        image.paste(inked, (_MARGIN, 14), inked)
        for x, word, font in self._letters.placed(self._sign, _SIGN)[0]:
            pen.text((_MARGIN + _MARK + 14 + x, middle), word, fill=INK, font=font, anchor="lm")
        y = _TOP - _GAP - 2 * _CELL
        for row in range(2):
            for left in range(row * _CELL, self._size[0], 2 * _CELL):
                at = y + row * _CELL
                pen.rectangle((left, at, left + _CELL - 1, at + _CELL - 1), fill=INK)

    def _paste(self, image: Image.Image, name: str, field: tuple[int, int, int, int]) -> None:
        wide, high = field[2] - field[0], field[3] - field[1]
        side = max(min(wide, high) - 36, 1)
        with Image.open(self._pictures.png(name, side)) as drawing:
            inked = drawing.convert("RGBA")
        image.paste(inked, (field[0] + (wide - side) // 2, field[1] + (high - side) // 2), inked)
