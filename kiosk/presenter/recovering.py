"""The screen after a crash of the program: shall we go on? It tells nothing of whose visit it was, nor of what."""

from __future__ import annotations

from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.visit.events import GoOn, StartOver
from kiosk.visit.states import State


@paints(State.RECOVER)
def recover(stage: Stage) -> Fields:
    """Go on, or forget: whoever stands here now may be somebody else."""
    return {
        "layout": "state",
        "question": stage.say("recover.ask"),
        "detail": stage.say("recover.detail"),
        "picture": "question-mark",
        "banner": stage.complaint(),
        "choices": (
            stage.button("forget", "recover.forget", StartOver(), picture="wipe"),
            stage.button("go-on", "recover.go-on", GoOn(), picture="glyphs/yes", style="go"),
        ),
    }
