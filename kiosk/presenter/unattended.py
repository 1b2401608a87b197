"""Nobody is on duty: when somebody is here again, whom to ask until then, and that one can go on alone."""

from __future__ import annotations

from kiosk.presenter.due import back_event, back_words
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button
from kiosk.visit.ending import can_save
from kiosk.visit.events import GoOn, StartOver, TakeWay
from kiosk.visit.look import LARGEST
from kiosk.visit.states import State


@paints(State.UNATTENDED)
def unattended(stage: Stage) -> Fields:
    """Told once, before anything is asked."""
    return {
        "layout": "state",
        "question": stage.say("help.nobody"),
        "detail": until_then(stage),
        "picture": "closed",
        "banner": stage.complaint(),
        "choices": (
            stage.button("end", "unattended.end", StartOver(), picture="leave"),
            stage.button(
                "go-on",
                "unattended.alone",
                GoOn(),
                picture="glyphs/yes",
                style="go",
                hint=stage.say("unattended.kept") if stage.look.size < LARGEST else "",
            ),
        ),
    }


def until_then(stage: Stage) -> str:
    """Say when somebody is here again, where or for what, and whom to ask until then."""
    phone = stage.scene.point.ward.phone
    ask = stage.say("help.nobody-detail", phone=phone) if phone else stage.say("help.nobody-near")
    back, event = back_words(stage), back_event(stage)
    again = stage.say("help.back", when=f"{back} ({event})" if event else back) if back else ""
    return f"{again} {ask}".strip()


def saving(stage: Stage) -> tuple[Button, ...]:
    """Return the button that keeps the visit for another day, where there is something to keep."""
    if not can_save(stage.scene.catalogue, stage.visit):
        return ()
    return (stage.button("way:save", "start-over.save", TakeWay("save"), picture="save-later"),)
