"""The rules of one answer: those of its type and those that its procedure declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from kiosk.procedures.coming import ANY_DAY
from kiosk.procedures.days import Days, days_of, years_between
from kiosk.procedures.personal_number import is_odd
from kiosk.procedures.types import Condition, Question, Rule, Text


class Complaint(Struct, frozen=True):
    """Something to tell about an answer.

    Codes: empty, not_a_name, one_word_name, too_long, not_a_text, bad_date, future_date, too_long_ago,
    too_old, too_young, bad_year, bad_time, bad_choice, bad_number, odd_number, bad_phone, bad_count,
    out_of_range, bad_document_number, bad_address, not_in_list, bad_account, accounts_differ, wrong_order,
    number_year_differs, number_sex_differs, day_gone.
    """

    code: str
    say: Text | None = None
    """The rule's own words; None: the kiosk's general sentence for the code."""
    about: tuple[str, ...] = ()
    """The ids of the questions concerned."""
    warn: bool = False
    """True: told, but the answers may stand."""


def complaints(
    question: Question, value: str, today: date, known: Mapping[str, str]
) -> tuple[Complaint, ...]:
    """Return what the rules say of a value in machine form. ``known``: the other answers, for rules with ``when``."""
    return (*_of_type(question, value, today), *_of_rules(question, value, today, known))


def holds(conditions: tuple[Condition, ...], known: Mapping[str, str]) -> bool:
    """Tell whether all conditions hold; one on an unanswered question doesn't."""
    return not conditions or all(known.get(condition.question) in condition.among for condition in conditions)


def _of_type(question: Question, value: str, today: date) -> Iterator[Complaint]:
    if question.type == "full_name" and " " not in value:
        yield Complaint("one_word_name", about=(question.id,), warn=True)
    if question.type == "personal_number" and is_odd(value, today.year):
        yield Complaint("odd_number", about=(question.id,), warn=True)
    if question.type == "coming_day" and value != ANY_DAY and date.fromisoformat(value) <= today:
        yield Complaint("day_gone", about=(question.id,))


def _of_rules(question: Question, value: str, today: date, known: Mapping[str, str]) -> Iterator[Complaint]:
    for rule in question.rules:
        if not holds(rule.when, known):
            continue
        code = _broken(rule, question, value, today)
        if code:
            others = (condition.question for condition in rule.when)
            yield Complaint(code, rule.say, (question.id, *others), warn=rule.warn)


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
