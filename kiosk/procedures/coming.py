"""The days that may be hoped for when somebody is asked to come: from tomorrow on, by the calendar of the point."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from kiosk.procedures.hours import OpeningHours

ANY_DAY: Final = "any"
"""The answer of whom every day suits."""
MOST_DAYS: Final = 7
"""Days that are offered; with "any day" they fill two pages."""
_FURTHEST: Final = 30
"""Days that are looked ahead: over the longest holidays."""


def coming_days(hours: OpeningHours, today: date) -> tuple[date, ...]:
    """Return the next days after ``today`` on which the ward works or the point is open."""
    ahead = (today + timedelta(days=days) for days in range(1, _FURTHEST + 1))
    found = [day for day in ahead if hours.calendar.works(day) or hours.on(day)]
    return tuple(found[:MOST_DAYS])
