"""How much one page of a list holds on this screen, at this look.

A list is never scrolled and a text never shrunk: where less fits, there are more pages. The visit must know their
number, since some pages may only be left after they have been heard. Lengths in millimetres of the glass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.settings import Screen
from kiosk.visit.look import LARGEST, Look, Size

_MM_PER_INCH: Final = 25.4
_USUAL_FROM: Final = 13.5
"""Inches: above, size 3 is usual; a 13.3" screen still takes size 2, else labels of 13 letters would break."""
_LOW_GLASS: Final = 150
"""Millimetres of height below which header, footer and margins are the low ones."""
_MIDDLE_GLASS: Final = 190
"""Millimetres of height up to which three rows and what can be done with them fill the page."""
_NARROW_GLASS: Final = 250
_LARGER: Final = 3


@dataclass(frozen=True)
class Room:
    """The most of each kind on one page."""

    tiles: int = 8
    answers: int = 4
    fifth: bool = True
    """True where "don't know" may stand beside as many answers as one more."""
    papers: int = 3
    rows: int = 4
    """Answers read back, facts, steps."""
    cards: int = 4
    looks: int = 7
    """Buttons of the page that changes the look: two rows of them."""
    lower: bool = True
    """False where the whole glass is no higher than a hand: nothing need be brought down."""


_BENCH: Final = ((150, 3), (190, 6), (240, 8), (350, 9))
"""Rows of the helper's form, on a glass less high than so many millimetres."""
_BENCH_MOST: Final = 14


def bench_on(screen: Screen) -> int:
    """Return how many rows of the whole form the helper sees at once; their size never changes."""
    high = screen.height / screen.px_per_mm
    return next((rows for below, rows in _BENCH if high < below), _BENCH_MOST)


_CALLER: Final = 18
"""Millimetres of one line of those who wait."""
_AROUND_CALLERS: Final = 57
_ABOVE_CALLERS: Final = 170
"""On an upright glass: what stands above them besides."""
_MOST_CALLERS: Final = 10


def callers_on(screen: Screen) -> int:
    """Return how many of those who wait the helper sees at once."""
    high, wide = screen.height / screen.px_per_mm, screen.width / screen.px_per_mm
    free = high - _AROUND_CALLERS - (_ABOVE_CALLERS if high > wide else 0)
    return max(3, min(_MOST_CALLERS, int(free // _CALLER)))


_TASK: Final = 16.3
"""Millimetres of one line of what there is to be done."""
_AROUND_TASKS: Final = 68
"""Bar, heading, and two rows of what can be begun."""
_BESIDE: Final = 300
_BESIDE_BELOW: Final = 250
"""Millimetres of width from which the line and the day stand side by side: beside the counter, or below it."""


def day_beside(screen: Screen) -> bool:
    """Tell whether a helper sees the day beside the line."""
    high, wide = screen.height / screen.px_per_mm, screen.width / screen.px_per_mm
    return wide >= (_BESIDE_BELOW if high > wide else _BESIDE)


def tasks_on(screen: Screen) -> int:
    """Return how many lines of the day a helper sees at once."""
    high, wide = screen.height / screen.px_per_mm, screen.width / screen.px_per_mm
    free = high - _AROUND_TASKS - (_ABOVE_CALLERS - 16 if high > wide else 0)
    return max(3, min(_MOST_CALLERS, int(free // _TASK)))


def usual_size(screen: Screen) -> Size:
    """Return the size of letters that a screen begins with."""
    return 3 if screen.diagonal_inches > _USUAL_FROM else 2


def sized(screen: Screen, look: Look) -> Size:
    """Return the size of letters that ``look`` means on ``screen``: 1 to 4."""
    return look.size or usual_size(screen)


def room_on(screen: Screen, look: Look) -> Room:
    """Return what a page holds on ``screen`` at ``look``."""
    high, wide = screen.height / screen.px_per_mm, screen.width / screen.px_per_mm
    size, low = sized(screen, look), look.reach == "low"
    if wide < high:
        return _upright(low=low, largest=size == LARGEST)
    if high < _LOW_GLASS:
        return _low_glass(size)
    roomy = high > _MIDDLE_GLASS
    if size == LARGEST:
        if low:
            few = 2 if roomy else 1
            return Room(tiles=2 + few, answers=2, fifth=False, papers=few, rows=1, cards=2, looks=2 * few)
        few = 3 if roomy and wide > _NARROW_GLASS else 2
        return Room(tiles=4, answers=few, fifth=False, papers=2, rows=few - 1, cards=2, looks=4)
    if low:
        return Room(tiles=6, answers=4, papers=3, rows=2 if roomy else 1, cards=3, looks=4)
    return Room() if roomy else Room(tiles=6 if size == _LARGER else 8, rows=3)


def _upright(*, low: bool, largest: bool) -> Room:
    if low and largest:
        return Room(tiles=4, answers=3, fifth=False, rows=2, papers=2, looks=4)
    return Room(tiles=8, papers=2, rows=3, answers=4) if largest else Room(papers=3)


def _low_glass(size: Size) -> Room:
    """Return what a page holds where header, footer and margins are the low ones; nothing is brought down there."""
    if size == LARGEST:
        return Room(tiles=3, answers=2, fifth=False, papers=1, rows=1, cards=1, looks=4, lower=False)
    larger = size == _LARGER
    tiles = 4 if larger else 8
    return Room(tiles=tiles, fifth=not larger, papers=2, rows=2, cards=2, looks=4, lower=False)
