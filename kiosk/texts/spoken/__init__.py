"""How a written text is said: numbers in words, digit by digit where they are read so, dates, money, southern words.

Pure: the words themselves come from the catalogue (ids ``number...``), where they are reviewed and recorded.
"""

from __future__ import annotations

from kiosk.texts import Texts
from kiosk.texts.spoken.numbers import MOST, number_ids, word_ids


class Aloud:
    """The words of all languages, for reading aloud. ``language``: vi, km or en."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def number_words(self, n: int, language: str) -> tuple[str, ...]:
        """Return the words of a whole number one by one; joined by spaces they say it. ValueError beyond ``MOST``."""
        return tuple(self._texts.say(language, word) for word in number_ids(n, language))

    def digit_words(self, digits: str, language: str) -> tuple[str, ...]:
        """Return the words of a row of digits, one a digit; whatever is no digit is passed over."""
        return tuple(
            self._texts.say(language, f"number.{digit}") for digit in digits if digit in "0123456789"
        )

    def every_word(self, language: str) -> tuple[str, ...]:
        """Return each word that numbers are made of once, in the order in which they are recorded."""
        return tuple(dict.fromkeys(self._texts.say(language, word) for word in word_ids()))


__all__ = ["MOST", "Aloud"]
