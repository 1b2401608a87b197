"""What a well-formed content file may still get wrong: references, types that do not fit, siblings, words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, TypeVar

import msgspec

from kiosk.procedures.catalogue import Catalogue, catalogue_of
from kiosk.procedures.faults import Fault, Key, Level
from kiosk.procedures.tree import Tree
from kiosk.procedures.types import Choice, Condition, LifeEvent, LifeEvents, Procedure, Question, Text

_S = TypeVar("_S", bound=msgspec.Struct)
_Said = Iterator[tuple[Key, str]]

_MOST_ASK_WORDS = 9
_MOST_LABEL_WORDS = 3
_MOST_TILE_LETTERS = 13
_MOST_CHOICES = 8
_MOST_ASK_LETTERS = 42
"""What fits on the question line beside the go-on button, at the default size on the reference screen."""
_WIDE_CHOICES = 3
_MOST_CHOICE_LETTERS = {True: 20, False: 14}
"""By whether the choices are few enough to be wide."""
_DATES = ("date", "year")
_RULES_FIT = {
    "not_future": _DATES,
    "max_age": _DATES,
    "min_age": _DATES,
    "within_days": ("date",),
    "length": ("text", "address", "full_name", "document_number"),
    "range": ("count",),
}
_CARD_FITS = {
    "name": ("full_name",),
    "personal_number": ("personal_number",),
    "birth_date": _DATES,
    "sex": ("choice",),
    "address": ("address",),
}
_APPLICANT_FITS = {
    "name": ("full_name",),
    "personal_number": ("personal_number",),
    "birth_date": _DATES,
    "phone": ("phone",),
    "relationship": ("relationship", "choice", "text"),
}
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*")


@dataclass(frozen=True)
class Sheet(Generic[_S]):
    """One well-formed file: what it says and where each part stands."""

    tree: Tree
    value: _S

    def fault(self, key: Key, expected: str, level: Level = "error") -> Fault:
        """Return a fault of this file at ``key``."""
        return replace(self.tree.fault(key, expected), level=level)


def check_procedure(sheet: Sheet[Procedure], pictures: frozenset[str] | None) -> tuple[Fault, ...]:
    """Check one procedure by itself. ``pictures``: the names that exist; None leaves them unchecked."""
    procedure = sheet.value
    errors = (_head, _ids, _questions, _conditions, _applicant, _orders)
    faults = [sheet.fault(key, said) for each in errors for key, said in each(procedure)]
    faults += [
        sheet.fault(key, said, "warning") for each in (_wording, _care) for key, said in each(procedure)
    ]
    return (*faults, *_texts(sheet), *_pictures(sheet, pictures))


def check_events(sheet: Sheet[LifeEvents], pictures: frozenset[str] | None) -> tuple[Fault, ...]:
    """Check the file of life events by itself."""
    events = sheet.value.events
    faults = [sheet.fault(*each) for each in _twice(("events",), [event.id for event in events])]
    for place, event in enumerate(events):
        apart: Key = ("events", place, "apart")
        found = list(_twice(apart, [question.id for question in event.apart]))
        for at, question in enumerate(event.apart):
            found += _twice((*apart, at, "choices"), [choice.id for choice in question.choices])
        faults += [sheet.fault(*each) for each in found]
        faults += [sheet.fault(key, said, "warning") for key, said in _tile(("events", place), event)]
    return (*faults, *_texts(sheet), *_pictures(sheet, pictures))


def check_event(sheet: Sheet[Procedure], events: tuple[LifeEvent, ...]) -> tuple[Fault, ...]:
    """Check that the procedure's event and the sibling questions it refers to exist."""
    procedure = sheet.value
    known = {event.id: event for event in events}
    own = {question.id for question in procedure.questions}
    every: dict[str, tuple[str, ...]] = {}
    said: list[tuple[Key, str]] = []
    for number, place in enumerate(procedure.places()):
        key: Key = ("also", number - 1) if number else ()
        event = known.get(place.event)
        if event is None:
            said.append(((*key, "event"), f"the id of a life event is expected: {', '.join(known)}"))
            continue
        apart = {question.id: tuple(choice.id for choice in question.choices) for question in event.apart}
        every |= apart
        for at, condition in enumerate(place.apart):
            said += _condition((*key, "apart", at), condition, apart)
    for at, question in enumerate(procedure.questions):
        if question.id in every:
            said.append((("questions", at, "id"), "a sibling question has the same id: take another"))
    for key, condition in _whens(procedure):
        if condition.question not in own and (every or not said):
            said += _condition(key, condition, every)
    return tuple(sheet.fault(*each) for each in said)


def check_together(sheet: Sheet[LifeEvents], procedures: tuple[Sheet[Procedure], ...]) -> tuple[Fault, ...]:
    """Check that each tile leads somewhere and the sibling questions tell siblings apart. Warnings only."""
    catalogue = catalogue_of(sheet.value.events, tuple(each.value for each in procedures))
    faults: list[Fault] = []
    for place, event in enumerate(sheet.value.events):
        if not catalogue.of_event(event.id):
            faults.append(
                sheet.fault(("events", place, "id"), "no procedure stands under this tile", "warning")
            )
        ends = _dead_ends(catalogue, event, {}) if catalogue.of_event(event.id) else ()
        for answers in ends:
            told = ", ".join(f"{question} = {choice}" for question, choice in answers.items())
            faults.append(
                sheet.fault(
                    ("events", place, "apart"), f"these answers lead to no procedure: {told}", "warning"
                )
            )
    faults += [
        each for at, first in enumerate(procedures) for each in _alike(first, procedures[:at], sheet.value)
    ]
    return tuple(faults)


def _dead_ends(catalogue: Catalogue, event: LifeEvent, answers: dict[str, str]) -> Iterator[dict[str, str]]:
    if not catalogue.candidates(event.id, answers):
        yield answers
        return
    if question := catalogue.next_apart(event.id, answers):
        for choice in question.choices:
            yield from _dead_ends(catalogue, event, {**answers, question.id: choice.id})


def _alike(
    later: Sheet[Procedure], earlier: tuple[Sheet[Procedure], ...], events: LifeEvents
) -> Iterator[Fault]:
    for other in earlier:
        for event in events.events:
            mine, theirs = _leads(later.value, event), _leads(other.value, event)
            if mine is not None and mine == theirs:
                said = f"no answer to the sibling questions tells it apart from {other.tree.file}"
                yield later.fault(("apart",), said, "warning")


def _leads(procedure: Procedure, event: LifeEvent) -> list[dict[str, frozenset[str]]] | None:
    """Return, for each sibling question of the event, the answers that lead to the procedure; None: none do."""
    places = [place for place in procedure.places() if place.event == event.id]
    return [_allowed(place.apart, event) for place in places] or None


def _allowed(apart: tuple[Condition, ...], event: LifeEvent) -> dict[str, frozenset[str]]:
    leads: dict[str, frozenset[str]] = {}
    for question in event.apart:
        allowed = frozenset(choice.id for choice in question.choices)
        for condition in apart:
            if condition.question == question.id:
                allowed &= frozenset(condition.among)
        leads[question.id] = allowed
    return leads


def _head(procedure: Procedure) -> _Said:
    if not _CODE.fullmatch(procedure.code):
        yield ("code",), "letters a-z, digits, points and hyphens are expected"
    for key in ("effective_from", "checked_on"):
        try:
            date.fromisoformat(getattr(procedure, key))
        except ValueError:
            yield (key,), "a day that exists is expected, like 2026-07-01"
    if procedure.kind == "form" and not procedure.questions:
        yield ("kind",), 'a form needs questions; without any, write "refer"'


def _twice(key: Key, ids: list[str]) -> _Said:
    for place, each in enumerate(ids):
        if each in ids[:place]:
            yield (*key, place, "id"), f'the id "{each}" stands here twice: take another'


def _ids(procedure: Procedure) -> _Said:
    for name in ("papers", "sections", "questions"):
        yield from _twice((name,), [each.id for each in getattr(procedure, name)])
    for place, question in enumerate(procedure.questions):
        yield from _twice(("questions", place, "choices"), [choice.id for choice in question.choices])


def _questions(procedure: Procedure) -> _Said:
    sections = [section.id for section in procedure.sections]
    for place, question in enumerate(procedure.questions):
        key: Key = ("questions", place)
        if question.section not in sections:
            yield (*key, "section"), f"the id of a section is expected: {', '.join(sections)}"
        if question.card_owner is not None and question.card_owner not in sections:
            yield (*key, "card_owner"), f"the id of a section is expected: {', '.join(sections)}"
        if question.type == "choice" and not 2 <= len(question.choices) <= _MOST_CHOICES:  # noqa: PLR2004 - two at least
            yield (
                (*key, "choices"),
                f"2 to {_MOST_CHOICES} choices are expected, found {len(question.choices)}",
            )
        if question.type != "choice" and question.choices:
            yield (*key, "choices"), "choices belong to the type choice only"
        yield from _question_fits(key, question)


def _question_fits(key: Key, question: Question) -> _Said:
    if question.card_fills and question.type not in _CARD_FITS[question.card_fills]:
        yield (
            (*key, "card_fills"),
            f"it fills a question of type {' or '.join(_CARD_FITS[question.card_fills])}",
        )
    elif question.card_fills == "sex" and {"male", "female"} - {choice.id for choice in question.choices}:
        yield (
            (*key, "card_fills"),
            "the choices male and female are expected, since the card tells one of them",
        )
    for at, rule in enumerate(question.rules):
        if question.type not in _RULES_FIT[rule.rule]:
            yield (
                (*key, "rules", at, "rule"),
                f"this rule is for the types {', '.join(_RULES_FIT[rule.rule])}",
            )
        if rule.rule in {"max_age", "min_age"} and rule.years < 1:
            yield (*key, "rules", at), "years of at least 1 are expected"
        if rule.rule == "within_days" and rule.days < 1:
            yield (*key, "rules", at), "days of at least 1 are expected"
        if rule.rule in {"length", "range"} and (rule.most < 1 or rule.least > rule.most):
            yield (*key, "rules", at), "most of at least 1 is expected, and least not above it"


def _whens(procedure: Procedure) -> Iterator[tuple[Key, Condition]]:
    for name in ("papers", "questions", "orders"):
        for place, each in enumerate(getattr(procedure, name)):
            for at, condition in enumerate(each.when):
                yield (name, place, "when", at), condition
    for place, question in enumerate(procedure.questions):
        for number, rule in enumerate(question.rules):
            for at, condition in enumerate(rule.when):
                yield ("questions", place, "rules", number, "when", at), condition


def _condition(key: Key, condition: Condition, answers: dict[str, tuple[str, ...]]) -> _Said:
    if condition.question not in answers:
        yield (*key, "question"), f'there is no question "{condition.question}" before this one'
    elif not condition.among or set(condition.among) - set(answers[condition.question]):
        known = ", ".join(answers[condition.question])
        yield (
            (*key, "among"),
            f'answers of "{condition.question}" are expected: {known or "a choice or a yes_no"}',
        )


def _answers(question: Question) -> tuple[str, ...]:
    """Return the answers that a condition may name; none where the answer is free."""
    known = {"yes_no": ("yes", "no"), "attachment": ("here", "later"), "relationship": question.offer}
    return known.get(question.type, tuple(choice.id for choice in question.choices))


def _conditions(procedure: Procedure) -> _Said:
    answers: dict[str, tuple[str, ...]] = {}
    places = {question.id: place for place, question in enumerate(procedure.questions)}
    for question in procedure.questions:
        answers[question.id] = _answers(question)
    for key, condition in _whens(procedure):
        if condition.question not in places:
            continue  # a sibling question, see check_event
        if key[0] == "questions" and "rules" not in key and places[condition.question] >= int(key[1]):
            yield (*key, "question"), "a question that comes before this one is expected"
        else:
            yield from _condition(key, condition, answers)


def _applicant(procedure: Procedure) -> _Said:
    if procedure.applicant is None:
        if procedure.kind == "form":
            yield (
                (),
                'the key "applicant" is missing: it tells which questions describe the person who applies',
            )
        return
    types: dict[str, str] = {question.id: question.type for question in procedure.questions}
    for name, fits in _APPLICANT_FITS.items():
        asked = getattr(procedure.applicant, name)
        if asked and types.get(asked) not in fits:
            yield ("applicant", name), f"the id of a question of type {' or '.join(fits)} is expected"
    for question in procedure.questions:
        if question.id == procedure.applicant.name and (question.optional or question.when):
            yield ("applicant", "name"), "a question that is always asked and not optional is expected"


def _orders(procedure: Procedure) -> _Said:
    dates = [question.id for question in procedure.questions if question.type in _DATES]
    for place, order in enumerate(procedure.orders):
        for name in ("first", "then"):
            if getattr(order, name) not in dates:
                yield ("orders", place, name), f"the id of a date question is expected: {', '.join(dates)}"
        if order.first == order.then:
            yield ("orders", place, "then"), "two different questions are expected"


def _words(text: str) -> int:
    return len(text.split())


def _wording(procedure: Procedure) -> _Said:
    for place, question in enumerate(procedure.questions):
        yield from _ask(("questions", place, "ask"), question.ask)
        yield from _choices(("questions", place, "choices"), question.choices)
        for language in ("vi", "en"):
            if _words(question.label.in_language(language)) > _MOST_LABEL_WORDS:
                yield ("questions", place, "label", language), f"at most {_MOST_LABEL_WORDS} words fit"
    for language in ("vi", "en"):
        if _words(procedure.short.in_language(language)) > _MOST_LABEL_WORDS:
            yield ("short", language), f"at most {_MOST_LABEL_WORDS} words fit"


def _tile(key: Key, event: LifeEvent) -> _Said:
    for language in ("vi", "en"):
        if len(event.name.in_language(language)) > _MOST_TILE_LETTERS:
            yield (*key, "name", language), f"at most {_MOST_TILE_LETTERS} letters fit on a tile"
    for at, question in enumerate(event.apart):
        yield from _ask((*key, "apart", at, "ask"), question.ask)
        yield from _choices((*key, "apart", at, "choices"), question.choices)


def _ask(key: Key, ask: Text) -> _Said:
    for language in ("vi", "en"):
        if _words(ask.in_language(language)) > _MOST_ASK_WORDS:
            yield (*key, language), f"at most {_MOST_ASK_WORDS} words are easy to hear"
        elif len(ask.in_language(language)) > _MOST_ASK_LETTERS:
            yield (*key, language), f"at most {_MOST_ASK_LETTERS} letters fit on the line"


def _choices(key: Key, choices: tuple[Choice, ...]) -> _Said:
    most = _MOST_CHOICE_LETTERS[len(choices) <= _WIDE_CHOICES]
    for place, choice in enumerate(choices):
        for language in ("vi", "en"):
            if len(choice.label.in_language(language)) > most:
                yield (*key, place, "label", language), f"at most {most} letters fit under the picture"


def _care(procedure: Procedure) -> _Said:
    for place, question in enumerate(procedure.questions):
        if question.type in {"personal_number", "phone"} and not question.private:
            yield (
                ("questions", place),
                "private: true is expected, else everyone in the room sees and hears it",
            )
    if procedure.kind == "refer" and procedure.questions:
        yield ("questions",), "a refer card asks nothing; these questions are not shown"
    if procedure.kind == "refer" and not procedure.steps:
        yield ("kind",), "steps are expected, telling where to go"


def _texts(sheet: Sheet[Any]) -> Iterator[Fault]:
    """Say once a file that English is missing: a ward may well write Vietnamese only."""
    bare = [key for key, text in _maps(sheet.tree.value, ()) if "vi" in text and not text.get("en")]
    if bare:
        said = f"English is missing in {len(bare)} texts, here first; Vietnamese is shown instead"
        yield sheet.fault(bare[0], said, "warning")


def _maps(value: Any, key: Key) -> Iterator[tuple[Key, dict[str, Any]]]:
    if isinstance(value, dict):
        yield key, value
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from _maps(part, (*key, name))


def _pictures(sheet: Sheet[Any], pictures: frozenset[str] | None) -> Iterator[Fault]:
    for key, found in _maps(sheet.tree.value, ()):
        name = found.get("picture")
        if pictures is not None and name is not None and name not in pictures:
            said = f'there is no picture "{name}"; the question mark is shown instead'
            yield sheet.fault((*key, "picture"), said, "warning")
