"""The text of a health-insurance card's QR code. Unsigned, as the citizen card's is.

Fields split by "|": number of the card, name, day of birth, sex, address, hospital, valid from, valid to, and more.
Name and address are UTF-8 written as hexadecimal digits. Only what a form may ask for is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kiosk.devices.citizen_card import Sex, birth_of
from kiosk.devices.scan_text import cleaned

_FIELDS = range(8, 21)
_NUMBER = re.compile(r"[A-Z]{2}[0-9]{13}|[0-9]{10}")
"""Of 15 signs, or of the 10 digits of the social-insurance number."""
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+")
_SLASHED = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_SEXES: dict[str, Sex] = {"1": "male", "2": "female"}
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, repr=False)
class HealthCard:
    """What a card says of the person who is insured. Never printed: no repr."""

    number: str
    name: str
    birth_date: str
    """YYYY-MM-DD, or YYYY when the card knows only the year, or "" when it is unreadable."""
    sex: Sex

    def __repr__(self) -> str:
        return "HealthCard(…)"


def parse(text: str) -> HealthCard | None:
    """Return what a scanned health card says, or None for anything else. ``text``: as ``cleaned`` returned it."""
    fields = [field.strip() for field in text.split("|")]
    if len(fields) not in _FIELDS or not _NUMBER.fullmatch(fields[0]) or not _HEX.fullmatch(fields[1]):
        return None
    name = " ".join(cleaned(bytes.fromhex(fields[1])).split())
    if len(name) > _LONGEST_NAME or not any(letter.isalpha() for letter in name):
        return None
    birth = birth_of(_SLASHED.sub(r"\1\2\3", fields[2]))
    return HealthCard(fields[0], name, birth, _SEXES.get(fields[3], ""))
