"""The line of one day: numbers, who goes first, and what a helper does with them. Pure; a line is never changed.

Who is called next: those who go first before the others, each kind by the order of taking. So that nobody waits for
ever, after ``IN_A_ROW`` calls of such numbers one of the others comes, as soon as it has waited ``LONG``.
Who is absent lets ``BACK`` others pass and is then the first of its kind again; absent ``AWAY_AFTER`` times it steps
aside: it stays on the board, and only a helper calls it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final, Literal

from msgspec import Struct, structs

from kiosk.clock import VIETNAM
from kiosk.ids import TicketId

IN_A_ROW: Final = 2
LONG: Final = timedelta(minutes=15)
BACK: Final = 3
AWAY_AFTER: Final = 2

Standing = Literal["waiting", "called", "away", "done"]
Act = Callable[["Line"], "Line"]
"""What a helper does with a line."""


class Place(Struct, frozen=True):
    """One number in the line. Why it goes first is kept nowhere."""

    ticket_id: TicketId
    number: str
    """As records keep it: "A012"."""
    turn: int
    """Grows with every number that is taken, whatever the clock says."""
    first: bool
    """True where it goes first."""
    language: str
    """In which it is called besides Vietnamese."""
    taken_at: datetime
    standing: Standing = "waiting"
    counter: int = 0
    """At which it was called, from 1; 0: at none."""
    calls: int = 0
    absences: int = 0
    rest: int = 0
    """How many others are called before it, after it was absent."""
    called_at: datetime | None = None
    """When it was called, the latest time that it came up."""

    def minutes(self, now: datetime) -> int:
        """Return how many whole minutes ago it was taken; 0 where the clock was set back since."""
        return max(0, int((now - self.taken_at).total_seconds() // 60))

    def is_long(self, now: datetime) -> bool:
        """Tell whether it has waited long; one of which a clock that was set back knows nothing has, too."""
        return not timedelta() <= now - self.taken_at < LONG


class Line(Struct, frozen=True):
    """All numbers of one day, in the order of taking."""

    day: date
    places: tuple[Place, ...] = ()
    streak: int = 0
    """How many numbers that go first were called in a row until now."""

    @property
    def waiting(self) -> tuple[Place, ...]:
        """Those who wait, in the order of taking."""
        return tuple(one for one in self.places if one.standing == "waiting")

    @property
    def serving(self) -> tuple[Place, ...]:
        """Those who are called or served now, one a counter, by counter."""
        called = (one for one in self.places if one.standing == "called")
        return tuple(sorted(called, key=lambda one: one.counter))

    @property
    def away(self) -> tuple[Place, ...]:
        """Those who have stepped aside."""
        return tuple(one for one in self.places if one.standing == "away")

    def at(self, counter: int) -> Place | None:
        """Return who is called or served at a counter."""
        return next((one for one in self.serving if one.counter == counter), None)

    def find(self, number: str) -> Place | None:
        """Return the place of a number of this day."""
        return next((one for one in self.places if one.number == number), None)


def day_of(at: datetime) -> date:
    """Return the day in Vietnam of an aware time."""
    return at.astimezone(VIETNAM).date()


def on_day(line: Line, today: date) -> Line:
    """Return the line as it stands today: at midnight whoever still waited is gone. A day never comes back."""
    return line if today <= line.day else Line(today)


def next_place(line: Line, now: datetime) -> Place | None:
    """Return who is to be called next, None where nobody waits."""
    waiting = line.waiting
    least = min((one.rest for one in waiting), default=0)
    able = [one for one in waiting if one.rest == least]
    first = next((one for one in able if one.first), None)
    usual = next((one for one in able if not one.first), None)
    if usual is not None and line.streak >= IN_A_ROW and usual.is_long(now):
        return usual
    return first or usual


def call_next(line: Line, counter: int, now: datetime) -> Line:
    """Return the line after the next call at a counter; whoever was there is served, even where nobody waits."""
    place = next_place(line, now)
    return done(line, counter) if place is None else _called(line, place, counter, now)


def call(line: Line, number: str, counter: int, now: datetime) -> Line:
    """Return the line after one number was called out of turn; as it is where that does not wait nor stand aside."""
    place = line.find(number)
    if place is None or place.standing not in {"waiting", "away"}:
        return line
    return _called(line, place, counter, now)


def call_again(line: Line, counter: int) -> Line:
    """Return the line after the number at a counter was called once more."""
    place = line.at(counter)
    return line if place is None else _put(line, structs.replace(place, calls=place.calls + 1))


def absent(line: Line, counter: int) -> Line:
    """Return the line after nobody came to a counter: back behind some others, or aside."""
    place = line.at(counter)
    if place is None:
        return line
    absences = place.absences + 1
    standing: Standing = "away" if absences >= AWAY_AFTER else "waiting"
    return _put(
        line, structs.replace(place, standing=standing, counter=0, calls=0, absences=absences, rest=BACK)
    )


def done(line: Line, counter: int) -> Line:
    """Return the line after whoever was at a counter has been served."""
    place = line.at(counter)
    return line if place is None else _put(line, structs.replace(place, standing="done", counter=0))


def put_first(line: Line, number: str, *, first: bool) -> Line:
    """Return the line after a helper has said of a number that waits whether it goes first."""
    place = line.find(number)
    if place is None or place.standing != "waiting":
        return line
    return _put(line, structs.replace(place, first=first))


def order(line: Line, now: datetime) -> tuple[Place, ...]:
    """Return all who wait in the order of their calls, if nobody else came and all were there."""
    found: list[Place] = []
    while (place := next_place(line, now)) is not None:
        found.append(place)
        line = call_next(line, 1, now)
    return tuple(found)


def ahead(line: Line, number: str, now: datetime) -> int:
    """Return how many are to be called before a number that waits; 0 for any other."""
    numbers = [one.number for one in order(line, now)]
    return numbers.index(number) if number in numbers else 0


def _called(line: Line, place: Place, counter: int, now: datetime) -> Line:
    line = done(line, counter)
    called = structs.replace(
        place, standing="called", counter=counter, calls=1, rest=0, called_at=max(now, place.taken_at)
    )
    rested = tuple(
        structs.replace(one, rest=one.rest - 1) if one.standing == "waiting" and one.rest else one
        for one in line.places
    )
    streak = line.streak + 1 if place.first else 0
    return _put(structs.replace(line, places=rested, streak=streak), called)


def _put(line: Line, place: Place) -> Line:
    places = tuple(place if one.number == place.number else one for one in line.places)
    return structs.replace(line, places=places)
