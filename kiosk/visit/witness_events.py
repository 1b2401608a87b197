"""Touches of whoever says that they saw the resident nod. Part of ``events``."""

from __future__ import annotations

from kiosk.visit.event import Event
from kiosk.visit.witness import Seer


class OpenWitness(Event, frozen=True):
    """The resident cannot touch the glass: somebody else is to say what they nodded."""


class NodSeen(Event, frozen=True):
    """Somebody says that they saw the resident agree by a gesture."""

    seer: Seer


WitnessTouch = OpenWitness | NodSeen
"""The union of them."""
