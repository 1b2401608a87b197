"""What is told of a call for help: who was called, who comes, and what to do when nobody can."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.due import back_event, back_words
from kiosk.presenter.scene import Fields, Stage
from kiosk.presenter.unattended import saving, until_then
from kiosk.presenter.view import Button
from kiosk.visit.helper_events import StopCalling
from kiosk.visit.states import State

PAGES: Final = frozenset({State.HELP, State.WAIT_HELPER})
"""Where somebody waits for help."""
_PORTRAITS: Final = frozenset(
    {
        "man-cap",
        "older-man",
        "older-woman",
        "union-man",
        "woman-glasses",
        "woman-scarf",
        "young-man",
        "young-woman",
    }
)


def portrait(code: str) -> str:
    """Return the picture of this code, or a helper's who has none."""
    return f"portraits/{code}" if code in _PORTRAITS else "help"


def told(stage: Stage) -> Fields:
    """Return question, detail, picture and number of a page on which somebody waits."""
    call = stage.scene.call
    if call is None or (call.stage == "here" and not call.name):
        return _on_duty(stage)
    if call.stage == "here":
        return _said(stage.named("help.called", call.name), stage.say("help.detail"), portrait(call.portrait))
    if call.stage == "taken":
        return _said(stage.named("help.taken", call.name), stage.say("help.detail"), portrait(call.portrait))
    if call.stage == "wide":
        return _said(stage.say("help.wide"), stage.say("help.detail"), "help")
    return _telephone(stage)


def ways_on(stage: Stage) -> tuple[Button, ...]:
    """Return the ways to keep the visit, where nobody comes, and to call nobody any more."""
    call = stage.scene.call
    if call is None:
        return () if stage.scene.on_duty else saving(stage)
    kept = saving(stage) if call.stage in {"wide", "phone"} else ()
    return (*kept, stage.button("stop", "help.stop", StopCalling(), picture="glyphs/no"))


def edged(stage: Stage) -> bool:
    """Tell whether the edge of the glass calls, too."""
    call = stage.scene.call
    return call is not None and call.stage != "phone"


def coming(stage: Stage) -> str:
    """Return that somebody is on the way, for the top of every page; "" for nobody."""
    call = stage.scene.call
    return stage.named("help.coming", call.name) if call is not None and call.stage == "taken" else ""


def _said(question: str, detail: str, picture: str) -> Fields:
    return {"question": question, "detail": detail, "picture": picture}


def _on_duty(stage: Stage) -> Fields:
    name = stage.scene.on_duty
    if not name:
        return _said(stage.say("help.nobody"), until_then(stage), "closed")
    return _said(stage.named("help.called", name), stage.say("help.detail"), "help")


def _telephone(stage: Stage) -> Fields:
    """Give the ward's number, large; without one, say when somebody is here again and whom to ask."""
    phone = stage.scene.point.ward.phone
    if not phone:
        return _said(stage.say("help.nobody-came"), until_then(stage), "closed")
    back, event = ("", "") if stage.scene.on_duty else (back_words(stage), back_event(stage))
    again = stage.say("help.back", when=f"{back} ({event})" if event else back) if back else ""
    kept = again or stage.say("help.detail")
    return {**_said(stage.say("help.phone"), kept, "phone"), "big": phone}
