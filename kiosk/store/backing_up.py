"""Everything that is on its way to the ward, and every saved visit, for whoever keeps it in a second place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from kiosk.ids import DossierId, TicketId
from kiosk.outbox.ports import Entry
from kiosk.outbox.visits import KeptReport
from kiosk.store.connection import Database, stamp
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.store.tickets import SqliteTicketStore
from kiosk.store.visits import SqliteVisitStore
from kiosk.wire.drafts import LockedDraft

_ALL = 1_000_000_000


def everything(database: Database, now: datetime) -> Iterator[Entry | LockedDraft | KeptReport]:
    """Yield each dossier without a receipt, each draft that has not expired, and each report that the ward has not.

    One after the other, as all of it stood at one moment; the kiosk goes on meanwhile. The database is the caller's
    own, not the one by which the kiosk runs.
    """
    dossiers, drafts, visits = (
        SqliteOutboxStore(database),
        SqliteTicketStore(database),
        SqliteVisitStore(database),
    )
    with database.snapshot():
        for (dossier,) in database.rows("SELECT dossier_id FROM outbox ORDER BY place"):
            entry = dossiers.entry(DossierId(dossier))
            if entry is not None:
                yield entry
        for (ticket,) in database.rows("SELECT ticket_id FROM draft WHERE expires_at > ?", stamp(now)):
            draft = drafts.draft(TicketId(ticket))
            if draft is not None:
                yield draft
        yield from visits.reports(_ALL)
