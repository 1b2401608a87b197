"""An answer as people read it: on the screen in their language, and officially on paper and at the desk."""

from __future__ import annotations

from kiosk.procedures.days import Days, days_of
from kiosk.procedures.types import Question
from kiosk.texts import FALLBACK, Texts


def shown(question: Question, value: str, texts: Texts, language: str) -> str:
    """Return a value that ``accept`` returned, for the screen in ``language`` (vi, en, km)."""
    if not value:
        return texts.say(language, "answer.unknown")
    if question.type == "yes_no":
        return texts.say(language, value)
    if question.type == "choice":
        return next(
            (each.label.in_language(language) for each in question.choices if each.id == value), value
        )
    if question.type in {"date", "year"}:
        days = days_of(value)
        return _date(days, texts, language) if days else value
    if question.type == "time":
        hour, minute = int(value[:2]), value[3:]
        if minute == "00":
            return texts.say(language, "answer.full-hour", hour=hour)
        return texts.say(language, "answer.time", hour=hour, minute=minute)
    return _grouped(question, value)


def shown_official(question: Question, value: str, texts: Texts) -> str:
    """Return a value for paper and desk, in official Vietnamese; a date as 18/11/2026, 11/2026 or 2026."""
    if not value:
        return texts.say(FALLBACK, "official.unknown")
    if question.type in {"date", "year"}:
        return "/".join(reversed(value.split("-")))
    if question.type == "time":
        return texts.say(FALLBACK, "official.time", hour=value[:2], minute=value[3:])
    if question.type == "choice":
        return next((each.official or each.label.vi for each in question.choices if each.id == value), value)
    return shown(question, value, texts, FALLBACK)


def _date(days: Days, texts: Texts, language: str) -> str:
    """Return as much of a date as is known: day, month and year, month and year, or the year alone."""
    name = "answer.day" if days.day else "answer.month" if days.month else "answer.year"
    month = texts.say(language, f"month.{days.month}") if days.month else ""
    words = texts.say(language, name, day=days.day or "", month=month, year=days.year)
    return words[:1].upper() + words[1:]


def _grouped(question: Question, value: str) -> str:
    if question.type == "personal_number":
        return f"{value[:4]} {value[4:8]} {value[8:]}"
    if question.type == "phone" and value.startswith("02"):
        return f"{value[:4]} {value[4:8]} {value[8:]}"
    if question.type == "phone":
        return f"{value[:4]} {value[4:7]} {value[7:]}"
    return value
