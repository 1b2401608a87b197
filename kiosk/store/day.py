"""What of the point's day lies in the other tables, and what helpers have noted of it. Numbers and ids only."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from kiosk.clock import VIETNAM
from kiosk.ids import DossierId, TicketId
from kiosk.store.connection import Database, stamp
from kiosk.visit.day import AtHome, Day, HandedIn, Stuck

AT_HOME: Final = timedelta(days=14)
"""How long a visit at home that somebody asked for is told of."""
_KEPT: Final = timedelta(days=60)

_STUCK = """SELECT o.dossier_id, o.number, o.last_reason, n.at FROM outbox o
    LEFT JOIN day_note n ON n.kind = 'officer-told' AND n.about = o.dossier_id
    WHERE o.state = 'needs-person' ORDER BY o.place"""
_WAITING = (
    """SELECT count(*), sum(state = 'sent'), min(queued_at) FROM outbox WHERE state <> 'needs-person'"""
)
_AT_HOME = """SELECT t.number, EXISTS (SELECT 1 FROM filed f WHERE f.ticket_id = t.ticket_id) AS sent
    FROM ticket t WHERE t.kind = 'home-visit' AND t.issued_at >= ?
    AND (sent OR EXISTS (SELECT 1 FROM outbox o WHERE o.ticket_id = t.ticket_id)) ORDER BY t.issued_at"""
_SAVED = """SELECT t.number FROM draft d JOIN ticket t ON t.ticket_id = d.ticket_id ORDER BY t.issued_at"""
_TAKEN_UP = """SELECT t.number FROM day_note n JOIN ticket t ON t.ticket_id = n.about
    WHERE n.kind = 'taken-up' AND n.at >= ? ORDER BY n.at"""
_HANDED_IN = """SELECT count(*), sum(EXISTS (SELECT 1 FROM outbox o WHERE o.ticket_id = t.ticket_id)) FROM ticket t
    WHERE t.issued_at >= ? AND t.issued_at < ? AND (EXISTS (SELECT 1 FROM outbox o WHERE o.ticket_id = t.ticket_id)
    OR EXISTS (SELECT 1 FROM filed f WHERE f.ticket_id = t.ticket_id))"""
_NOTE = """INSERT INTO day_note (kind, about, at) VALUES (?, ?, ?)
    ON CONFLICT (kind, about) DO UPDATE SET at = excluded.at"""


class SqliteDayStore:
    """The DayStore on disk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def look(self, now: datetime) -> Day:
        """Return how the day stands at ``now`` (aware)."""
        rows = self._database.rows
        morning = now.astimezone(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
        waiting = self._database.row(_WAITING)
        count, unanswered, since = waiting or (0, 0, None)
        return Day(
            stuck=tuple(
                Stuck(DossierId(dossier), number, reason, _time(at))
                for dossier, number, reason, at in rows(_STUCK)
            ),
            at_home=tuple(
                AtHome(number, bool(sent)) for number, sent in rows(_AT_HOME, stamp(now - AT_HOME))
            ),
            taken_up=tuple(number for (number,) in rows(_TAKEN_UP, stamp(morning))),
            saved=tuple(number for (number,) in rows(_SAVED)),
            waiting=int(count),
            unanswered=int(unanswered or 0),
            waits_since=_time(since),
        )

    def handed_in(self, day: date) -> HandedIn:
        """Return what was handed in on ``day`` (in Vietnam)."""
        morning = datetime.combine(day, time(), VIETNAM)
        found = self._database.row(_HANDED_IN, stamp(morning), stamp(morning + timedelta(days=1)))
        count, here = found or (0, 0)
        return HandedIn(int(count), int(here or 0))

    def retry(self, dossier: DossierId) -> None:
        """Let it wait to be sent once more; one that needs nobody stays as it is."""
        with self._database.change() as write:
            write.execute(
                "UPDATE outbox SET state = 'waiting' WHERE dossier_id = ? AND state = 'needs-person'",
                (dossier,),
            )

    def note_told(self, dossier: DossierId, at: datetime) -> None:
        """Note that the officer knows of it."""
        self._note("officer-told", dossier, at)

    def note_taken_up(self, ticket: TicketId, at: datetime) -> None:
        """Note that somebody goes on with what was saved under this ticket."""
        self._note("taken-up", ticket, at)

    def _note(self, kind: str, about: str, at: datetime) -> None:
        with self._database.growth() as write:
            write.execute("DELETE FROM day_note WHERE at < ?", (stamp(at - _KEPT),))
            write.execute(_NOTE, (kind, about, stamp(at)))


def _time(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at).astimezone(VIETNAM) if at else None
