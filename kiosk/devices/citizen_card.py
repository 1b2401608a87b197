"""The text of a citizen card's QR code. Unsigned: it saves typing and proves nothing.

Two shapes, fields split by "|": the card of 2021 has 7 (number, old number, name, birth, sex, address, day of
issue), the card of July 2024 on has the same 7 and 4 more whose meaning is not published; those are never
guessed at.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

Sex = Literal["male", "female", ""]

_FIELDS = {7, 11}
_NUMBER = re.compile(r"[0-9]{12}")
_OLD_NUMBER = re.compile(r"(?:[0-9]{9}|[0-9]{12})?")
_ISSUED = re.compile(r"(?:[0-9]{8})?")
_DATE = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_YEAR = re.compile(r"(?:0000)?([0-9]{4})")
_FIRST_YEAR = 1900
_SEXES: dict[str, Sex] = {"nam": "male", "nữ": "female"}
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, repr=False)
class CitizenCard:
    """What a card says of its holder. Never printed: no repr."""

    name: str
    personal_number: str
    """12 digits; may be re-issued, so never a key."""
    birth_date: str
    """YYYY-MM-DD, or YYYY when the card knows only the year, or "" when it is unreadable."""
    sex: Sex
    address: str
    """As on the card; an old card may name districts that are no more."""

    def __repr__(self) -> str:
        return "CitizenCard(…)"


def parse(text: str) -> CitizenCard | None:
    """Return what a scanned card says, or None for anything that is no single card: a VNeID code, a health
    card, two cards glued together by a scanner without an end mark.
    """
    fields = unicodedata.normalize("NFC", text).strip("\ufeff\r\n").split("|")
    if len(fields) not in _FIELDS:
        return None
    number, old_number, name, birth, sex, address, issued = (field.strip() for field in fields[:7])
    if not (_NUMBER.fullmatch(number) and _OLD_NUMBER.fullmatch(old_number) and _ISSUED.fullmatch(issued)):
        return None
    if len(name) > _LONGEST_NAME or not any(letter.isalpha() for letter in name):
        return None
    return CitizenCard(
        name=" ".join(name.split()),
        personal_number=number,
        birth_date=birth_of(birth),
        sex=_SEXES.get(sex.casefold(), ""),
        address=" ".join(address.split()),
    )


def birth_of(text: str) -> str:
    """Return a card's date of birth as YYYY-MM-DD, YYYY where it knows only the year, "" where it is unreadable."""
    year_only = _YEAR.fullmatch(text)
    if year_only:
        return year_only[1] if int(year_only[1]) >= _FIRST_YEAR else ""
    whole = _DATE.fullmatch(text)
    if not whole:
        return ""
    day, month, year = map(int, whole.groups())
    try:
        return date(year, month, day).isoformat() if year >= _FIRST_YEAR else ""
    except ValueError:
        return ""
