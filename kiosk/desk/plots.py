"""Plots as plain geometry for the templates: drawn here, without a script. Never by colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from kiosk.desk import figure_words as words
from kiosk.desk.hiding import LEAST, Shown

Fill = Literal["plain", "striped", "few"]
BAR_WIDTH: Final = 620
ROW: Final = 52
"""Units from one bar to the next."""
_VALUE: Final = 80
"""Units kept free for the number behind the longest bar."""
TALL: Final = 150
"""Units of the highest column."""
_ABOVE: Final = 26
COLUMNS_WIDE: Final = 760
_DIGIT: Final = 10
"""What one digit over a column takes of the width, its share of the gap with it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar or column, in units of the drawing."""

    label: str
    value: str
    fill: Fill
    x: float
    y: float
    width: float
    height: float
    middle: float
    """Where a column's words stand, or a bar's number."""

    @property
    def top(self) -> float:
        """Where the number over a column stands."""
        return self.y - 7

    @property
    def under(self) -> float:
        """Where the number beside a bar stands."""
        return self.y + 16


@dataclass(frozen=True, slots=True)
class Plot:
    """One drawing: its words for whoever cannot see it, and its marks."""

    title: str
    told: str
    width: float
    height: float
    marks: tuple[Mark, ...]

    @property
    def any(self) -> bool:
        """False where there is nothing to draw."""
        return any(mark.height and mark.width for mark in self.marks)

    @property
    def dense(self) -> bool:
        """Whether the numbers over columns would touch each other at their usual size."""
        letters = max((len(mark.value) for mark in self.marks), default=0)
        return letters * _DIGIT * len(self.marks) > self.width


def bars(title: str, counts: Mapping[str, Shown], fill: Fill = "plain") -> Plot:
    """Return lying bars, one under the other, in the order given."""
    most = max((count or 0 for count in counts.values()), default=0) or 1
    marks = []
    for at, (label, count) in enumerate(counts.items()):
        length = _length(count, most, BAR_WIDTH - _VALUE)
        how: Fill = "few" if count is None else fill
        marks.append(Mark(label, _value(count), how, 0, at * ROW + 24, length, 20, length + 10))
    return Plot(title, _told(counts), BAR_WIDTH, max(1, len(counts)) * ROW, tuple(marks))


def columns(title: str, counts: Mapping[str, Shown], fill: Fill = "plain") -> Plot:
    """Return standing columns, side by side, in the order given."""
    most = max((count or 0 for count in counts.values()), default=0) or 1
    each = COLUMNS_WIDE / max(1, len(counts))
    wide = min(44.0, each * 0.72)
    marks = []
    for at, (label, count) in enumerate(counts.items()):
        high = _length(count, most, TALL)
        how: Fill = "few" if count is None else fill
        middle = (at + 0.5) * each
        said = "" if count == 0 else _value(count)
        y = _ABOVE + TALL - high
        marks.append(Mark(label, said, how, middle - wide / 2, y, wide, high, middle))
    return Plot(title, _told(counts), COLUMNS_WIDE, _ABOVE + TALL + 30, tuple(marks))


def _length(count: Shown, most: int, room: float) -> float:
    """Return a length that tells the count; a hidden one tells nothing but that it is small."""
    if count == 0:
        return 0.0
    return max(4.0, round(room * (LEAST if count is None else count) / max(most, LEAST), 1))


def _value(count: Shown) -> str:
    return words.HIDDEN if count is None else str(count)


def _told(counts: Mapping[str, Shown]) -> str:
    return "; ".join(f"{label}: {_value(count)}" for label, count in counts.items() if count != 0)
