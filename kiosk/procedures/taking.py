"""Answers that follow from others, so that nobody is asked twice: of one person known by two names, or all the same.

A parent who applies is mother or father: what was told of the one holds for the other (``same_as`` of a section). A
child of two Kinh is Kinh (``takes`` of a question). Such an answer is never asked first, but always read back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk.procedures.rules import holds
from kiosk.procedures.types import Procedure, Question, SamePerson

_YEAR: Final = len("1998")


def same_person(procedure: Procedure, section: str, known: Mapping[str, str]) -> frozenset[str]:
    """Return the ids of all sections about the person of ``section``, itself included, as the answers stand.

    ``known``: the answers that apply, and those to sibling questions, by question id.
    """
    found = {section}
    for each in procedure.sections:
        if each.same_as is not None and holds(each.same_as.when, known):
            pair = {each.id, each.same_as.section}
            found |= pair if pair & found else set()
    return frozenset(found)


def taken(procedure: Procedure, question: Question, known: Mapping[str, str]) -> str:
    """Return the answer that follows from the answers before, in its machine form; "" where none does.

    It is still to be held to the question's own rules.
    """
    answers = {known.get(name, "") for name in sources(procedure, question, known)}
    told = answers.pop() if len(answers) == 1 else ""
    return told[:_YEAR] if question.type == "year" else told


def may_follow(procedure: Procedure, question: Question) -> bool:
    """Tell whether an answer to ``question`` can follow from others at all, however they stand."""
    return bool(question.takes) or _alike(procedure, question) is not None


def sources(procedure: Procedure, question: Question, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the questions from whose answers this one's may follow; none where it is simply asked."""
    if question.takes:
        return question.takes
    same_as = _alike(procedure, question)
    if same_as is None or not holds(same_as.when, known):
        return ()
    alike = (
        other.id
        for other in procedure.questions
        if (other.section, other.card_fills) == (same_as.section, question.card_fills)
        and not other.card_owner
    )
    return tuple(alike)[:1]


def _alike(procedure: Procedure, question: Question) -> SamePerson | None:
    """Return when, and like which section, the section of a fact of a person's card is about the same person."""
    if not question.card_fills or question.card_owner:
        return None
    section = next((each for each in procedure.sections if each.id == question.section), None)
    return section.same_as if section is not None else None
