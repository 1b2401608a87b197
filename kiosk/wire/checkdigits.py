"""The 34 digits that tickets and badges carry: one format digit, 31 random digits, two check digits.

The check is ISO 7064 MOD 97-10 over all 34 digits (the number leaves 1 when divided by 97): it catches every
single wrong digit and every swap of two neighbours. The format digit tells a ticket ("1") from a badge ("2").
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

LENGTH = 34
RANDOM_DIGITS = 31
"""103 bits."""
GROUP = 4
GROUPS_A_LINE = 3
_MODULUS = 97
_TEXT_LIMIT = 256
_UNBIASED = 250
"""Bytes below this fall evenly on the ten digits; the others are drawn again."""
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True, repr=False)
class SecretDigits:
    """34 checked digits that are a key to something; only ``digits`` and ``groups`` tell them."""

    digits: str

    def __post_init__(self) -> None:
        if not (len(self.digits) == LENGTH and self.digits.isascii() and is_valid(self.digits)):
            raise ValueError("not 34 digits with a right check")

    def groups(self) -> tuple[str, ...]:
        """Return the lines to print below a QR code: groups of four, three a line, the last line shorter."""
        fours = [self.digits[at : at + GROUP] for at in range(0, LENGTH, GROUP)]
        return tuple(" ".join(fours[at : at + GROUPS_A_LINE]) for at in range(0, len(fours), GROUPS_A_LINE))

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


def check_digits(payload: str) -> str:
    """Return the two digits that make ``payload`` (ASCII digits) followed by them pass ``is_valid``."""
    return f"{_MODULUS + 1 - int(payload) * 100 % _MODULUS:02d}"


def is_valid(digits: str) -> bool:
    """Tell whether a run of decimal digits, check digits included, passes MOD 97-10."""
    return digits.isdecimal() and int(digits) % _MODULUS == 1


def draw(format_digit: str, random_bytes: Callable[[int], bytes]) -> str:
    """Return 34 fresh digits that begin with ``format_digit``; each random digit is exactly uniform."""
    drawn = ""
    while len(drawn) < RANDOM_DIGITS:
        drawn += "".join(str(byte % 10) for byte in random_bytes(RANDOM_DIGITS) if byte < _UNBIASED)
    payload = format_digit + drawn[:RANDOM_DIGITS]
    return payload + check_digits(payload)


def plain_digits(text: str) -> str | None:
    """Return the ASCII digits in what was scanned or typed, or None when it holds anything else.

    Spaces, line ends, invisible marks and any dash are dropped; digits of every script (full-width, Khmer …)
    count as digits, since an input method may have turned them.
    """
    if len(text) > _TEXT_LIMIT:
        return None
    digits = ""
    for letter in text:
        if letter.isspace() or letter == _MINUS or unicodedata.category(letter) in {"Zs", "Pd", "Cf"}:
            continue
        value = unicodedata.decimal(letter, None)
        if value is None:
            return None
        digits += str(value)
    return digits


def read(format_digit: str, text: str) -> str | None:
    """Return the 34 digits in ``text`` when they begin with ``format_digit`` and check, else None."""
    digits = plain_digits(text)
    if digits is None or len(digits) != LENGTH or not digits.startswith(format_digit):
        return None
    return digits if is_valid(digits) else None
