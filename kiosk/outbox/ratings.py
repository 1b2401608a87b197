"""How people felt at the end: kept here until the ward asks for its figures, as everything that is meant for it.

A rating tells nothing of a person: no ticket, no answer, no minute. It cannot be joined to a dossier.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from msgspec import Struct

from kiosk.ids import KioskId
from kiosk.visit.events import Language, Reason, Stars

KEPT = timedelta(days=400)
"""How long a rating is kept: a year and the time to look back on it."""


class Rating(Struct, frozen=True):
    """One face that somebody touched."""

    kiosk: KioskId
    point: str
    procedure: str
    """Code; "" when the visit had none."""
    stars: Stars
    reason: Reason | Literal[""]
    """Why it was low; "" when not told."""
    language: Language
    day: date
    """In Vietnam."""
    hour: int
    """0..23; the minute is never kept."""


class RatingStore(Protocol):
    """Keeps how often each rating was given, never in which order. Committed when a call returns.

    Errors: tickets.ports.
    """

    def keep(self, rating: Rating) -> None:
        """Count one more."""

    def since(self, day: date) -> dict[Rating, int]:
        """Return the ratings of ``day`` and later with how often each was given."""

    def purge(self, now: datetime) -> int:
        """Delete what is older than ``KEPT``; return how many ratings went."""
