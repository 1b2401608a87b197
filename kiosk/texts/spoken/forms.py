"""The written forms that are said in other words: how a date, a time, an amount, a row of digits, a code looks."""

from __future__ import annotations

import re
from typing import Final

_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_ALONE: Final = r"(?<![\w/.,-])"
"""Nothing that belongs to it stands before."""
_ENDS: Final = r"(?![\w/]|[.,-]\w)"
"""Nothing that belongs to it follows; a full stop may."""

DATE: Final = re.compile(rf"{_ALONE}(?P<day>{_DAY})/(?P<month>{_MONTH})/(?P<year>\d{{4}}){_ENDS}")
MONTH_OF_YEAR: Final = re.compile(rf"(?<![Ss]ố ){_ALONE}(?P<month>{_MONTH})/(?P<year>(?:19|20)\d\d){_ENDS}")
_DAY_SAID: Final = r"[Nn]gày|[Tt]hứ \w+|Chủ [Nn]hật|[Bb]ữa|[Hh]ôm|\w+day,?|ថ្ងៃ\S*"
DAY_OF_MONTH: Final = re.compile(
    rf"(?:(?P<word>\b(?:{_DAY_SAID})) )(?P<day>{_DAY})/(?P<month>{_MONTH}){_ENDS}"
)
"""Only after the name of a day: elsewhere 4/12 is the number of a house."""
DAY_AFTER_WEEKDAY: Final = re.compile(
    rf"(?P<word>\b(?:[Tt]hứ \w+|Chủ [Nn]hật)),? (?P<day>{_DAY})(?= tháng \d)"
)
"""Vietnamese dates as screens show them: "Thứ Ba 1 tháng 12"."""
YEAR_AFTER_MONTH: Final = re.compile(r"(?P<word>\btháng \d{1,2}), (?P<year>\d{4})(?!\w)")
TIME: Final = re.compile(rf"{_ALONE}(?P<hour>[01]?\d|2[0-4])(?:[:hg](?P<minute>[0-5]\d)|[hg]){_ENDS}")
_POINT: Final = rf"{_DAY}/{_MONTH}(?:/\d{{4}})?|\d{{1,2}}(?:[:hg]\d\d|[hg])|\d{{1,3}}"
RANGE: Final = re.compile(rf"{_ALONE}(?P<first>{_POINT})\s?[-–]\s?(?P<last>{_POINT}){_ENDS}")
PAGE: Final = re.compile(r"(?P<word>\b(?:[Tt]rang|[Pp]age)\b|ទំព័រ(?:ទី)?) ?(?P<page>\d+)/(?P<pages>\d+)")
MONEY: Final = re.compile(rf"{_ALONE}(?P<amount>[1-9]\d{{0,2}}(?:[.,]\d{{3}})+|\d+)\s?(?:đ|₫|VNĐ|VND){_ENDS}")
GROUPED: Final = re.compile(rf"{_ALONE}[1-9]\d{{0,2}}(?:([.,])\d{{3}})(?:\1\d{{3}})*{_ENDS}")
DECIMAL: Final = re.compile(rf"{_ALONE}(?P<whole>\d+)[.,](?P<part>\d{{1,2}}){_ENDS}")
PERCENT: Final = re.compile(r"(?<=\d)\s?%")
SQUARE_METRES: Final = re.compile(r"(?<=\d)\s?m(?:2|²)(?!\w)")
HOTLINE: Final = re.compile(
    r"(?P<word>\b(?:[Gg]ọi(?: số)?|[Tt]ổng đài|[Dd]ial|[Cc]all)) (?P<digits>\d{3,4})(?![\w/.,-]\w|\w| (?:người|giờ))"
)
"""The number of a hotline."""
CODE: Final = re.compile(r"(?<![\w/])(?=[\w/.-]*\d)(?=[\w/.-]*[A-ZĐ])[A-ZĐ\d]+(?:[/.-][A-ZĐ\d]+)*(?!\w)")
"""Capital letters and digits mixed: CT01, 12/2019/QĐST-HNGĐ."""
TICKET: Final = re.compile(r"(?<!\w)(?P<series>L?[A-ZĐ])[ \u00a0](?P<digits>\d{3,})(?!\w)")
_GROUPS: Final = r"(?:[ .\u00a0-]\d{2,4})"
DIGITS: Final = re.compile(
    rf"(?<![\w/.])(?:\+\d{{2}}{_GROUPS}+|\+?\d{{7,}}|\(?0\d{{1,4}}\)?[ .]\d{_GROUPS}+|"
    rf"\d{{3,5}}{_GROUPS}+(?: \d)?|0\d{{2,}})(?![\w/]|\.\d)"
)
"""Phone, personal number, account: what is read digit by digit. Groups stay groups."""
FEWEST: Final = 7
"""Digits in groups from which on they are no two numbers side by side."""
YEAR: Final = re.compile(r"(?<![\w.,/])(?:1[1-9]|20)\d\d(?![\w/]|[.,]\d)")
"""Four digits in one row are a year where a language says years in another way than numbers."""
NUMBER: Final = re.compile(r"(?<![\w.,/])\d+(?![\w/]|[.,]\d)")
DOTTED: Final = re.compile(r"(?<![\w.,/])\d+(?:[./]\d+)+(?!\w)")
"""Numbers with strokes or dots between: a house, the code of a procedure."""
SHOUTED: Final = re.compile(r"(?<!\w)[BCDĐGHKLMNPQRSTVX]{2,6}(?!\w)")
"""Capital letters that make no syllable."""
BETWEEN_WORDS: Final = re.compile(r"(?<=\w)\s?/\s?(?=\w)")
KHMER_DIGITS: Final = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
QUOTES: Final = str.maketrans(dict.fromkeys('“”"«»•*', ""))
_PAUSES: Final = re.compile(r"\s*[()\[\]]\s*|\s+[-–—]\s+|\s*→\s*|\s*;\s*")
_DOUBLE: Final = re.compile(r"(?:\s*,)+\s*(?P<mark>[.?!,:។៖]|$)|(?P<begin>^)(?:\s*,)+\s*")


def breathing(text: str) -> str:
    """Return a text with commas where brackets and dashes stand, single spaces, and no mark after another one."""
    text = " ".join(_PAUSES.sub(", ", text).split())
    text = _DOUBLE.sub(lambda met: met.group("mark") or "", text)
    return re.sub(r"\s+(?=[,.?!:។៖])", "", text).strip()
