"""A question that is asked in parts, and what is typed while something is suggested."""

from __future__ import annotations

from kiosk.procedures.parts import fits, take, value_of
from kiosk.procedures.readers import Misfit
from kiosk.visit.asking import give, question_of
from kiosk.visit.events import AnswerPart, Type
from kiosk.visit.states import Complaint, State, Visit
from kiosk.visit.table import Context, Step, on, refuse, stay

MOST_TYPED = 200


@on(AnswerPart, State.QUESTION)
def answer_part(context: Context, visit: Visit, event: AnswerPart) -> Step:
    """Take one part; the last one makes the answer, which is then held to its rules."""
    question = question_of(context, visit)
    if event.question != question.id or not fits(question, visit.parts, event.part):
        return refuse(visit, "not-asked")
    try:
        parts = take(question, visit.parts, event.part, event.value, context.catalogue.lists)
    except Misfit as misfit:
        # Two bank account numbers that differ: nobody can tell which one was right, so both are forgotten.
        kept = {} if misfit.code == "accounts_differ" else visit.parts
        return stay(visit, parts=kept, complaint=Complaint(misfit.code))
    value = value_of(question, parts)
    if value is not None:
        return give(context, visit, question, value)
    return stay(visit, parts=parts, typed="", page=0, complaint=None, speaking=-1, told="")


@on(Type, State.QUESTION)
def letters_typed(context: Context, visit: Visit, event: Type) -> Step:
    """Keep what has been typed so far, for what the screen suggests; nothing is answered yet."""
    if event.question != question_of(context, visit).id:
        return refuse(visit, "not-asked")
    return stay(visit, typed=event.text[:MOST_TYPED], complaint=None)
