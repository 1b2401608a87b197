"""How each written form is said, one after the other: what is words already is met by no later form."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kiosk.texts.spoken import forms
from kiosk.texts.spoken.words import Words

Way = Callable[[Words, re.Match[str]], str]

_APRIL: Final = "tháng "


def _range(words: Words, met: re.Match[str]) -> str:
    return f"{met['first']} {words.said('to')} {met['last']}"


def _date(words: Words, met: re.Match[str]) -> str:
    month = words.month(int(met["month"]))
    return _once(words, met, "date", day=int(met["day"]), month=month, year=words.year(met["year"]))


def _month_of_year(words: Words, met: re.Match[str]) -> str:
    month = words.month(int(met["month"]))
    return _once(words, met, "month-of-year", month=month, year=words.year(met["year"]))


def _day_of_month(words: Words, met: re.Match[str]) -> str:
    month = words.month(int(met["month"]))
    day = _once(words, met, "day-of-month", "word", day=int(met["day"]), month=month)
    return f"{met['word']} {day}"


def _day_after_weekday(words: Words, met: re.Match[str]) -> str:
    day, _, _ = words.said("day-of-month").partition("{")
    return f"{met['word']}, {day}{int(met['day'])}"


def _year_after_month(words: Words, met: re.Match[str]) -> str:
    _, _, year = words.said("month-of-year").partition("{month}")
    return f"{met['word']}{year.format(year=met['year'])}"


def _once(words: Words, met: re.Match[str], what: str, after: str = "", **values: str | int) -> str:
    """Return the words without how they begin where that stands before them already: "ngày 5/8/2026"."""
    said = words.said(what, **values)
    begins, _, _ = words.said(what).partition("{")
    before = met.string[: met.end(after) if after else met.start()]
    if _folded(begins) and _folded(before).endswith(_folded(begins)):
        return said.removeprefix(begins)
    return said


def _folded(text: str) -> str:
    return text.replace("\u200b", "").casefold().strip()


def _time(words: Words, met: re.Match[str]) -> str:
    hour, minute = int(met["hour"]), int(met["minute"] or 0)
    return _once(words, met, "time" if minute else "hour", hour=hour, minute=minute)


def _page(words: Words, met: re.Match[str]) -> str:
    return f"{met['word']} {met['page']} {words.said('of')} {met['pages']}"


def _money(words: Words, met: re.Match[str]) -> str:
    return f"{met['amount']} {words.said('dong')}"


def _grouped(words: Words, met: re.Match[str]) -> str:
    return words.amount(re.sub(r"\D", "", met.group()))


def _decimal(words: Words, met: re.Match[str]) -> str:
    return f"{words.amount(met['whole'])} {words.said('point')} {' '.join(words.digits(met['part']))}"


def _percent(words: Words, _: re.Match[str]) -> str:
    return f" {words.said('percent')}"


def _square_metres(words: Words, _: re.Match[str]) -> str:
    return f" {words.said('square-metres')}"


def _hotline(words: Words, met: re.Match[str]) -> str:
    return f"{met['word']} {' '.join(words.digits(met['digits']))}"


def _ticket(words: Words, met: re.Match[str]) -> str:
    """Say a number as it is called out: its letters, its zeros, then how many: "A, không, mười hai"."""
    digits = met["digits"]
    count = digits.lstrip("0")
    zeros = " ".join(words.digits(digits[: len(digits) - len(count)]))
    return ", ".join(
        part for part in (words.letters(met["series"]), zeros, count and words.amount(count)) if part
    )


def _digits(words: Words, met: re.Match[str]) -> str:
    """Say digits in their groups, or in threes and fours where they stand in one row."""
    digits = re.sub(r"\D", "", met.group())
    if len(digits) < forms.FEWEST and not digits.startswith("0"):
        return met.group()
    groups = re.findall(r"\d+", met.group())
    if len(groups) == 1:
        groups = re.findall(r"\d{3,4}(?=\d{3}|\d{4}|$)|\d+", digits)
    return ", ".join(" ".join(words.digits(group)) for group in groups)


def _code(words: Words, met: re.Match[str]) -> str:
    pieces = re.findall(r"\d+|[A-ZĐ]+|/", met.group())
    return " ".join(_piece(words, piece) for piece in pieces)


def _piece(words: Words, piece: str) -> str:
    if piece == "/":
        return words.said("slash")
    return words.amount(piece) if piece.isdigit() else words.written_short(piece)


def _dotted(words: Words, met: re.Match[str]) -> str:
    marks = {"/": words.said("slash"), ".": words.said("dot")}
    pieces = re.findall(r"\d+|[./]", met.group())
    return " ".join(marks.get(piece) or words.amount(piece) for piece in pieces)


def _short(words: Words, met: re.Match[str]) -> str:
    return words.written_short(met.group())


def _or(words: Words, _: re.Match[str]) -> str:
    return f" {words.said('or')} "


def _year(words: Words, met: re.Match[str]) -> str:
    return words.year(met.group())


def _number(words: Words, met: re.Match[str]) -> str:
    n = met.group().lstrip("0") or "0"
    if words.language == "vi" and n == "4" and met.string[: met.start()].casefold().endswith(_APRIL):
        return words.texts.say("vi", "number.tail-4")
    return words.amount(n)


WAYS: Final[tuple[tuple[re.Pattern[str], Way], ...]] = (
    (forms.RANGE, _range),
    (forms.PAGE, _page),
    (forms.DATE, _date),
    (forms.MONTH_OF_YEAR, _month_of_year),
    (forms.DAY_OF_MONTH, _day_of_month),
    (forms.DAY_AFTER_WEEKDAY, _day_after_weekday),
    (forms.YEAR_AFTER_MONTH, _year_after_month),
    (forms.TIME, _time),
    (forms.MONEY, _money),
    (forms.GROUPED, _grouped),
    (forms.DECIMAL, _decimal),
    (forms.PERCENT, _percent),
    (forms.SQUARE_METRES, _square_metres),
    (forms.HOTLINE, _hotline),
    (forms.TICKET, _ticket),
    (forms.CODE, _code),
    (forms.DIGITS, _digits),
    (forms.YEAR, _year),
    (forms.NUMBER, _number),
    (forms.DOTTED, _dotted),
    (forms.SHOUTED, _short),
    (forms.BETWEEN_WORDS, _or),
)
"""In this order: dates before codes, codes before digits, digits before numbers."""
