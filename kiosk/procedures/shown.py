"""An answer as people read it: on the screen in their language, and officially on paper and at the desk."""

from __future__ import annotations

from kiosk.procedures.days import Days, days_of
from kiosk.procedures.types import Question

_UNKNOWN = {"vi": "Chưa rõ", "en": "Not known", "km": "មិនដឹង"}
_YES_NO = {
    "vi": {"yes": "Có", "no": "Không"},
    "en": {"yes": "Yes", "no": "No"},
    "km": {"yes": "បាទ/ចាស", "no": "ទេ"},
}
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTHS_KM = (
    "មករា",
    "កុម្ភៈ",
    "មីនា",
    "មេសា",
    "ឧសភា",
    "មិថុនា",
    "កក្កដា",
    "សីហា",
    "កញ្ញា",
    "តុលា",
    "វិច្ឆិកា",
    "ធ្នូ",
)


def shown(question: Question, value: str, language: str) -> str:
    """Return a value that ``accept`` returned, for the screen in ``language`` (vi, en, km)."""
    language = language if language in _UNKNOWN else "vi"
    if not value:
        return _UNKNOWN[language]
    if question.type == "yes_no":
        return _YES_NO[language].get(value, value)
    if question.type == "choice":
        return next(
            (each.label.in_language(language) for each in question.choices if each.id == value), value
        )
    if question.type in {"date", "year"}:
        days = days_of(value)
        return _date(days, language) if days else value
    if question.type == "time":
        return _time(value, language)
    return _grouped(question, value)


def shown_official(question: Question, value: str) -> str:
    """Return a value for paper and desk, in official Vietnamese; a date as 18/11/2026, 11/2026 or 2026."""
    if not value:
        return "Không rõ"
    if question.type in {"date", "year"}:
        return "/".join(reversed(value.split("-")))
    if question.type == "time":
        return f"{value[:2]} giờ {value[3:]} phút"
    return shown(question, value, "vi")


def _date(days: Days, language: str) -> str:
    year, month, day = str(days.year), days.month, days.day
    if language == "vi":
        parts = [f"{day} tháng {month}" if day else f"tháng {month}" if month else "", f"năm {year}"]
    elif language == "en":
        parts = [str(day) if day else "", _MONTHS_EN[month - 1] if month else "", year]
    else:
        names = f"ខែ{_MONTHS_KM[month - 1]}" if month else ""
        parts = [f"ថ្ងៃទី {day}" if day else "", names, f"ឆ្នាំ {year}"]
    words = " ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def _time(value: str, language: str) -> str:
    hour, minute = int(value[:2]), value[3:]
    if language == "vi":
        return f"{hour} giờ" if minute == "00" else f"{hour} giờ {minute}"
    return f"{hour}:{minute}"


def _grouped(question: Question, value: str) -> str:
    if question.type == "personal_number":
        return f"{value[:4]} {value[4:8]} {value[8:]}"
    if question.type == "phone" and value.startswith("02"):
        return f"{value[:4]} {value[4:8]} {value[8:]}"
    if question.type == "phone":
        return f"{value[:4]} {value[4:7]} {value[7:]}"
    return value
