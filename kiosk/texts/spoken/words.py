"""The words that writing stands for, in one language: numbers, digits, letters, small words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.texts import Texts
from kiosk.texts.spoken.numbers import MOST, number_ids

ABBREVIATION: Final = "abbreviation."
_YEARS: Final = (range(1100, 2000), range(2010, 2100))
"""English says these in two halves."""


@dataclass(frozen=True)
class Words:
    """``language``: vi, km or en."""

    texts: Texts
    language: str

    def said(self, what: str, **values: str | int) -> str:
        """Return a small word of reading aloud."""
        return self.texts.say(self.language, f"said.{what}", **values)

    def month(self, number: int) -> str:
        """Return the name of a month."""
        return self.texts.say(self.language, f"month.{number}")

    def number(self, n: int) -> tuple[str, ...]:
        """Return the words of a whole number one by one. ValueError beyond ``MOST``."""
        return tuple(self.texts.say(self.language, word) for word in number_ids(n, self.language))

    def digits(self, digits: str) -> tuple[str, ...]:
        """Return the words of a row of digits, one a digit; whatever is no digit is passed over."""
        return tuple(
            self.texts.say(self.language, f"number.{digit}") for digit in digits if digit in "0123456789"
        )

    def amount(self, digits: str) -> str:
        """Return a number in words; digit by digit where it is too long or begins with 0."""
        if (digits.startswith("0") and digits != "0") or int(digits) > MOST:
            return " ".join(self.digits(digits))
        return " ".join(self.number(int(digits)))

    def year(self, digits: str) -> str:
        """Return a year in words: in English "nineteen forty five", else as any number."""
        n = int(digits)
        if self.language != "en" or not any(n in years for years in _YEARS):
            return self.amount(digits)
        first, last = divmod(n, 100)
        ends = self.number(last) if last else (self.texts.say("en", "number.hundred"),)
        return " ".join((*self.number(first), *ends))

    def letters(self, letters: str) -> str:
        """Return the names of capital letters, one by one."""
        return " ".join(self.texts.say(self.language, f"letter.{letter.lower()}") for letter in letters)

    def written_short(self, name: str) -> str:
        """Return what an abbreviation stands for, or its letters where nobody knows."""
        if not self.knows(name):
            return self.letters(name)
        return self.texts.say(self.language, f"{ABBREVIATION}{name}")

    def knows(self, name: str) -> bool:
        """Tell whether this is a known abbreviation."""
        return self.texts.has("vi", f"{ABBREVIATION}{name}")
