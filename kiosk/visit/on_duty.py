"""Who is signed in at a point, and who cannot be, as screens may show it."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from kiosk.ids import HelperId


class OnDuty(Struct, frozen=True):
    """A helper who is signed in at this point."""

    id: HelperId
    shown_name: str
    role: str = "volunteer"
    portrait: str = ""
    ends: datetime | None = None
    """Of their shift, in Vietnam's zone; None where they stay without one."""
    overridden: bool = False
    """True where they are here off shift or on a roster that has run out."""


class Locked(Struct, frozen=True):
    """A helper whose PIN was guessed at too often."""

    id: HelperId
    shown_name: str
