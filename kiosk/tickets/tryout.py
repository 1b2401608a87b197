"""The test ticket: what shows on paper whether a printer prints all of it, dark enough, and as large as it must.

Every measure is in cells of two dots, four to a millimetre, but for the finest pattern, which is set dot by dot.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PIL import Image

from kiosk.texts import FALLBACK, Texts
from kiosk.tickets.ports import Slip, Width
from kiosk.tickets.slip_letters import FontFiles
from kiosk.tickets.slip_parts import CELL, MonoPictures, Paper, scaled
from kiosk.tickets.words import issued_at
from kiosk.wire.checkdigits import SecretDigits

LANGUAGES: Final = ("vi", "km", "en")
_MM: Final = 4
"""Cells."""
_FALL_MM: Final = 20
"""Of the ruler that runs with the paper."""
_MOST_ROWS: Final = 1600
_GAP: Final = 5
_BLOCK: Final = 16
"""Height of a row of patterns."""
_SHADES: Final = 8
_MARK: Final = 12
"""Size of the marks at both edges."""
_BAYER: Final = ((0, 8, 2, 10), (12, 4, 14, 6), (3, 11, 1, 9), (15, 7, 13, 5))
"""The order in which the dots of a square of four by four turn black."""


@dataclass(frozen=True, slots=True)
class TryoutFacts:
    """All that it depends on."""

    kiosk_id: str
    printed: datetime
    secret: SecretDigits
    """Of no ticket: a kiosk that scans it finds nothing."""


def draw_tryout(
    facts: TryoutFacts, texts: Texts, width: Width, pictures: MonoPictures, fonts: FontFiles
) -> Slip:
    """Draw the test ticket: edges, ruler, grey scale, the finest lines, the code, words in each language."""
    paper = Paper(width, fonts, pictures, _MOST_ROWS)
    small = scaled(width, 16, 600)
    paper.space(_GAP)
    paper.pill([(texts.say(FALLBACK, "slip.test"), scaled(width, 18, 800))], 2, filled=True)
    paper.centred(facts.kiosk_id, small)
    for line in issued_at(facts.printed, texts):
        paper.centred(line, small)
    _edges(paper)
    _ruler(paper, width)
    _fall(paper, texts, width)
    _shades(paper)
    fine = paper.y
    paper.space(_BLOCK + _GAP)
    _bar(paper)
    paper.code(facts.secret, {384: 5, 576: 6}[width])
    for language in LANGUAGES:
        paper.centred(texts.say(language, "slip.test-words"), scaled(width, 18, 600))
    paper.space(_GAP)
    slip = paper.finished()
    slip.picture.paste(_fine(slip.picture.width), (0, fine * CELL))
    return slip


def _edges(paper: Paper) -> None:
    """Draw an arrow at the left edge, below it one at the right edge with nothing to its left."""
    paper.space(_GAP)
    for at_right in (False, True):
        for row in range(_MARK):
            long = min(row, _MARK - 1 - row) + 2
            left = paper.width - long if at_right else 0
            paper.box((left, paper.y + row, left + long, paper.y + row + 1))
        paper.space(_MARK + _GAP)


def _ruler(paper: Paper, width: Width) -> None:
    """Draw a ruler over the whole width: a stroke a millimetre, a number each centimetre."""
    paper.box((0, paper.y, paper.width, paper.y + 1))
    for mm in range(paper.width // _MM + 1):
        left = min(mm * _MM, paper.width - 1)
        paper.box((left, paper.y, left + 1, paper.y + _stroke(mm)))
    paper.space(_stroke(0))
    face = scaled(width, 14, 600)
    marks = range(10, paper.width // _MM, 10)
    paper.labels([(str(mm), mm * _MM) for mm in marks], face)
    paper.space(_GAP)


def _stroke(mm: int) -> int:
    return 12 if mm % 10 == 0 else 8 if mm % 5 == 0 else 5


def _fall(paper: Paper, texts: Texts, width: Width) -> None:
    """Draw a ruler of 20 mm that runs with the paper: where it is shorter, feeds are not what they must be."""
    top, high = paper.y, _FALL_MM * _MM
    paper.box((0, top, 1, top + high + 1))
    for mm in range(_FALL_MM + 1):
        paper.box((0, top + mm * _MM, _stroke(mm), top + mm * _MM + 1))
    paper.space(high // 2 - 8)
    paper.centred(texts.say(FALLBACK, "slip.test-length", length=_FALL_MM), scaled(width, 16, 600))
    paper.y = top + high + 1 + _GAP


def _shades(paper: Paper) -> None:
    """Draw eight steps from light to black."""
    wide = paper.width // _SHADES
    for y in range(_BLOCK):
        for x in range(wide * _SHADES):
            if _is_black(x, y, x // wide + 1):
                paper.box((x, paper.y + y, x + 1, paper.y + y + 1))
    paper.space(_BLOCK + _GAP)


def _is_black(x: int, y: int, shade: int) -> bool:
    return _BAYER[y % 4][x % 4] < 2 * shade


def _fine(width: int) -> Image.Image:
    """Return the same steps dot by dot: a head that runs hot closes the light ones."""
    wide = width // _SHADES
    image = Image.new("1", (width, _BLOCK * CELL), 1)
    image.putdata(
        [
            0 if _is_black(x, y, min(_SHADES, x // wide + 1)) else 1
            for y in range(image.height)
            for x in range(width)
        ]
    )
    return image


def _bar(paper: Paper) -> None:
    """Draw a black bar over the whole width: a dead dot of the head shows as a white line."""
    paper.box((0, paper.y, paper.width, paper.y + _BLOCK // 2))
    paper.space(_BLOCK // 2 + _GAP)
