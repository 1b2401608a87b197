"""What can be learnt here: the menu, and one step of a guide a screen.

Another part of the kiosk that has something to learn or to try adds its function to ``LESSONS``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.presenter.paging import paged
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Banner, Button
from kiosk.procedures.guides import Guide, GuideStep
from kiosk.visit.events import BeginPractice, GoOn, OpenGuide, TryAnswer
from kiosk.visit.learning import guide_of
from kiosk.visit.states import State


def _guides(stage: Stage) -> tuple[Button, ...]:
    return tuple(
        Button(
            id=f"guide:{guide.id}",
            text=stage.text(guide.name),
            event=OpenGuide(guide.id),
            picture=guide.picture,
            hue=guide.hue,
        )
        for guide in stage.scene.catalogue.guides
    )


def _practice(stage: Stage) -> tuple[Button, ...]:
    return (
        stage.button("practise", "learn.practise", BeginPractice(), picture="elder-woman", hue="#1F8593"),
    )


LESSONS: Final[tuple[Callable[[Stage], tuple[Button, ...]], ...]] = (_practice, _guides)
"""What the menu offers, in its order: each gives its tiles, which carry the events that lead there."""


def lessons(stage: Stage) -> tuple[Button, ...]:
    """Return a tile for everything that can be learnt or tried; none where the menu would be empty."""
    return tuple(tile for each in LESSONS for tile in each(stage))


@paints(State.LEARN)
def learn(stage: Stage) -> Fields:
    """The menu."""
    return {
        "layout": "tiles",
        "question": stage.say("learn.ask"),
        "picture": "learn",
        **paged(stage, lessons(stage), stage.room.tiles),
        "banner": stage.complaint(),
    }


@paints(State.GUIDE)
def guide(stage: Stage) -> Fields:
    """One step: a picture and a sentence, a question with pictures, or at the end the official page."""
    found, lesson = guide_of(stage.scene.catalogue, stage.visit.lesson), stage.visit.lesson
    if found is None:
        fields: Fields = {"layout": "state", "picture": "learn", "question": stage.say("learn.gone")}
        fields["go_on"] = _onward(stage, last=True)
    elif lesson.step >= len(found.steps):
        fields = {**_page(stage, found), "go_on": _onward(stage, last=True)}
    else:
        step, onward = found.steps[lesson.step], _onward(stage, last=lesson.step + 1 >= found.screens)
        fields = _question(stage, step, onward) if step.choices else _told(stage, step, onward)
    complaint = stage.complaint()
    return {**fields, "banner": complaint} if complaint is not None else fields


def _told(stage: Stage, step: GuideStep, onward: Button) -> Fields:
    """A picture and a sentence; where harm is near, what to take care of stands out."""
    fields: Fields = {
        "layout": "state",
        "picture": step.picture,
        "question": stage.text(step.say),
        "go_on": onward,
    }
    if step.care and step.hint is not None:
        fields["banner"] = Banner(text=stage.text(step.hint), picture="take-care", tone="stop")
    else:
        fields["detail"] = stage.text(step.hint)
    return fields


def _onward(stage: Stage, *, last: bool) -> Button:
    if last:
        return stage.button("go-on", "learn.done", GoOn(), picture="glyphs/yes", style="go")
    return stage.button("go-on", "go-on", GoOn(), picture="glyphs/next", style="go")


def _question(stage: Stage, step: GuideStep, onward: Button) -> Fields:
    """What would one do? After the answer, what comes of it; what was not right isn't ticked."""
    chosen = next((each for each in step.choices if each.id == stage.visit.lesson.chosen), None)
    fields: Fields = {
        "layout": "answers",
        "question": stage.text(step.say),
        "detail": stage.text(step.hint),
        "choices": tuple(
            Button(
                id=f"try:{each.id}",
                text=stage.text(each.label),
                event=TryAnswer(each.id),
                picture=each.picture,
                style="stop" if each is chosen and not each.right else "answer",
                state="chosen" if each is chosen and each.right else "rest",
            )
            for each in step.choices
        ),
    }
    if chosen is not None:
        text = stage.text(chosen.then)
        fields["banner"] = (
            Banner(text=text, picture="glyphs/yes")
            if chosen.right
            else Banner(text=text, picture="take-care", tone="stop")
        )
        fields["go_on"] = onward
    return fields


def _page(stage: Stage, found: Guide) -> Fields:
    """Return the official page's screen."""
    page = found.page
    if page is None:
        raise LookupError("no official page")
    return {
        "layout": "state",
        "code": page.url,
        "question": stage.text(page.say),
        "detail": page.address,
        "banner": Banner(text=stage.say("learn.scan"), picture="scan-with-phone"),
    }
