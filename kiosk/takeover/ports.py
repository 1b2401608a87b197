"""What the room needs from the disk. Value types of the ports live here and in ``audit``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from kiosk.ids import HelperId
from kiosk.takeover.audit import Entry, Head


class Misses(Struct, frozen=True):
    """How often in a row a helper's PIN was not right, an unanswered try included."""

    count: int
    last_at: datetime | None
    """Aware; None when count is 0."""


class PinAttempts(Protocol):
    """The counter of wrong PINs; it outlives restarts, so that pulling the plug gains no try."""

    def misses(self, helper: HelperId) -> Misses:
        """Return the count so far; Misses(0, None) for whoever has none."""

    def record_miss(self, helper: HelperId, at: datetime) -> Misses:
        """Add one, commit it durably, and only then return the new count. Two at once count as two."""

    def clear(self, helper: HelperId) -> None:
        """Set the count to 0, durably; nothing happens when it is 0."""


class RosterFloor(Protocol):
    """The highest version of the roster ever taken; it never sinks."""

    def version(self) -> int:
        """Return it, 0 for none."""

    def raise_to(self, version: int) -> None:
        """Remember a higher version durably before returning; a lower one changes nothing."""


class AuditStore(Protocol):
    """The audit chain on disk: it grows, nothing in it changes or goes."""

    def append(self, entry: Entry) -> None:
        """Keep an entry durably before returning.

        Raises AuditError ``broken-chain`` when it does not follow ``head()``; then nothing is kept.
        """

    def entries(self, since: int = 0, most: int | None = None) -> Sequence[Entry]:
        """Return the entries from number ``since`` (0 is the first) in order, at most ``most``; None: all."""

    def head(self) -> Head:
        """Return the head after the last entry; ``audit.GENESIS`` when there is none."""
