"""Answers of a person who does not exist: what a question of each type may be answered with, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from kiosk.procedures.coming import ANY_DAY
from kiosk.procedures.lists import Lists
from kiosk.procedures.types import Question

_PHONE = "0900000000"
_ACCOUNT = "1234567890"
_NUMBER = "1/2026"
_DAYS_BACK = (3, 365, 25 * 365, 50 * 365, 80 * 365)
"""How long ago something may have been: a birth just now, a wedding, the births of parents and of the old."""


class MadeUp(Struct, frozen=True):
    """Somebody who does not exist, as a card would show them. All of it says that it is for practice."""

    names: tuple[str, ...] = ("Tập",)
    """The person's own name, then those of kin."""
    number: str = "000000000000"
    birth_date: str = "1945-01-01"
    place: str = "Tập"
    """A hamlet and a commune that do not exist."""
    words: str = "Tập"
    """What stands for any other words."""
    helper: str = "Tập"
    """Who helps, in an exercise that begins with a form under way."""


def inventions(question: Question, person: MadeUp, at: int, today: date, lists: Lists) -> Iterator[str]:
    """Yield answers in machine form; which of them is taken is for the question's rules to say.

    ``at``: the place of the question in its form, so that the people of one form have different names.
    """
    yield from _of_card(question, person)
    match question.type:
        case "choice":
            yield from (choice.id for choice in question.choices)
        case "yes_no":
            yield from ("yes", "no")
        case "full_name":
            yield person.names[at % len(person.names)]
        case "date" | "year":
            days = (today - timedelta(days=back) for back in _DAYS_BACK)
            yield from (day.isoformat() if question.type == "date" else str(day.year) for day in days)
        case "coming_day":
            yield from (ANY_DAY, (today + timedelta(days=1)).isoformat())
        case "relationship":
            yield from question.offer or lists.ids("relationship")
        case "ethnicity" | "nationality":
            yield from question.offer or lists.ids(question.type)
        case _:
            yield from _by_type(question.type, person)
    if question.optional:
        yield ""


def _of_card(question: Question, person: MadeUp) -> Iterator[str]:
    told = {"name": person.names[0], "personal_number": person.number, "birth_date": person.birth_date}
    value = told.get(question.card_fills, "")
    if value:
        yield value[:4] if question.type == "year" else value


def _by_type(kind: str, person: MadeUp) -> Iterator[str]:
    known = {
        "personal_number": person.number,
        "phone": _PHONE,
        "address": person.place,
        "text": person.words,
        "document_number": _NUMBER,
        "bank_account": _ACCOUNT,
        "time": "09:30",
        "count": "1",
        "attachment": "here",
    }
    if kind in known:
        yield known[kind]
