"""Letters: measuring, breaking and drawing lines of Vietnamese, English and Khmer, mixed as they come.

Every line is split into runs of one writing; each run is shaped with its own font. No markup is involved, so
a text can never be mistaken for it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from kivy.core.text import Label as CoreLabel

from kiosk.pictures import Fonts, Script
from kiosk.ui.parts import Role
from kiosk.ui.theme import Theme

BREAK: Final = "\u200b"
"""Where a Khmer sentence may go on in the next line."""
_KHMER_BOLD_FROM: Final = 600
_BALANCED_LINES: Final = 4
"""Longer blocks are read as prose, where a short last line is no harm."""
_NEAR_PX: Final = 8
_OPEN_FONTS: Final = 64
"""Kivy's provider closes the oldest font of more: opened again, it would know no writing."""
_WIDTHS: Final = 20_000
"""Measured texts kept, a few hundred bytes each: all that stand in one language, with their beginnings."""
_KHMER: Final = re.compile("[\u1780-\u17ff\u19e0-\u19ff\u200c\u200d]")
_THROW_AWAY: Final[dict[Script, str]] = {"Latn": "a", "Khmr": "ក"}


class ShapedLabel(CoreLabel):
    """Kivy's text with the writing as part of the font's identity.

    The SDL2 provider keeps one font for a size and file and measures with whatever writing was drawn last;
    with the writing in the id each has its own, and one throw-away glyph sets it before anything is measured.
    """

    _primed: Final[dict[str, None]] = {}
    """The fonts that are open, the oldest first, as the provider keeps them."""

    def _get_font_id(self) -> str:
        return f"{super()._get_font_id()}|{self.options['font_script_name']}"

    def prime(self, script: Script) -> None:
        """Draw one glyph so that the font knows its writing; again once the provider has closed it."""
        key = self._get_font_id()
        if key in self._primed:
            return
        self._size = (8, 8)
        self._render_begin()
        self._render_text(_THROW_AWAY[script], 0, 0)
        self._render_end()
        self._primed[key] = None
        if len(self._primed) > _OPEN_FONTS:
            del self._primed[next(iter(self._primed))]


@dataclass(frozen=True)
class Run:
    """A drawn piece of a line in one writing: texture, width and the way from its top to the base line."""

    texture: Any
    width: int
    height: int
    above: int


@dataclass(frozen=True)
class Line:
    """One drawn line, in px: its runs, and height and base line of the tallest font."""

    runs: tuple[Run, ...]
    width: int
    ascent: int
    descent: int


class Letters:
    """Measures and draws text in the theme's sizes. A Ruler for the screens, a pen for the painter."""

    def __init__(self, fonts: Fonts, theme: Theme) -> None:
        self._fonts = fonts
        self._theme = theme
        self._labels: dict[tuple[Script, int, int], ShapedLabel] = {}
        self._broken: dict[tuple[str, Role, int, int], list[str]] = {}
        self._wide: dict[tuple[str, Role, int], int] = {}

    def wear(self, theme: Theme) -> None:
        """Take on the sizes of another theme."""
        self._theme = theme
        self.forget()

    def width(self, text: str, role: Role, weight: int) -> float:
        """Return the width of one line, in units."""
        return self._width_px(text, role, weight) / self._theme.px_per_unit

    def lines(self, text: str, role: Role, weight: int, width: float) -> list[str]:
        """Break at spaces, U+200B and line ends into lines of at most ``width`` units, about equally long."""
        key = (text, role, weight, round(width * 2))
        if key not in self._broken:
            self._broken[key] = self._balanced(text, role, weight, width * self._theme.px_per_unit + 0.5)
        return list(self._broken[key])

    def filled(self, text: str, role: Role, weight: int, width: float) -> list[str]:
        """Break like ``lines``, but fill each line before the next: for text that is still growing."""
        return self._filled(text, role, weight, width * self._theme.px_per_unit + 0.5)

    def forget(self) -> None:
        """Drop every text that was measured before."""
        self._broken.clear()
        self._wide.clear()

    def _balanced(self, text: str, role: Role, weight: int, room: float) -> list[str]:
        lines = self._filled(text, role, weight, room)
        if not 1 < len(lines) <= _BALANCED_LINES or "\n" in text:
            return lines
        least, most = room / len(lines) * 0.9, room
        while most - least > _NEAR_PX:
            middle = (least + most) / 2
            if len(self._filled(text, role, weight, middle)) > len(lines):
                least = middle
            else:
                most = middle
        return self._filled(text, role, weight, most)

    def _filled(self, text: str, role: Role, weight: int, room: float) -> list[str]:
        found: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for word in _pieces(paragraph):
                longer = line + word
                if line and self._width_px(longer.rstrip(), role, weight) > room:
                    found.append(clean(line.strip()))
                    line = word.lstrip()
                else:
                    line = longer
            if line.strip():
                found.append(clean(line.rstrip() if found else line))
        return found

    def line_height(self, text: str, role: Role, *, loose: bool) -> float:
        """Return the height of one line of this text, in units: Khmer stands higher and deeper."""
        factor = 1.45 if _KHMER.search(text) else (1.3 if loose else 1.2)
        return factor * self._theme.size(role)

    def draw(self, text: str, role: Role, weight: int) -> Line:
        """Return one line as textures, white, to be tinted."""
        runs: list[Run] = []
        ascent = descent = 0
        for script, piece in _runs(clean(text)):
            label = self._label(script, role, weight)
            above, below = label.get_ascent(), -label.get_descent()
            ascent, descent = max(ascent, above), max(descent, below)
            runs.append(_run(label, script, piece, above, below))
        return Line(tuple(runs), sum(run.width for run in runs), ascent, descent)

    def _width_px(self, text: str, role: Role, weight: int) -> int:
        key = (text, role, weight)
        if key not in self._wide:
            if len(self._wide) >= _WIDTHS:
                self._wide.clear()
            runs = _runs(clean(text))
            self._wide[key] = sum(
                int(self._label(script, role, weight).get_extents(piece)[0]) for script, piece in runs
            )
        return self._wide[key]

    def _label(self, script: Script, role: Role, weight: int) -> ShapedLabel:
        cut = weight if script == "Latn" else (700 if weight >= _KHMER_BOLD_FROM else 400)
        px = self._theme.font_px(role, khmer=script == "Khmr")
        key = (script, cut, px)
        if key not in self._labels:
            path = str(self._fonts.path(script, cut))
            label = ShapedLabel(
                text="", font_name=path, font_size=px, font_script_name=script, font_hinting="light"
            )
            label.resolve_font_name()
            self._labels[key] = label
        self._labels[key].prime(script)
        return self._labels[key]


def clean(text: str) -> str:
    """Return a text as it is drawn: composed, without break marks."""
    return unicodedata.normalize("NFC", text).replace(BREAK, "")


def _run(label: ShapedLabel, script: Script, text: str, above: int, below: int) -> Run:
    width, height = label.get_extents(text)
    fresh = ShapedLabel(
        text=text,
        font_name=label.options["font_name"],
        font_size=label.options["font_size"],
        font_script_name=script,
        font_hinting="light",
    )
    fresh.refresh()
    # Letters that reach over the font's own ascent (Ẫ) push the base line down by as much.
    over = max(int(height) - above - below - 1, 0) if script == "Latn" else 0
    return Run(
        fresh.texture, int(width), int(fresh.texture.height if fresh.texture else height), above + over
    )


def _pieces(text: str) -> list[str]:
    """Split behind every space and break mark."""
    pieces, start = [], 0
    for at, sign in enumerate(text):
        if sign in {" ", BREAK}:
            pieces.append(text[start : at + 1])
            start = at + 1
    return [*pieces, text[start:]] if start < len(text) else pieces


def _script(sign: str) -> Script | None:
    if _KHMER.match(sign):
        return "Khmr"
    return None if sign == " " else "Latn"


def _runs(text: str) -> list[tuple[Script, str]]:
    """Split into runs of one writing; a space goes with what stands before it."""
    if not _KHMER.search(text):
        return [("Latn", text)] if text else []
    now: Script = next((found for found in map(_script, text) if found), "Latn")
    tagged: list[tuple[Script, str]] = []
    for sign in text:
        now = _script(sign) or now
        tagged.append((now, sign))
    return [
        (script, "".join(sign for _, sign in part))
        for script, part in groupby(tagged, key=lambda one: one[0])
    ]
