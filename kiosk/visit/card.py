"""A card is held under the scanner: whose it is, what it would answer, and one yes or no to all of that.

Nothing is filled in before the yes, and what has been answered already is shown beside what would take its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from msgspec import Struct

from kiosk.procedures.address import from_card
from kiosk.procedures.answers import Refused, accept
from kiosk.procedures.catalogue import may_hold
from kiosk.procedures.taking import same_person
from kiosk.procedures.types import Procedure, Question
from kiosk.visit.answering import asked_questions, known_to
from kiosk.visit.asking import SAID_OF_A_SCAN, after_answer, procedure_of, question_of
from kiosk.visit.events import Back, ChoosePerson, Decide
from kiosk.visit.following import followed
from kiosk.visit.reports import CardScanned, HealthCardScanned
from kiosk.visit.states import Asked, Card, Complaint, Fill, Given, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay

CARD_NATIONALITY: Final = "VN"
"""Only citizens have a citizen card."""
HEALTH_NUMBER: Final = "health_number"
YEAR_ONLY: Final = "year_only"
"""Code of the warning that the card knows no more of a birth than its year."""
_YEAR: Final = len("1998")
_ELSEWHERE: Final = SAID_OF_A_SCAN - {State.QUESTION, State.WHOSE_CARD, State.CARD, State.WORKBENCH}


class Person(Struct, frozen=True):
    """Somebody of whom the procedure asks what a card tells."""

    sections: tuple[str, ...]
    """All that are about this person, in the order of the form; the first names them."""
    told: bool
    """True where something of that has been answered already."""


def people(procedure: Procedure, asked: Asked, parts: Mapping[str, str]) -> tuple[Person, ...]:
    """Return whose card it can be that says ``parts``, as the answers stand; a health card is the insured person's."""
    known = known_to(procedure, asked)
    questions = [one for one in asked_questions(procedure, asked) if parts.get(one.card_fills)]
    insured = next((one for one in questions if one.card_fills == HEALTH_NUMBER), None)
    owners = [owner_of(procedure, asked, one) for one in ([insured] if insured else questions)]
    found: list[list[str]] = []
    for owner in dict.fromkeys(owners):
        group = next((each for each in found if same_person(procedure, owner, known) & set(each)), None)
        if group is None:
            found.append([owner])
        else:
            group.append(owner)
    told = {
        owner_of(procedure, asked, one)
        for one in questions
        if one.id in asked.answers and asked.answers[one.id].value
    }
    return tuple(Person(tuple(group), told=bool(told & set(group))) for group in found)


def owner_of(procedure: Procedure, asked: Asked, question: Question) -> str:
    """Return the section of the person whose card answers ``question``."""
    owner = question.card_owner or question.section
    if question.card_fills != HEALTH_NUMBER or procedure.applicant is None:
        return owner
    questions = asked_questions(procedure, asked)
    if any(one.section == owner and one.card_fills for one in questions if one.id != question.id):
        return owner
    # Whoever applies for their own card is asked of once, as the applicant.
    return next(one.section for one in procedure.questions if one.id == procedure.applicant.name)


@on(CardScanned, State.QUESTION, State.WORKBENCH)
def card_scanned(context: Context, visit: Visit, event: CardScanned) -> Step:
    """Take up a citizen card, where the form is about a person who may have one."""
    return _held_up(
        context,
        visit,
        {
            "name": event.name,
            "personal_number": event.personal_number,
            "birth_date": event.birth_date,
            "sex": event.sex,
            "address": event.address,
            "nationality": CARD_NATIONALITY,
        },
    )


@on(HealthCardScanned, State.QUESTION, State.WORKBENCH)
def health_card_scanned(context: Context, visit: Visit, event: HealthCardScanned) -> Step:
    """Take up a health card."""
    parts = {
        "name": event.name,
        "birth_date": event.birth_date,
        "sex": event.sex,
        HEALTH_NUMBER: event.number,
    }
    return _held_up(context, visit, parts)


@on(CardScanned, *_ELSEWHERE)
def card_elsewhere(_: Context, visit: Visit, __: CardScanned) -> Step:
    """Say that no card is needed here; it is forgotten."""
    return stay(visit, complaint=Complaint("card-not-here"))


@on(HealthCardScanned, *_ELSEWHERE)
def health_card_elsewhere(_: Context, visit: Visit, __: HealthCardScanned) -> Step:
    """Say that no card is needed here; it is forgotten."""
    return stay(visit, complaint=Complaint("card-not-here"))


def _held_up(context: Context, visit: Visit, parts: Mapping[str, str]) -> Step:
    """Ask whose card it is, unless it can be one person's only."""
    card = Card({name: part for name, part in parts.items() if part})
    found = people(procedure_of(context, visit), visit.asked, card.parts)
    if not found:
        return stay(visit, complaint=Complaint("card-not-here"))
    if visit.state is State.WORKBENCH:
        # No answer is open: whose card it is, is asked even of the one person that it can be.
        asked = replace(visit.asked, asking="")
        return go(visit, State.WHOSE_CARD, card=card, asked=asked, returns_to=State.WORKBENCH, noting=False)
    if len(found) == 1:
        return _offered(context, visit, card, found[0])
    return go(visit, State.WHOSE_CARD, card=card, parts=visit.parts, typed=visit.typed)


@on(ChoosePerson, State.WHOSE_CARD)
def person_chosen(context: Context, visit: Visit, event: ChoosePerson) -> Step:
    """Show what the card would answer of the person pointed to."""
    if visit.card is None:
        return refuse(visit, "not-asked")
    found = people(procedure_of(context, visit), visit.asked, visit.card.parts)
    person = next((one for one in found if event.section == one.sections[0]), None)
    return refuse(visit, "not-asked") if person is None else _offered(context, visit, visit.card, person)


def _offered(context: Context, visit: Visit, card: Card, person: Person) -> Step:
    fills = _fills(context, visit, card, person)
    if not fills:
        return _back_to_question(visit, complaint=Complaint("card-not-here"))
    card = Card(card.parts, person.sections[0], fills)
    return go(visit, State.CARD, card=card, parts=visit.parts, typed=visit.typed)


def _fills(context: Context, visit: Visit, card: Card, person: Person) -> tuple[Fill, ...]:
    """Return all answers that the card has for this person's questions and their rules take."""
    procedure, lists = procedure_of(context, visit), context.catalogue.lists
    answers = dict(visit.asked.answers)
    found: list[Fill] = []
    for question in procedure.questions:
        part = card.parts.get(question.card_fills, "")
        if not part or owner_of(procedure, visit.asked, question) not in person.sections:
            continue
        known = known_to(procedure, replace(visit.asked, answers=answers))
        if not all(may_hold(condition, known) for condition in question.when):
            continue
        verdict = accept(
            question,
            _from_card(context, question, part),
            context.today,
            visit.language,
            lists=lists,
            known=known,
        )
        if isinstance(verdict, Refused):
            continue
        doubt = verdict.warnings[0].code if verdict.warnings else ""
        if question.type == "date" and len(verdict.value) == _YEAR:
            doubt = doubt or YEAR_ONLY
        given = Given(verdict.value, "card", doubt)
        answers[question.id] = given
        found.append(Fill(question.id, given))
    return tuple(found)


def _from_card(context: Context, question: Question, part: str) -> str:
    """Return a part of a card as its question takes it."""
    if question.type == "address":
        return from_card(part, context.catalogue.lists).value()
    return part[:_YEAR] if question.type == "year" else part


@on(Decide, State.CARD)
def card_confirmed(context: Context, visit: Visit, event: Decide) -> Step:
    """Fill in what the card says once the person has said "yes, that is right"; otherwise forget the card."""
    if not event.yes or visit.card is None:
        return _back_to_question(visit)
    procedure = procedure_of(context, visit)
    given = {fill.question: fill.given for fill in visit.card.fills}
    on_card = {**visit.asked.on_card, **{name: each.value for name, each in given.items()}}
    asked = replace(visit.asked, answers={**visit.asked.answers, **given}, on_card=on_card)
    filled = replace(visit, asked=followed(context, procedure, visit.asked, asked, visit.language))
    if visit.asked.asking in given:
        return after_answer(context, filled, question_of(context, visit))
    return _back_to_question(filled)


@on(Back, State.CARD)
def another_person(context: Context, visit: Visit, _: Back) -> Step:
    """Back to whose card it is, where that was asked; else the card is forgotten."""
    if visit.card is None or len(people(procedure_of(context, visit), visit.asked, visit.card.parts)) == 1:
        return _back_to_question(visit)
    card = Card(visit.card.parts)
    return go(visit, State.WHOSE_CARD, card=card, parts=visit.parts, typed=visit.typed)


@on(Back, State.WHOSE_CARD)
def forget_card(_: Context, visit: Visit, __: Back) -> Step:
    """Back to the question and to the part that was on screen; the card is forgotten."""
    return _back_to_question(visit)


def _back_to_question(visit: Visit, complaint: Complaint | None = None) -> Step:
    if visit.returns_to is State.WORKBENCH and not visit.asked.asking:
        return go(visit, State.WORKBENCH, returns_to=None, complaint=complaint)
    return go(visit, State.QUESTION, parts=visit.parts, typed=visit.typed, complaint=complaint)
