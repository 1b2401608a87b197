"""The spoken names of a face's own keys: letters, tones, signs, digits, pages of keys, the parts of a date."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from string import ascii_lowercase, digits
from typing import Final, Protocol

from kiosk.presenter.view import Entry, ScreenView
from kiosk.texts.typing_km import KEYS as KHMER
from kiosk.texts.typing_vi import TONES, VOWEL_KEYS, without_tone


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
    "។": "point",
    "៖": "colon",
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
        "month": lambda: words.say(f"month.{value}"),
        "day": lambda: words.say("attend.day", day=value),
        "unknown": lambda: view.words.get(f"unknown_{'year' if step == 'decade' else step}", ""),
    }
    if kind in _PLAIN:
        return words.say(_PLAIN[kind])
    return named[kind]() if kind in named else ""


def every_key(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield kind, value and step of each key that a face may show for this entry.

    Khmer letters are yielded where they are what one begins with.
    """
    yield from ((kind, "", "") for kind in ("delete", "done"))
    if entry.kind in {"date", "year"}:
        yield from _dates(entry)
        return
    yield from (("digit", digit, "") for digit in digits)
    if entry.kind in {"name", "text"}:
        yield from (("letter", sign, "") for sign in (*ascii_lowercase, *VOWEL_KEYS, *_SIGNS, " "))
        yield from (("tone", tone, "") for tone in TONES)
        yield from (("board", board, "") for board in ("latin", "accents", "signs"))
        yield from ((kind, "", "") for kind in ("telex", "shift"))
    if "khmer" in entry.scripts:
        yield from (("board", board, "") for board in ("khmer", "khmer-vowels", "khmer-signs"))
    if entry.scripts[0] == "khmer":
        yield from (("letter", sign, "") for sign in KHMER)


def _dates(entry: Entry) -> Iterator[tuple[str, str, str]]:
    years = range(entry.earliest_year, entry.latest_year + 1)
    yield from (("decade", str(ten), "decade") for ten in range(years[0] // 10, years[-1] // 10 + 1))
    yield from (("year", str(year), "year") for year in years)
    yield from (("month", str(month), "month") for month in range(1, 13))
    yield from (("day", str(day), "day") for day in range(1, 32))
    yield from (("unknown", "", step) for step in ("decade", "year", "month", "day"))
    yield from ((kind, "", "") for kind in ("part", "more"))


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
