"""The spoken names of a face's own keys: letters, tones, signs, digits, pages of keys, the parts of a date."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final, Protocol

from kiosk.presenter.view import ScreenView
from kiosk.texts.typing_vi import TONES, without_tone


class Tongue(Protocol):
    """The kiosk's texts in one language, as a Stage has them."""

    def say(self, message_id: str, **values: str | int) -> str:
        """Return a text."""

    def has(self, message_id: str) -> bool:
        """Tell whether there is such a text."""


_SIGNS: Final = {
    "-": "dash",
    "/": "slash",
    ".": "point",
    ",": "comma",
    ":": "colon",
    ";": "semicolon",
    "@": "at",
    "&": "and",
    "(": "opening",
    ")": "closing",
    "'": "apostrophe",
    '"': "quotation",
    "+": "plus",
    "?": "question",
    "!": "exclamation",
}
_BOARDS: Final = {"khmer": "khmer-letters"}
_PLAIN: Final = {
    "telex": "attend.telex",
    "shift": "attend.shift",
    "delete": "key.delete",
    "done": "key.done",
    "more": "page.more",
    "part": "date.other",
}
_TONE_NAMES: Final = {mark: name for name, mark in TONES.items()}


def key_name(words: Tongue, view: ScreenView, kind: str, value: str, step: str = "") -> str:
    """Return what the key is called whose stroke is of this kind and value, "" for no key of a face.

    ``step`` is the part of a date that is being chosen.
    """
    named: dict[str, Callable[[], str]] = {
        "letter": lambda: _sign(words, value),
        "typed": lambda: _sign(words, value),
        "tone": lambda: words.say(f"tone.{value}"),
        "digit": lambda: value,
        "board": lambda: words.say(f"attend.{_BOARDS.get(value, value)}"),
        "decade": lambda: words.say("attend.decade", first=f"{value}0", last=f"{value}9"),
        "year": lambda: words.say("attend.year", year=value),
        "month": lambda: view.words.get(f"month_{value}", value),
        "day": lambda: words.say("attend.day", day=value),
        "unknown": lambda: view.words.get(f"unknown_{'year' if step == 'decade' else step}", ""),
    }
    if kind in _PLAIN:
        return words.say(_PLAIN[kind])
    return named[kind]() if kind in named else ""


def letter_name(words: Tongue, sign: str) -> str:
    """Return what one letter, digit or sign is called."""
    low = sign.lower()
    if low == " ":
        return words.say("attend.space")
    if sign in _SIGNS:
        return words.say(f"sign.{_SIGNS[sign]}")
    return words.say(f"spell.{low}") if words.has(f"spell.{low}") else sign


def spelled(words: Tongue, word: str) -> str:
    """Return a syllable letter by letter, the tone last, as it is typed: "mờ, a dấu nón, u, dấu ngã"."""
    plain, mark = without_tone(unicodedata.normalize("NFC", word))
    names = [letter_name(words, sign) for sign in plain]
    if mark:
        names.append(words.say(f"tone.{_TONE_NAMES[mark]}"))
    return ", ".join(names)


def _sign(words: Tongue, value: str) -> str:
    name = letter_name(words, value)
    return words.say("attend.letter", letter=name) if words.has(f"spell.{value.lower()}") else name
