"""What comes of trying a device. Part of ``reports``."""

from __future__ import annotations

from kiosk.visit.event import Event


class ScanTried(Event, frozen=True):
    """Something was held under the scanner to try it. It has not been looked at, and is gone.

    ``legible``: whether it was text at all.
    """

    legible: bool


class ToneEnded(Event, frozen=True):
    """The test tone is over. ``played``: the sound card says that it has played it to its end."""

    played: bool
