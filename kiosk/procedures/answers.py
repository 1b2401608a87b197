"""The rules for answers: what one may be, which are asked for, and what two say of each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kiosk.procedures.catalogue import may_hold
from kiosk.procedures.days import Days, days_of, years_between
from kiosk.procedures.personal_number import is_odd, told_by
from kiosk.procedures.shown import shown, shown_official
from kiosk.procedures.types import PaperNeeded, Procedure, Question, Rule, Text

__all__ = [
    "Accepted",
    "Complaint",
    "Refused",
    "accept",
    "applies",
    "asked",
    "cross",
    "papers",
    "shown",
    "shown_official",
]

_MOST_NAME = 60
_MOST_TEXT = 200
_MOST_DOCUMENT_NUMBER = 40
_MOST_COUNT = 999

_NONE: Mapping[str, str] = MappingProxyType({})

_PHONE = re.compile(r"(?:0|\+84)[35789][0-9]{8}|(?:0|\+84)2[0-9]{9}")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_KHMER = {0x200B: None, 0x200C: None, 0x200D: None, **{0x17E0 + digit: str(digit) for digit in range(10)}}
"""Zero-width breaks -> nothing, the digits of Khmer -> 0 to 9."""
_BREAKS = re.compile(r"[\s.\-]+")


@dataclass(frozen=True)
class Complaint:
    """Something to tell about an answer.

    Codes: empty, not_a_name, one_word_name, too_long, not_a_text, bad_date, future_date, too_long_ago,
    too_old, too_young, bad_year, bad_time, bad_choice, bad_number, odd_number, bad_phone, bad_count,
    out_of_range, bad_document_number, wrong_order, number_year_differs, number_sex_differs.
    """

    code: str
    say: Text | None = None
    """The rule's own words; None: the kiosk's general sentence for the code."""
    about: tuple[str, ...] = ()
    """The ids of the questions concerned."""
    warn: bool = False
    """True: told, but the answers may stand."""


@dataclass(frozen=True)
class Accepted:
    """The answer in its machine form, "" for "don't know", and what to tell about it."""

    value: str
    warnings: tuple[Complaint, ...] = ()


@dataclass(frozen=True)
class Refused:
    """The answer can't be taken; ``complaint`` tells why."""

    complaint: Complaint


class _Misfit(Exception):
    """Carries a code out of a reader; never leaves this module."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def accept(question: Question, raw: str, today: date, language: str = "vi") -> Accepted | Refused:
    """Hold what was entered against the question's type and rules. The refused text is never repeated.

    ``language``: that of the visit. Khmer typing leaves invisible word breaks, which are dropped, and has
    digits of its own, which become 0 to 9 (official forms are filled with them).
    """
    text = unicodedata.normalize("NFC", raw.translate(_KHMER) if language == "km" else raw).strip()
    if not text:
        return Accepted("") if question.optional else Refused(Complaint("empty", about=(question.id,)))
    try:
        value = _READERS[question.type](text, question)
    except _Misfit as misfit:
        return Refused(Complaint(misfit.code, about=(question.id,)))
    complaints = (*_type_warnings(question, value, today), *_rule_complaints(question, value, today))
    for complaint in complaints:
        if not complaint.warn:
            return Refused(complaint)
    return Accepted(value, complaints)


def applies(question: Question, answers: Mapping[str, str], apart: Mapping[str, str]) -> bool:
    """Tell whether the question is asked; a condition on an unanswered question doesn't hold."""
    known = {**apart, **answers}
    return all(known.get(condition.question) in condition.among for condition in question.when)


def asked(procedure: Procedure, answers: Mapping[str, str], apart: Mapping[str, str]) -> tuple[Question, ...]:
    """Return the questions to ask, in order. The answer to one that is no longer asked counts for nothing."""
    found: list[Question] = []
    counted: dict[str, str] = {}
    for question in procedure.questions:
        if applies(question, counted, apart):
            found.append(question)
            if question.id in answers:
                counted[question.id] = answers[question.id]
    return tuple(found)


def papers(
    procedure: Procedure, answers: Mapping[str, str], apart: Mapping[str, str]
) -> tuple[PaperNeeded, ...]:
    """Return the papers that are or, while questions are open, may become needed."""
    known = {**apart, **answers}
    return tuple(
        paper for paper in procedure.papers if all(may_hold(condition, known) for condition in paper.when)
    )


def cross(
    procedure: Procedure, answers: Mapping[str, str], today: date, apart: Mapping[str, str] = _NONE
) -> tuple[Complaint, ...]:
    """Return what the answers say of each other; unknown days and months are taken in the answers' favour.

    Only answers to questions that are asked count. A date out of order blocks; a personal number that tells
    another birth year or sex than its section's answers only warns, for numbers may have been re-issued.
    """
    answers = {each.id: answers.get(each.id, "") for each in asked(procedure, answers, apart)}
    found: list[Complaint] = []
    for order in procedure.orders:
        first, then = days_of(answers.get(order.first, "")), days_of(answers.get(order.then, ""))
        if first and then and first.earliest() > then.latest():
            found.append(Complaint("wrong_order", order.say, (order.first, order.then)))
    for question in procedure.questions:
        number = answers.get(question.id, "")
        if question.type == "personal_number" and number and not is_odd(number, today.year):
            found += _number_differs(procedure, question, number, answers)
    return tuple(found)


def _number_differs(
    procedure: Procedure, question: Question, number: str, answers: Mapping[str, str]
) -> Iterator[Complaint]:
    told = told_by(number)
    for other in procedure.questions:
        answer = answers.get(other.id, "")
        if other.section != question.section or not answer:
            continue
        about = (question.id, other.id)
        if other.card_fills == "birth_date" and int(answer[:4]) != told.birth_year:
            yield Complaint("number_year_differs", about=about, warn=True)
        if other.card_fills == "sex" and answer in {"male", "female"} and answer != told.sex:
            yield Complaint("number_sex_differs", about=about, warn=True)


def _one_line(text: str) -> str:
    """Return the text on one line with single spaces; control and invisible characters are refused."""
    text = " ".join(text.split())
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"} for letter in text):
        raise _Misfit("not_a_text")
    return text


def _name(text: str, _question: Question) -> str:
    """Return a name of Latin letters; minority and foreign names have ', - and letters of their own."""
    text = " ".join(text.replace("’", "'").split())
    if len(text) > _MOST_NAME:
        raise _Misfit("too_long")
    for letter in text:
        if letter not in " '-" and not (
            letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN")
        ):
            raise _Misfit("not_a_name")
    if not all(any(letter.isalpha() for letter in word) for word in text.split(" ")):
        raise _Misfit("not_a_name")
    return _capitalised(text) if text == text.lower() else text


def _capitalised(text: str) -> str:
    parts = re.split(r"([ '\-])", text)
    return unicodedata.normalize("NFC", "".join(part[:1].upper() + part[1:] for part in parts))


def _date(text: str, _question: Question) -> str:
    days = days_of(text)
    if days is None:
        raise _Misfit("bad_date")
    return days.value()


def _year(text: str, _question: Question) -> str:
    days = days_of(text)
    if days is None or days.month:
        raise _Misfit("bad_year")
    return days.value()


def _time(text: str, _question: Question) -> str:
    match = _TIME.fullmatch(text)
    if match is None:
        raise _Misfit("bad_time")
    return f"{int(match[1]):02}:{match[2]}"


def _choice(text: str, question: Question) -> str:
    if text not in {choice.id for choice in question.choices}:
        raise _Misfit("bad_choice")
    return text


def _yes_no(text: str, _question: Question) -> str:
    if text not in {"yes", "no"}:
        raise _Misfit("bad_choice")
    return text


def _personal_number(text: str, _question: Question) -> str:
    digits = _BREAKS.sub("", text)
    if not re.fullmatch(r"[0-9]{12}", digits):
        raise _Misfit("bad_number")
    return digits


def _phone(text: str, _question: Question) -> str:
    digits = _BREAKS.sub("", text)
    if not _PHONE.fullmatch(digits):
        raise _Misfit("bad_phone")
    return digits.replace("+84", "0", 1)


def _text(text: str, question: Question) -> str:
    text = _one_line(text)
    if len(text) > _MOST_TEXT and not any(rule.rule == "length" for rule in question.rules):
        raise _Misfit("too_long")
    return text


def _count(text: str, question: Question) -> str:
    most = max((rule.most for rule in question.rules if rule.rule == "range"), default=_MOST_COUNT)
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise _Misfit("bad_count")
    if int(text) > most and not question.rules:
        raise _Misfit("out_of_range")
    return str(int(text))


def _document_number(text: str, _question: Question) -> str:
    text = _one_line(text)
    if len(text) > _MOST_DOCUMENT_NUMBER:
        raise _Misfit("too_long")
    if not any(letter.isalnum() for letter in text):
        raise _Misfit("bad_document_number")
    return text


_READERS: dict[str, Callable[[str, Question], str]] = {
    "full_name": _name,
    "date": _date,
    "year": _year,
    "time": _time,
    "choice": _choice,
    "yes_no": _yes_no,
    "personal_number": _personal_number,
    "phone": _phone,
    "address": _text,
    "text": _text,
    "count": _count,
    "document_number": _document_number,
}


def _type_warnings(question: Question, value: str, today: date) -> Iterator[Complaint]:
    if question.type == "full_name" and " " not in value:
        yield Complaint("one_word_name", about=(question.id,), warn=True)
    if question.type == "personal_number" and is_odd(value, today.year):
        yield Complaint("odd_number", about=(question.id,), warn=True)


def _rule_complaints(question: Question, value: str, today: date) -> Iterator[Complaint]:
    for rule in question.rules:
        code = _broken(rule, question, value, today)
        if code:
            yield Complaint(code, rule.say, (question.id,), warn=rule.warn)


def _broken(rule: Rule, question: Question, value: str, today: date) -> str:
    """Return the code of the complaint when the rule is surely broken, else ""."""
    if rule.rule == "length":
        return "too_long" if len(value) > rule.most else ""
    if rule.rule == "range":
        return "" if rule.least <= int(value) <= rule.most else "out_of_range"
    days = days_of(value) if question.type in {"date", "year"} else None
    return _broken_by_date(rule, days, today) if days else ""


def _broken_by_date(rule: Rule, days: Days, today: date) -> str:
    if rule.rule == "not_future":
        return "future_date" if days.earliest() > today else ""
    if rule.rule == "within_days":
        return "too_long_ago" if (today - days.latest()).days > rule.days else ""
    if rule.rule == "max_age":
        return "too_old" if years_between(days.latest(), today) > rule.years else ""
    return "too_young" if years_between(days.earliest(), today) < rule.years else ""
