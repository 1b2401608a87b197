"""Dates and times as people say them, built from texts of the catalogue."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.texts import Texts


def weekday(texts: Texts, language: str, day: date) -> str:
    """Return the day of the week, e.g. "Thứ Hai"."""
    return texts.say(language, f"weekday.{day.isoweekday()}")


def spoken_date(texts: Texts, language: str, day: date) -> str:
    """Return e.g. "Thứ Hai, ngày 23 tháng 11 năm 2026"."""
    month = texts.say(language, f"month.{day.month}")
    name = weekday(texts, language, day)
    return texts.say(language, "date.spoken", weekday=name, day=day.day, month=month, year=day.year)


def day_words(texts: Texts, language: str, day: date, today: date) -> str:
    """Return e.g. "thứ Năm 26 tháng 11" as within a sentence, with the year where it is not today's."""
    message_id = "date.within" if day.year == today.year else "date.within-of-year"
    month = texts.say(language, f"month.{day.month}")
    name = texts.say(language, f"weekday.within.{day.isoweekday()}")
    return texts.say(language, message_id, weekday=name, day=day.day, month=month, year=day.year)


def date_words(texts: Texts, language: str, day: date, today: date) -> str:
    """Return the same without the day of the week: "26 tháng 11"."""
    message_id = "date.bare" if day.year == today.year else "date.bare-of-year"
    month = texts.say(language, f"month.{day.month}")
    return texts.say(language, message_id, day=day.day, month=month, year=day.year)


def printed_date(day: date) -> str:
    """Return the date as it stands on paper in Vietnam: 23/11/2026."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def printed_time(texts: Texts, language: str, at: datetime) -> str:
    """Return the time of day, e.g. "9 giờ 42"."""
    return texts.say(language, "time.printed", hour=at.hour, minute=f"{at.minute:02d}")
