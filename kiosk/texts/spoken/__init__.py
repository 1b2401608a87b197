"""How a written text is said: numbers in words, digit by digit where they are read so, dates, money, southern words.

Pure: the words themselves come from the catalogue (ids ``number...``, ``letter...``, ``said...`` and
``abbreviation...``), where they are reviewed and recorded.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial

from kiosk.texts import Texts
from kiosk.texts.spoken import forms
from kiosk.texts.spoken.numbers import MOST, word_ids
from kiosk.texts.spoken.southern import southern
from kiosk.texts.spoken.ways import WAYS
from kiosk.texts.spoken.words import ABBREVIATION, Words


class Aloud:
    """The words of all languages, for reading aloud. ``language``: vi, km or en."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        known = [
            one.removeprefix(ABBREVIATION) for one in texts.message_ids() if one.startswith(ABBREVIATION)
        ]
        longest_first = sorted(known, key=len, reverse=True)
        either = "|".join(
            re.escape(one) + ("" if one.endswith(".") else r"(?!\w|[/-]\w)") for one in longest_first
        )
        self._short = re.compile(rf"(?<![\w/.-])(?:{either})" if either else r"(?!)")

    def number_words(self, n: int, language: str) -> tuple[str, ...]:
        """Return the words of a whole number one by one; joined by spaces they say it. ValueError beyond ``MOST``."""
        return Words(self._texts, language).number(n)

    def digit_words(self, digits: str, language: str) -> tuple[str, ...]:
        """Return the words of a row of digits, one a digit; whatever is no digit is passed over."""
        return Words(self._texts, language).digits(digits)

    def every_word(self, language: str) -> tuple[str, ...]:
        """Return each word that numbers are made of once, in the order in which they are recorded."""
        return tuple(dict.fromkeys(self._texts.say(language, word) for word in word_ids()))

    def spoken(self, text: str, language: str) -> str:
        """Return the words that say ``text``; what is words already comes back as it is."""
        words = Words(self._texts, language)
        text = unicodedata.normalize("NFC", text).translate(forms.KHMER_DIGITS).translate(forms.QUOTES)
        text = self._short.sub(lambda met: f"{words.written_short(met.group())} ", text)
        for form, way in WAYS:
            text = form.sub(partial(way, words), text)
        text = forms.breathing(text)
        return southern(text) if language == "vi" else text


__all__ = ["MOST", "Aloud"]
