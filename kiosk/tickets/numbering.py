"""The number that a resident is called by: the kiosk's letter and a count that starts at 1 each day.

On a day out a team's numbers have an L (lưu động) before the letter: LC 001 beside C 001. No two machines of a ward
share a letter, so no number of a team is another team's or an office's, and nobody has to agree on anything.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

_CODE = re.compile(r"(L?[A-Z]) ?([0-9]{3,6})")


class Number(Struct, frozen=True):
    """A ticket's number. ``series``: a capital letter A–Z, with an L before it on a day out; ``count`` runs from 1."""

    series: str
    count: int

    @property
    def shown(self) -> str:
        """Return the number as people read it: ``A 027``."""
        return f"{self.series} {self.count:03d}"

    @property
    def code(self) -> str:
        """Return the number as records keep it: ``A027``."""
        return f"{self.series}{self.count:03d}"


def next_number(series: str, last: tuple[date, int] | None, today: date) -> tuple[Number, tuple[date, int]]:
    """Return the next number, and the (day, count) to keep in the same commit as the next ``last``.

    ``last`` is the day and count of the series' latest number, None before the first. When ``today`` is
    before that day the clock was set back: the later day's count goes on, so that no number comes twice.
    """
    kept = (today, 1) if last is None or today > last[0] else (last[0], last[1] + 1)
    return Number(series, kept[1]), kept


def parse_number(text: str) -> Number | None:
    """Return the number in ``A 027`` or ``A027``, else None."""
    found = _CODE.fullmatch(text.strip())
    return None if found is None else Number(found[1], int(found[2]))


def shown_number(code: str) -> str:
    """Return a number that records keep as people read it: ``A 027``; what is no number stays as it is."""
    number = parse_number(code)
    return number.shown if number else code
