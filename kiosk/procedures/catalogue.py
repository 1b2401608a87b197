"""The catalogue: what the kiosk knows to do, and how sibling questions lead to one procedure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import msgspec

from kiosk.procedures.faults import CatalogueError
from kiosk.procedures.types import ApartQuestion, Condition, LifeEvent, Procedure


@dataclass(frozen=True)
class Catalogue:
    """The life events in their order and all procedures that can be served."""

    events: tuple[LifeEvent, ...]
    procedures: Mapping[str, Procedure]
    """By code, in the order of their files' names."""

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

    def of_event(self, event_id: str) -> tuple[Procedure, ...]:
        """Return the procedures found under this life event: forms first, then referrals."""
        found = [
            each
            for each in self.procedures.values()
            if any(place.event == event_id for place in each.places())
        ]
        return tuple(sorted(found, key=lambda procedure: procedure.kind != "form"))

    def candidates(self, event_id: str, apart_answers: Mapping[str, str]) -> tuple[Procedure, ...]:
        """Return the procedures that the sibling answers so far leave open."""
        return tuple(
            procedure
            for procedure in self.of_event(event_id)
            if any(
                place.event == event_id and all(may_hold(each, apart_answers) for each in place.apart)
                for place in procedure.places()
            )
        )

    def next_apart(self, event_id: str, answers: Mapping[str, str]) -> ApartQuestion | None:
        """Return the next sibling question whose answer narrows the candidates; None when none does."""
        remaining = self.candidates(event_id, answers)
        if len(remaining) <= 1:
            return None
        for question in self.event(event_id).apart:
            if question.id in answers:
                continue
            if any(
                self.candidates(event_id, {**answers, question.id: choice.id}) != remaining
                for choice in question.choices
            ):
                return question
        return None


def may_hold(condition: Condition, answers: Mapping[str, str]) -> bool:
    """Tell whether the condition holds or, its question being unanswered, could still hold."""
    return condition.question not in answers or answers[condition.question] in condition.among


def catalogue_of(events: tuple[LifeEvent, ...], procedures: tuple[Procedure, ...]) -> Catalogue:
    """Join events and procedures (distinct codes) into a catalogue that nobody can change."""
    return Catalogue(events, MappingProxyType({procedure.code: procedure for procedure in procedures}))


class _Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A catalogue as it is kept on disk: the last good content."""

    kept: int
    events: tuple[LifeEvent, ...]
    procedures: tuple[Procedure, ...]


_KEPT = 2


def encode(catalogue: Catalogue) -> bytes:
    """Return the catalogue as bytes, to be kept as the last good content."""
    return msgspec.json.encode(_Kept(_KEPT, catalogue.events, tuple(catalogue.procedures.values())))


def decode(kept: bytes) -> Catalogue:
    """Read what ``encode`` wrote; raises CatalogueError ("kept_unreadable") on anything else."""
    try:
        read = msgspec.json.decode(kept, type=_Kept)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CatalogueError("kept_unreadable") from error
    if read.kept != _KEPT:
        raise CatalogueError("kept_unreadable")
    return catalogue_of(read.events, read.procedures)
