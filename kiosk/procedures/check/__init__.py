"""What a well-formed content file may still get wrong.

``check_*`` find what a kiosk must know before it serves a file; ``review_*`` find what its author should look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kiosk.procedures.check import homes, parts, reach, siblings, upkeep, wording
from kiosk.procedures.check.exercises import check_exercise
from kiosk.procedures.check.guides import check_guide, review_guide
from kiosk.procedures.check.sheet import Offered, Sheet, twice
from kiosk.procedures.check.siblings import Way, ways
from kiosk.procedures.faults import Fault, Key
from kiosk.procedures.types import LifeEvent, LifeEvents, Procedure

__all__ = [
    "Offered",
    "Sheet",
    "Way",
    "check_event",
    "check_events",
    "check_exercise",
    "check_guide",
    "check_procedure",
    "check_together",
    "review_events",
    "review_guide",
    "review_procedure",
    "ways",
]

_MOST_APART = 8


def check_procedure(
    sheet: Sheet[Procedure], pictures: frozenset[str] | None, offered: Offered | None = None
) -> tuple[Fault, ...]:
    """Check one procedure by itself.

    ``pictures``: the names that exist; ``offered``: the kiosk's own lists; None leaves either unchecked.
    """
    procedure = sheet.value
    looks = (
        parts.head,
        parts.ids,
        parts.sections,
        parts.questions,
        parts.applicant,
        parts.orders,
        parts.charge,
        homes.home,
    )
    faults = [fault for look in looks for fault in sheet.faults(look(procedure))]
    faults += sheet.faults(parts.conditions(procedure, offered))
    if offered is not None:
        faults += sheet.faults(parts.offers(procedure, offered))
    faults += sheet.faults(wording.to_fill_in(sheet))
    faults += sheet.faults(wording.of_procedure(procedure), "warning")
    faults += sheet.faults(parts.care(procedure), "warning")
    faults += sheet.faults(wording.english(sheet), "warning")
    return (*faults, *sheet.faults(wording.pictures(sheet, pictures), "warning"))


def check_events(sheet: Sheet[LifeEvents], pictures: frozenset[str] | None) -> tuple[Fault, ...]:
    """Check the file of life events by itself."""
    events = sheet.value.events
    faults = [*sheet.faults(twice(("events",), [event.id for event in events]))]
    for place, event in enumerate(events):
        apart: Key = ("events", place, "apart")
        if len(event.apart) > _MOST_APART:
            faults.append(sheet.fault(apart, f"at most {_MOST_APART} sibling questions are expected"))
        faults += sheet.faults(twice(apart, [question.id for question in event.apart]))
        for at, question in enumerate(event.apart):
            choices = [choice.id for choice in question.choices]
            faults += sheet.faults(twice((*apart, at, "choices"), choices))
        faults += sheet.faults(wording.of_tile(("events", place), event), "warning")
    faults += sheet.faults(wording.to_fill_in(sheet))
    faults += sheet.faults(wording.english(sheet), "warning")
    return (*faults, *sheet.faults(wording.pictures(sheet, pictures), "warning"))


def check_event(sheet: Sheet[Procedure], events: tuple[LifeEvent, ...]) -> tuple[Fault, ...]:
    """Check that the procedure's events and the sibling questions that it refers to exist."""
    return sheet.faults(siblings.of_event(sheet.value, events))


def check_together(sheet: Sheet[LifeEvents], procedures: Sequence[Sheet[Procedure]]) -> tuple[Fault, ...]:
    """Check that each tile leads somewhere and that siblings are told apart. Warnings only."""
    return siblings.together(sheet, procedures)


def review_procedure(sheet: Sheet[Procedure], found: Sequence[Way], today: date) -> tuple[Fault, ...]:
    """Tell what its author should look at. ``found``: the ways from all tiles. Warnings only."""
    faults = sheet.faults(upkeep.of_procedure(sheet, today), "warning")
    return (*faults, *sheet.faults(reach.unreachable(sheet.value, found), "warning"))


def review_events(sheet: Sheet[LifeEvents]) -> tuple[Fault, ...]:
    """Tell what the author of the tiles should look at. Warnings only."""
    return sheet.faults(upkeep.of_events(sheet), "warning")
