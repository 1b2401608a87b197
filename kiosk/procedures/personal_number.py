"""The structure of the 12-digit personal number: province or country, century and sex, birth year, serial."""

from __future__ import annotations

from msgspec import Struct

# fmt: off
_PROVINCES = frozenset((
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38,
    40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80,
    82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
))
# fmt: on
"""The codes of the 63 provinces up to June 2025, which stay in the numbers."""
_FIRST_COUNTRY = 100


class Told(Struct, frozen=True):
    """What a personal number tells of its holder."""

    birth_year: int
    sex: str
    """male or female."""


def told_by(number: str) -> Told:
    """Return what the 12 digits tell. There is no check digit: it may be somebody else's number."""
    century_and_sex, year = int(number[3]), int(number[4:6])
    return Told(1900 + 100 * (century_and_sex // 2) + year, "female" if century_and_sex % 2 else "male")


def is_odd(number: str, this_year: int) -> bool:
    """Tell whether the digits are hardly a number that was given: unknown province, or born in the future."""
    place = int(number[:3])
    known = place in _PROVINCES or place >= _FIRST_COUNTRY
    return not known or told_by(number).birth_year > this_year
