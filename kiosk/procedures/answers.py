"""The rules for answers: what one may be, and which are asked for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct

from kiosk.procedures.catalogue import may_hold
from kiosk.procedures.lists import NO_LISTS, Lists
from kiosk.procedures.readers import Misfit, read
from kiosk.procedures.rules import Complaint, complaints, holds
from kiosk.procedures.types import PaperNeeded, Procedure, Question

__all__ = ["NOTHING", "Accepted", "Complaint", "Refused", "accept", "applies", "asked", "papers"]

NOTHING: Mapping[str, str] = MappingProxyType({})

_KHMER = {0x200B: None, 0x200C: None, 0x200D: None, **{0x17E0 + digit: str(digit) for digit in range(10)}}
"""Zero-width breaks -> nothing, the digits of Khmer -> 0 to 9."""


class Accepted(Struct, frozen=True):
    """The answer in its machine form, "" for "don't know", and what to tell about it."""

    value: str
    warnings: tuple[Complaint, ...] = ()


class Refused(Struct, frozen=True):
    """The answer can't be taken; ``complaint`` tells why."""

    complaint: Complaint


def accept(
    question: Question,
    raw: str,
    today: date,
    language: str = "vi",
    *,
    lists: Lists = NO_LISTS,
    known: Mapping[str, str] = NOTHING,
) -> Accepted | Refused:
    """Hold what was entered against the question's type and rules. The refused text is never repeated.

    ``language``: that of the visit. Khmer typing leaves invisible word breaks, which are dropped, and has
    digits of its own, which become 0 to 9 (official forms are filled with them). ``lists``: the kiosk's own;
    ``known``: the other answers, by question id, for rules that hold under a condition.
    """
    text = unicodedata.normalize("NFC", raw.translate(_KHMER) if language == "km" else raw).strip()
    if not text:
        return Accepted("") if question.optional else Refused(Complaint("empty", about=(question.id,)))
    try:
        value = read(question, text, lists)
    except Misfit as misfit:
        return Refused(Complaint(misfit.code, about=(question.id,)))
    found = complaints(question, value, today, known)
    blocking = next((each for each in found if not each.warn), None)
    return Accepted(value, found) if blocking is None else Refused(blocking)


def applies(question: Question, answers: Mapping[str, str], apart: Mapping[str, str]) -> bool:
    """Tell whether the question is asked; a condition on an unanswered question doesn't hold."""
    return holds(question.when, {**apart, **answers})


def asked(procedure: Procedure, answers: Mapping[str, str], apart: Mapping[str, str]) -> tuple[Question, ...]:
    """Return the questions to ask, in order. The answer to one that is no longer asked counts for nothing."""
    found: list[Question] = []
    counted = dict(apart)
    for question in procedure.questions:
        if not question.when or holds(question.when, counted):
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
