"""When somebody is at the point: its weekly hours, without holidays and closed days, and its event days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from msgspec import Struct

from kiosk.procedures.working_days import PUBLIC, WorkingDays
from kiosk.settings import Event, Hours, Point

FURTHEST = 366
"""Days that are looked ahead for the next opening."""


class Opening(Struct, frozen=True):
    """One stretch of time in which the point is open: ``starts <= t < ends``, in the zone that was asked in."""

    starts: datetime
    ends: datetime
    event: Event | None = None
    """The event that it is open for; None: the weekly hours."""


class OpeningHours(Struct, frozen=True):
    """All opening times of one point.

    Weekly hours do not hold on public holidays and closed days. An event is held on whatever day it names.
    """

    weekly: tuple[Hours, ...] = ()
    events: tuple[Event, ...] = ()
    calendar: WorkingDays = PUBLIC

    def on(self, day: date) -> tuple[tuple[time, time, Event | None], ...]:
        """Return what is open on ``day``: from, until and for which event, by the hour at which it opens."""
        found: list[tuple[time, time, Event | None]] = [
            (time.fromisoformat(event.opens), time.fromisoformat(event.closes), event)
            for event in self.events
            if event.day == day
        ]
        weekly = [one for one in self.weekly if day.isoweekday() in one.days]
        if weekly and not self.calendar.is_holiday(day):
            found += [(time.fromisoformat(one.opens), time.fromisoformat(one.closes), None) for one in weekly]
        return tuple(sorted(found, key=lambda one: one[:2]))

    def is_open(self, now: datetime) -> bool:
        """Tell whether the point is open at ``now`` (local time)."""
        at = now.time()
        return any(opens <= at < closes for opens, closes, _event in self.on(now.date()))

    def next_opening(self, now: datetime) -> Opening | None:
        """Return the first opening that starts after ``now`` (local time), None when there is none within a year."""
        for ahead in range(FURTHEST + 1):
            day = now.date() + timedelta(days=ahead)
            for opens, closes, event in self.on(day):
                starts = datetime.combine(day, opens, now.tzinfo)
                if starts > now:
                    return Opening(starts, datetime.combine(day, closes, now.tzinfo), event)
        return None


ALWAYS_CLOSED = OpeningHours()


def hours_of(point: Point) -> OpeningHours:
    """Return the opening hours that a point's settings tell."""
    calendar = WorkingDays(frozenset(point.closed), frozenset(point.worked))
    return OpeningHours(point.hours, point.events, calendar)
