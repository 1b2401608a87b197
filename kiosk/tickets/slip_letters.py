"""Lines of type in which Latin and Khmer letters may mix: measured, broken, and placed word by word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Literal, Protocol

from PIL import ImageFont

Script = Literal["Latn", "Khmr"]
Placed = tuple[float, str, ImageFont.FreeTypeFont]
"""Dots from the left of the line, a word, its font."""

_KHMER = re.compile("[\u1780-\u17ff\u19e0-\u19ff]")
_JOINER = "\u17d2"
"""COENG: the letter after it hangs below the one before."""
_BREAK = "\u200b"
_BREAKS = re.compile(f"( +|{_BREAK}+)")
_WORDS = re.compile(r"\s+|\S+")
_HEIGHT = {"Latn": (0.98, 0.26), "Khmr": (0.96, 0.44)}
"""em above and below the baseline that a line of the script takes."""
_REGULAR, _BOLD = 400, 700
"""The weights of Khmer."""


class FontFiles(Protocol):
    """What gives font files (the fonts of ``pictures``)."""

    def __hash__(self) -> int:
        """One and the same gives the same files: what was opened from it is kept open."""

    def path(self, script: Script, weight: int) -> Path:
        """Return the static font file: Latn 500..800, Khmr 400 or 700."""


@dataclass(frozen=True, slots=True)
class Face:
    """A size in dots and a weight."""

    px: int
    weight: int


@lru_cache(64)
def _opened(fonts: FontFiles, script: Script, weight: int, px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(fonts.path(script, weight), px, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(1024)
def _length(font: ImageFont.FreeTypeFont, word: str) -> float:
    return font.getlength(word)


def somebodys(word: str) -> bool:
    """Tell whether a word may be anybody's, as all that has digits may: it is kept for no longer than its paper."""
    return any(map(str.isdigit, word))


class Letters:
    """Measures and wraps lines in which Latin and Khmer letters may mix."""

    word_space = 0.06
    """em added to each space: the horn of ự and ừ reaches into the font's own."""
    khmer_least = 0
    """The size below which no Khmer is set."""
    khmer_bold_from = 600
    """The weight from which Khmer, which has two only, is set bold."""

    def __init__(self, fonts: FontFiles) -> None:
        self._fonts = fonts
        self._advances: dict[tuple[str, Script, int, int], float] = {}
        self._widths: dict[tuple[str, Face], int] = {}

    def font(self, script: Script, face: Face) -> ImageFont.FreeTypeFont:
        """Return the font that sets ``script`` in ``face``."""
        weight = face.weight
        if script == "Khmr":
            weight = _BOLD if weight >= self.khmer_bold_from else _REGULAR
        return _opened(self._fonts, script, weight, self._px(script, face))

    def _px(self, script: Script, face: Face) -> int:
        return face.px if script == "Latn" else max(face.px, self.khmer_least)

    def width(self, text: str, face: Face) -> int:
        """Return how many dots a line of ``text`` takes."""
        if (text, face) not in self._widths:
            self._widths[text, face] = round(self.placed(text, face)[1])
        return self._widths[text, face]

    def placed(self, text: str, face: Face) -> tuple[list[Placed], float]:
        """Return each word of a line with its font and its distance from the left, and the line's length."""
        words: list[Placed] = []
        x = 0.0
        for script, piece in runs(text):
            font = self.font(script, face)
            for word in _WORDS.findall(piece):
                if word.isspace():
                    x += len(word) * (self._advance(" ", script, face) + self.word_space * face.px)
                    continue
                words.append((x, word, font))
                x += self._advance(word, script, face)
        return words, x

    def _advance(self, word: str, script: Script, face: Face) -> float:
        if not somebodys(word):
            return _length(self.font(script, face), word)
        key = (word, script, face.px, face.weight)
        if key not in self._advances:
            self._advances[key] = self.font(script, face).getlength(word)
        return self._advances[key]

    def height(self, text: str, face: Face) -> tuple[int, int]:
        """Return the dots above and below the baseline; a Khmer letter in the line makes it taller."""
        scripts = {script for script, _piece in runs(text)} or {"Latn"}
        above = max(_HEIGHT[script][0] * self._px(script, face) for script in scripts)
        below = max(_HEIGHT[script][1] * self._px(script, face) for script in scripts)
        return round(above), round(below)

    def wrap(self, text: str, face: Face, room: int) -> list[str]:
        """Return the fewest lines of at most ``room`` dots, about equally long.

        Breaks at spaces and at U+200B; a word wider than the room is broken between letters.
        """
        text = unicodedata.normalize("NFC", text.strip())
        if not text:
            return []
        pieces = list(self._pieces(text, face, room))
        lines = self._filled(pieces, face, room)
        if len(lines) == 1:
            return lines
        fewest = len(lines)
        low, high = max(self.width(piece, face) for piece in pieces), room
        while low < high:
            middle = (low + high) // 2
            if len(self._filled(pieces, face, middle)) <= fewest:
                high = middle
            else:
                low = middle + 1
        return self._filled(pieces, face, high)

    def _filled(self, pieces: Sequence[str], face: Face, room: int) -> list[str]:
        lines = [""]
        for piece in pieces:
            if lines[-1].strip() and self.width((lines[-1] + piece).rstrip(), face) > room:
                lines.append("")
            lines[-1] += piece if lines[-1] else piece.lstrip()
        return [line.rstrip() for line in lines if line.strip()]

    def _pieces(self, text: str, face: Face, room: int) -> Iterator[str]:
        for piece in _BREAKS.split(text):
            word = piece.replace(_BREAK, "")
            if self.width(word, face) > room:
                yield from _clusters(word)
            elif word:
                yield word


def _clusters(word: str) -> Iterator[str]:
    cluster = ""
    for letter in word:
        hangs = unicodedata.category(letter).startswith("M") or cluster.endswith(_JOINER)
        if cluster and not hangs:
            yield cluster
            cluster = ""
        cluster += letter
    yield cluster


def runs(text: str) -> list[tuple[Script, str]]:
    """Split a line by script; spaces, digits and signs go with the letters before them."""
    if not _KHMER.search(text):
        return [("Latn", plain)] if (plain := text.replace(_BREAK, "")) else []
    script: Script = "Khmr" if _first_is_khmer(text) else "Latn"
    marked: list[tuple[Script, str]] = []
    for letter in text.replace(_BREAK, ""):
        if _KHMER.match(letter):
            script = "Khmr"
        elif letter.isalnum() or letter in "/.:()-":
            # Noto Sans Khmer has no Vietnamese letters, and digits look the same on the whole slip.
            script = "Latn"
        marked.append((script, letter))
    return [
        (script, "".join(letter for _script, letter in run))
        for script, run in groupby(marked, key=lambda mark: mark[0])
    ]


def _first_is_khmer(text: str) -> bool:
    letters = (letter for letter in text if letter.isalpha())
    return bool(_KHMER.match(next(letters, "")))
