"""An answer as people read it: on the screen in their language, and officially on paper and at the desk."""

from __future__ import annotations

from datetime import date

from kiosk.procedures.address import address_of, same_place, unit_name
from kiosk.procedures.coming import ANY_DAY
from kiosk.procedures.days import Days, days_of
from kiosk.procedures.lists import NO_LISTS, Lists
from kiosk.procedures.readers import RELATIVE
from kiosk.procedures.types import Question
from kiosk.texts import FALLBACK, Texts
from kiosk.texts.dates import day_words

_LISTED = frozenset({"ethnicity", "nationality", "relationship"})


def shown(question: Question, value: str, texts: Texts, language: str, lists: Lists = NO_LISTS) -> str:
    """Return a value that ``accept`` returned, for the screen in ``language`` (vi, en, km)."""
    if not value:
        return texts.say(language, "answer.unknown")
    if question.type in {"yes_no", "attachment"}:
        return texts.say(language, value if question.type == "yes_no" else f"attachment.{value}")
    if question.type == "choice":
        return next(
            (each.label.in_language(language) for each in question.choices if each.id == value), value
        )
    if question.type in _LISTED:
        return lists.label(question.type, value, language)
    if question.type in {"date", "year"}:
        days = days_of(value)
        return _date(days, texts, language) if days else value
    if question.type == "coming_day":
        return coming_day(value, texts, language)
    if question.type == "time":
        hour, minute = int(value[:2]), value[3:]
        if minute == "00":
            return texts.say(language, "answer.full-hour", hour=hour)
        return texts.say(language, "answer.time", hour=hour, minute=minute)
    if question.type == "address":
        return _address(value, lists)
    return _grouped(question, value, texts, language)


def shown_official(question: Question, value: str, texts: Texts, lists: Lists = NO_LISTS) -> str:
    """Return a value for paper and desk, in official Vietnamese; a date as 18/11/2026, 11/2026 or 2026."""
    if not value:
        return texts.say(FALLBACK, "official.unknown")
    if question.type == "coming_day" and value == ANY_DAY:
        return texts.say(FALLBACK, "official.any-day")
    if question.type in {"date", "year", "coming_day"}:
        return "/".join(reversed(value.split("-")))
    if question.type == "time":
        return texts.say(FALLBACK, "official.time", hour=value[:2], minute=value[3:])
    if question.type == "choice":
        return next((each.official or each.label.vi for each in question.choices if each.id == value), value)
    if question.type == "attachment":
        return texts.say(FALLBACK, f"official.attachment-{value}")
    if question.type in _LISTED:
        return lists.official(question.type, value)
    if question.type == "address":
        raw = address_of(value).raw if "|" in value else ""
        place = _address(value, lists)
        if not raw or same_place(raw, place):
            return place
        return texts.say(FALLBACK, "official.address-on-card", place=place, raw=raw)
    return shown(question, value, texts, FALLBACK, lists)


def coming_day(value: str, texts: Texts, language: str) -> str:
    """Return e.g. "Thứ Năm 26 tháng 11", or that any day will do."""
    if value == ANY_DAY:
        return texts.say(language, "coming-day.any")
    day = date.fromisoformat(value)
    words = day_words(texts, language, day, day)  # it is near: its year goes without saying
    return words[:1].upper() + words[1:]


def account_groups(digits: str) -> str:
    """Return the digits of a bank account in groups of four."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _address(value: str, lists: Lists) -> str:
    """Return house, hamlet, commune and province in one line; the words alone where no unit is named."""
    place = address_of(value)
    commune = lists.commune(place.code)
    if commune is None:
        return place.raw or ", ".join(part for part in (place.house, place.hamlet, place.code) if part)
    units = (commune, lists.units[commune.province])
    names = (unit_name(unit, inside=True) for unit in units)
    return ", ".join(part for part in (place.house, place.hamlet, *names) if part)


def _date(days: Days, texts: Texts, language: str) -> str:
    """Return as much of a date as is known: day, month and year, month and year, or the year alone."""
    name = "answer.day" if days.day else "answer.month" if days.month else "answer.year"
    month = texts.say(language, f"month.{days.month}") if days.month else ""
    words = texts.say(language, name, day=days.day or "", month=month, year=days.year)
    return words[:1].upper() + words[1:]


def _grouped(question: Question, value: str, texts: Texts, language: str) -> str:
    if question.type == "personal_number":
        return f"{value[:4]} {value[4:8]} {value[8:]}"
    if question.type == "bank_account":
        return account_groups(value)
    if question.type == "phone":
        digits = value.removeprefix(RELATIVE)
        cut = 8 if digits.startswith("02") else 7
        phone = f"{digits[:4]} {digits[4:cut]} {digits[cut:]}"
        return texts.say(language, "answer.relative-phone", phone=phone) if digits != value else phone
    return value
