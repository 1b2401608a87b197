"""What a helper knows of the devices, and what came of trying them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kiosk.visit.reports import DeviceSeen

if TYPE_CHECKING:
    from kiosk.visit.states import State


@dataclass(frozen=True)
class Bench:
    """The page of the devices."""

    seen: tuple[DeviceSeen, ...] = ()
    """Empty while nobody has answered."""
    printing: bool = False
    outcome: str = ""
    """Of the last test ticket, as of tickets.ports.Outcome; "" before there was one."""
    scan: Literal["", "waiting", "came", "illegible"] = ""
    """What came of holding something under the scanner; never what it was."""
    tone: Literal["", "playing", "played", "unheard"] = ""
    """What the sound card said of the test tone."""
    lamp: Literal["", "shining", "shone", "dark"] = ""
    """What the lamp's relay said of being tried."""
    opened_from: State | None = None
    """Where closing the page leads; None: to where residents begin."""
