"""The parts that a slip is put together from: set lines, bars, picture rows, the code and the cloth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final, Literal, Protocol

from PIL import Image, ImageDraw, ImageFont

from kiosk.pictures import qr
from kiosk.tickets.ports import PrintedCode, Slip, Width
from kiosk.wire.checkdigits import SecretDigits

Script = Literal["Latn", "Khmr"]
Placed = tuple[float, str, ImageFont.FreeTypeFont]
"""Dots from the left of the line, a word, its font."""

WHITE, BLACK = 255, 0
_THRESHOLD = 140
"""Grey below this prints: a little above the middle, so that thin strokes keep their dots."""
_KHMER = re.compile("[\u1780-\u17ff\u19e0-\u19ff]")
_JOINER = "\u17d2"
"""COENG: the letter after it hangs below the one before."""
_BREAK = "\u200b"
_BREAKS = re.compile(f"( +|{_BREAK}+)")
_WORDS = re.compile(r"\s+|\S+")
_WORD_SPACE = 0.06
"""em added to each space: the horn of ự and ừ reaches into the font's own."""
_HEIGHT = {"Latn": (0.98, 0.26), "Khmr": (0.96, 0.44)}
"""em above and below the baseline that a line of the script takes."""


class MonoPictures(Protocol):
    """What gives 1-bit drawings (the gallery of ``pictures``)."""

    def mono(self, name: str, px: int) -> Image.Image:
        """Return the drawing, ``px`` square, mode '1', ink as 0 on white."""


class FontFiles(Protocol):
    """What gives font files (the fonts of ``pictures``)."""

    def path(self, script: Script, weight: int) -> Path:
        """Return the static font file: Latn 500..800, Khmr 400 or 700."""


@dataclass(frozen=True, slots=True)
class Face:
    """A size in dots and a weight."""

    px: int
    weight: int


SCALE: Final[dict[Width, float]] = {384: 1.0, 576: 1.3}
"""How much larger everything but the number is on wider paper."""


def scaled(width: Width, px: int, weight: int) -> Face:
    """Return the face that is ``px`` dots high on 58 mm paper, on paper of ``width`` dots."""
    return Face(round(px * SCALE[width]), weight)


class Letters:
    """Measures and wraps lines in which Latin and Khmer letters may mix."""

    khmer_least = 32
    """Dots. In black and white the signs above smaller bold letters, which tell vowels apart, run together."""

    def __init__(self, fonts: FontFiles) -> None:
        self._fonts = fonts
        self._opened: dict[tuple[Script, int, int], ImageFont.FreeTypeFont] = {}
        self._advances: dict[tuple[str, Script, int, int], float] = {}

    def font(self, script: Script, face: Face) -> ImageFont.FreeTypeFont:
        """Return the font that sets ``script`` in ``face``; Khmer has two weights only."""
        weight = face.weight if script == "Latn" else 700 if face.weight >= 600 else 400  # noqa: PLR2004 CSS weights
        px = self._px(script, face)
        key = (script, weight, px)
        if key not in self._opened:
            file = self._fonts.path(script, weight)
            self._opened[key] = ImageFont.truetype(file, px, layout_engine=ImageFont.Layout.RAQM)
        return self._opened[key]

    def _px(self, script: Script, face: Face) -> int:
        """Return the size in which a script is set: Khmer on a slip is never smaller than its signs need."""
        return face.px if script == "Latn" else max(face.px, self.khmer_least)

    def width(self, text: str, face: Face) -> int:
        """Return how many dots a line of ``text`` takes."""
        return round(self.placed(text, face)[1])

    def placed(self, text: str, face: Face) -> tuple[list[Placed], float]:
        """Return each word of a line with its font and its distance from the left, and the line's length."""
        words: list[Placed] = []
        x = 0.0
        for script, piece in runs(text):
            font = self.font(script, face)
            for word in _WORDS.findall(piece):
                if word.isspace():
                    x += len(word) * (self._advance(" ", script, face) + _WORD_SPACE * face.px)
                    continue
                words.append((x, word, font))
                x += self._advance(word, script, face)
        return words, x

    def _advance(self, word: str, script: Script, face: Face) -> float:
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


class Paper:
    """A slip being drawn from the top down; ``y`` is where the next part begins."""

    def __init__(self, width: int, most_rows: int, letters: Letters, pictures: MonoPictures) -> None:
        self.width = width
        self.y = 0
        self._letters = letters
        self._pictures = pictures
        self._image = Image.new("L", (width, most_rows), WHITE)
        self._pen = ImageDraw.Draw(self._image)
        self._code: PrintedCode | None = None

    def space(self, dots: int) -> None:
        """Leave ``dots`` rows white."""
        self.y += dots

    def rule(self, dots: int, gap: int) -> None:
        """Draw a line over the whole width with ``gap`` rows above and below."""
        self.box((0, self.y + gap, self.width, self.y + gap + dots))
        self.y += gap + dots + gap

    def cloth(self, cell: int) -> None:
        """Draw the band of the checked cloth: two rows of squares of ``cell`` dots."""
        for row in range(2):
            for column in range(row, -(-self.width // cell), 2):
                left, top = column * cell, self.y + row * cell
                self.box((left, top, min(left + cell, self.width), top + cell))
        self.y += 2 * cell

    def centred(self, text: str, face: Face, margin: int = 0) -> None:
        """Set ``text`` in the middle, on as many lines as it needs."""
        self.y = self.set_lines(self._wrapped(text, face, self.width - 2 * margin), face, margin)

    def set_lines(
        self, lines: Sequence[str], face: Face, left: int, *, centre: bool = True, ink: int = BLACK
    ) -> int:
        """Set lines from ``y`` on, centred in the paper or from ``left``; return the y below them."""
        y = self.y
        for line in lines:
            above, below = self._letters.height(line, face)
            x = (self.width - self._letters.width(line, face)) // 2 if centre else left
            self._set(line, face, (x, y + above), ink)
            y += above + below
        return y

    def fitting(self, texts: Sequence[str], faces: Sequence[Face], taken: int = 0) -> Face:
        """Return the first face in which each text fits on one line beside ``taken`` dots, else the last."""
        for face in faces:
            if all(self._letters.width(text, face) <= self.width - taken for text in texts):
                return face
        return faces[-1]

    def number(self, text: str, face: Face) -> None:
        """Set the big number on one line, as tight as its own ink."""
        bounds = self._letters.font("Latn", face).getbbox(text, anchor="ls")
        top, bottom = round(bounds[1]), round(bounds[3])
        x = (self.width - self._letters.width(text, face)) // 2
        self._set(text, face, (x, self.y - top), BLACK)
        self.y += bottom - top

    def bar(self, lines: Sequence[tuple[str, Face]], padding: int, tick: str = "") -> None:
        """Draw a black bar with white lines; ``tick`` names a picture that stands before the first line."""
        wrapped = [(line, face) for text, face in lines for line in self._wrapped(text, face, self._bar_room)]
        tick_px = round(wrapped[0][1].px * 1.1) if tick and wrapped else 0
        top = self.y
        heights = [self._letters.height(line, face) for line, face in wrapped]
        self.y += 2 * padding + sum(above + below for above, below in heights)
        self._pen.rounded_rectangle((0, top, self.width - 1, self.y - 1), radius=padding, fill=BLACK)
        y = top + padding
        for row, ((line, face), (above, below)) in enumerate(zip(wrapped, heights, strict=True)):
            ahead = tick_px + padding if row == 0 and tick_px else 0
            x = (self.width - self._letters.width(line, face) - ahead) // 2
            if ahead:
                self._paste(tick, tick_px, (x, y + (above + below - tick_px) // 2), WHITE)
            self._set(line, face, (x + ahead, y + above), WHITE)
            y += above + below

    def beside(self, picture: str, px: int, lines: Sequence[tuple[str, Face]], gap: int) -> None:
        """Draw a picture at the left and lines beside it, both in the middle of their common height."""
        left = gap + (px + 2 * gap if picture else 0)
        room = self.width - left
        wrapped = [(line, face) for text, face in lines for line in self._wrapped(text, face, room)]
        heights = [self._letters.height(line, face) for line, face in wrapped]
        text_height = sum(above + below for above, below in heights)
        height = max(text_height, px if picture else 0)
        widest = max((self._letters.width(line, face) for line, face in wrapped), default=0)
        shift = max(0, (self.width - left - widest) // 2 - gap)
        if picture:
            self._paste(picture, px, (gap + shift, self.y + (height - px) // 2), BLACK)
        y = self.y + (height - text_height) // 2
        for (line, face), (above, below) in zip(wrapped, heights, strict=True):
            self._set(line, face, (left + shift, y + above), BLACK)
            y += above + below
        self.y += height

    def box_row(self, box: int, picture: str, px: int, lines: Sequence[tuple[str, Face]], gap: int) -> None:
        """Draw an empty box of ``box`` dots, a picture and lines beside it, all in the middle of their height."""
        left = box + 2 * gap + px + gap
        wrapped = [
            (line, face) for text, face in lines for line in self._wrapped(text, face, self.width - left)
        ]
        heights = [self._letters.height(line, face) for line, face in wrapped]
        text_height = sum(above + below for above, below in heights)
        height = max(text_height, px, box)
        top = self.y + (height - box) // 2
        self._pen.rounded_rectangle(
            (gap // 2, top, gap // 2 + box - 1, top + box - 1), 4, width=4, outline=BLACK
        )
        self._paste(picture, px, (box + 2 * gap, self.y + (height - px) // 2), BLACK)
        y = self.y + (height - text_height) // 2
        for (line, face), (above, below) in zip(wrapped, heights, strict=True):
            self._set(line, face, (left, y + above), BLACK)
            y += above + below
        self.y += height

    def picture_row(self, names: Sequence[str], px: int) -> None:
        """Draw pictures side by side with equal room between them."""
        for place, name in enumerate(names):
            middle = (2 * place + 1) * self.width // (2 * len(names))
            self._paste(name, px, (middle - px // 2, self.y), BLACK)
        self.y += px if names else 0

    def code(self, secret: SecretDigits, module: int) -> None:
        """Draw the QR code of 34 digits: version 2, level H, ``module`` dots a module, 4 modules of white."""
        rows = qr.of_digits(secret.digits)
        left = (self.width - len(rows) * module) // 2
        top = self.y + qr.QUIET * module
        self._code = PrintedCode(secret, left, top, module)
        for row, cells in enumerate(rows):
            for column, dark in enumerate(cells):
                if dark:
                    x, y = left + column * module, top + row * module
                    self.box((x, y, x + module, y + module))
        self.y = top + (len(rows) + qr.QUIET) * module

    def box(self, bounds: tuple[int, int, int, int]) -> None:
        """Fill left, top, right, bottom (the last two excluded)."""
        self._image.paste(BLACK, bounds)

    def finished(self) -> Slip:
        """Return what was drawn, cut off below ``y``."""
        drawn = self._image.crop((0, 0, self.width, self.y))
        return Slip(drawn.point(_ink_or_paper, mode="1"), self._code)

    @property
    def _bar_room(self) -> int:
        return round(self.width * 0.84)

    def _wrapped(self, text: str, face: Face, room: int) -> list[str]:
        return self._letters.wrap(text, face, room)

    def _set(self, line: str, face: Face, at: tuple[int, int], ink: int) -> None:
        for x, word, font in self._letters.placed(line, face)[0]:
            self._pen.text((at[0] + x, at[1]), word, fill=ink, font=font, anchor="ls")

    def _paste(self, name: str, px: int, at: tuple[int, int], ink: int) -> None:
        drawing = self._pictures.mono(name, px).convert("L")
        self._image.paste(ink, at, drawing.point(_inverted))


_inverted: Callable[[int], int] = lambda value: WHITE - value  # noqa: E731 Pillow wants a plain function
_ink_or_paper: Callable[[int], int] = lambda value: WHITE if value >= _THRESHOLD else BLACK  # noqa: E731 as above
