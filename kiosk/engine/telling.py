"""What of the screens is said, and when: a new page, something new on it, once more; and nothing after a touch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.engine.attending import Attending
from kiosk.engine.hearing import Hearing
from kiosk.engine.narrator import Narrator
from kiosk.engine.pages import is_another, is_new
from kiosk.engine.parts import Senses, World
from kiosk.engine.reading import reading_seconds
from kiosk.presenter.scene import Scene
from kiosk.presenter.view import ScreenView
from kiosk.visit.events import Attend, Event, Touched, Type
from kiosk.visit.reports import PhraseStarted
from kiosk.visit.states import State, Visit

TYPING: Final = 3.0
"""Seconds after a key of an entry in which nothing begins to speak by itself."""
PATIENCE: Final = 3.0
"""So many times as long as a page takes to read, hands may keep its voice from coming to the end."""


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
        self._post = post
        self.hearing = Hearing(senses, world, post, lambda: self._unplugged(visit()))
        self._narrator = Narrator(
            senses.speaker, senses.voice, world.clock, world.jobs, post, is_alone=self.hearing.is_alone
        )
        self._attending = Attending(self._narrator)
        self._spoken = 0
        self._typing_until = 0.0
        self._patient_until = 0.0
        self._loudness = 0
        """The step that was set last; 0: to be set anew."""

    @property
    def deadline(self) -> float | None:
        """When a silently held phrase or a pause ends, in monotonic seconds."""
        return self._narrator.deadline

    @property
    def look_at(self) -> float | None:
        """When the socket is to be looked at soon, in monotonic seconds; None while nothing private sounds."""
        return self.hearing.look_at if self._narrator.sounds_private else None

    def tick(self, visit: Visit, now: float) -> Event | None:
        """Call when time has passed; returns the event to report, if any."""
        self.hearing.look(visit.state, now, private=self._narrator.sounds_private)
        return self._narrator.tick()

    def shown(self, before: ScreenView | None, view: ScreenView, visit: Visit, scene: Scene) -> None:
        """A screen is on the glass: say it when it is another one, or what is new on it; as loud as it is wanted."""
        if visit.loudness != self._loudness:
            self._loudness = visit.loudness
            self.hearing.set(visit.loudness)
        again = visit.spoken != self._spoken
        self._spoken = visit.spoken
        other = is_another(before, view)
        now, whole = self._clock.monotonic(), other or again
        if other:
            self._patient_until = now + PATIENCE * sum(map(reading_seconds, view.speech))
        if whole:
            self._narrator.say(view, slow=visit.slow and not other)
        else:
            which = is_new(before, view)
            if which is not None and now >= self._typing_until and self._narrator.tell(view.speech[which]):
                # What was lit in the page is so no longer, until the page goes on.
                self._post(lambda: PhraseStarted(-1))
            self._narrator.follow(view)
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
        self._attending.heed(event, visit, scene, view, self._clock.monotonic())

    def over(self, *, leaves: bool) -> None:
        """Be silent and forget: the visit is over. The next one begins as loud as usual.

        ``leaves``: whoever was here goes; else they stay and practise, and nobody bids them farewell.
        """
        self._narrator.hush()
        if leaves:
            self._attending.forget()
            self._loudness = 0
        self._senses.voice.forget()

    def ring(self, chime: Path | None) -> None:
        """Call for help by sound: before the next phrase, or at once where nothing is being said."""
        if chime is not None:
            self._narrator.chime(chime)

    def hush(self) -> None:
        """Be silent."""
        self._narrator.hush()

    def _unplugged(self, visit: Visit) -> None:
        """Headphones have gone: what is nobody else's business is said no more."""
        if self._narrator.has_private:
            self._cut(visit)

    def _cut(self, visit: Visit) -> bool:
        """Cut off what is being said; tell whether anything was.

        Where something waits for the end of the page, it goes on once hands rest: buttons wake when it has been
        heard, and the next slide comes. Hands that never rest lock nobody in: in the end they wake all the same, and
        the visit is told so. Whoever does not want to hear how to speak, may then speak.
        """
        if visit.state is State.CALLING:
            return False  # a call is for the whole room, and is over when it is
        if not visit.waits_for_voice:
            return self._narrator.cut()
        if visit.state is State.LISTEN:
            return self._narrator.pause(skip=True)
        if self._clock.monotonic() >= self._patient_until:
            return self._narrator.pause(0.0, skip=True)
        return self._narrator.pause()
