"""When nobody touches anything: warning, count-down, wipe; then slides. Times are monotonic seconds, passed in."""

from __future__ import annotations

from kiosk.settings import Idle
from kiosk.visit.events import Event
from kiosk.visit.reports import IdleCounted, IdleOver, IdleWarned, SlideDue
from kiosk.visit.states import BUSY, OF_PORTAL, State, Visit

SLIDE = 12.0
"""Seconds that each slide of the first screen stands."""
GO_ON_WITHIN = 60.0
"""Seconds after which what a crash has left is forgotten, when nobody says that they go on."""
LONGEST_FILM = 1800.0
"""Seconds after which somebody is asked though a film still plays: nobody watches that long without a touch."""


class IdleWatch:
    """Watches one visit after another, and the first screen between them."""

    def __init__(self, settings: Idle) -> None:
        self._settings = settings
        self._touched = 0.0
        self._asked: float | None = None
        """Since when it has been asked whether somebody is still here; None while nobody is asked."""
        self._told = 0
        self._slide_at: float | None = None
        """When the next slide is due; None while somebody is here."""
        self._watching = False

    def touched(self, now: float) -> None:
        """Somebody did something."""
        self._touched = now

    def due(self, visit: Visit, now: float) -> Event | None:
        """Return what to report of this visit at this time, one event at a time."""
        state = visit.state
        if state is State.IDLE:
            return self._counted(now)
        if _is_asked_to_go_on(visit):
            return self._unanswered(now)
        self._asked, self._told = None, 0
        if self._is_let_be(visit, now):
            return None
        if state is State.ATTRACT:
            self._touched = now
            return self._slide(now)
        self._slide_at = None
        if state in BUSY or state in OF_PORTAL:
            # Beside the portal hands are on its page, of which nothing is seen: the lease alone ends that.
            self._touched = now
            return None
        return IdleWarned() if now - self._touched >= self._settings.warn_after else None

    def _counted(self, now: float) -> Event | None:
        """Return what is to be told of the seconds left; all of them are, whatever somebody was asked over."""
        self._watching = False
        if self._asked is None:
            self._asked = now
        left = self._settings.count_down - int(now - self._asked)
        if left <= 0:
            return IdleOver()
        if left != self._told:
            self._told = left
            return IdleCounted(left)
        return None

    def _unanswered(self, now: float) -> Event | None:
        """Return that nobody has said after a crash whether to go on."""
        if self._asked is None:
            self._asked = self._touched = now
        return IdleOver() if now - self._asked >= GO_ON_WITHIN else None

    def _is_let_be(self, visit: Visit, now: float) -> bool:
        """Tell whether nobody is asked because a film plays; the time that they are given begins at its end."""
        if visit.is_watching:
            self._watching = True
            return now - self._touched < LONGEST_FILM
        if self._watching:
            self._watching = False
            self._touched = now
        return False

    def _slide(self, now: float) -> Event | None:
        """Return that a slide is due; slides that nobody saw, while the machine slept, are not made up for."""
        if self._slide_at is not None and now < self._slide_at:
            return None
        first = self._slide_at is None
        self._slide_at = now + SLIDE
        return None if first else SlideDue()

    def next_at(self, visit: Visit, now: float) -> float | None:
        """Return when ``due`` will have something to say, or None for never in this state."""
        state = visit.state
        if visit.is_watching:
            return self._touched + LONGEST_FILM
        if state is State.ATTRACT:
            return self._slide_at
        if state in BUSY or state in OF_PORTAL:
            return None
        if _is_asked_to_go_on(visit):
            return now if self._asked is None else self._asked + GO_ON_WITHIN
        if state is not State.IDLE:
            return self._touched + self._settings.warn_after
        return now if self._asked is None else now + 1.0 - (now - self._asked) % 1.0


def _is_asked_to_go_on(visit: Visit) -> bool:
    """Tell whether somebody is asked after a crash whether to go on; a page laid over that gives no more time."""
    return (visit.behind or visit.state) is State.RECOVER
