"""point.toml: the support point that the machine stands in."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from kiosk.settings.table import Table

ClockTime = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time of day like 07:30."""


class Ward(Table, frozen=True):
    """The ward or commune."""

    code: Annotated[str, Meta(pattern=r"^\d{5}$")]
    name: str
    phone: str = ""


class Hours(Table, frozen=True):
    """An opening time of every week. ``days``: 1 is Monday, 7 is Sunday."""

    days: Annotated[tuple[Annotated[int, Meta(ge=1, le=7)], ...], Meta(min_length=1)]
    opens: ClockTime
    closes: ClockTime


class Named(Table, frozen=True):
    """A name in the kiosk's languages; where one is missing the Vietnamese stands."""

    vi: Annotated[str, Meta(min_length=1)]
    en: str = ""
    km: str = ""

    def in_language(self, language: str) -> str:
        """Return the name in ``language`` (vi, en, km), or in Vietnamese where it is missing."""
        return {"en": self.en, "km": self.km}.get(language, "") or self.vi


class Event(Table, frozen=True):
    """One day on which the point serves besides its weekly hours, here or elsewhere."""

    day: date
    opens: ClockTime
    closes: ClockTime
    name: Named
    place: str = ""
    """Where, when it is not at the point itself, e.g. a hamlet's hall."""


class Point(Table, frozen=True):
    """point.toml."""

    code: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{1,31}$")]
    name: str
    """As it stands on screen, e.g. "Điểm hỗ trợ Khu phố 46"."""
    short_name: str
    """As it stands on paper."""
    ward: Ward
    hamlets: tuple[str, ...] = ()
    """The hamlets of the ward, as they are called there; the nearest first. Offered where somebody's is asked for."""
    counters: Annotated[int, Meta(ge=0, le=3)] = 1
    """At how many counters numbers are called; 0: nobody takes a number here."""
    hours: tuple[Hours, ...] = ()
    events: tuple[Event, ...] = ()
    closed: tuple[date, ...] = ()
    """Days off of the ward besides weekends and public holidays."""
    worked: tuple[date, ...] = ()
    """Days that the ward works although the calendar says otherwise."""


def misplaced(point: Point) -> tuple[str, str] | None:
    """Return the key of a day or opening time that contradicts another, and what is expected; None: none does."""
    opened: dict[str, tuple[Hours | Event, ...]] = {"hours": point.hours, "events": point.events}
    for name, ranges in opened.items():
        for at, one in enumerate(ranges):
            if one.opens >= one.closes:
                return f"{name}[{at}].closes", f"a time after {one.opens}, when it opens"
    for at, event in enumerate(point.events):
        if event.day in point.closed:
            return f"events[{at}].day", f"a day that does not stand under closed as {event.day} does"
    both = sorted(set(point.closed) & set(point.worked))
    return ("worked", f"days that do not stand under closed as {both[0]} does") if both else None
