"""What a helper sees of the point's day besides the line: numbers and codes, nobody's name and nobody's answers."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec import Struct

from kiosk.ids import DossierId

HOPELESS: Final = frozenset(
    {"bad-signature", "unreadable", "id-conflict", "http-400", "http-413", "http-422"}
)
"""Why the desk has refused what it will refuse again: only somebody at the ward can put that right."""


class Stuck(Struct, frozen=True):
    """A dossier that the desk has refused: a person must do something."""

    dossier: DossierId
    number: str
    reason: str
    """A short code, as of outbox.sending."""
    told_at: datetime | None = None
    """When a helper noted that the officer has been told; None: not yet."""

    @property
    def is_hopeless(self) -> bool:
        """True where nobody need send it once more before the officer knows."""
        return self.reason in HOPELESS and self.told_at is None


class AtHome(Struct, frozen=True):
    """A visit at home that somebody has asked for here."""

    number: str
    sent: bool
    """True once the ward has received it; else it waits here."""


class HandedIn(Struct, frozen=True):
    """What was handed in for the ward on one day."""

    count: int = 0
    """Dossiers that were sealed under a number of that day."""
    here: int = 0
    """How many of them the ward has not answered for yet: all of each lies here."""


class Day(Struct, frozen=True):
    """As it was looked at last."""

    stuck: tuple[Stuck, ...] = ()
    at_home: tuple[AtHome, ...] = ()
    taken_up: tuple[str, ...] = ()
    """Numbers of the saved visits of this point that somebody went on with today."""
    saved: tuple[str, ...] = ()
    """Numbers of those that still lie here, the oldest first."""
    waiting: int = 0
    """Dossiers that are still to be sent, or have been handed over and not been answered for."""
    unanswered: int = 0
    """How many of these the network has taken, and the ward has not answered for."""
    waits_since: datetime | None = None
    """When the oldest of them was sealed; None where none waits."""
    home_reports: int = 0
    """Reports of visits at home that the ward does not have yet."""
    home_refused: int = 0
    """Those of them that the ward has refused."""
    printer: str = ""
    """As of tickets.ports.PrinterStatus, or near-end; "" while nobody has asked it."""
    roster_issued: datetime | None = None
    """Of the list of helpers; None where there is none."""
    roster_until: datetime | None = None
