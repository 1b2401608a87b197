"""The screens of a copy left with the ward: the way to it, its consent, and what has become of it."""

from __future__ import annotations

from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button
from kiosk.visit.events import Decide, GoOn, LeaveCopy
from kiosk.visit.states import State
from kiosk.visit.ward_copy import can_leave_copy


def leave_copy_button(stage: Stage) -> tuple[Button, ...]:
    """Return the way to leave a copy, where one may be left."""
    if not can_leave_copy(stage.scene.catalogue, stage.visit):
        return ()
    return (stage.button("leave-copy", "leave-copy.open", LeaveCopy(), picture="ward-house"),)


@paints(State.LEAVE_COPY)
def leave_copy(stage: Stage) -> Fields:
    """May the officers of the ward have a copy, and read it?"""
    wake = "rest" if stage.visit.heard else "off"
    return {
        "layout": "consent",
        "question": stage.say("leave-copy.ask"),
        "detail": stage.say("leave-copy.detail"),
        "picture": "consent",
        "second_picture": "officer-woman",
        "choices": (
            stage.button("no", "leave-copy.no", Decide(yes=False), picture="glyphs/no", state=wake),
            stage.button("yes", "leave-copy.yes", Decide(yes=True), picture="glyphs/yes", state=wake),
        ),
    }


@paints(State.COPY_LEFT)
def copy_left(stage: Stage) -> Fields:
    """Where the copy is now, and no more than that."""
    received = stage.visit.ward_copy == "received"
    where = "received" if received else "kept"
    return {
        "layout": "state",
        "question": stage.say(f"copy-left.{where}"),
        "detail": stage.say(f"copy-left.{where}-detail"),
        "picture": "save-later" if received else "kept-here",
        "second_picture": "ward-house" if received else "",
        "banner": stage.complaint(),
        "choices": (stage.button("done", "ticket-out.done", GoOn(), picture="glyphs/yes", style="go"),),
    }
