"""The counter of wrong PINs, and the highest roster ever taken."""

from __future__ import annotations

from datetime import datetime

from kiosk.clock import VIETNAM
from kiosk.ids import HelperId
from kiosk.store.connection import Database, stamp
from kiosk.takeover.ports import Misses


class SqlitePinAttempts:
    """The PinAttempts on disk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def misses(self, helper: HelperId) -> Misses:
        """Return the count so far."""
        found = self._database.row("SELECT count, last_at FROM pin_miss WHERE helper = ?", helper)
        return Misses(0, None) if found is None else _misses(*found)

    def record_miss(self, helper: HelperId, at: datetime) -> Misses:
        """Add one, commit it, then return the new count."""
        with self._database.change() as write:
            found = write.execute(
                "INSERT INTO pin_miss (helper, count, last_at) VALUES (?, 1, ?) ON CONFLICT (helper) "
                "DO UPDATE SET count = count + 1, last_at = excluded.last_at RETURNING count, last_at",
                (helper, stamp(at)),
            ).fetchone()
        return _misses(*found)

    def clear(self, helper: HelperId) -> None:
        """Set the count to 0."""
        with self._database.change() as write:
            write.execute("DELETE FROM pin_miss WHERE helper = ?", (helper,))


class SqliteRosterFloor:
    """The RosterFloor on disk: a second place beside the roster's own folder, so that neither alone rolls it back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def version(self) -> int:
        """Return the highest version so far, 0 for none."""
        found = self._database.row("SELECT version FROM roster_floor")
        return int(found[0]) if found is not None else 0

    def raise_to(self, version: int) -> None:
        """Remember a higher version durably; a lower one changes nothing."""
        with self._database.change() as write:
            write.execute(
                "INSERT INTO roster_floor (only, version) VALUES (1, ?) ON CONFLICT (only) "
                "DO UPDATE SET version = max(version, excluded.version)",
                (version,),
            )


def _misses(count: int, last_at: str) -> Misses:
    return Misses(count, datetime.fromisoformat(last_at).astimezone(VIETNAM))
