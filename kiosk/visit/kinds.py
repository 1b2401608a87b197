"""The two kinds of visit: a resident's own, and one for practice.

``Visit`` is what a screen shows and what ``step`` moves; it is neither. Whatever keeps, seals, sends, prints or
records takes a ``RealVisit`` and nothing else: mypy refuses the other one there, and so does ``must_be_real`` at run
time. There is no way from one kind to the other: an event leaves the kind as it is, practice begins and ends with a
visit of its own that has no answer in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

from kiosk.procedures.exercises import Exercise, ExerciseStep
from kiosk.visit.inventing import MadeUp
from kiosk.visit.states import Visit


class WrongKind(TypeError):
    """A visit of one kind came where the other one is needed. ``code``: wrong-kind. Tells nothing of the visit."""

    def __init__(self) -> None:
        super().__init__("wrong-kind")
        self.code = "wrong-kind"


@final
@dataclass(frozen=True)
class RealVisit(Visit):
    """A resident's own stay: the only kind that anything outside of the visit is done for."""


@dataclass(frozen=True)
class Mark:
    """How one step of an exercise was done."""

    hinted: bool = False
    harmed: bool = False
    """True when something was done that nobody may do to a resident."""

    @property
    def star(self) -> bool:
        """True when it was done without a hint and without harm."""
        return not (self.hinted or self.harmed)


@dataclass(frozen=True)
class Course:
    """How far somebody is in an exercise, and how it went. Nothing of it is kept."""

    exercise: Exercise
    marks: tuple[Mark, ...] = ()
    """Of the steps that are done."""
    now: Mark = Mark()
    """Of the step that is to be done."""

    @property
    def step(self) -> ExerciseStep | None:
        """The step that is to be done; None after the last."""
        done = len(self.marks)
        return self.exercise.steps[done] if done < len(self.exercise.steps) else None


@final
@dataclass(frozen=True)
class PracticeVisit(Visit):
    """Somebody practises, with a person who does not exist. Nothing of it leaves the glass."""

    person: MadeUp = field(default_factory=MadeUp)
    """Who does not exist, and whom the answers are about."""
    course: Course | None = None
    """The exercise; None where somebody practises as a resident."""
    hinted: bool = False
    """True while a hint stands on this page."""


def must_be_real(visit: Visit) -> RealVisit:
    """Return the visit when it is a resident's own. Raises WrongKind for any other, a class made from it included."""
    if type(visit) is not RealVisit:
        raise WrongKind
    return visit


def must_be_practice(visit: Visit) -> PracticeVisit:
    """Return the visit when it is practice. Raises WrongKind for any other."""
    if type(visit) is not PracticeVisit:
        raise WrongKind
    return visit
