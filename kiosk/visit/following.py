"""What an answer brings with it: answers that follow from it are filled in, and change when it changes."""

from __future__ import annotations

from dataclasses import replace

from kiosk.procedures.answers import Accepted, accept
from kiosk.procedures.taking import may_follow, sources, taken
from kiosk.procedures.types import Procedure, Question
from kiosk.visit.answering import asked_questions, is_open, known_to
from kiosk.visit.states import Asked, Given
from kiosk.visit.table import Context


def followed(context: Context, procedure: Procedure, before: Asked, after: Asked, language: str) -> Asked:
    """Return the answers of ``after`` with all that follows from them.

    Filled in is only what nobody has answered. What was filled in follows its source when that changes, and is asked
    for when it follows from nothing any more; what was told by hand stays as it was told.
    """
    applying = {each.id for each in asked_questions(procedure, after)}
    for question in procedure.questions:
        if question.id not in applying or not may_follow(procedure, question):
            continue
        given = after.answers.get(question.id)
        if given is not None and not _was_taken(procedure, question, before, given):
            continue
        answers = {name: each for name, each in after.answers.items() if name != question.id}
        without = replace(after, answers=answers)
        following = _taken(context, procedure, question, without, language)
        if following is not None:
            answers[question.id] = following
        if answers != after.answers:
            after = replace(after, answers=answers)
            applying = {each.id for each in asked_questions(procedure, after)}
    return after


def filled_in(procedure: Procedure, asked: Asked, question: Question) -> bool:
    """Tell whether nobody has to be asked: a card has answered, or the answer follows from others."""
    given = asked.answers.get(question.id)
    if given is None or is_open(question, asked):
        return False
    return given.by == "card" or _was_taken(procedure, question, asked, given)


def _was_taken(procedure: Procedure, question: Question, asked: Asked, given: Given) -> bool:
    if not given.value or not may_follow(procedure, question):
        return False
    return given.value == taken(procedure, question, known_to(procedure, asked))


def _taken(
    context: Context, procedure: Procedure, question: Question, asked: Asked, language: str
) -> Given | None:
    """Return the answer that follows and passes the question's own rules; who gave its source gave it too."""
    known = known_to(procedure, asked)
    value = taken(procedure, question, known)
    if not value:
        return None
    lists = context.catalogue.lists
    verdict = accept(question, value, context.today, language, lists=lists, known=known)
    if not isinstance(verdict, Accepted):
        return None
    by = asked.answers[sources(procedure, question, known)[0]].by
    return Given(verdict.value, by, verdict.warnings[0].code if verdict.warnings else "")
