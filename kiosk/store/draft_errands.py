"""What the desk is still to be told of saved visits: noted in the transaction that saves, files or deletes."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from kiosk.ids import TicketId
from kiosk.outbox.drafts import Errand, ErrandKind
from kiosk.store.connection import Database, stamp
from kiosk.wire.drafts import LockedDraft, WriteRight

_ADD = (
    "INSERT INTO draft_errand (kind, ticket_id, proof, heir, expires, expires_at) VALUES (?, ?, ?, ?, ?, ?)"
)
_DUE = (
    "SELECT place, kind, errand.ticket_id, proof, heir, errand.expires, "
    "version, draft.expires, nonce, ciphertext, write_digest "
    "FROM draft_errand AS errand LEFT JOIN draft ON draft.ticket_id = errand.ticket_id "
    "ORDER BY CASE kind WHEN 'forget' THEN 0 WHEN 'keep' THEN 1 ELSE 2 END, place LIMIT ?"
)
_ERRAND_FIELDS = 6


def note_kept(write: sqlite3.Connection, draft: LockedDraft) -> None:
    """The desk is to keep this draft."""
    write.execute("DELETE FROM draft_errand WHERE ticket_id = ?", (draft.id,))
    _add(write, "keep", draft)


def note_forgotten(write: sqlite3.Connection, right: WriteRight, heir: str = "") -> None:
    """Delete the draft here; the desk is to delete it, and need not hear anything else of it."""
    write.execute("DELETE FROM draft WHERE ticket_id = ?", (right.id,))
    write.execute("DELETE FROM draft_errand WHERE ticket_id = ?", (right.id,))
    _add(write, "forget", right, heir=heir)


class SqliteErrandStore:
    """The ErrandStore on disk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def errands(self, most: int) -> tuple[Errand, ...]:
        """Return what is to be told next; see the port."""
        return tuple(_errand(row) for row in self._database.rows(_DUE, most))

    def waits(self, ticket_id: TicketId, kind: ErrandKind) -> bool:
        """Tell whether the desk is still to be told this of the ticket."""
        asked = "SELECT 1 FROM draft_errand WHERE ticket_id = ? AND kind = ?"
        return self._database.row(asked, ticket_id, kind) is not None

    def done(self, errand: Errand) -> None:
        """Forget the errand and make its bytes go."""
        with self._database.change() as write:
            write.execute("DELETE FROM draft_errand WHERE place = ?", (errand.place,))
        if errand.right is not None:
            self._database.scrub()

    def bury(self, ticket_id: TicketId) -> None:
        """Delete the draft here and what was still to be told of it, and make its bytes go."""
        with self._database.change() as write:
            write.execute("DELETE FROM draft WHERE ticket_id = ?", (ticket_id,))
            write.execute("DELETE FROM draft_errand WHERE ticket_id = ?", (ticket_id,))
        self._database.scrub()

    def forget(self, right: WriteRight) -> None:
        """Delete the draft here and note that the desk is to."""
        with self._database.change() as write:
            note_forgotten(write, right)
        self._database.scrub()

    def miss(self, right: WriteRight) -> None:
        """Note a try that the desk has not counted."""
        with self._database.change() as write:
            _add(write, "miss", right)

    def forgive(self, right: WriteRight) -> None:
        """Note that the right birth year was told."""
        with self._database.change() as write:
            write.execute(
                "DELETE FROM draft_errand WHERE ticket_id = ? AND kind IN ('miss', 'forgive')", (right.id,)
            )
            _add(write, "forgive", right)

    def held(self, after: str, most: int) -> tuple[TicketId, ...]:
        """Return the ids of the drafts that lie here, in their order, from behind ``after`` on."""
        rows = self._database.rows(
            "SELECT ticket_id FROM draft WHERE ticket_id > ? ORDER BY ticket_id LIMIT ?", after, most
        )
        return tuple(TicketId(row[0]) for row in rows)


def _add(
    write: sqlite3.Connection, kind: ErrandKind, of: WriteRight | LockedDraft, *, heir: str = ""
) -> None:
    """Add an errand; the proof is kept where it must be shown."""
    proof = of.proof if isinstance(of, WriteRight) and kind in {"forget", "forgive"} else None
    expires_at = stamp(datetime.fromisoformat(of.expires))
    write.execute(_ADD, (kind, of.id, proof, heir, of.expires, expires_at))


def _errand(row: tuple[Any, ...]) -> Errand:
    place, kind, ticket_id, proof, heir, expires = row[:_ERRAND_FIELDS]
    version, until, nonce, ciphertext, digest = row[_ERRAND_FIELDS:]
    right = None if proof is None else WriteRight(id=ticket_id, proof=proof, expires=expires)
    draft = None
    if kind == "keep" and ciphertext is not None:
        draft = LockedDraft(
            id=ticket_id,
            version=version,
            expires=until,
            nonce=nonce,
            ciphertext=ciphertext,
            write_digest=digest,
        )
    return Errand(place, kind, ticket_id, right, heir, draft)
