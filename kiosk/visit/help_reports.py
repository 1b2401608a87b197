"""What becomes of a call for help. Part of ``reports``."""

from __future__ import annotations

from kiosk.visit.event import Event


class HelpCallMoved(Event, frozen=True):
    """The call has come to another stage, or is over: the page that tells of it is said anew."""
