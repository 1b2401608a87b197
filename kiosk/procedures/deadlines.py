"""Working days: when a result is due, counted from the officer's reception."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

LATEST_SAME_DAY = time(15, 0)
"""What is received at or after this local time counts as received on the next working day."""

_SATURDAY = 5
_LONGEST_CLOSURE = 366


def is_working_day(day: date, is_holiday: Callable[[date], bool]) -> bool:
    """Tell whether the ward's office works on ``day``: neither weekend nor holiday."""
    return day.weekday() < _SATURDAY and not is_holiday(day)


def counts_from(received: datetime, is_holiday: Callable[[date], bool]) -> date:
    """Return the working day on which something received at this local time counts as received."""
    day = received.date()
    if received.time() < LATEST_SAME_DAY and is_working_day(day, is_holiday):
        return day
    return _next(day, is_holiday)


def due_date(received: datetime, working_days: int, is_holiday: Callable[[date], bool]) -> date:
    """Return the day on which the result is due.

    ``received``: local time of the officer's reception. ``working_days``: 0 means the same day.
    ``is_holiday`` tells the public holidays of the ward. Raises ValueError
    when it leaves no working day within a year.
    """
    if working_days < 0:
        raise ValueError("working_days below 0")
    day = counts_from(received, is_holiday)
    for _ in range(working_days):
        day = _next(day, is_holiday)
    return day


def _next(day: date, is_holiday: Callable[[date], bool]) -> date:
    for ahead in range(1, _LONGEST_CLOSURE + 1):
        if is_working_day(later := day + timedelta(days=ahead), is_holiday):
            return later
    raise ValueError("no working day within a year")
