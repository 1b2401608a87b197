"""What can be learnt here: the menu, and guides step by step. Nobody is asked anything about themselves."""

from __future__ import annotations

from dataclasses import replace

from kiosk.procedures import Catalogue
from kiosk.procedures.guides import Guide
from kiosk.visit.events import Back, GoOn, OpenGuide, OpenLearning, TryAnswer
from kiosk.visit.seeking import Lesson
from kiosk.visit.states import State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse


def guide_of(catalogue: Catalogue, lesson: Lesson) -> Guide | None:
    """Return the guide that is being learnt; None where the catalogue has it no more."""
    return next((guide for guide in catalogue.guides if guide.id == lesson.guide), None)


@on(OpenLearning, State.HOME)
def open_learning(_: Context, visit: Visit, __: OpenLearning) -> Step:
    """Show what can be learnt."""
    return go(visit, State.LEARN)


@on(OpenGuide, State.LEARN)
def open_guide(context: Context, visit: Visit, event: OpenGuide) -> Step:
    """Begin at the first step."""
    lesson = Lesson(event.guide)
    if guide_of(context.catalogue, lesson) is None:
        return refuse(visit, "not-asked")
    return go(visit, State.GUIDE, lesson=lesson)


@on(TryAnswer, State.GUIDE)
def try_answer(context: Context, visit: Visit, event: TryAnswer) -> Step:
    """Tell what comes of it; another one may be tried as often as wanted."""
    guide, lesson = guide_of(context.catalogue, visit.lesson), visit.lesson
    steps = guide.steps[lesson.step : lesson.step + 1] if guide is not None else ()
    if event.choice not in {choice.id for step in steps for choice in step.choices}:
        return refuse(visit, "not-asked")
    return _at(visit, replace(lesson, chosen=event.choice))


@on(GoOn, State.GUIDE)
def next_step(context: Context, visit: Visit, __: GoOn) -> Step:
    """One step further; from the last one back to the menu."""
    guide, lesson = guide_of(context.catalogue, visit.lesson), visit.lesson
    if guide is None or lesson.step + 1 >= guide.screens:
        return _done(visit)
    return _at(visit, Lesson(lesson.guide, lesson.step + 1))


@on(Back, State.GUIDE)
def step_back(_: Context, visit: Visit, __: Back) -> Step:
    """One step back; from the first one to the menu."""
    lesson = visit.lesson
    return _at(visit, Lesson(lesson.guide, lesson.step - 1)) if lesson.step else _done(visit)


@on(Back, State.LEARN)
def back_home(_: Context, visit: Visit, __: Back) -> Step:
    """Back to the tiles."""
    return go(visit, State.HOME)


def _at(visit: Visit, lesson: Lesson) -> Step:
    """Another screen of the guide: said anew, though the state stays."""
    return go(visit, State.GUIDE, lesson=lesson, spoken=visit.spoken + 1)


def _done(visit: Visit) -> Step:
    return go(visit, State.LEARN, lesson=Lesson())
