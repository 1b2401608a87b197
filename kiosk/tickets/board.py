"""The board for pointing, on A4: what can be said without a word, in pictures with their names in two languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image

from kiosk.procedures import Catalogue
from kiosk.settings import Point
from kiosk.texts import FALLBACK, Texts
from kiosk.tickets.card_parts import (
    INK,
    SOFT,
    WHITE,
    ColourPictures,
    Drawing,
    Strip,
    Styled,
    mm,
    points,
)
from kiosk.tickets.slip_letters import Face, FontFiles
from kiosk.visit.pointing import Sign, signs

_MARGIN, _FOOT = mm(14), mm(16)
_ACROSS, _DOWN = 3, 4
_GAP: Final = mm(4)
"""Room to cut along."""
_CELL: Final = mm(58)
_SIDE: Final = mm(30.5)
_TITLE, _BESIDE, _LABEL = Face(points(24), 800), Face(points(13), 600), Face(points(11.5), 600)
_WORDS, _OTHER = Face(points(17), 700), Face(points(12), 600)
_SECOND: Final = "km"
"""Stands below Vietnamese; below any other language stands Vietnamese, for who is pointed at."""


@dataclass(frozen=True, slots=True)
class BoardSign:
    """One picture with its name in the language asked for, and in the other one."""

    picture: str
    hue: str
    words: str
    beside: str


@dataclass(frozen=True, slots=True)
class BoardText:
    """All words of a board."""

    point: str
    title: str
    beside: str
    signs: tuple[BoardSign, ...]
    page: str
    """With the places {page} and {pages}."""


def board_text(catalogue: Catalogue, point: Point, texts: Texts, language: str) -> BoardText:
    """Return the words of the board in ``language`` (vi, km, en) and in a second one."""
    second = _SECOND if language == FALLBACK else FALLBACK

    def both(sign: Sign) -> BoardSign:
        return BoardSign(sign.picture, sign.hue, sign.say(texts, language), sign.say(texts, second))

    place = point.name if point.ward.name in point.name else f"{point.name} · {point.ward.name}"
    return BoardText(
        point=place,
        title=texts.say(language, "pointing.ask"),
        beside=texts.say(second, "pointing.ask"),
        signs=tuple(both(sign) for sign in signs(catalogue)),
        page=texts.say(language, "card.page"),
    )


def draw(text: BoardText, pictures: ColourPictures, fonts: FontFiles) -> list[Image.Image]:
    """Draw the pages of a board, A4 at 200 dots an inch."""
    drawing = _Drawing(text, pictures, fonts)
    for start in range(0, len(text.signs), _ACROSS * _DOWN):
        drawing.page(text.signs[start : start + _ACROSS * _DOWN])
    return drawing.finished()


class _Drawing(Drawing):
    """One board being drawn."""

    def __init__(self, text: BoardText, pictures: ColourPictures, fonts: FontFiles) -> None:
        super().__init__(pictures, fonts, _MARGIN, _FOOT)
        self._text = text

    def page(self, shown: Sequence[BoardSign]) -> None:
        """Cloth and title, then rows of three."""
        rows = [self._row(shown[at : at + _ACROSS]) for at in range(0, len(shown), _ACROSS)]
        self._pages.add(self._head(), *rows)

    def _head(self) -> Image.Image:
        strip, text = self._strip(), self._text
        strip.cloth(0, mm(2.5))
        words: list[Styled] = [(text.title, _TITLE, INK)]
        below = strip.text((0, mm(7)), words, strip.width * 3 // 5)
        beside: list[Styled] = [(text.beside, _BESIDE, SOFT)]
        room = strip.width * 2 // 5 - _GAP
        middle = mm(7) + (below - mm(7) - strip.height_of(beside, room)) // 2
        strip.text((strip.width - room, middle), beside, room)
        return strip.finished(below + mm(3))

    def _row(self, shown: Sequence[BoardSign]) -> Image.Image:
        strip = self._strip()
        wide = (strip.width - _GAP * (_ACROSS - 1)) // _ACROSS
        for place, sign in enumerate(shown):
            self._cell(strip, sign, place * (wide + _GAP), wide)
        return strip.finished(_CELL + _GAP)

    def _cell(self, strip: Strip, sign: BoardSign, left: int, wide: int) -> None:
        strip.panel((left, 0), (wide, _CELL), WHITE, line=mm(0.6), corner=mm(4))
        at = (left + (wide - _SIDE) // 2, mm(2.5))
        if sign.hue:
            strip.panel((left + mm(0.6), mm(0.6)), (wide - mm(1.2), _SIDE + mm(3)), sign.hue, corner=mm(3.4))
            strip.panel(at, (_SIDE, _SIDE), WHITE, line=mm(0.4), corner=_SIDE // 2)
        inner = mm(5) if sign.hue else 0
        strip.picture(sign.picture, _SIDE - 2 * inner, (at[0] + inner, at[1] + inner))
        words: list[Styled] = [(sign.words, _WORDS, INK)]
        beside: list[Styled] = [(sign.beside, _OTHER, SOFT)]
        room, top, air = wide - mm(4), _SIDE + mm(3.5), mm(1)
        high = strip.height_of(words, room) + air + strip.height_of(beside, room)
        y = strip.text((left + mm(2), top + (_CELL - mm(1) - top - high) // 2), words, room, centre=True)
        strip.text((left + mm(2), y + air), beside, room, centre=True)

    def finished(self) -> list[Image.Image]:
        """Return the pages with the point and their number at their feet."""
        count = len(self._pages)
        return self._pages.finished([self._foot(number, count) for number in range(1, count + 1)])

    def _foot(self, number: int, count: int) -> Image.Image:
        strip = self._strip()
        page = self._text.page.format(page=number, pages=count)
        room = self._letters.width(page, _LABEL) + 1
        strip.text((0, mm(3)), [(self._text.point, _LABEL, SOFT)], strip.width - room - _GAP)
        strip.text((strip.width - room, mm(3)), [(page, _LABEL, SOFT)], room)
        return strip.finished(_FOOT - mm(4))
