"""The memory twin of the line of the day."""

from __future__ import annotations

from datetime import datetime
from threading import Lock

from kiosk.clock import VIETNAM
from kiosk.ids import TicketId
from kiosk.store.memory import MemoryTicketStore
from kiosk.store.waiting import KEPT
from kiosk.waiting.line import Act, Line, Place, day_of, on_day


class MemoryWaitingStore:
    """The WaitingStore's twin. ``tickets``: the twin that holds the series, as the same file does on disk."""

    def __init__(self, tickets: MemoryTicketStore | None = None) -> None:
        self.tickets = tickets or MemoryTicketStore()
        self._lines: list[Line] = []
        self._turn = 0
        self._lock = Lock()

    def take(self, series: str, ticket_id: TicketId, *, first: bool, language: str, at: datetime) -> Place:
        """Take the next number and stand in line. Raises StoreBroken when the id has a ticket already."""
        with self._lock:
            row = self.tickets.reserve(series, "queue", ticket_id, at)
            (day, _) = self.tickets.last_number(series) or (day_of(at), 0)
            self._turn += 1
            place = Place(ticket_id, row.number, self._turn, first, language, at.astimezone(VIETNAM))
            line = self._lines[-1] if self._lines and self._lines[-1].day == day else Line(day)
            self._keep(Line(day, (*line.places, place), line.streak))
            return place

    def line(self, at: datetime) -> Line:
        """Return the line of that day, or of a later one that has begun."""
        return on_day(self._lines[-1], day_of(at)) if self._lines else Line(day_of(at))

    def change(self, act: Act, at: datetime) -> Line:
        """Let something be done with the line of that day."""
        with self._lock, self.tickets.disk:
            after = act(self.line(at))
            if after.places:
                self._keep(after)
            return after

    def purge(self, now: datetime) -> int:
        """Delete the lines of days that are long over; return how many numbers went."""
        oldest = day_of(now) - KEPT
        with self._lock, self.tickets.disk:
            gone = sum(len(line.places) for line in self._lines if line.day < oldest)
            self._lines = [line for line in self._lines if line.day >= oldest]
            return gone

    def _keep(self, line: Line) -> None:
        self._lines = [*(one for one in self._lines if one.day != line.day), line]
