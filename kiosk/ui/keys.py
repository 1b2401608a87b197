"""What a key means: a pure table for number keypads, five keys, keyboards and the one button.

A key has a name (``left``, ``enter``, ``pad 5`` ...) or, where it only writes something, a sign.
"""

from __future__ import annotations

import unicodedata
from typing import Final, Literal

from msgspec import Struct

from kiosk.presenter.view import Layout

Kind = Literal[
    "left",
    "right",
    "up",
    "down",
    "next",
    "previous",
    "choose",
    "again",
    "back",
    "help",
    "type",
    "delete",
    "switch",
    "dark",
]


class Key(Struct, frozen=True):
    """One press. ``name`` is "" for a key that only writes ``sign``."""

    name: str = ""
    sign: str = ""


class Meaning(Struct, frozen=True):
    """What a press wants; ``sign`` where it is typed."""

    kind: Kind
    sign: str = ""


_NAMED: Final[dict[str, Kind]] = {
    "left": "left",
    "right": "right",
    "up": "up",
    "down": "down",
    "tab": "next",
    "shift tab": "previous",
    "enter": "choose",
    "pad enter": "choose",
    "escape": "back",
    "space": "switch",
}
_STEERS: Final[dict[str, Kind]] = {
    "8": "up",
    "2": "down",
    "4": "left",
    "6": "right",
    "5": "choose",
    "0": "again",
    "7": "back",
    "9": "help",
    "/": "back",
    "*": "help",
    "+": "next",
    "-": "previous",
}
"""The keypad, as it stands: four ways round the five."""
_DARK: Final = "1"
"""On a keypad alone: it darkens the glass, and lights it again."""
_DELETES: Final = {"backspace", "delete", "pad ."}
_SIGNS: Final = "-/.,:;@&()'\"+?!"
"""What may be typed besides letters and digits: the same as on the glass."""


_SHORT: Final = {"page up": "PgUp", "page down": "PgDn"}
_LARGEST_F: Final = 3
"""Letters of the name of a function key at most."""


def named(key: Key, *, typing: bool) -> str:
    """Return how a helper's screen names this key; letters and digits only while nothing is typed. "" for none."""
    if key.name in _SHORT:
        return _SHORT[key.name]
    if key.name.startswith("f") and len(key.name) <= _LARGEST_F:
        return key.name.upper()
    if typing:
        return ""
    return key.name.removeprefix("pad ") if key.name.startswith("pad ") else key.sign.lower()


def meaning(key: Key, layout: Layout, *, typing: bool = False) -> Meaning | None:
    """Return what ``key`` means on a screen of ``layout``; None for nothing.

    Where digits are put in, digits are digits on every keyboard; where words are put in, the digits of a number
    keypad still move the focus, since it may be all that somebody has. ``typing``: words are being typed on a
    keyboard, so that its space bar is no switch.
    """
    if key.name == "space" and layout == "keyboard" and typing:
        return Meaning("type", " ")
    if key.name in _NAMED:
        return Meaning(_NAMED[key.name])
    if layout in {"keyboard", "numbers"} and (
        key.name in _DELETES or (layout == "numbers" and key.sign == ".")
    ):
        return Meaning("delete")
    on_pad = key.name.startswith("pad ")
    sign = key.name.removeprefix("pad ") if on_pad else key.sign
    if layout == "numbers" and sign.isdecimal() and sign.isascii():
        return Meaning("type", sign)
    if layout == "keyboard" and not on_pad:
        return Meaning("type", sign) if _may_be_typed(sign) else None
    if on_pad and sign == _DARK:
        return Meaning("dark")
    return (
        Meaning(_STEERS[sign]) if sign in _STEERS and not (layout == "numbers" and sign.isdecimal()) else None
    )


def _may_be_typed(sign: str) -> bool:
    """Letters and what is set above and below them, digits, and the signs that the glass has too."""
    if len(sign) != 1:
        return False
    return unicodedata.category(sign)[0] in "LM" or (sign.isdecimal() and sign.isascii()) or sign in _SIGNS
