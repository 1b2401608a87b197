"""Saying what keys have brought somebody to. Lives on the core's thread."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.engine.narrator import Narrator
from kiosk.engine.pages import is_another
from kiosk.presenter.attending import EACH_TIME, attended, farewell, lessons, suggested
from kiosk.presenter.scene import Scene
from kiosk.presenter.view import ScreenView
from kiosk.visit.events import Attend
from kiosk.visit.states import State, Visit

GONE: Final = 30.0
"""Seconds after which whoever uses keys on the first screen is somebody else than the one before."""


class Attending:
    """Answers each Attend by cutting off what is said, or after it; teaches each sort of keys once a visit."""

    def __init__(self, narrator: Narrator) -> None:
        self._narrator = narrator
        self._last: Attend | None = None
        """Where somebody is on the present page; None while nobody uses keys on it."""
        self._taught: set[str] = set()
        """What has been said in this visit of how the keys are used."""
        self._heeded = 0.0
        self._leaves = False

    def forget(self) -> None:
        """Begin anew for whoever comes next; whoever goes now is told so, if they go by ear."""
        self._leaves = bool(self._taught)
        self._last = None
        self._taught = set()

    def heed(self, event: Attend, visit: Visit, scene: Scene, view: ScreenView, now: float) -> None:
        """Say what the event is about. ``now``: monotonic seconds."""
        if visit.state is State.ATTRACT and now - self._heeded >= GONE:
            self._taught = set()
        self._heeded = now
        teach = self._new(event, view)
        said = attended(visit, scene, view, event, teach)
        if not said:
            return
        self._last = structs.replace(event, waits=True, struck="")
        if event.waits:
            self._narrator.after(said)
        else:
            self._narrator.aside(said, resume=visit.waits_for_voice)
        self._taught |= {_taught(view, name) for name in teach if name not in EACH_TIME}

    def _new(self, event: Attend, view: ScreenView) -> tuple[str, ...]:
        """Return what is still to be taught; what is taught on each screen, only where it begins."""
        return tuple(
            name
            for name in lessons(view, event)
            if (event.waits if name in EACH_TIME else _taught(view, name) not in self._taught)
        )

    def shown(
        self, before: ScreenView | None, visit: Visit, scene: Scene, view: ScreenView, *, said: bool
    ) -> None:
        """A view has gone out; ``said``: the whole page is being said."""
        if is_another(before, view):
            self._last = None
        if before is not None and before.layout == "attract" != view.layout:
            # A visit begins, perhaps somebody else's than of whoever was taught on the first screen.
            self._taught = set()
        if self._leaves and before is not None:
            self._narrator.after(farewell(scene, before.language))
        self._leaves = False
        if self._last is None or before is None:
            return
        if said:
            self._narrator.after(attended(visit, scene, view, self._last, lessons(view, self._last)))
        elif [one.id for one in view.suggestions] != [one.id for one in before.suggestions]:
            self._narrator.after(suggested(visit, scene, view))


def _taught(view: ScreenView, name: str) -> str:
    return f"{view.language} {name}"
