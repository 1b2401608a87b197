"""What the answers of one application say of each other: its orders, its rules, and what a personal number tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from kiosk.procedures.answers import NOTHING, Refused, accept, asked
from kiosk.procedures.days import Days, days_of, years_between
from kiosk.procedures.lists import NO_LISTS, Lists
from kiosk.procedures.personal_number import is_odd, told_by
from kiosk.procedures.rules import Complaint, holds
from kiosk.procedures.types import Order, Procedure, Question


def cross(
    procedure: Procedure,
    answers: Mapping[str, str],
    today: date,
    apart: Mapping[str, str] = NOTHING,
    lists: Lists = NO_LISTS,
) -> tuple[Complaint, ...]:
    """Return what is to be said of all answers together; unknown days and months are taken in their favour.

    Only answers to questions that are asked count. Each is held to its own rules once more, for the day may have
    changed since. A personal number that tells another birth year or sex than its section's answers only warns,
    for numbers may have been re-issued.
    """
    questions = asked(procedure, answers, apart)
    given = {question.id: answers.get(question.id, "") for question in questions}
    known = {**apart, **given}
    found = [said for question in questions for said in _own(question, known, today, lists)]
    for order in procedure.orders:
        first, then = days_of(given.get(order.first, "")), days_of(given.get(order.then, ""))
        if first and then and holds(order.when, known) and _out_of(order, first, then):
            others = (condition.question for condition in order.when)
            found.append(
                Complaint("wrong_order", order.say, (order.first, order.then, *others), warn=order.warn)
            )
    for question in questions:
        number = given[question.id]
        if question.type == "personal_number" and number and not is_odd(number, today.year):
            found += _number_differs(procedure, question, number, given)
    return tuple(found)


def blocking_at(found: tuple[Complaint, ...], procedure: Procedure, question: str) -> Complaint | None:
    """Return the first complaint that blocks and can be told at this question: the last one that it is about."""
    order = [each.id for each in procedure.questions]
    for said in found:
        about = [name for name in said.about if name in order]
        if not said.warn and about and max(about, key=order.index) == question:
            return said
    return None


def _own(question: Question, known: Mapping[str, str], today: date, lists: Lists) -> tuple[Complaint, ...]:
    value = known.get(question.id, "")
    if not value:
        return ()
    verdict = accept(question, value, today, lists=lists, known=known)
    return (verdict.complaint,) if isinstance(verdict, Refused) else verdict.warnings


def _out_of(order: Order, first: Days, then: Days) -> bool:
    """Tell whether two dates surely stand in the wrong order, or too near or too far from each other."""
    return (
        first.earliest() > then.latest()
        or years_between(first.earliest(), then.latest()) < order.least_years
        or bool(order.most_years and _years_over(first, then, order.most_years))
        or bool(order.most_days and (then.earliest() - first.latest()).days > order.most_days)
    )


def _years_over(first: Days, then: Days, most: int) -> bool:
    """Tell whether more than ``most`` years lie between: not the day itself on which they are full."""
    years = years_between(first.latest(), then.earliest())
    day = (then.earliest().month, then.earliest().day) != (first.latest().month, first.latest().day)
    return years > most or (years == most and day)


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
