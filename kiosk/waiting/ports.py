"""What the queue needs from the world: a store."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from kiosk.ids import TicketId
from kiosk.waiting.line import Act, Line, Place


class WaitingStore(Protocol):
    """Keeps the line of the day. Every write is committed (synchronous FULL) before it returns.

    All raise ``StoreFull`` when the disk is full and ``StoreBroken`` when the file cannot be written.
    """

    def take(self, series: str, ticket_id: TicketId, *, first: bool, language: str, at: datetime) -> Place:
        """Take the next number of the series, which all its tickets share, and stand in line; in one transaction.

        The ticket is reserved, as any other is before it is printed. Raises StoreBroken when the id has one already.
        """

    def line(self, at: datetime) -> Line:
        """Return the line of that day, or of a later one that has begun: a clock that was set back changes nothing."""

    def change(self, act: Act, at: datetime) -> Line:
        """Let something be done with the line of that day; return it as it stands then, in one transaction."""

    def purge(self, now: datetime) -> int:
        """Delete the lines of days longer than 60 days ago; return how many numbers went."""
