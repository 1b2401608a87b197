"""Who hears what is said: everybody in the room, or the one person in headphones; and how loud it is.

Lives on the core's thread; the card is asked by a worker.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from kiosk.engine.parts import Senses, World
from kiosk.visit.events import Event, Loudness
from kiosk.visit.reports import HeadphonesChanged
from kiosk.visit.states import State

EVERY: Final = 1.0
"""Seconds between two looks at the socket while somebody is here."""
SOON: Final = 0.2
"""The same while something private sounds."""
FIRST: Final = 0.5
"""Seconds of a visit before the first look: its first sound waits for nothing."""


class Hearing:
    """``post`` takes a callable that is run on the core's thread; ``unplugged`` is called there, before anything else,
    when headphones have gone.
    """

    def __init__(
        self,
        senses: Senses,
        world: World,
        post: Callable[[Callable[[], Event | None]], None],
        unplugged: Callable[[], object],
    ) -> None:
        self._headphones = senses.headphones
        self._volume = senses.volume
        self._jobs = world.jobs
        self._journal = world.journal
        self._post = post
        self._unplugged = unplugged
        self._asks = False
        self._wanted: Loudness = 2
        self._setting = threading.Lock()
        self._told = False
        self.look_at = 0.0
        """When the socket is to be looked at again, in monotonic seconds."""
        self.alone = False
        """True while headphones are in: what is said is heard by nobody else."""

    def look(self, state: State, now: float, *, private: bool) -> None:
        """Call when time has passed: has something been plugged in or out? Nobody asks while nobody is here.

        ``private``: something sounds that the room must not hear.
        """
        every = SOON if private else EVERY
        if state is State.ATTRACT:
            self.look_at = now + FIRST
        self.look_at = min(self.look_at, now + every)
        if now < self.look_at:
            return
        self.look_at = now + every
        if not self._asks:
            self._asks = True
            self._jobs.submit(self._ask)

    def is_alone(self) -> bool:
        """Ask the socket itself: before something private sounds. Slow, for workers only."""
        return self._headphones.plugged()

    def set(self, loudness: Loudness) -> None:
        """Set how loud everything is, soon."""
        self._wanted = loudness
        self._jobs.submit(self._set)

    def _ask(self) -> None:
        try:
            plugged = self._headphones.plugged()
        finally:
            self._asks = False
        if plugged != self.alone:
            self._post(lambda: self._changed(plugged=plugged))

    def _changed(self, *, plugged: bool) -> Event | None:
        if plugged == self.alone:
            return None
        self.alone = plugged
        if not plugged:
            self._unplugged()
        return HeadphonesChanged(plugged)

    def _set(self) -> None:
        # One after the other, and each what is wanted by then: workers come in any order.
        with self._setting:
            done = self._volume.set(self._wanted)
        if not done and not self._told:
            self._told = True
            self._journal.note("mixer-missing")
