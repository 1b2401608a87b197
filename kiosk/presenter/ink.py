"""What a finger draws on a view's InkPad, as the event that a face sends for it."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.visit.ink import ACROSS, packed
from kiosk.visit.round_events import DrawStroke

__all__ = ["ACROSS", "stroke"]


def stroke(points: Sequence[tuple[int, int]]) -> DrawStroke:
    """Return the touch for one stroke; points in thousandths (ACROSS) of the pad's width and height."""
    return DrawStroke(packed(tuple(points)))
