"""Touches of a helper about being on duty. Part of ``events``."""

from __future__ import annotations

from typing import Literal

from kiosk.ids import HelperId
from kiosk.visit.event import Event

Ground = Literal["standing-in", "extra-day", "urgent"]
"""Why somebody helps off shift: in another's place, on a day more, something that cannot wait."""


class GiveGround(Event, frozen=True):
    """Not on shift, or on a list that has run out: this is why I help all the same."""

    ground: Ground


class StayOn(Event, frozen=True):
    """The shift is about to end, and the helper stays: asks why."""


class OpenUnlock(Event, frozen=True):
    """Whose PIN is locked, to free them."""


class FreeLocked(Event, frozen=True):
    """Let this helper try their PIN again."""

    helper: HelperId


DutyTouch = GiveGround | StayOn | OpenUnlock | FreeLocked
