"""What the engine reports of the point's day. Part of ``reports``."""

from __future__ import annotations

from kiosk.visit.event import Event


class DayLookedAt(Event, frozen=True):
    """The day has been looked at anew; what was seen stands in the scene.

    ``failed``: what a helper wanted to be noted could not be kept.
    """

    failed: bool = False
