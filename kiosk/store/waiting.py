"""The line of the day: numbers, in what order they are called, and how each stands."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta
from typing import Any, Final

from kiosk.clock import VIETNAM
from kiosk.ids import TicketId
from kiosk.store import numbers
from kiosk.store.connection import Database, stamp
from kiosk.waiting.line import Act, Line, Place, day_of

KEPT: Final = timedelta(days=60)
"""How long the lines of former days are kept, as their tickets are."""
_COLUMNS: Final = (
    "ticket_id, number, turn, first, language, taken_at, standing, counter, calls, absences, rest, called_at"
)


class SqliteWaitingStore:
    """The WaitingStore on disk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, series: str, ticket_id: TicketId, *, first: bool, language: str, at: datetime) -> Place:
        """Take the next number and stand in line. Raises StoreBroken when the id has a ticket already."""
        with self._database.growth() as write:
            number, day = numbers.reserve(write, series, "queue", ticket_id, at)
            added = write.execute(
                "INSERT INTO waiting (ticket_id, day, number, first, language, taken_at, standing, "
                "counter, calls, absences, rest) VALUES (?, ?, ?, ?, ?, ?, 'waiting', 0, 0, 0, 0)",
                (ticket_id, day.isoformat(), number.code, int(first), language, stamp(at)),
            )
            turn = added.lastrowid or 0
        return Place(ticket_id, number.code, turn, first, language, at.astimezone(VIETNAM))

    def line(self, at: datetime) -> Line:
        """Return the line of that day, or of a later one that has begun."""
        with self._database.change() as read:
            return _line(read, at)

    def change(self, act: Act, at: datetime) -> Line:
        """Let something be done with the line of that day, and keep what it has changed."""
        with self._database.change() as write:
            before = _line(write, at)
            after = act(before)
            for place in set(after.places) - set(before.places):
                write.execute(
                    "UPDATE waiting SET first = ?, standing = ?, counter = ?, calls = ?, absences = ?, rest = ?, "
                    "called_at = ? WHERE ticket_id = ?",
                    (
                        int(place.first),
                        place.standing,
                        place.counter,
                        place.calls,
                        place.absences,
                        place.rest,
                        None if place.called_at is None else stamp(place.called_at),
                        place.ticket_id,
                    ),
                )
            if after.streak != before.streak:
                write.execute(
                    "INSERT INTO waiting_day (day, streak) VALUES (?, ?) "
                    "ON CONFLICT (day) DO UPDATE SET streak = excluded.streak",
                    (after.day.isoformat(), after.streak),
                )
        return after

    def purge(self, now: datetime) -> int:
        """Delete the lines of days that are long over; return how many numbers went."""
        oldest = (day_of(now) - KEPT).isoformat()
        with self._database.change() as write:
            gone = write.execute("DELETE FROM waiting WHERE day < ?", (oldest,)).rowcount
            write.execute("DELETE FROM waiting_day WHERE day < ?", (oldest,))
        return gone


def _line(read: sqlite3.Connection, at: datetime) -> Line:
    today = day_of(at)
    (latest,) = read.execute("SELECT max(day) FROM waiting").fetchone()
    day = today if latest is None else max(today, date.fromisoformat(latest))
    rows = read.execute(f"SELECT {_COLUMNS} FROM waiting WHERE day = ? ORDER BY turn", (day.isoformat(),))  # noqa: S608 - our own names
    places = tuple(_place(row) for row in rows)
    kept = read.execute("SELECT streak FROM waiting_day WHERE day = ?", (day.isoformat(),)).fetchone()
    return Line(day, places, 0 if kept is None else kept[0])


def _place(row: tuple[Any, ...]) -> Place:
    (
        ticket_id,
        number,
        turn,
        first,
        language,
        taken_at,
        standing,
        counter,
        calls,
        absences,
        rest,
        called_at,
    ) = row
    return Place(
        ticket_id=ticket_id,
        number=number,
        turn=turn,
        first=bool(first),
        language=language,
        taken_at=_time(taken_at),
        standing=standing,
        counter=counter,
        calls=calls,
        absences=absences,
        rest=rest,
        called_at=None if called_at is None else _time(called_at),
    )


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(VIETNAM)
