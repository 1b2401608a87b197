"""The screens of a saved visit that has come back, of deleting it, and of a ticket that is lost."""

from __future__ import annotations

from kiosk.presenter.paging import paged
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Banner, Button
from kiosk.visit.events import Decide, ForgetSaved, GoOn
from kiosk.visit.states import State


def forget_button(stage: Stage) -> tuple[Button, ...]:
    """Return the button that deletes what was saved, where this visit has come back from it."""
    if stage.visit.saved != "open":
        return ()
    return (stage.button("forget", "forget.open", ForgetSaved(), picture="forget-saved"),)


@paints(State.RESUMED)
def resumed(stage: Stage) -> Fields:
    """The ticket has opened what was saved: go on, or delete it. No answer is on this page."""
    return {
        "layout": "state",
        "question": stage.say("resumed.ask"),
        "detail": stage.say("resumed.detail"),
        "picture": "save-later",
        "banner": stage.complaint(),
        "choices": (
            *forget_button(stage),
            stage.button("go-on", "resumed.go-on", GoOn(), picture="glyphs/yes", style="go"),
        ),
    }


@paints(State.FORGET)
def forget(stage: Stage) -> Fields:
    """Asks once before it is deleted at every point."""
    choices = (
        stage.button("no", "forget.no", Decide(yes=False), picture="glyphs/back"),
        stage.button("yes", "forget.yes", Decide(yes=True), picture="forget-saved", style="stop"),
    )
    return {
        "layout": "answers",
        "question": stage.say("forget.ask"),
        "detail": stage.say("forget.detail"),
        "banner": stage.complaint(),
        **paged(stage, choices),
    }


@paints(State.FORGOTTEN)
def forgotten(stage: Stage) -> Fields:
    """It is gone here; that it is gone at the ward is said only when the ward has signed for it."""
    later = stage.visit.saved == "gone-here"
    doubt = Banner(text=stage.say("forgotten.later"), picture="no-network", tone="doubt")
    return {
        "layout": "state",
        "question": stage.say("forgotten.ask"),
        "detail": stage.say("forgotten.detail"),
        "picture": "forget-saved",
        "banner": stage.complaint() or (doubt if later else None),
        "choices": (stage.button("done", "ticket-out.done", GoOn(), picture="glyphs/yes", style="go"),),
    }


@paints(State.TICKET_LOST)
def ticket_lost(stage: Stage) -> Fields:
    """A lost ticket loses what was saved: nobody can open it, and it deletes itself."""
    return {
        "layout": "state",
        "question": stage.say("ticket-lost.ask"),
        "detail": stage.say("ticket-lost.detail"),
        "picture": "lost-papers",
        "banner": stage.complaint(),
        "choices": (
            stage.button("go-on", "ticket-lost.anew", GoOn(), picture="glyphs/start-over", style="go"),
        ),
    }
