"""The questions: one a screen, answered by hand or from a scanned card, corrected from the review."""

from __future__ import annotations

from dataclasses import replace

from kiosk.procedures.address import from_card
from kiosk.procedures.answers import Refused, accept
from kiosk.procedures.crossing import blocking_at
from kiosk.procedures.taking import same_person
from kiosk.procedures.types import Procedure, Question
from kiosk.visit.answering import (
    asked_questions,
    first_open,
    known_to,
    needed_papers,
    next_question,
    previous_question,
    unmarked_paper,
)
from kiosk.visit.checking import broken_rule, said_of
from kiosk.visit.events import Answer, Back, Decide, EditAnswer
from kiosk.visit.following import filled_in, followed
from kiosk.visit.reports import CardScanned, HealthCardScanned, SeveralScanned, UnknownScanned
from kiosk.visit.states import BUSY, OVERLAYS, Card, Complaint, Given, Helper, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay
from kiosk.visit.wording import complaint_of

CARD_NATIONALITY = "VN"
"""Only citizens have a citizen card."""


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
    given = Given(verdict.value, "helper" if isinstance(context.control, Helper) else "resident", doubt)
    asked = replace(visit.asked, answers={**visit.asked.answers, question.id: given})
    asked = followed(context, procedure, visit.asked, asked, visit.language)
    blocking = blocking_at(said_of(context, procedure, asked), procedure, question.id)
    if blocking is not None:
        return stay(visit, complaint=complaint_of(blocking))
    after = _after_answer(context, replace(visit, asked=asked), question)
    return Step(replace(after.visit, told=f"answer:{question.id}"), after.effects)


def _after_answer(context: Context, visit: Visit, question: Question) -> Step:
    procedure = procedure_of(context, visit)
    if visit.returns_to is not None:
        opened = first_open(procedure, visit.asked)
        if opened is not None and visit.returns_to is State.REVIEW:
            return go(visit, State.QUESTION, asked=replace(visit.asked, asking=opened.id))
        # An answer that came first may have been changed against a later one: said where both can be mended.
        broken = broken_rule(context, visit)
        return go(visit, visit.returns_to, returns_to=None, complaint=broken)
    following = next_question(procedure, visit.asked, question.id)
    while following is not None and filled_in(procedure, visit.asked, following):
        following = next_question(procedure, visit.asked, following.id)
    if following is not None:
        return go(visit, State.QUESTION, asked=replace(visit.asked, asking=following.id))
    opened = first_open(procedure, visit.asked)
    if opened is not None:
        return go(visit, State.QUESTION, asked=replace(visit.asked, asking=opened.id))
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
    if visit.returns_to is not None:
        return go(visit, visit.returns_to, returns_to=None)
    before = previous_question(procedure, visit.asked, visit.asked.asking)
    if before is not None:
        return go(visit, State.QUESTION, asked=replace(visit.asked, asking=before.id))
    papers = needed_papers(procedure, visit.asked)
    if papers:
        return go(visit, State.PAPERS, page=(len(papers) - 1) // context.room(visit).papers)
    return go(visit, State.ABOUT)


@on(EditAnswer, State.REVIEW, State.WORKBENCH)
def edit(context: Context, visit: Visit, event: EditAnswer) -> Step:
    """Open one question and come back to where it was opened."""
    if event.question not in {q.id for q in asked_questions(procedure_of(context, visit), visit.asked)}:
        return refuse(visit, "not-asked")
    asked = replace(visit.asked, asking=event.question)
    return go(visit, State.QUESTION, asked=asked, returns_to=visit.state)


@on(CardScanned, State.QUESTION)
def card_scanned(context: Context, visit: Visit, event: CardScanned) -> Step:
    """Offer what a citizen card says, where the question is about a person who may have one."""
    parts = {
        "name": event.name,
        "personal_number": event.personal_number,
        "birth_date": event.birth_date,
        "sex": event.sex,
        "address": event.address,
        "nationality": CARD_NATIONALITY,
    }
    if not question_of(context, visit).card_fills:
        return stay(visit, complaint=Complaint("card-not-here"))
    card = Card({name: part for name, part in parts.items() if part})
    return go(visit, State.CARD, card=card, parts=visit.parts, typed=visit.typed)


@on(Decide, State.CARD)
def card_confirmed(context: Context, visit: Visit, event: Decide) -> Step:
    """Fill in what the card says once the person has said "yes, that is right"; otherwise forget the card."""
    question = question_of(context, visit)
    if not event.yes or visit.card is None:
        return _back_to_question(visit)
    answers = dict(visit.asked.answers)
    procedure = procedure_of(context, visit)
    owner = question.card_owner or question.section
    owners = same_person(procedure, owner, known_to(procedure, visit.asked))
    for other in procedure.questions:
        part = visit.card.parts.get(other.card_fills, "")
        if not part or (other.card_owner or other.section) not in owners:
            continue
        verdict = accept(
            other,
            _from_card(context, other, part),
            context.today,
            visit.language,
            lists=context.catalogue.lists,
            known=known_to(procedure, replace(visit.asked, answers=answers)),
        )
        if not isinstance(verdict, Refused):
            answers[other.id] = Given(
                verdict.value, "card", verdict.warnings[0].code if verdict.warnings else ""
            )
    asked = replace(visit.asked, answers=answers)
    filled = replace(visit, asked=followed(context, procedure, visit.asked, asked, visit.language))
    if question.id in answers and answers[question.id].by == "card":
        return _after_answer(context, filled, question)
    return _back_to_question(filled)


def _back_to_question(visit: Visit) -> Step:
    return go(visit, State.QUESTION, parts=visit.parts, typed=visit.typed)


def _from_card(context: Context, question: Question, part: str) -> str:
    """Return a part of a card as its question takes it."""
    if question.type == "address":
        return from_card(part, context.catalogue.lists).value()
    return part[:4] if question.type == "year" else part


@on(Back, State.CARD)
def forget_card(_: Context, visit: Visit, __: Back) -> Step:
    """Back to the question and to the part that was on screen; the card is forgotten."""
    return _back_to_question(visit)


_SAID_OF_A_SCAN = set(State) - BUSY - OVERLAYS - {State.ATTRACT, State.NOT_KEPT, State.SHOW}


@on(UnknownScanned, *_SAID_OF_A_SCAN)
def unknown_code(_: Context, visit: Visit, __: UnknownScanned) -> Step:
    """Say "I don't know this code"; nothing of it was kept."""
    return stay(visit, complaint=Complaint("unknown-code"))


@on(HealthCardScanned, State.QUESTION)
def health_card_scanned(_: Context, visit: Visit, __: HealthCardScanned) -> Step:
    """Say that a health card answers nothing here."""
    return stay(visit, complaint=Complaint("card-not-here"))


@on(SeveralScanned, *_SAID_OF_A_SCAN)
def several_codes(_: Context, visit: Visit, __: SeveralScanned) -> Step:
    """Ask for one at a time; nothing of them was kept."""
    return stay(visit, complaint=Complaint("several-codes"))
