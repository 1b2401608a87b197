"""The questions: one a screen, answered by hand or from a scanned card, corrected from the review."""

from __future__ import annotations

from dataclasses import replace

from kiosk.procedures.address import beside_card
from kiosk.procedures.answers import Refused, accept
from kiosk.procedures.crossing import blocking_at
from kiosk.procedures.types import Procedure, Question
from kiosk.visit.answering import (
    asked_questions,
    first_open,
    known_to,
    next_question,
    papers_to_mark,
    previous_question,
    unmarked_paper,
)
from kiosk.visit.benching import after_answer_at_bench, is_at_bench, opened, page_of
from kiosk.visit.checking import broken_rule, said_of
from kiosk.visit.events import Answer, Back, EditAnswer
from kiosk.visit.following import filled_in, followed
from kiosk.visit.homing import without_home
from kiosk.visit.reports import SeveralScanned, UnknownScanned
from kiosk.visit.states import BUSY, OVERLAYS, Complaint, Given, Helper, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay
from kiosk.visit.wording import complaint_of


def procedure_of(context: Context, visit: Visit) -> Procedure:
    """Return the procedure that the visit is about."""
    return context.catalogue.procedures[visit.asked.procedure]


def question_of(context: Context, visit: Visit) -> Question:
    """Return the question on screen."""
    procedure = procedure_of(context, visit)
    return next(q for q in procedure.questions if q.id == visit.asked.asking)


@on(Answer, State.QUESTION)
def answer(context: Context, visit: Visit, event: Answer) -> Step:
    """Take an answer that passes the question's rules; otherwise stay and say what to do."""
    question = question_of(context, visit)
    if event.question != question.id:
        return refuse(visit, "not-asked")
    if question.type == "bank_account" and event.value:
        return refuse(visit, "in-parts")
    return give(context, visit, question, event.value)


def give(context: Context, visit: Visit, question: Question, value: str) -> Step:
    """Take an answer that passes its own rules and those between it and the answers before it; else say what to do."""
    procedure, lists = procedure_of(context, visit), context.catalogue.lists
    known = known_to(procedure, visit.asked)
    verdict = accept(question, value, context.today, visit.language, lists=lists, known=known)
    if isinstance(verdict, Refused):
        return stay(visit, complaint=complaint_of(verdict.complaint))
    doubt = verdict.warnings[0].code if verdict.warnings else ""
    given = Given(
        _kept(question, visit, verdict.value),
        "helper" if isinstance(context.control, Helper) else "resident",
        doubt,
    )
    asked = replace(visit.asked, answers={**visit.asked.answers, question.id: given})
    asked = followed(context, procedure, visit.asked, asked, visit.language)
    blocking = blocking_at(said_of(context, procedure, asked), procedure, question.id)
    if blocking is not None:
        return stay(visit, complaint=complaint_of(blocking))
    after = after_answer(context, replace(visit, asked=asked), question)
    return Step(replace(after.visit, told=f"answer:{question.id}"), after.effects)


def _kept(question: Question, visit: Visit, value: str) -> str:
    """Return an address with what the card said of it beside the unit that was chosen by hand."""
    before = visit.asked.answers.get(question.id)
    if question.type != "address" or before is None or before.by != "card":
        return value
    return beside_card(value, before.value)


def after_answer(context: Context, visit: Visit, question: Question) -> Step:
    """Go on after ``question`` has been answered: to what is still to be asked, or back to where it was opened."""
    procedure = procedure_of(context, visit)
    if visit.returns_to is State.WORKBENCH:
        return after_answer_at_bench(context, visit, question.id)
    if visit.returns_to is not None:
        missing = first_open(procedure, visit.asked)
        if missing is not None:
            return go(visit, State.QUESTION, asked=replace(visit.asked, asking=missing.id))
        # An answer that came first may have been changed against a later one: said where both can be mended.
        broken = broken_rule(context, visit)
        return go(visit, visit.returns_to, returns_to=None, complaint=broken)
    following = next_question(procedure, visit.asked, question.id)
    while following is not None and filled_in(procedure, visit.asked, following):
        following = next_question(procedure, visit.asked, following.id)
    if following is not None:
        return go(visit, State.QUESTION, asked=replace(visit.asked, asking=following.id))
    missing = first_open(procedure, visit.asked)
    if missing is not None:
        return go(visit, State.QUESTION, asked=replace(visit.asked, asking=missing.id))
    return papers_or_review(context, procedure, visit)


def papers_or_review(context: Context, procedure: Procedure, visit: Visit) -> Step:
    """After the last question: papers that the answers have brought up, then the review."""
    place = unmarked_paper(procedure, visit.asked)
    if place is None:
        return go(visit, State.REVIEW)
    return go(visit, State.PAPERS, page=place // context.room(visit).papers)


@on(Back, State.QUESTION)
def back_to_previous(context: Context, visit: Visit, __: Back) -> Step:
    """One part or one question back, from the first one to the papers; no answer is lost."""
    if visit.parts:
        fewer = dict(visit.parts)
        part, said = fewer.popitem()
        typed = said if part == "hamlet" else ""  # the one part in words that another one follows
        return stay(visit, parts=fewer, typed=typed, page=0, complaint=None, speaking=-1, told="")
    procedure = procedure_of(context, visit)
    if visit.returns_to is State.WORKBENCH:
        page = page_of(context, visit, visit.asked.asking)
        return go(visit, State.WORKBENCH, returns_to=None, run="", page=page)
    if visit.returns_to is not None:
        return go(visit, visit.returns_to, returns_to=None)
    before = previous_question(procedure, visit.asked, visit.asked.asking)
    if before is not None:
        return go(visit, State.QUESTION, asked=replace(visit.asked, asking=before.id))
    if visit.along is not None:
        return go(without_home(visit), State.WAYS)
    papers = papers_to_mark(procedure, visit.asked)
    if papers:
        return go(visit, State.PAPERS, page=(len(papers) - 1) // context.room(visit).papers)
    return go(visit, State.ABOUT)


@on(EditAnswer, State.REVIEW, State.WORKBENCH, State.QUESTION)
def edit(context: Context, visit: Visit, event: EditAnswer) -> Step:
    """Open one question and come back to where it was opened; beside the form, another one after the other."""
    if is_at_bench(visit) and event.question == visit.asked.asking:
        return stay(visit)  # what has been put in of it so far stays
    if visit.state is State.WORKBENCH or is_at_bench(visit):
        return opened(context, visit, event.question)
    if visit.state is State.QUESTION:
        return refuse(visit, "not-now")
    if event.question not in {q.id for q in asked_questions(procedure_of(context, visit), visit.asked)}:
        return refuse(visit, "not-asked")
    asked = replace(visit.asked, asking=event.question)
    return go(visit, State.QUESTION, asked=asked, returns_to=visit.state)


SAID_OF_A_SCAN = set(State) - BUSY - OVERLAYS - {State.ATTRACT, State.NOT_KEPT, State.SHOW}
"""Where somebody is told what became of what they held up."""


@on(UnknownScanned, *SAID_OF_A_SCAN)
def unknown_code(_: Context, visit: Visit, __: UnknownScanned) -> Step:
    """Say "I don't know this code"; nothing of it was kept."""
    return stay(visit, complaint=Complaint("unknown-code"))


@on(SeveralScanned, *SAID_OF_A_SCAN)
def several_codes(_: Context, visit: Visit, __: SeveralScanned) -> Step:
    """Ask for one at a time; nothing of them was kept."""
    return stay(visit, complaint=Complaint("several-codes"))
