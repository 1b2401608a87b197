"""Kivy's key events as single presses of named keys and signs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from kiosk.ui.keys import Key

CODES: Final[dict[int, str]] = {
    276: "left",
    275: "right",
    273: "up",
    274: "down",
    9: "tab",
    13: "enter",
    271: "pad enter",
    27: "escape",
    32: "space",
    8: "backspace",
    127: "delete",
    **{256 + digit: f"pad {digit}" for digit in range(10)},
    266: "pad .",
    267: "pad /",
    268: "pad *",
    269: "pad -",
    270: "pad +",
    280: "page up",
    281: "page down",
    **{281 + number: f"f{number}" for number in range(1, 13)},
}
"""Kivy's codes of the keys that have a name here. A keypad's digits keep theirs whether or not NumLock is on."""
_SYSTEM: Final = {"ctrl", "alt", "meta"}
"""With one of these held a key says nothing here."""


class KeyEvents:
    """Hands on each press once: what a system repeats while a key is held says nothing.

    Every event is taken, so that nothing of Kivy's own ever hears of F1 or Escape.
    """

    def __init__(self, on_key: Callable[[Key], None]) -> None:
        self._on_key = on_key
        self._held: set[int] = set()
        self._mute = False

    def down(self, _window: Any, code: int, _scancode: Any, _sign: Any, modifiers: Any) -> bool:
        """A key goes down; a sign that only follows from it comes by ``text``."""
        repeated = code in self._held
        self._held.add(code)
        name = CODES.get(code, "")
        self._mute = repeated or bool(name)
        if name and not repeated and _SYSTEM.isdisjoint(modifiers or ()):
            shifted = name == "tab" and "shift" in (modifiers or ())
            self._on_key(Key("shift tab" if shifted else name))
        return True

    def up(self, _window: Any, code: int, *_rest: Any) -> bool:
        """A key comes up."""
        self._held.discard(code)
        return True

    def text(self, _window: Any, signs: str) -> bool:
        """Something was written: by the key that has just gone down, or by several together."""
        if not self._mute:
            for sign in signs:
                self._on_key(Key(sign=sign))
        return True

    def let_go(self, *_rest: Any) -> None:
        """The window is not listening any more: whatever is down now comes up unheard."""
        self._held.clear()
