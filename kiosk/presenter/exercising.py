"""The helpers' exercises: what has happened, choices of pictures, stars at the end."""

from __future__ import annotations

from kiosk.presenter.ending import rows_page
from kiosk.presenter.paging import paged
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button, Row
from kiosk.visit.events import ChooseExercise, GoOn, PractiseAlone, StartOver, TryAnswer, TurnPage
from kiosk.visit.kinds import Course, Mark, PracticeVisit
from kiosk.visit.states import State


def course_of(stage: Stage) -> Course:
    """Return the exercise on screen. Raises LookupError."""
    visit = stage.visit
    if not isinstance(visit, PracticeVisit) or visit.course is None:
        raise LookupError("no exercise")
    return visit.course


@paints(State.PRACTISE)
def practise(stage: Stage) -> Fields:
    """What can be practised: a visit as a resident, and the helpers' exercises."""
    alone = stage.button(
        "practise:alone", "practise.alone", PractiseAlone(), picture="elder-woman", hue="#F5B0C3"
    )
    exercises = (
        Button(
            id=f"exercise:{each.id}",
            text=stage.text(each.name),
            event=ChooseExercise(each.id),
            picture=each.picture,
            hue=each.hue,
        )
        for each in stage.scene.catalogue.exercises
    )
    return {
        "layout": "tiles",
        "question": stage.say("practise.ask"),
        **paged(stage, (alone, *exercises), stage.room.tiles),
        "banner": stage.complaint(),
    }


@paints(State.STORY)
def story(stage: Stage) -> Fields:
    """What has happened, and that there is no hurry."""
    exercise = course_of(stage).exercise
    return {
        "layout": "state",
        "question": stage.text(exercise.story),
        "detail": stage.say("exercise.no-hurry"),
        "picture": exercise.picture,
        "choices": (stage.button("begin", "exercise.begin", GoOn(), picture="glyphs/yes", style="go"),),
        "banner": stage.complaint(),
    }


@paints(State.DECIDE)
def decide(stage: Stage) -> Fields:
    """What would one do?"""
    step = course_of(stage).step
    if step is None:
        raise LookupError("nothing to decide")
    choices = tuple(
        Button(
            id=f"try:{each.id}",
            text=stage.text(each.label),
            event=TryAnswer(each.id),
            picture=each.picture,
        )
        for each in step.choices
    )
    return {
        "layout": "answers",
        "question": stage.text(step.say),
        **paged(stage, choices),
        "banner": stage.complaint(),
    }


@paints(State.SCORE)
def score(stage: Stage) -> Fields:
    """A star for each step that was done without a hint and without harm, and what to do better."""
    course = course_of(stage)
    pairs = zip(course.exercise.steps, course.marks, strict=False)
    rows = tuple(
        Row(
            id=step.id,
            label=stage.text(step.name),
            value=_better(stage, mark),
            picture="star" if mark.star else "star-open",
        )
        for step, mark in pairs
    )
    stars = sum(mark.star for mark in course.marks)
    fields = rows_page(stage, rows, stage.room.cards)
    page, pages = int(str(fields["page"])), int(str(fields["pages"]))
    if pages > 1:
        more = stage.button("more", "page.more", TurnPage((page + 1) % pages), picture="glyphs/more")
        fields["side_choices"] = (more,)
    return {
        **fields,
        "layout": "cards",
        "question": stage.say("score.ask", stars=stars, steps=len(course.exercise.steps)),
        "choices": (
            stage.button("leave", "practised.leave", StartOver(), picture="leave"),
            stage.button("once-more", "practised.again", GoOn(), picture="glyphs/yes", style="go"),
        ),
        "banner": stage.complaint(),
    }


def _better(stage: Stage, mark: Mark) -> str:
    if mark.star:
        return stage.say("score.star")
    return stage.say("score.harmed" if mark.harmed else "score.hinted")
