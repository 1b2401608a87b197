"""When nobody touches anything: warning, count-down, wipe; then slides. Times are monotonic seconds, passed in."""

from __future__ import annotations

from kiosk.settings import Idle
from kiosk.visit.events import Event
from kiosk.visit.reports import IdleCounted, IdleOver, IdleWarned, SlideDue
from kiosk.visit.states import BUSY, State

SLIDE = 12.0
"""Seconds that each slide of the first screen stands."""


class IdleWatch:
    """Watches one visit after another, and the first screen between them."""

    def __init__(self, settings: Idle) -> None:
        self._settings = settings
        self._touched = 0.0
        self._told = 0
        self._slide_at: float | None = None
        """When the next slide is due; None while somebody is here."""

    def touched(self, now: float) -> None:
        """Somebody did something."""
        self._touched = now
        self._told = 0

    def due(self, state: State, now: float) -> Event | None:
        """Return what to report in this state at this time, one event at a time."""
        if state is State.ATTRACT:
            self._touched = now
            return self._slide(now)
        self._slide_at = None
        if state in BUSY:
            self._touched = now
            return None
        passed = now - self._touched
        if state is not State.IDLE:
            return IdleWarned() if passed >= self._settings.warn_after else None
        left = self._settings.count_down - int(passed - self._settings.warn_after)
        if left <= 0:
            return IdleOver()
        if left != self._told:
            self._told = left
            return IdleCounted(left)
        return None

    def _slide(self, now: float) -> Event | None:
        """Return that a slide is due; slides that nobody saw, while the machine slept, are not made up for."""
        if self._slide_at is not None and now < self._slide_at:
            return None
        first = self._slide_at is None
        self._slide_at = now + SLIDE
        return None if first else SlideDue()

    def next_at(self, state: State, now: float) -> float | None:
        """Return when ``due`` will have something to say, or None for never in this state."""
        if state is State.ATTRACT:
            return self._slide_at
        if state in BUSY:
            return None
        if state is not State.IDLE:
            return self._touched + self._settings.warn_after
        return now + 1.0 - (now - self._touched) % 1.0
