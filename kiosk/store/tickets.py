"""Tickets, the count of each series, encrypted drafts and the misses of birth years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from kiosk.clock import VIETNAM
from kiosk.ids import TicketId
from kiosk.store import numbers
from kiosk.store.connection import Database, stamp
from kiosk.store.draft_errands import note_forgotten, note_kept
from kiosk.tickets.copies import CopyId
from kiosk.tickets.ports import TicketKind, TicketRow, TicketState
from kiosk.wire.drafts import LockedDraft, WriteRight

KEPT = timedelta(days=60)
"""How long a ticket's row and a count of misses are kept."""

_KEEP = """INSERT INTO draft (ticket_id, version, expires, expires_at, nonce, ciphertext, write_digest)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (ticket_id) DO UPDATE SET
    version = excluded.version, expires = excluded.expires, expires_at = excluded.expires_at,
    nonce = excluded.nonce, ciphertext = excluded.ciphertext, write_digest = excluded.write_digest"""


class SqliteTicketStore:
    """The TicketStore on disk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reserve(
        self, series: str, kind: TicketKind, ticket_id: TicketId, at: datetime, *, language: str = ""
    ) -> TicketRow:
        """Take the next number; see the port. Raises StoreBroken when the id has a ticket already."""
        with self._database.growth() as write:
            number, _ = numbers.reserve(write, series, kind, ticket_id, at, language=language)
        return TicketRow(number.code, kind, ticket_id, "reserved", at, language=language)

    def set_state(self, ticket_id: TicketId, state: TicketState) -> None:
        """Note what became of the printing; an id without a ticket changes nothing."""
        with self._database.change() as write:
            write.execute("UPDATE ticket SET state = ? WHERE ticket_id = ?", (state, ticket_id))

    def settle(self) -> int:
        """After a crash: what was being printed is unknown, what was only reserved has failed; return how many."""
        with self._database.change() as write:
            return write.execute(
                "UPDATE ticket SET state = CASE state WHEN 'printing' THEN 'unknown' ELSE 'failed' END "
                "WHERE state IN ('reserved', 'printing')"
            ).rowcount

    def count_reprint(self, ticket_id: TicketId) -> None:
        """Count one more print; an id without a ticket changes nothing."""
        with self._database.change() as write:
            write.execute("UPDATE ticket SET reprints = reprints + 1 WHERE ticket_id = ?", (ticket_id,))

    def ticket(self, ticket_id: TicketId) -> TicketRow | None:
        """Return the row, or None."""
        found = self._database.row(
            "SELECT number, kind, state, issued_at, reprints, language FROM ticket WHERE ticket_id = ?",
            ticket_id,
        )
        if found is None:
            return None
        number, kind, state, issued_at, reprints, language = found
        at = datetime.fromisoformat(issued_at).astimezone(VIETNAM)
        return TicketRow(number, kind, ticket_id, state, at, reprints, language)

    def last_number(self, series: str) -> tuple[date, int] | None:
        """Return the latest day and number of a series."""
        found = self._database.row("SELECT day, last FROM series WHERE series = ?", series)
        return None if found is None else (date.fromisoformat(found[0]), found[1])

    def keep_draft(
        self, draft: LockedDraft, replaces: WriteRight | None, copies: Sequence[CopyId] = ()
    ) -> None:
        """Keep ciphertext under its id and make the replaced one's bytes go; the desk is told of both soon."""
        expires_at = stamp(datetime.fromisoformat(draft.expires))
        with self._database.growth() as write:
            # Before the replaced draft goes, whose copies would go with it.
            held = [(draft.id, copy) for copy in copies]
            write.executemany("UPDATE copy_page SET ticket_id = ? WHERE copy_id = ?", held)
            if replaces is not None and replaces.id != draft.id:
                note_forgotten(write, replaces, heir=draft.id)
            note_kept(write, draft)
            write.execute(
                _KEEP,
                (
                    draft.id,
                    draft.version,
                    draft.expires,
                    expires_at,
                    draft.nonce,
                    draft.ciphertext,
                    draft.write_digest,
                ),
            )
        self._database.scrub()

    def draft(self, ticket_id: TicketId) -> LockedDraft | None:
        """Return the ciphertext, or None."""
        found = self._database.row(
            "SELECT version, expires, nonce, ciphertext, write_digest FROM draft WHERE ticket_id = ?",
            ticket_id,
        )
        if found is None:
            return None
        version, expires, nonce, ciphertext, digest = found
        return LockedDraft(
            id=ticket_id,
            version=version,
            expires=expires,
            nonce=nonce,
            ciphertext=ciphertext,
            write_digest=digest,
        )

    def forget_draft(self, ticket_id: TicketId) -> None:
        """Delete it here alone and make its bytes go."""
        with self._database.change() as write:
            write.execute("DELETE FROM draft WHERE ticket_id = ?", (ticket_id,))
        self._database.scrub()

    def misses(self, ticket_id: TicketId) -> int:
        """Return the wrong birth years so far."""
        found = self._database.row("SELECT count FROM birth_year_miss WHERE ticket_id = ?", ticket_id)
        return 0 if found is None else int(found[0])

    def miss(self, ticket_id: TicketId) -> int:
        """Count a wrong birth year before it is answered; forgetting the draft does not clear the count."""
        with self._database.change() as write:
            (count,) = write.execute(
                "INSERT INTO birth_year_miss (ticket_id, count) VALUES (?, 1) "
                "ON CONFLICT (ticket_id) DO UPDATE SET count = count + 1 RETURNING count",
                (ticket_id,),
            ).fetchone()
        return int(count)

    def forgive(self, ticket_id: TicketId) -> None:
        """Forget the misses: the right birth year was told."""
        with self._database.change() as write:
            write.execute("DELETE FROM birth_year_miss WHERE ticket_id = ?", (ticket_id,))

    def purge(self, now: datetime) -> int:
        """Delete expired drafts, old tickets and old counts of misses; return how many drafts went."""
        old = stamp(now - KEPT)
        with self._database.change() as write:
            gone = write.execute("DELETE FROM draft WHERE expires_at <= ?", (stamp(now),)).rowcount
            write.execute("DELETE FROM draft_errand WHERE expires_at <= ?", (stamp(now),))
            write.execute("DELETE FROM ticket WHERE issued_at < ?", (old,))
            # A miss tells no time, so its age counts from the first purge that sees it.
            write.execute("UPDATE birth_year_miss SET seen_at = ? WHERE seen_at IS NULL", (stamp(now),))
            write.execute("DELETE FROM birth_year_miss WHERE seen_at < ?", (old,))
        self._database.scrub()
        return gone
