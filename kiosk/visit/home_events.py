"""Touches that ask for somebody to come to a home. Part of ``events``."""

from __future__ import annotations

from kiosk.visit.event import Event


class AskHome(Event, frozen=True):
    """Somebody should come to a home: one's own, or another's."""
