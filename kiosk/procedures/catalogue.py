"""The catalogue: what the kiosk knows to do, and how sibling questions lead to one procedure.

Heads lie in memory; a whole procedure is read when it is asked for, so that opening one does not depend on how
many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType

from kiosk.procedures.exercises import Exercise
from kiosk.procedures.faults import CatalogueError
from kiosk.procedures.guides import Guide
from kiosk.procedures.heads import Head
from kiosk.procedures.lists import NO_LISTS, Lists
from kiosk.procedures.memory_index import MemoryCatalogueIndex
from kiosk.procedures.ports import CatalogueIndex
from kiosk.procedures.types import ApartQuestion, Condition, LifeEvent, Procedure

OPENED = 64
"""Procedures that stay decoded."""


class Bodies(Mapping[str, Procedure]):
    """All procedures by code, each read from the index when it is asked for."""

    def __init__(self, index: CatalogueIndex) -> None:
        self._codes = index.heads()
        self._body = lru_cache(OPENED)(index.body)

    def __getitem__(self, code: str) -> Procedure:
        if code not in self._codes:
            raise KeyError(code)
        return self._body(code)

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


@dataclass(frozen=True)
class Catalogue:
    """The life events in their order and all procedures that can be served."""

    events: tuple[LifeEvent, ...]
    procedures: Mapping[str, Procedure]
    """By code, in the order of their files' names."""
    index: CatalogueIndex = field(compare=False, repr=False)
    lists: Lists = field(default=NO_LISTS, compare=False, repr=False)
    """The kiosk's own lists, which answers name items of."""
    guides: tuple[Guide, ...] = ()
    """What can be learnt, in the order of the menu."""
    exercises: tuple[Exercise, ...] = ()
    """What helpers practise, in the order of the menu."""

    @cached_property
    def heads(self) -> Mapping[str, Head]:
        """What is shown where several stand together, by code, in the order of ``procedures``."""
        return self.index.heads()

    def event(self, event_id: str) -> LifeEvent:
        """Return the life event; raises CatalogueError ("unknown_event") when there is none."""
        for event in self.events:
            if event.id == event_id:
                return event
        raise CatalogueError("unknown_event")

    def procedure(self, code: str) -> Procedure:
        """Return the procedure; raises CatalogueError ("unknown_procedure") when there is none."""
        if code not in self.procedures:
            raise CatalogueError("unknown_procedure")
        return self.procedures[code]

    def search(self, text: str, limit: int) -> tuple[str, ...]:
        """Return at most ``limit`` codes for what has been typed so far. Raises CatalogueError.

        A form that only begins behind another one is never found.
        """
        codes = self.index.search(text, limit)
        return tuple(code for code in codes if self.heads[code].home != "along")

    def of_event(self, event_id: str) -> tuple[Head, ...]:
        """Return the procedures found under this life event: forms first, then referrals."""
        return tuple(self.heads[code] for code in self._by_event.get(event_id, ()))

    @cached_property
    def _by_event(self) -> Mapping[str, tuple[str, ...]]:
        return self.index.by_event()

    def candidates(self, event_id: str, apart_answers: Mapping[str, str]) -> tuple[Head, ...]:
        """Return the procedures that the sibling answers so far leave open."""
        return _open(self.of_event(event_id), event_id, apart_answers)

    def next_apart(self, event_id: str, answers: Mapping[str, str]) -> ApartQuestion | None:
        """Return the next sibling question whose answer narrows the candidates; None when none does."""
        remaining = self.candidates(event_id, answers)
        if len(remaining) <= 1:
            return None
        for question in self.event(event_id).apart:
            if question.id in answers:
                continue
            if any(
                len(_open(remaining, event_id, {**answers, question.id: choice.id})) != len(remaining)
                for choice in question.choices
            ):
                return question
        return None


def _open(heads: tuple[Head, ...], event_id: str, answers: Mapping[str, str]) -> tuple[Head, ...]:
    return tuple(
        head
        for head in heads
        if any(
            place.event == event_id and all(may_hold(each, answers) for each in place.apart)
            for place in head.places()
        )
    )


def may_hold(condition: Condition, answers: Mapping[str, str]) -> bool:
    """Tell whether the condition holds or, its question being unanswered, could still hold."""
    return condition.question not in answers or answers[condition.question] in condition.among


def catalogue_of(
    events: tuple[LifeEvent, ...],
    procedures: tuple[Procedure, ...],
    lists: Lists = NO_LISTS,
    guides: tuple[Guide, ...] = (),
    exercises: tuple[Exercise, ...] = (),
) -> Catalogue:
    """Join events and procedures (distinct codes) into a catalogue that nobody can change."""
    by_code = MappingProxyType({procedure.code: procedure for procedure in procedures})
    index = MemoryCatalogueIndex(events, by_code, lists, guides, exercises)
    return Catalogue(events, by_code, index, lists, guides, exercises)


def opened(index: CatalogueIndex) -> Catalogue:
    """Return the catalogue that an index holds."""
    return Catalogue(index.events(), Bodies(index), index, index.lists(), index.guides(), index.exercises())
