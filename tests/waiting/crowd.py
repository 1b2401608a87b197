"""Lines to try things on."""

from datetime import datetime, timedelta

from kiosk.clock import VIETNAM
from kiosk.ids import TicketId
from kiosk.waiting import line as lines
from kiosk.waiting.line import Line, Place

MORNING = datetime(2026, 11, 16, 8, 0, tzinfo=VIETNAM)
MINUTE = timedelta(minutes=1)


def place(turn, *, first=False, at=MORNING, **more):
    return Place(TicketId(f"{turn:032d}"), f"A{turn:03d}", turn, first, "vi", at, **more)


def line(kinds, at=MORNING):
    """A line of numbers, F for those that go first; the first letter was taken first."""
    return Line(MORNING.date(), tuple(place(n, first=kind == "F", at=at) for n, kind in enumerate(kinds, 1)))


def joined(before, *, first, at):
    places = (*before.places, place(len(before.places) + 1, first=first, at=at))
    return Line(before.day, places, before.streak)


def called(before, now, counter=1):
    """Call the next; return the line and the number that came up, "" for none."""
    up = lines.next_place(before, now)
    return lines.call_next(before, counter, now), up.number if up else ""


def calls(before, now, count):
    found = []
    for _ in range(count):
        before, number = called(before, now)
        found.append(number)
    return found


def worked(gaps, *, taken=MORNING):
    """A morning's calls so many minutes after each other, all of numbers that had waited since it began."""
    now, places = MORNING, []
    for turn, gap in enumerate((0, *gaps), 1):
        now += gap * MINUTE
        places.append(place(turn, at=taken, standing="done", called_at=now))
    return Line(MORNING.date(), tuple(places)), now
