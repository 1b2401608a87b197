"""Siblings: which answers on the way from a tile lead to which procedure, and what no way leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kiosk.procedures.catalogue import Catalogue, catalogue_of, may_hold
from kiosk.procedures.check.parts import condition
from kiosk.procedures.check.sheet import Said, Sheet, whens
from kiosk.procedures.faults import Fault, Key
from kiosk.procedures.types import ApartQuestion, LifeEvent, LifeEvents, Place, Procedure

_MOST_LOOKS = 20_000
"""Of the ways from one tile; no tile of four answers and a few questions comes near it."""

_Option = tuple[str, Place]
"""A code, and one place where the procedure stands."""


@dataclass(frozen=True)
class Way:
    """One way from a tile to its end: the answers given, and the codes left; none: a dead end."""

    event: str
    answers: Mapping[str, str]
    codes: tuple[str, ...]


def of_event(procedure: Procedure, events: tuple[LifeEvent, ...]) -> Said:
    """Check that the procedure's events and the sibling questions that it refers to exist."""
    known = {event.id: event for event in events}
    every: dict[str, tuple[str, ...]] = {}
    lost = False
    if not procedure.event and (procedure.home is None or procedure.home.begins == "tile"):
        yield (), 'the key "event" is missing: the id of a life event is expected'
    for number, place in enumerate(procedure.places(), 0 if procedure.event else 1):
        key: Key = ("also", number - 1) if number else ()
        event = known.get(place.event)
        if event is None:
            lost = True
            yield (*key, "event"), f"the id of a life event is expected: {', '.join(known)}"
            continue
        apart = {question.id: tuple(choice.id for choice in question.choices) for question in event.apart}
        every |= apart
        for at, each in enumerate(place.apart):
            yield from condition((*key, "apart", at), each, apart)
    own = {question.id for question in procedure.questions}
    for at, question in enumerate(procedure.questions):
        if question.id in every:
            yield ("questions", at, "id"), "a sibling question has the same id: take another"
    for key, each in whens(procedure):
        if each.question not in own and (every or not lost):
            yield from condition(key, each, every)


def together(sheet: Sheet[LifeEvents], procedures: Sequence[Sheet[Procedure]]) -> tuple[Fault, ...]:
    """Check that each tile leads somewhere and the sibling questions tell siblings apart. Warnings only."""
    catalogue = catalogue_of(sheet.value.events, tuple(each.value for each in procedures))
    found = sheet.faults(_ends(catalogue), "warning")
    return (*found, *_alike(procedures, sheet.value.events))


def _ends(catalogue: Catalogue) -> Said:
    """Tell of tiles and of answers that lead nowhere."""
    for place, event in enumerate(catalogue.events):
        options = _options(catalogue, event.id)
        if not options:
            yield ("events", place, "id"), "no procedure stands under this tile"
            continue
        for looks, way in enumerate(_ways(event, options, {})):
            if looks >= _MOST_LOOKS:
                yield ("events", place, "apart"), "there are too many ways through these questions to check"
                break
            if not way.codes:
                told = ", ".join(f"{question} = {choice}" for question, choice in way.answers.items())
                yield ("events", place, "apart"), f"these answers lead to no procedure: {told}"


def ways(catalogue: Catalogue) -> Iterator[Way]:
    """Yield the ways from all tiles, as the kiosk would ask; at most 20,000 of each tile."""
    for event in catalogue.events:
        for looks, way in enumerate(_ways(event, _options(catalogue, event.id), {})):
            if looks >= _MOST_LOOKS:
                break
            yield way


def _options(catalogue: Catalogue, event_id: str) -> list[_Option]:
    procedures = catalogue.of_event(event_id)
    return [(p.code, place) for p in procedures for place in p.places() if place.event == event_id]


def _ways(event: LifeEvent, options: list[_Option], answers: dict[str, str]) -> Iterator[Way]:
    question = _next(event, options, answers)
    if question is None:
        codes = tuple(dict.fromkeys(code for code, _place in options))
        yield Way(event.id, MappingProxyType(answers), codes)
        return
    for choice in question.choices:
        given = {question.id: choice.id}
        yield from _ways(event, _left(options, given), {**answers, **given})


def _left(options: list[_Option], given: Mapping[str, str]) -> list[_Option]:
    return [each for each in options if all(may_hold(condition, given) for condition in each[1].apart)]


def _next(event: LifeEvent, options: list[_Option], answers: Mapping[str, str]) -> ApartQuestion | None:
    """Return what ``Catalogue.next_apart`` would ask, without looking at all procedures again."""
    codes = {code for code, _place in options}
    if len(codes) <= 1:
        return None
    for question in event.apart:
        if question.id in answers or all(_silent(place, question) for _code, place in options):
            continue
        for choice in question.choices:
            if {code for code, _place in _left(options, {question.id: choice.id})} != codes:
                return question
    return None


def _silent(place: Place, question: ApartQuestion) -> bool:
    return all(each.question != question.id for each in place.apart)


def _alike(procedures: Sequence[Sheet[Procedure]], events: tuple[LifeEvent, ...]) -> Iterator[Fault]:
    """Tell of each procedure to which the same answers lead as to one before."""
    by_id = {event.id: event for event in events}
    seen: dict[tuple[str, tuple[str, ...]], str] = {}
    for sheet in procedures:
        for event_id, leads in _leads(sheet.value, by_id).items():
            key = (event_id, leads)
            if key in seen:
                said = f"no answer to the sibling questions tells it apart from {seen[key]}"
                yield sheet.fault(("apart",), said, "warning")
            seen.setdefault(key, sheet.tree.file)


def _leads(procedure: Procedure, events: Mapping[str, LifeEvent]) -> dict[str, tuple[str, ...]]:
    """Return, for each event of the procedure, what answers to its sibling questions lead to it."""
    found: dict[str, list[str]] = {}
    for place in procedure.places():
        if place.event in events:
            found.setdefault(place.event, []).append(_allowed(place, events[place.event]))
    return {event: tuple(sorted(leads)) for event, leads in found.items()}


def _allowed(place: Place, event: LifeEvent) -> str:
    allowed: list[str] = []
    for question in event.apart:
        ids = {choice.id for choice in question.choices}
        for each in place.apart:
            if each.question == question.id:
                ids &= set(each.among)
        allowed.append(f"{question.id}: {sorted(ids)}")
    return "; ".join(allowed)
