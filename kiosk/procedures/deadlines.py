"""When a result is due: working days counted from the officer's reception."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from kiosk.procedures.types import Time

LATEST_SAME_DAY = time(15, 0)
"""What is received at or after this local time counts as received on the next working day."""

_LONGEST_CLOSURE = 366

Works = Callable[[date], bool]
"""Tells whether the ward's office works on a day (see ``WorkingDays.works``)."""


class Due(Struct, frozen=True):
    """The days that something received now would be due; None: nobody knows, the officer tells."""

    counted_from: date
    """The working day on which it counts as received."""
    statute: date | None = None
    """What the law gives."""
    promise: date | None = None
    """What the ward promises, where that is sooner than the law."""
    verified: date | None = None
    """The law's later day, when facts must be checked first."""

    @property
    def expected(self) -> date | None:
        """Return the day to tell a resident: the ward's own, else the law's."""
        return self.promise or self.statute


def due(received: datetime, given: Time, works: Works) -> Due:
    """Return the statutory day and the ward's own, side by side, for something received at this local time.

    A promise that is no sooner than the statute is none. Raises ValueError as ``due_date``.
    """

    def after(days: int | None) -> date | None:
        return None if days is None else due_date(received, days, works)

    sooner = given.promise is not None and (given.statute is None or given.promise < given.statute)
    return Due(
        counted_from=counts_from(received, works),
        statute=after(given.statute),
        promise=after(given.promise) if sooner else None,
        verified=after(given.verified),
    )


def promised_days(given: Time) -> int | None:
    """Return the working days to promise: the ward's own where fewer, else the statute's; None: unknown."""
    known = [days for days in (given.promise, given.statute) if days is not None]
    return min(known) if known else None


def counts_from(received: datetime, works: Works) -> date:
    """Return the working day on which something received at this local time counts as received."""
    day = received.date()
    if received.time() < LATEST_SAME_DAY and works(day):
        return day
    return _next(day, works)


def due_date(received: datetime, working_days: int, works: Works) -> date:
    """Return the day on which the result is due.

    ``received``: local time of the officer's reception. ``working_days``: 0 means the same day.
    Raises ValueError when they are negative or ``works`` leaves no working day within a year.
    """
    if working_days < 0:
        raise ValueError("working_days below 0")
    day = counts_from(received, works)
    for _ in range(working_days):
        day = _next(day, works)
    return day


def days_late(due: date, today: date, works: Works) -> int:
    """Return by how many days ``today`` is past the promised day, 0 while it is not.

    A promised day on which the ward does not work (closed after it was promised) moves to the next that it does.
    """
    return max((today - _moved(due, works)).days, 0)


def working_days_late(due: date, today: date, works: Works) -> int:
    """Return how many working days have begun since the promised day was over."""
    over = days_late(due, today, works)
    return sum(works(today - timedelta(days=back)) for back in range(over))


def last_worked_before(day: date, works: Works) -> date:
    """Return the last working day before ``day``: what was promised by then is late. ValueError as ``due_date``."""
    for back in range(1, _LONGEST_CLOSURE + 1):
        if works(earlier := day - timedelta(days=back)):
            return earlier
    raise ValueError("no working day within a year")


def _moved(due: date, works: Works) -> date:
    return due if works(due) else _next(due, works)


def _next(day: date, works: Works) -> date:
    for ahead in range(1, _LONGEST_CLOSURE + 1):
        if works(later := day + timedelta(days=ahead)):
            return later
    raise ValueError("no working day within a year")
