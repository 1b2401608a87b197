"""Telling the core what keys have brought somebody to, so that it can be said: ids of things, never their words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.presenter.view import Entry, ScreenView
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Stroke, Target
from kiosk.ui.steering import Steering
from kiosk.visit.events import Attend, Type

_DOT: Final = "•"
_IN_PARTS: Final = frozenset({"date", "year"})
_WRITES: Final = frozenset({"letter", "typed", "tone", "digit", "delete"})


class Attention:
    """What is told after each press and each other screen; nothing while no keys are in use.

    ``tell`` takes what is to be said; None where keys are no resident's.
    """

    def __init__(self, steering: Steering, tell: Callable[[Attend], None] | None) -> None:
        self._steering = steering
        self._tell = tell
        self._sent = False
        """Whether something was chosen whose outcome has not been seen yet."""
        self._dark = False
        self._told: tuple[str, ...] = ()
        """Where the ring was when something was told last."""

    def moved(self, view: ScreenView | None, typed: Typed) -> None:
        """The ring has gone elsewhere by itself, or been put away, which lights the glass again."""
        self._dark = self._steering.dark
        self._say(view, typed)

    def pressed(
        self, found: Target | Stroke | None, view: ScreenView | None, before: Typed, after: Typed
    ) -> None:
        """A key was pressed, which chose or typed ``found`` on ``view``, or only moved the ring."""
        stroke = found.act if isinstance(found, Target) else found
        if self._steering.dark != self._dark:
            self._dark = self._steering.dark
            self._say(view, after, struck="dark:on" if self._dark else "dark:off")
        elif found is None:
            self._say(view, after)
        elif isinstance(stroke, Type):
            self._say(view, after, struck="word:")
        elif isinstance(stroke, Stroke) and (before != after or stroke.kind in _WRITES):
            secret = view is not None and view.entry is not None and view.entry.masked
            struck = f"{stroke.kind}:{'' if secret else stroke.value}" if before != after else "nothing:"
            self._say(view, after, struck=struck)
        else:
            self._sent = True

    def shown(self, view: ScreenView, typed: Typed, *, other: bool) -> None:
        """Another view is on the glass: tell where the ring is if not where it was, or what was chosen there."""
        there = self._targets()
        gone = there != self._told
        if other or gone or self._sent:
            self._say(view, typed, struck="" if other or gone else "chosen:", waits=True)
            self._sent = False

    def _targets(self) -> tuple[str, ...]:
        return tuple(_name(target) for target in self._steering.lit())

    def _say(self, view: ScreenView | None, typed: Typed, *, struck: str = "", waits: bool = False) -> None:
        if self._tell is None or view is None or not self._steering.in_use:
            return
        self._told = self._targets()
        in_parts = view.entry is not None and view.entry.kind in _IN_PARTS
        self._tell(
            Attend(
                targets=self._told,
                keys=self._steering.by,
                typed=_shown(view.entry, typed),
                struck=struck,
                step=typed.step if in_parts else "",
                waits=waits,
            )
        )


def _name(target: Target) -> str:
    return f"{target.act.kind}:{target.act.value}" if isinstance(target.act, Stroke) else target.key


def _shown(entry: Entry | None, typed: Typed) -> str:
    if entry is None:
        return ""
    return _DOT * len(typed.text) if entry.masked else typed.text
