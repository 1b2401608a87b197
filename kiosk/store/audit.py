"""The audit chain on disk. Triggers refuse what the port forbids, also to whoever opens the file by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kiosk.store.connection import Database
from kiosk.takeover.audit import GENESIS, Act, AuditError, Entry, Head, follows

_COLUMNS = "number, previous, digest, at, kiosk, helper, act, visit, detail"
_SINCE = f"SELECT {_COLUMNS} FROM audit WHERE number >= ? ORDER BY number LIMIT ?"  # noqa: S608 - fixed column names
_PUT = f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - as above


class SqliteAuditStore:
    """The AuditStore on disk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, entry: Entry) -> None:
        """Keep an entry; raises AuditError ``broken-chain`` when it does not follow."""
        act = entry.act
        with self._database.change() as write:
            if not follows(entry, self.head()):
                raise AuditError("broken-chain")
            place = (entry.number, entry.previous, entry.digest)
            write.execute(_PUT, (*place, act.at, act.kiosk, act.helper, act.act, act.visit, act.detail))

    def entries(self, since: int = 0, most: int | None = None) -> Sequence[Entry]:
        """Return the entries from number ``since`` in order, at most ``most``."""
        return [_entry(*row) for row in self._database.rows(_SINCE, since, -1 if most is None else most)]

    def head(self) -> Head:
        """Return the head after the last entry."""
        found = self._database.row("SELECT number, digest FROM audit ORDER BY number DESC LIMIT 1")
        return GENESIS if found is None else Head(count=found[0] + 1, digest=found[1])


def _entry(number: int, previous: bytes, digest: bytes, *said: Any) -> Entry:
    at, kiosk, helper, act, visit, detail = said
    return Entry(
        number=number,
        previous=previous,
        digest=digest,
        act=Act(at=at, kiosk=kiosk, helper=helper, act=act, visit=visit, detail=detail),
    )
