"""The one door to SQLite.

One connection behind a lock, so that any thread may call. What a call has committed is on the disk
(``synchronous=FULL``); what it has deleted is overwritten (``secure_delete``) and leaves the write-ahead log
at the next ``scrub``. Errors of SQLite leave this module as StoreFull and StoreBroken only.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any

from kiosk.store import migrations
from kiosk.tickets.ports import StoreBroken, StoreError, StoreFull

BUSY_SECONDS = 5.0
"""How long a call waits for another process (a command of the ward's IT) to finish its own."""
RESERVE_BYTES = 8 * 1024 * 1024
"""Room on the disk that nothing new may use: deleting writes too, and what waits must be able to leave."""
SCRUB_BUSY_MS = 200
"""How long a scrub waits; it is tried again at the next one."""
_PRIMARY = 0xFF
_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})
_SETUP = (
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
)


class Database:
    """An open kiosk database, migrated to this program's version."""

    def __init__(self, path: Path, reserve_bytes: int = RESERVE_BYTES) -> None:
        """Open or create the file (mode 600). Raises StoreFull, StoreBroken (a newer program's file too)."""
        self._folder = path.parent
        self._reserve = reserve_bytes
        self._lock = RLock()
        self._connection = _open(path)
        try:
            with translated():
                migrations.migrate(self._connection)
        except StoreError:
            self._connection.close()
            raise

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with self._lock, translated():
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        """Return the first row of a query, or None."""
        found = self.rows(sql, *values)
        return found[0] if found else None

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Hold one write transaction: on the disk when the block has ended, undone when it raises."""
        with self._lock, translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def growth(self, size: int = 0) -> Iterator[sqlite3.Connection]:
        """Hold a ``change`` that keeps something new. Raises StoreFull when that would use the reserve.

        ``size``: bytes of it, where they count: they pass through the write-ahead log and then lie in the file.
        """
        try:
            free = shutil.disk_usage(self._folder).free
        except OSError as error:
            raise StoreBroken("the folder of the database is gone") from error
        if free - 2 * size < self._reserve:
            raise StoreFull("reserve reached")
        with self.change() as write:
            yield write

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all that is read in the block be as it stood when the first of it was read; nobody waits for it."""
        with self._lock, translated():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    def scrub(self) -> bool:
        """Empty the write-ahead log, where deleted bytes outlive their deletion; tell whether it is empty.

        False when another process reads just now or the disk is full: nothing is lost, try again later.
        """
        with self._lock:
            try:
                self._connection.execute(f"PRAGMA busy_timeout = {SCRUB_BUSY_MS}")
                try:
                    (busy, *_) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                finally:
                    self._connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
            except sqlite3.Error:
                return False
            return int(busy) == 0

    def close(self) -> None:
        """Close the file; calls after this raise StoreBroken."""
        with self._lock, translated():
            self._connection.close()


def stamp(at: datetime) -> str:
    """Return an aware time as the tables keep it: ISO 8601 in UTC, so that text sorts as time."""
    if at.tzinfo is None:
        raise ValueError("a stored time is aware")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _open(path: Path) -> sqlite3.Connection:
    create(path)
    with translated():
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=64
        )
        try:
            (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
            for pragma in _SETUP:
                connection.execute(pragma)
        except sqlite3.Error:
            connection.close()
            raise
    if mode != "wal":
        connection.close()
        raise StoreBroken("no write-ahead log on this file system")
    return connection


def create(path: Path) -> None:
    """Make the file before SQLite does, so that it and its log are the owner's alone from the first byte."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except FileExistsError:
        return
    except OSError as error:
        raise StoreBroken(f"cannot create the database: {error.strerror}") from error


@contextmanager
def translated() -> Iterator[None]:
    """Let errors of SQLite leave as StoreFull and StoreBroken."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE)
        name = getattr(error, "sqlite_errorname", type(error).__name__)
        kind = StoreFull if code in _FULL or code & _PRIMARY == sqlite3.SQLITE_FULL else StoreBroken
        raise kind(name) from error
