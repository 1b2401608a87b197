"""A hand that trembles: which touches are meant, and which are the same one once more."""

from __future__ import annotations

from typing import Final

QUIET: Final = 0.4
"""Seconds after a touch in which the same touch once more isn't meant."""


class Tremor:
    """Tells of each touch whether it counts. Times are seconds of one clock.

    Within 0.4 s of the touch before, begun or lifted and whether that one counted or not, a touch is ignored
    when it is on the same target, or when the screen has changed in between. A trembling finger comes down
    again where it was: on the same target, or on what a new screen has put in that place. A finger that goes
    to another target of the same screen has travelled, and is meant: so letters and digits can be put in as
    quickly as somebody is able to.
    """

    def __init__(self) -> None:
        self._last = float("-inf")
        self._target = ""
        self._changed = False

    def begins(self, target: str, now: float) -> bool:
        """Take a touch that begins on ``target`` ("" for none); tell whether it counts."""
        soon = now - self._last < QUIET
        counts = not soon or (target != self._target and not self._changed)
        self._last, self._target = now, target
        if counts:
            self._changed = False
        return counts

    def ends(self, now: float) -> None:
        """Take the lifting of the finger."""
        self._last = now

    def screen_changed(self) -> None:
        """Take note that something else stands on the glass now."""
        self._changed = True
