"""What of the screens is said, and when: a new page, something new on it, once more; and nothing after a touch."""

from __future__ import annotations

from typing import Final

from kiosk.clock import Clock
from kiosk.engine.narrator import Narrator
from kiosk.engine.pages import is_another, is_new
from kiosk.presenter.view import ScreenView
from kiosk.visit.events import Event, Touched, Type
from kiosk.visit.states import RESIDENT_ONLY, Visit

TYPING: Final = 3.0
"""Seconds after a key of an entry in which nothing begins to speak by itself."""


class Telling:
    """Follows the screens of one visit after another. Lives on the core's thread."""

    def __init__(self, narrator: Narrator, clock: Clock) -> None:
        self._narrator = narrator
        self._clock = clock
        self._spoken = 0
        self._typing_until = 0.0

    def shown(self, before: ScreenView | None, view: ScreenView, visit: Visit) -> bool:
        """A screen is on the glass: say it when it is another one, or what is new on it. True: it is said whole."""
        again = visit.spoken != self._spoken
        self._spoken = visit.spoken
        other = is_another(before, view)
        if other or again:
            self._narrator.say(view, slow=visit.slow and not other)
            return True
        which = is_new(before, view)
        if which is not None and self._clock.monotonic() >= self._typing_until:
            self._narrator.add(view, which)
        return False

    def touched(self, visit: Visit, view: ScreenView | None, event: Event) -> bool:
        """Cut off what is being said; tell whether anything was. To be called before the event does anything.

        A page that must be heard goes on silently, at the pace of a reader: its buttons wake all the same. So does
        a slide, for the next one comes after it.
        """
        typing = isinstance(event, Touched | Type) and view is not None and view.entry is not None
        self._typing_until = self._clock.monotonic() + TYPING if typing else 0.0
        goes_on = (visit.state in RESIDENT_ONLY and not visit.heard) or visit.is_watching
        return self._narrator.cut(goes_on=goes_on)

    def hush(self) -> None:
        """Be silent: the visit is over."""
        self._narrator.hush()
