"""Sealed pages of papers. A trigger deletes them with the draft that holds them, whoever deletes that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kiosk.store.connection import Database, stamp
from kiosk.tickets.copies import CopyId, SealedPage

_LOOSE = "ticket_id IS NULL"


class SqliteCopyStore:
    """The CopyStore on disk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, page: SealedPage, until: datetime) -> None:
        """Keep a page that no draft holds yet."""
        with self._database.growth(len(page.ciphertext)) as write:
            write.execute(
                "INSERT INTO copy_page (copy_id, expires_at, nonce, ciphertext) VALUES (?, ?, ?, ?)",
                (page.id, stamp(until), page.nonce, page.ciphertext),
            )

    def page(self, copy: CopyId) -> SealedPage | None:
        """Return a page, or None."""
        found = self._database.row("SELECT nonce, ciphertext FROM copy_page WHERE copy_id = ?", copy)
        return None if found is None else SealedPage(copy, *found)

    def here(self, copies: Sequence[CopyId]) -> frozenset[CopyId]:
        """Return those that lie here."""
        asked = "SELECT 1 FROM copy_page WHERE copy_id = ?"
        return frozenset(copy for copy in copies if self._database.row(asked, copy) is not None)

    def size(self, copies: Sequence[CopyId]) -> int:
        """Return how many sealed bytes of these lie here."""
        asked = "SELECT length(ciphertext) FROM copy_page WHERE copy_id = ?"
        found = [self._database.row(asked, copy) for copy in frozenset(copies)]
        return sum(row[0] for row in found if row is not None)

    def forget(self, copies: Sequence[CopyId]) -> None:
        """Delete these pages and make their bytes go."""
        with self._database.change() as write:
            write.executemany("DELETE FROM copy_page WHERE copy_id = ?", [(copy,) for copy in copies])
        self._database.scrub()

    def let_go(self, copies: Sequence[CopyId]) -> None:
        """Delete those that no draft holds and make their bytes go."""
        with self._database.change() as write:
            write.executemany(
                f"DELETE FROM copy_page WHERE copy_id = ? AND {_LOOSE}",  # noqa: S608 - fixed words
                [(copy,) for copy in copies],
            )
        self._database.scrub()

    def keep_only(self, copies: Sequence[CopyId]) -> int:
        """Delete every other page that no draft holds and make their bytes go."""
        kept = frozenset(copies)
        rows = self._database.rows(f"SELECT copy_id FROM copy_page WHERE {_LOOSE}")  # noqa: S608 - as above
        gone = [CopyId(row[0]) for row in rows if row[0] not in kept]
        if gone:
            self.let_go(gone)
        return len(gone)

    def purge(self, now: datetime) -> int:
        """Delete what no draft holds and whose time is over, and make its bytes go."""
        over = f"DELETE FROM copy_page WHERE {_LOOSE} AND expires_at <= ?"  # noqa: S608 - as above
        with self._database.change() as write:
            gone = write.execute(over, (stamp(now),)).rowcount
        if gone:
            self._database.scrub()
        return gone
