"""The screens of a scanned card: whose it is, and all that it would answer at one glance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk.presenter.ending import read_to_me, rows_page
from kiosk.presenter.masking import hidden, masked, shown_answer
from kiosk.presenter.paging import paged
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Banner, Button, Row
from kiosk.procedures.personal_number import told_by
from kiosk.procedures.types import Procedure, Question
from kiosk.visit.answering import known_to
from kiosk.visit.card import YEAR_ONLY, Person, people
from kiosk.visit.events import ChoosePerson, Decide, TurnPage
from kiosk.visit.states import Card, Fill, Given, State

_PLACE: Final = ", "
"""Between the parts of an address, from the house up to the province."""
_WARD: Final = -2
_GLANCE: Final = {4: (6, 6), 3: (3, 2), 2: (3, 2), 1: (1, 1)}
"""Lines of a card on one page, by the rows of the review that fit there; then where something is told above them."""
_LARGEST: Final = 6
"""Where the letters are the largest, and a grid of a few short lines still fits."""
_SMALLER: Final = (6, 3)
"""On a middle glass with letters of the smaller sizes."""
_SMALLER_SIZE: Final = 2


@paints(State.WHOSE_CARD)
def whose_card(stage: Stage) -> Fields:
    """The persons of whom this form asks, those marked of whom something has been told."""
    return {
        "layout": "answers",
        "question": stage.say("whose.ask"),
        "picture": "scan-card",
        "banner": stage.complaint(),
        **paged(stage, tuple(_person(stage, one) for one in _people(stage))),
    }


def _people(stage: Stage) -> tuple[Person, ...]:
    card, procedure = stage.visit.card, stage.procedure
    return people(procedure, stage.visit.asked, card.parts) if card and procedure else ()


def _person(stage: Stage, person: Person) -> Button:
    first, *others = person.sections
    name, picture = _named(stage, first)
    hints = [_named(stage, other)[0] for other in others]
    if person.told:
        hints.append(stage.say("whose.told"))
    return Button(
        id=f"whose:{first}",
        text=name,
        hint=". ".join(hints),
        picture=picture,
        event=ChoosePerson(first),
        state="chosen" if person.told else "rest",
    )


def _named(stage: Stage, section: str) -> tuple[str, str]:
    """Return name and picture of a person; whoever stands here is "you"."""
    procedure = stage.procedure
    if procedure is None:
        raise LookupError("no procedure")
    applicant = procedure.applicant.name if procedure.applicant else ""
    if section in {one.section for one in procedure.questions if one.id == applicant}:
        return stage.say("whose.me"), "self"
    told = [
        one for one in procedure.questions if one.card_fills and (one.card_owner or one.section) == section
    ]
    if len(told) == 1:
        # A section of another matter, in which one person is named.
        return stage.text(told[0].label), told[0].picture
    known = next(one for one in procedure.sections if one.id == section)
    return stage.text(known.name), known.picture


@paints(State.CARD)
def card(stage: Stage) -> Fields:
    """What the scanned card would answer, and one yes or no to all of it."""
    held, procedure = stage.visit.card, stage.procedure
    rows = _rows(stage, held, procedure) if held and procedure else ()
    banner = stage.complaint() or _told_of(stage, held)
    fields = rows_page(stage, rows, _glance(stage, told=banner is not None))
    page, pages = int(str(fields["page"])), int(str(fields["pages"]))
    no = stage.button("no", "card.no", Decide(yes=False), picture="glyphs/no")
    if page + 1 < pages:
        yes = stage.button("next-page", "review.next", TurnPage(page + 1), picture="glyphs/next", style="go")
    else:
        yes = stage.button("yes", "card.yes", Decide(yes=True), picture="glyphs/yes", style="go")
    several = held is not None and held.owner and len(_people(stage)) > 1
    return {
        **fields,
        "layout": "review",
        "question": stage.say("card.ask"),
        "detail": _named(stage, held.owner)[0] if held and several else "",
        "picture": "health-card" if held and "health_number" in held.parts else "citizen-card",
        "choices": (*read_to_me(stage, fields), no, yes),
        "banner": banner,
    }


def _glance(stage: Stage, *, told: bool) -> int:
    """Return how many lines stand on a page."""
    rows = min(stage.room.rows, max(_GLANCE))
    if rows == 2 and stage.room.lower:  # noqa: PLR2004 - as many as the room says
        return _LARGEST
    if rows == 3 and stage.look.size <= _SMALLER_SIZE:  # noqa: PLR2004 - as many as the room says
        return _SMALLER[told]
    return _GLANCE[rows][told]


def _rows(stage: Stage, held: Card, procedure: Procedure) -> tuple[Row, ...]:
    """Return a line for each thing that the card says; what it says twice of one person is shown once."""
    questions = {one.id: one for one in procedure.questions}
    known = known_to(procedure, stage.visit.asked)
    odd = _odd(held.parts)
    found: list[Row] = []
    shown: set[str] = set()
    for fill in held.fills:
        question = questions[fill.question]
        before = stage.visit.asked.answers.get(fill.question) if fill.question in known else None
        instead = before if before and before.value and before.value != fill.given.value else None
        if question.card_fills in shown and instead is None:
            continue
        shown.add(question.card_fills)
        found.append(_row(stage, question, fill, instead, odd=question.card_fills in odd))
    return tuple(found)


def _row(stage: Stage, question: Question, fill: Fill, instead: Given | None, *, odd: bool) -> Row:
    hide = hidden(stage, question)
    value = _value(stage, question, fill.given, hide=hide)
    if instead is not None:
        value = _instead(stage, value, _value(stage, question, instead, hide=hide))
    doubtful = odd or instead is not None or fill.given.doubt
    return Row(
        id=question.id,
        label=stage.text(question.label),
        value=value,
        picture=question.picture,
        masked=hide,
        mark="doubt" if doubtful else "ok",
    )


def _instead(stage: Stage, new: str, old: str) -> str:
    """Say both: of two places what they differ in; of places far apart the new one alone, for there is no room."""
    places, others = new.split(_PLACE), old.split(_PLACE)
    if len(places) > 1 and len(others) > 1:
        if places[_WARD:] != others[_WARD:]:
            return new
        while len(places) > 1 and len(others) > 1 and places[-1] == others[-1]:
            places, others = places[:-1], others[:-1]
    return stage.say("card.instead", new=_PLACE.join(places), old=_PLACE.join(others))


def _value(stage: Stage, question: Question, given: Given, *, hide: bool) -> str:
    return masked(given.value) if hide else shown_answer(stage, question, given, official=False)


def _odd(parts: Mapping[str, str]) -> tuple[str, ...]:
    """Return which parts of the card its own number contradicts; numbers may have been re-issued."""
    if "personal_number" not in parts:
        return ()
    told = told_by(parts["personal_number"])
    wrong = [
        ("birth_date", parts.get("birth_date", "")[:4] not in {"", str(told.birth_year)}),
        ("sex", parts.get("sex", "") not in {"", told.sex}),
    ]
    return tuple(name for name, differs in wrong if differs)


def _told_of(stage: Stage, held: Card | None) -> Banner | None:
    """Return what is to be looked at twice: what contradicts itself, what takes an answer's place, a year alone."""
    if held is None:
        return None
    odd = _odd(held.parts)
    before = [(stage.visit.asked.answers.get(fill.question), fill.given.value) for fill in held.fills]
    replaces = any(given is not None and given.value not in {"", value} for given, value in before)
    if odd:
        say = "complaint.number_sex_differs" if odd == ("sex",) else "complaint.number_year_differs"
    elif replaces:
        say = "card.replaces"
    elif any(fill.given.doubt == YEAR_ONLY for fill in held.fills):
        say = f"complaint.{YEAR_ONLY}"
    else:
        return None
    return Banner(text=stage.say(say), picture="question-mark", tone="doubt")
