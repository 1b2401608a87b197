"""Dates of which the day or the month may be unknown: YYYY-MM-DD, YYYY-MM or YYYY."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from msgspec import Struct

FIRST_YEAR = 1900
LAST_YEAR = 2100

_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?", re.ASCII)
_TYPED = re.compile(r"(?:(?:(?P<day>\d{1,2})[/.])?(?P<month>\d{1,2})[/.])?(?P<year>\d{4})", re.ASCII)


class Days(Struct, frozen=True):
    """A date as far as it is known. ``month`` and ``day`` are 0 when unknown."""

    year: int
    month: int = 0
    day: int = 0

    def value(self) -> str:
        """Return YYYY-MM-DD, YYYY-MM or YYYY."""
        known = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(known)

    def earliest(self) -> date:
        """Return the first day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """Return the last day that it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def days_of(text: str) -> Days | None:
    """Read YYYY[-MM[-DD]] or [[dd/]mm/]yyyy; None unless it is a real date of the years 1900 to 2100."""
    match = _ISO.fullmatch(text) or _TYPED.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(match[name]) if match[name] else -1 for name in ("year", "month", "day"))
    if not FIRST_YEAR <= year <= LAST_YEAR or month == 0 or day == 0:
        return None
    days = Days(year, max(month, 0), max(day, 0))
    try:
        days.earliest()
    except ValueError:
        return None
    return days


def years_between(born: date, today: date) -> int:
    """Return the whole years from ``born`` to ``today``."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
