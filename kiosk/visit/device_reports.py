"""What comes of trying a device, or of a slip that is no ticket. Part of ``reports``."""

from __future__ import annotations

from typing import Literal

from kiosk.visit.event import Event

Printed = Literal["printed", "unknown", "out-of-paper", "cover-open", "cutter", "hot", "absent", "failed"]
"""What became of a slip."""


class ScanTried(Event, frozen=True):
    """Something was held under the scanner to try it. It has not been looked at, and is gone.

    ``legible``: whether it was text at all.
    """

    legible: bool


class ToneEnded(Event, frozen=True):
    """The test tone is over. ``played``: the sound card says that it has played it to its end."""

    played: bool


class DaySlipEnded(Event, frozen=True):
    """What became of the slip of the day."""

    outcome: Printed


class LampTried(Event, frozen=True):
    """The lamp has been switched on for a moment. ``reached``: its relay is there; whether it shone, nobody knows."""

    reached: bool


DeviceReport = LampTried | ScanTried | ToneEnded | DaySlipEnded
