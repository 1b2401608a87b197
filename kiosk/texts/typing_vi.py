"""Composing Vietnamese by keys: letters are appended, a tone key acts on the last syllable.

All text in and out is NFC. The tone stands by the new style of the school books (hoá, khoẻ, thuý); it moves
by itself when a later letter changes the syllable (hoá + n = hoán, tuý + ê = tuyế).
"""

from __future__ import annotations

import unicodedata
from typing import Final, Literal

Tone = Literal["acute", "grave", "hook", "tilde", "dot"]

TONES: Final[dict[Tone, str]] = {
    "acute": "\u0301",
    "grave": "\u0300",
    "hook": "\u0309",
    "tilde": "\u0303",
    "dot": "\u0323",
}
"""The combining mark of each tone."""

VOWEL_KEYS: Final = ("ă", "â", "ê", "ô", "ơ", "ư", "đ")
"""The letters of Vietnamese that no Latin keyboard has."""

_MARKS: Final = frozenset(TONES.values())
_VOWELS: Final = frozenset("aăâeêioôơuưy")
_STRONG: Final = frozenset("ăâêôơư")
"""Vowels that always draw the tone to themselves."""
_SECOND: Final = frozenset({"oa", "oe", "uy"})
"""Open pairs whose second vowel carries the tone, new style."""
_PAIR: Final = 2


def put_letter(text: str, letter: str) -> str:
    """Append one letter, digit or sign; a tone typed before stands where the longer syllable wants it."""
    return _settled(text + letter)


def put_tone(text: str, tone: Tone) -> str:
    """Give the last syllable this tone; the same tone once more takes it away.

    A syllable without a vowel, or a text that ends in a space, stays as it is.
    """
    start = last_syllable(text)
    plain, present = without_tone(text[start:])
    place = _place(plain)
    if place is None:
        return text
    wanted = "" if present == TONES[tone] else TONES[tone]
    return text[:start] + with_tone(plain, wanted)


def delete_last(text: str) -> str:
    """Take away the last letter, its tone with it; a tone on an earlier letter stays with the syllable."""
    return _settled(unicodedata.normalize("NFC", text)[:-1])


def last_syllable(text: str) -> int:
    """Return where the last syllable begins: the index that the next tone key will act from."""
    start = len(text)
    while start and text[start - 1].isalpha():
        start -= 1
    return start


def starts_word(text: str) -> bool:
    """Tell whether the next letter is the first of a word."""
    return last_syllable(text) == len(text)


def _settled(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    start = last_syllable(text)
    plain, tone = without_tone(text[start:])
    return text[:start] + with_tone(plain, tone) if tone else text


def without_tone(syllable: str) -> tuple[str, str]:
    """Return a syllable without its tone, and the combining mark of the tone, "" for none."""
    tone = ""
    kept: list[str] = []
    for sign in unicodedata.normalize("NFD", syllable):
        if sign in _MARKS:
            tone = sign
        else:
            kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept)), tone


def with_tone(plain: str, tone: str) -> str:
    """Return a syllable with the combining mark ``tone`` where the school books put it."""
    place = _place(plain)
    if place is None or not tone:
        return plain
    return unicodedata.normalize("NFC", plain[: place + 1] + tone + plain[place + 1 :])


def _place(plain: str) -> int | None:
    """Return the index of the letter that carries the tone, None without a vowel."""
    low = plain.lower()
    first = nucleus_start(low)
    if first is None:
        return None
    end = first
    while end < len(low) and low[end] in _VOWELS:
        end += 1
    vowels = low[first:end]
    strong = [at for at, vowel in enumerate(vowels) if vowel in _STRONG]
    if strong:
        return first + strong[-1]
    if len(vowels) == 1:
        return first
    if len(vowels) > _PAIR or end < len(low) or vowels in _SECOND:
        return first + 1
    return first


def nucleus_start(syllable: str) -> int | None:
    """Return the index of the first vowel that sounds as one, None without a vowel."""
    low = syllable.lower()
    first = next((at for at, letter in enumerate(low) if letter in _VOWELS), None)
    if first is None:
        return None
    onset = low[: first + 1]
    followed = first + 1 < len(low) and low[first + 1] in _VOWELS
    # The u of "qu" and the i of "gi" belong to the onset when another vowel follows: quả, giá, but gì.
    return first + 1 if onset in {"qu", "gi"} and followed else first
