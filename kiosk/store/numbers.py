"""Taking the next number of a series: all that takes one does it here, so that no number comes twice."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from kiosk.clock import VIETNAM
from kiosk.ids import TicketId
from kiosk.store.connection import stamp
from kiosk.tickets.numbering import Number, next_number
from kiosk.tickets.ports import TicketKind


def last_number(read: sqlite3.Connection, series: str) -> tuple[date, int] | None:
    """Return the latest day and number of a series."""
    found = read.execute("SELECT day, last FROM series WHERE series = ?", (series,)).fetchone()
    return None if found is None else (date.fromisoformat(found[0]), found[1])


def reserve(
    write: sqlite3.Connection,
    series: str,
    kind: TicketKind,
    ticket_id: TicketId,
    at: datetime,
    *,
    language: str = "",
) -> tuple[Number, date]:
    """Take the next number and keep its ticket as reserved, within a transaction; return it and its day."""
    number, (day, count) = next_number(series, last_number(write, series), at.astimezone(VIETNAM).date())
    write.execute(
        "INSERT INTO series (series, day, last) VALUES (?, ?, ?) "
        "ON CONFLICT (series) DO UPDATE SET day = excluded.day, last = excluded.last",
        (series, day.isoformat(), count),
    )
    write.execute(
        "INSERT INTO ticket (ticket_id, number, kind, state, issued_at, language) "
        "VALUES (?, ?, ?, 'reserved', ?, ?)",
        (ticket_id, number.code, kind, stamp(at), language),
    )
    return number, day
