"""The outbox: sealed dossiers until their own receipt, what was filed, and the last known statuses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from kiosk.clock import VIETNAM
from kiosk.ids import DossierId, TicketId
from kiosk.outbox.ports import REMEMBERED, Entry, EntryState, Filed, is_old, lightest
from kiosk.store.connection import Database, stamp
from kiosk.store.draft_errands import note_forgotten
from kiosk.wire.drafts import WriteRight
from kiosk.wire.messages import DossierStatus, SealedDossier
from kiosk.wire.upload import PIECES_ABOVE

_SEALED = (
    "protocol",
    "dossier_id",
    "kiosk_id",
    "ward",
    "key_id",
    "ticket_id",
    "sealed_at",
    "sealed",
    "signature",
)
"""A dossier lies here field by field, so that a change of the wire's form cannot make it unreadable."""
_ENTRY = "number, state, queued_at, tries, last_reason, " + ", ".join(_SEALED)
_PUT = (
    f"INSERT INTO outbox (number, state, queued_at, {', '.join(_SEALED)}) "  # noqa: S608 - fixed column names
    f"VALUES (?, 'waiting', ?{', ?' * len(_SEALED)}) ON CONFLICT (dossier_id) DO NOTHING"
)
_LINE = (
    "SELECT dossier_id, tries, length(sealed), place FROM outbox WHERE state <> 'needs-person' "
    "AND ifnull((length(sealed) > ?) = ?, 1) ORDER BY tries, place LIMIT ?"
)
_ONE = f"SELECT {_ENTRY} FROM outbox WHERE dossier_id = ?"  # noqa: S608 - as above


class SqliteOutboxStore:
    """The OutboxStore on disk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self, dossier: SealedDossier, number: str, queued_at: datetime, replaces: WriteRight | None = None
    ) -> None:
        """Add, and forget the draft that it came from; an id that waits or was filed already adds nothing."""
        with self._database.growth(len(dossier.sealed)) as write:
            known = write.execute(
                "SELECT 1 FROM filed WHERE dossier_id = ?", (dossier.dossier_id,)
            ).fetchone()
            if known is None:
                values = (getattr(dossier, name) for name in _SEALED)
                write.execute(_PUT, (number, stamp(queued_at), *values))
            if replaces is not None:
                note_forgotten(write, replaces)
        if replaces is not None:
            self._database.scrub()

    def waiting(
        self, most: int, most_bytes: int | None = None, *, heavy: bool | None = None
    ) -> tuple[Entry, ...]:
        """Return what is to be sent next, in the order in which it was put; a dossier with copies may be 10 MB."""
        first = self._database.rows(_LINE, PIECES_ABOVE, heavy, most)
        line = [(DossierId(row[0]), int(row[1]), int(row[2])) for row in first]
        chosen = lightest(line, most, most_bytes)
        in_order = sorted((int(row[3]), DossierId(row[0])) for row in first)
        found = (self.entry(dossier_id) for _, dossier_id in in_order if dossier_id in chosen)
        return tuple(entry for entry in found if entry is not None)

    def entry(self, dossier_id: DossierId) -> Entry | None:
        """Return one entry, or None when it is gone or was never here."""
        found = self._database.row(_ONE, dossier_id)
        return None if found is None else _entry(found)

    def mark(self, dossier_id: DossierId, state: EntryState, reason: str, *, further: bool = False) -> None:
        """Note a try; an unknown id changes nothing."""
        with self._database.change() as write:
            write.execute(
                "UPDATE outbox SET state = ?, tries = tries + ?, last_reason = ? WHERE dossier_id = ?",
                (state, 0 if further else 1, reason, dossier_id),
            )

    def ask_again(self) -> int:
        """Let everything that needs a person wait to be sent once more; return how many."""
        with self._database.change() as write:
            return write.execute("UPDATE outbox SET state = 'waiting' WHERE state = 'needs-person'").rowcount

    def accept(self, *filed: Filed) -> None:
        """Delete the entries, remember that they were filed, make their bytes go; unknown ids change nothing."""
        with self._database.change() as write:
            for one in filed:
                gone = write.execute("DELETE FROM outbox WHERE dossier_id = ?", (one.dossier_id,)).rowcount
                if gone:
                    write.execute(
                        "INSERT INTO filed (dossier_id, ticket_id, number, received_at) VALUES (?, ?, ?, ?)",
                        (one.dossier_id, one.ticket_id, one.number, one.received_at),
                    )
        self._database.scrub()

    def filed(self, ticket_id: TicketId) -> Filed | None:
        """Return what was filed last under a receipt ticket."""
        found = self._database.row(
            "SELECT dossier_id, ticket_id, number, received_at FROM filed "
            "WHERE ticket_id = ? ORDER BY rowid DESC LIMIT 1",
            ticket_id,
        )
        return None if found is None else Filed(*found)

    def counts(self) -> dict[EntryState, int]:
        """Return how many entries are in each state, states without one included."""
        counts: dict[EntryState, int] = {"waiting": 0, "sent": 0, "needs-person": 0}
        counts.update(dict(self._database.rows("SELECT state, count(*) FROM outbox GROUP BY state")))
        return counts

    def oldest(self) -> datetime | None:
        """Return since when the oldest entry has waited that is still to be sent."""
        rows = self._database.rows(
            "SELECT queued_at FROM outbox WHERE state IN ('waiting', 'sent') ORDER BY place LIMIT 1"
        )
        return next((datetime.fromisoformat(queued_at) for (queued_at,) in rows), None)

    def keep_status(self, status: DossierStatus) -> None:
        """Remember the last known status of a ticket."""
        with self._database.change() as write:
            write.execute(
                "INSERT INTO last_status (ticket_id, body) VALUES (?, ?) "
                "ON CONFLICT (ticket_id) DO UPDATE SET body = excluded.body",
                (status.ticket_id, msgspec.msgpack.encode(status)),
            )

    def last_status(self, ticket_id: TicketId) -> DossierStatus | None:
        """Return it, or None; one that an older program kept in another form is asked for again."""
        found = self._database.row("SELECT body FROM last_status WHERE ticket_id = ?", ticket_id)
        if found is None:
            return None
        try:
            return msgspec.msgpack.decode(found[0], type=DossierStatus)
        except msgspec.MsgspecError:
            return None

    def purge(self, now: datetime) -> int:
        """Forget what was filed, and statuses, from long ago."""
        oldest = now - REMEMBERED
        filed = self._database.rows("SELECT dossier_id, received_at FROM filed")
        known = self._database.rows("SELECT ticket_id, body FROM last_status")
        old = [(one,) for one, at in filed if datetime.fromisoformat(at) < oldest]
        # A status that an older program kept in another form is never read again.
        stale = [(ticket,) for ticket, _ in known if is_old(self.last_status(ticket), oldest)]
        with self._database.change() as write:
            write.executemany("DELETE FROM filed WHERE dossier_id = ?", old)
            write.executemany("DELETE FROM last_status WHERE ticket_id = ?", stale)
        return len(old) + len(stale)


def _entry(row: tuple[Any, ...]) -> Entry:
    number, state, queued_at, tries, last_reason, *sealed = row
    return Entry(
        dossier=SealedDossier(**dict(zip(_SEALED, sealed, strict=True))),
        number=number,
        state=state,
        queued_at=datetime.fromisoformat(queued_at).astimezone(VIETNAM),
        tries=tries,
        last_reason=last_reason,
    )
