"""What a well-formed guide may still get wrong."""

from __future__ import annotations

from datetime import date

from kiosk.procedures.check import wording
from kiosk.procedures.check.sheet import Said, Sheet, twice
from kiosk.procedures.check.upkeep import languages, stale
from kiosk.procedures.faults import Fault
from kiosk.procedures.guides import MOST_STEPS, Guide

_LEAST_CHOICES = 2


def check_guide(sheet: Sheet[Guide], pictures: frozenset[str] | None) -> tuple[Fault, ...]:
    """Check one guide by itself. ``pictures``: the names that exist; None: not checked."""
    faults = [*sheet.faults(_steps(sheet.value)), *sheet.faults(wording.to_fill_in(sheet))]
    faults += sheet.faults(wording.of_guide(sheet.value), "warning")
    faults += sheet.faults(wording.english(sheet), "warning")
    return (*faults, *sheet.faults(wording.pictures(sheet, pictures), "warning"))


def review_guide(sheet: Sheet[Guide], today: date) -> tuple[Fault, ...]:
    """Tell what its author should look at. Warnings only."""
    said = [*stale(sheet.value.checked_on, today), *languages(sheet)]
    return sheet.faults(said, "warning")


def _steps(guide: Guide) -> Said:
    """Tell of too many screens, and of a question that cannot be answered rightly."""
    try:
        date.fromisoformat(guide.checked_on)
    except ValueError:
        yield ("checked_on",), "a day of the calendar is expected"
    if guide.screens > MOST_STEPS:
        yield ("steps",), f"at most {MOST_STEPS} screens are expected, the official page among them"
    for place, step in enumerate(guide.steps):
        key = ("steps", place, "choices")
        yield from twice(key, [choice.id for choice in step.choices])
        if len(step.choices) == 1:
            yield key, f"at least {_LEAST_CHOICES} pictures to choose from are expected"
        if step.choices and not any(choice.right for choice in step.choices):
            yield key, "one of the choices is right: write right: true"
