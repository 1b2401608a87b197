"""What a well-formed exercise may still get wrong."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.procedures.check import wording
from kiosk.procedures.check.sheet import Said, Sheet, twice
from kiosk.procedures.exercises import Exercise, ExerciseStep
from kiosk.procedures.faults import Fault
from kiosk.procedures.types import Procedure

_LEAST_CHOICES = 2


def check_exercise(
    sheet: Sheet[Exercise], pictures: frozenset[str] | None, procedures: Mapping[str, Procedure]
) -> tuple[Fault, ...]:
    """Check one exercise against the procedures that serve. ``pictures``: the names that exist; None: not checked."""
    exercise = sheet.value
    faults = [*sheet.faults(_steps(exercise)), *sheet.faults(_form(exercise, procedures))]
    faults += sheet.faults(wording.to_fill_in(sheet))
    faults += sheet.faults(wording.english(sheet), "warning")
    return (*faults, *sheet.faults(wording.pictures(sheet, pictures), "warning"))


def _steps(exercise: Exercise) -> Said:
    """Tell of steps that cannot be done, or cannot be seen to be done."""
    yield from twice(("steps",), [step.id for step in exercise.steps])
    for place, step in enumerate(exercise.steps):
        key = ("steps", place)
        if step.choices:
            yield from _choices((*key, "choices"), step)
        elif sum((bool(step.done.seen), bool(step.done.answer), step.done.complete)) != 1:
            yield (
                (*key, "done"),
                "one of seen, answer and complete is expected: what shows that the step is done",
            )
    if exercise.begin == "decide" and not all(step.choices for step in exercise.steps):
        yield ("begin",), "an exercise that begins with a choice consists of choices only"


def _choices(key: tuple[str | int, ...], step: ExerciseStep) -> Said:
    yield from twice(key, [choice.id for choice in step.choices])
    if len(step.choices) < _LEAST_CHOICES:
        yield key, f"at least {_LEAST_CHOICES} pictures to choose from are expected"
    if sum(choice.right for choice in step.choices) != 1:
        yield key, "exactly one of the choices is right: write right: true"
    if step.say is None:
        yield key[:-1], "say is expected: what is asked"
    for place, choice in enumerate(step.choices):
        if not choice.right and choice.then is None:
            yield (*key, place), "then is expected: what is said where it is not right"


def _form(exercise: Exercise, procedures: Mapping[str, Procedure]) -> Said:
    """Tell of a form that is not there, and of questions that it does not have."""
    if exercise.begin == "decide":
        return
    procedure = procedures.get(exercise.procedure)
    if procedure is None or procedure.kind != "form":
        yield ("procedure",), "the code of a form of this catalogue is expected"
        return
    known = {question.id for question in procedure.questions}
    yield from (
        (("open", at), "no such question") for at, name in enumerate(exercise.open) if name not in known
    )
    yield from ((("told", name), "no such question") for name in exercise.told if name not in known)
    for place, step in enumerate(exercise.steps):
        for name in step.done.answer:
            if name not in known:
                yield ("steps", place, "done", "answer", name), "no such question"
