"""Hands that never touch the glass: every target is reached by presses of real keys, and the ring must follow."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Final

from kiosk.settings import Keypad
from kiosk.tour.keys import by_touches
from kiosk.tour.kivy_hands import KivyHands
from kiosk.tour.script import JourneyError
from kiosk.ui.app import KivyFace
from kiosk.ui.focus import Way, beside, towards
from kiosk.ui.steering import Ground

_WAYS: Final[tuple[Way, ...]] = ("left", "right", "up", "down")
_ON_PAD: Final = {
    "left": "pad 4",
    "right": "pad 6",
    "up": "pad 8",
    "down": "pad 2",
    "next": "pad +",
    "previous": "pad -",
}
_MOST_STEPS: Final = 400


class FiveKeys(KivyHands):
    """Four arrows and Enter."""

    def __init__(self, face: KivyFace, settle: Callable[[], None]) -> None:
        super().__init__(face, settle)
        self.presses = 0
        """Of keys, beyond those that chose or typed."""

    def play(self, times: int) -> None:
        """Nobody plays with keys."""
        raise JourneyError(f"{times} touches asked for, but there are only keys")

    def _moves(self, _ground: Ground) -> tuple[str, ...]:
        return _WAYS

    def _key_for(self, move: str) -> str:
        return move

    def _chooser(self) -> str:
        return "enter"

    def _reach(self, target: str, _place: tuple[float, float, float, float]) -> None:
        """Press the shortest way from where the ring is to the target, and see the ring go there."""
        ground = self._face.ground()
        if ground is None:
            raise JourneyError("the glass shows nothing, or the safe screen")
        if not self._face.focused:
            self._press(self._key_for(self._moves(ground)[0]))
        (at,) = self._face.focused
        for move, expected in _way(ground, at, target, self._moves(ground)):
            self._press(self._key_for(move))
            if self._face.focused != (expected,):
                raise JourneyError(f"the ring went to {self._face.focused} instead of {expected}")

    def _choose(self) -> None:
        self._face.key(self._chooser())

    def _press(self, name: str) -> None:
        self._face.key(name)
        self.presses += 1


class NumberKeypad(FiveKeys):
    """A number keypad: it moves, chooses, and types where digits are put in."""

    def _moves(self, ground: Ground) -> tuple[str, ...]:
        return ("next", "previous") if ground.view.layout == "numbers" else (*_WAYS, "next", "previous")

    def _key_for(self, move: str) -> str:
        return _ON_PAD[move]

    def _chooser(self) -> str:
        return "pad enter" if self._layout() == "numbers" else "pad 5"

    def _layout(self) -> str:
        return self._face.view.layout if self._face.view is not None else ""

    def enter(self, text: str) -> None:
        """Digits where digits are put in, the keys on the glass elsewhere."""
        entry = self.screen().entry
        if entry is None or by_touches(entry) or self._layout() != "numbers":
            super().enter(text)
            return
        self._type(["pad ."] * len(self._face.typed.text))
        self._type(f"pad {digit}" for digit in text if digit.isdecimal())
        self.tap("entry:done")

    def _type(self, names: Iterable[str]) -> None:
        for name in names:
            self._face.key(name)
            self._settle()
            self._face.settle()
            self.touches += 1
            self.letters += 1


class OneButton(FiveKeys):
    """The space bar alone: the ring goes by itself."""

    def _reach(self, target: str, _place: tuple[float, float, float, float]) -> None:
        """Begin the scanning and press when the ring is round the row of the target."""
        self._press("space")
        self._wait_for(target)
        if len(self._face.focused) > 1:
            self._face.pause()
            self._press("space")
            self._wait_for(target)
        self._face.pause()

    def _choose(self) -> None:
        self._face.key("space")

    def _wait_for(self, target: str) -> None:
        step = Keypad().scan_step
        for _ in range(_MOST_STEPS):
            if target in self._face.focused:
                return
            if not self._face.is_scanning:
                break
            self._face.pause(step)
        raise JourneyError(f"the ring never came to {target}")


def _way(ground: Ground, at: str, target: str, moves: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the shortest way as (move, where it leads). Raises JourneyError when there is none."""
    before: dict[str, tuple[str, str]] = {at: ("", "")}
    front = deque([at])
    while front and target not in before:
        here = front.popleft()
        for move in moves:
            there = _after(ground, here, move)
            if there not in before:
                before[there] = (here, move)
                front.append(there)
    if target not in before:
        raise JourneyError(f"no way by keys from {at} to {target}")
    found: list[tuple[str, str]] = []
    while target != at:
        here, move = before[target]
        found.append((move, target))
        target = here
    return found[::-1]


def _after(ground: Ground, at: str, move: str) -> str:
    if move in {"next", "previous"}:
        return beside(ground.view, ground.targets, at, 1 if move == "next" else -1)
    ways: dict[str, Way] = {way: way for way in _WAYS}
    return towards(ground.view, ground.targets, at, ways[move])


KEY_HANDS: Final[dict[str, type[FiveKeys]]] = {
    "keypad": NumberKeypad,
    "five-keys": FiveKeys,
    "switch": OneButton,
}
"""By the words that a journey says it with."""
