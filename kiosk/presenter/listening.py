"""The page on which somebody says what they look for: a microphone, a sentence, and the way back to the keys."""

from __future__ import annotations

from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button
from kiosk.visit.events import Back, ListenToMe
from kiosk.visit.kinds import PracticeVisit
from kiosk.visit.states import State

PICTURE = "microphone"


@paints(State.LISTEN)
def listening(stage: Stage) -> Fields:
    """Ask to speak; once that has been said, listen."""
    type_ = stage.button("listen:type", "search.type", Back(), picture="keyboard")
    return {
        "layout": "state",
        "question": stage.say("search.speak-now"),
        "detail": stage.say("search.listening" if stage.visit.heard else "search.speak-detail"),
        "picture": PICTURE,
        "banner": stage.complaint(),
        "choices": (type_,),
    }


def speak(stage: Stage) -> tuple[Button, ...]:
    """Return the button that asks to listen; none where nothing here understands the language, or in practice."""
    if stage.tongue not in stage.scene.listens or isinstance(stage.visit, PracticeVisit):
        return ()
    return (stage.button("search:speak", "search.speak", ListenToMe(), picture=PICTURE),)
