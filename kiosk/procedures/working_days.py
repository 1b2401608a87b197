"""Which days the ward's office works: weekends, Vietnam's public holidays, and what the ward adds for itself."""

from __future__ import annotations

from datetime import date
from functools import cache

from msgspec import Struct

_SATURDAY = 5


class WorkingDays(Struct, frozen=True):
    """The calendar of one ward.

    ``closed``: further days off. ``worked``: days that are worked although the calendar says otherwise, as when
    the government moves a working day to a Saturday. A day in both is closed.
    """

    closed: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Tell whether the office works on ``day``."""
        if day in self.closed:
            return False
        if day in self.worked:
            return True
        off, moved = _public(day.year)
        return day in moved or (day.weekday() < _SATURDAY and day not in off)

    def is_holiday(self, day: date) -> bool:
        """Tell whether ``day`` is a public holiday or closed by the ward; plain weekends are neither."""
        return day in self.closed or (day not in self.worked and day in _public(day.year)[0])


PUBLIC = WorkingDays()
"""The calendar without anything of a ward's own."""


@cache
def _public(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Return the public holidays of a year and the weekend days that are worked in exchange, as far as announced.

    Source: the library ``holidays``, which knows the lunar holidays and, once decided, each year's moved days.
    """
    import holidays  # loads in a fifth of a second: not before a day is counted

    known = holidays.country_holidays("VN", years=year)
    return frozenset(known), frozenset(day for day in known.weekend_workdays if day.year == year)
