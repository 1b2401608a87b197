"""The pages laid over another: languages, help, start over, idle."""

from __future__ import annotations

from kiosk.presenter.choosing import OWN_NAME, language_buttons
from kiosk.presenter.forgetting import forget_button
from kiosk.presenter.help_calls import told, ways_on
from kiosk.presenter.paging import paged
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.unattended import saving
from kiosk.presenter.view import Button
from kiosk.visit.events import Decide, GoOn, Language, OpenPointing, StartOver, StillHere
from kiosk.visit.look import LARGEST
from kiosk.visit.states import State


@paints(State.LANGUAGES)
def languages(stage: Stage) -> Fields:
    """Three buttons, each in its own script."""
    return {
        "layout": "answers",
        "question": stage.say("languages.ask"),
        **paged(
            stage,
            tuple(
                Button(id=b.id, text=b.text, event=b.event, picture="language")
                for b in language_buttons(stage, "language.name")
            ),
        ),
        "side_choices": (_pointing(stage),),
    }


def asked_in(stage: Stage) -> tuple[Language, ...]:
    """Return the languages in which it is said that one is to be chosen: all, where nobody has chosen one yet."""
    if not stage.visit.language_open:
        return (stage.tongue,)
    return tuple(tongue for tongue in OWN_NAME if tongue in stage.scene.languages)


def _pointing(stage: Stage) -> Button:
    return stage.button("pointing", "pointing.open", OpenPointing(), picture="step-answer")


@paints(State.HELP)
def help_called(stage: Stage) -> Fields:
    """Somebody has been called, or nobody is there: the visit stays, and may be kept for another day."""
    called = stage.scene.on_duty or stage.scene.call is not None
    on = "help.go-on" if called else "unattended.alone"
    # In the largest letters there is no room for a fourth: the page of the languages leads there, too.
    crowded = stage.scene.call is not None and stage.look.size == LARGEST
    pointing = () if crowded else (_pointing(stage),)
    return {
        "layout": "state",
        **told(stage),
        "choices": (
            *ways_on(stage),
            *pointing,
            stage.button("go-on", on, GoOn(), picture="glyphs/yes", style="go"),
        ),
    }


@paints(State.START_OVER)
def start_over(stage: Stage) -> Fields:
    """Asks once before everything is forgotten."""
    if stage.visit.saved == "open":
        return _leave_saved(stage)
    choices = [
        stage.button("no", "start-over.no", Decide(yes=False), picture="glyphs/back"),
        stage.button("yes", "start-over.yes", Decide(yes=True), picture="wipe", style="stop"),
    ]
    choices[1:1] = saving(stage)
    return {
        "layout": "answers",
        "question": stage.say("start-over.ask"),
        "detail": stage.say("start-over.detail"),
        **paged(stage, tuple(choices)),
    }


def _leave_saved(stage: Stage) -> Fields:
    """The visit came back from a saved one, which stays as it was, may be saved anew, or deleted, too."""
    choices = (
        stage.button("no", "start-over.no", Decide(yes=False), picture="glyphs/back"),
        *saving(stage),
        stage.button("yes", "start-over.leave-saved", Decide(yes=True), picture="leave"),
        *forget_button(stage),
    )
    return {
        "layout": "answers",
        "question": stage.say("start-over.saved-ask"),
        "detail": stage.say("start-over.saved-detail"),
        **paged(stage, choices),
    }


@paints(State.IDLE)
def idle(stage: Stage) -> Fields:
    """Is somebody still here? Counts down; one tap goes on."""
    left = stage.visit.idle_left
    return {
        "layout": "countdown",
        "question": stage.say("idle.ask"),
        "detail": stage.say("idle.detail"),
        "picture": "elder-man",
        "second_picture": "elder-woman",
        "big": str(left) if left else "",
        "choices": (
            stage.button("still-here", "idle.still-here", StillHere(), picture="glyphs/yes", style="go"),
            stage.button("finished", "idle.finished", StartOver(), picture="glyphs/start-over"),
        ),
    }
