"""What of the screens is said, and when: a new page, something new on it, once more; and nothing after a touch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.engine.attending import Attending
from kiosk.engine.hearing import Hearing
from kiosk.engine.narrator import Narrator
from kiosk.engine.pages import is_another, is_new
from kiosk.engine.parts import Senses, World
from kiosk.presenter.scene import Scene
from kiosk.presenter.view import ScreenView
from kiosk.visit.events import Attend, Event, Touched, Type
from kiosk.visit.states import RESIDENT_ONLY, Visit

TYPING: Final = 3.0
"""Seconds after a key of an entry in which nothing begins to speak by itself."""


class Telling:
    """Follows the screens of one visit after another. Lives on the core's thread.

    ``post`` takes a callable that is run there; ``visit`` returns the visit of this moment.
    """

    def __init__(
        self,
        senses: Senses,
        world: World,
        post: Callable[[Callable[[], Event | None]], None],
        visit: Callable[[], Visit],
    ) -> None:
        self._senses = senses
        self._clock = world.clock
        self.hearing = Hearing(senses, world, post, lambda: self._cut(visit()))
        self._narrator = Narrator(
            senses.speaker, senses.voice, world.clock, world.jobs, post, is_alone=self.hearing.is_alone
        )
        self._attending = Attending(self._narrator)
        self._spoken = 0
        self._typing_until = 0.0
        self._loudness = 0
        """The step that was set last; 0: to be set anew."""

    @property
    def deadline(self) -> float | None:
        """When a silently held phrase ends, in monotonic seconds."""
        return self._narrator.deadline

    def tick(self, visit: Visit, now: float) -> Event | None:
        """Call when time has passed; returns the event to report, if any."""
        self.hearing.look(visit.state, now)
        return self._narrator.tick()

    def shown(self, before: ScreenView | None, view: ScreenView, visit: Visit, scene: Scene) -> None:
        """A screen is on the glass: say it when it is another one, or what is new on it; as loud as it is wanted."""
        if visit.loudness != self._loudness:
            self._loudness = visit.loudness
            self.hearing.set(visit.loudness)
        again = visit.spoken != self._spoken
        self._spoken = visit.spoken
        other = is_another(before, view)
        whole = other or again
        if whole:
            self._narrator.say(view, slow=visit.slow and not other)
        elif (which := is_new(before, view)) is not None and self._clock.monotonic() >= self._typing_until:
            self._narrator.add(view, which)
        self._attending.shown(before, visit, scene, view, said=whole)

    def touched(self, visit: Visit, view: ScreenView | None, event: Event) -> bool:
        """Cut off what is being said; tell whether anything was. To be called before the event does anything."""
        typing = isinstance(event, Touched | Type) and view is not None and view.entry is not None
        self._typing_until = self._clock.monotonic() + TYPING if typing else 0.0
        return self._cut(visit)

    def attend(self, event: Attend, visit: Visit, scene: Scene, view: ScreenView) -> None:
        """Say what keys have come to."""
        if event.struck and view.entry is not None:
            self._typing_until = self._clock.monotonic() + TYPING
        self._attending.heed(event, visit, scene, view)

    def over(self, *, leaves: bool) -> None:
        """Be silent and forget: the visit is over. The next one begins as loud as usual.

        ``leaves``: whoever was here goes; else they stay and practise, and nobody bids them farewell.
        """
        self._narrator.hush()
        if leaves:
            self._attending.forget()
            self._loudness = 0
        self._senses.voice.forget()

    def hush(self) -> None:
        """Be silent."""
        self._narrator.hush()

    def _cut(self, visit: Visit) -> bool:
        """Cut off what is being said.

        A page that must be heard goes on silently, at the pace of a reader: its buttons wake all the same. So does
        a slide, for the next one comes after it.
        """
        goes_on = (visit.state in RESIDENT_ONLY and not visit.heard) or visit.is_watching
        return self._narrator.cut(goes_on=goes_on)
