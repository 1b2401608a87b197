"""Practice: what can be practised, the praise at its end, and what every screen shows otherwise meanwhile."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.asking import CHOSEN, current
from kiosk.presenter.hinting import hinted
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button, ScreenView
from kiosk.visit.events import FillIn, GoOn, ShowPracticeCard, StartOver
from kiosk.visit.kinds import PracticeVisit
from kiosk.visit.practising import PRACTICE_PIN
from kiosk.visit.states import RESIDENT_ONLY, State


@paints(State.PRACTISED)
def practised(stage: Stage) -> Fields:
    """Well done, and nothing of it is left."""
    return {
        "layout": "state",
        "question": stage.say("practised.ask"),
        "detail": stage.say("practised.detail"),
        "picture": "tick-big",
        "choices": (
            stage.button("leave", "practised.leave", StartOver(), picture="leave"),
            stage.button("once-more", "practised.again", GoOn(), picture="glyphs/yes", style="go"),
        ),
        "banner": stage.complaint(),
    }


def in_practice(stage: Stage, view: ScreenView) -> ScreenView:
    """Return a screen as it is while somebody practises; as it was in a resident's own visit."""
    visit = stage.visit
    if not isinstance(visit, PracticeVisit):
        return view
    marked = structs.replace(
        view.header, trial=stage.say("practice.mark"), trial_more=stage.say("practice.nowhere")
    )
    view = structs.replace(
        view,
        header=marked,
        practice=True,
        side_choices=(*view.side_choices, *_lent(stage)),
    )
    words = dict(_WORDS.get(visit.state, {}))
    if visit.state in RESIDENT_ONLY and visit.complaint is not None:
        words["detail"] = f"complaint.{visit.complaint.code}"
    said = {field: stage.say(message_id, pin=PRACTICE_PIN) for field, message_id in words.items()}
    view = structs.replace(view, **said)
    if visit.state is State.TICKET_OUT:
        view = structs.replace(view, picture=_SLIP, big="", banner=stage.complaint())
    return hinted(stage, _stamped(stage, view))


_SLIP: Final = "practice-ticket"


def _stamped(stage: Stage, view: ScreenView) -> ScreenView:
    """Return a screen on which no slip looks like one that is worth anything: what it is stands on the slip itself."""
    if view.picture not in {_SLIP, "ticket"}:
        return view
    return structs.replace(view, picture=_SLIP, stamp=stage.say("practice.slip"))


_WORDS: Final[dict[State, dict[str, str]]] = {
    State.TICKET_OUT: {"question": "practice.ticket-out", "detail": "practice.ticket-out-detail"},
    State.TICKET_FAILED: {"detail": "practice.ticket-failed"},
    State.COPY_LEFT: {"question": "practice.copy-left", "detail": "practice.nowhere"},
    State.HELP: {"question": "practice.help", "detail": "practice.help-detail"},
    State.WAIT_HELPER: {"question": "practice.wait-helper", "detail": "practice.wait-helper-detail"},
    State.LAY_DOWN: {"detail": "practice.lay-down"},
    State.SIGN_IN_BADGE: {"detail": "practice.badge"},
    State.SIGN_IN_PIN: {"detail": "practice.pin"},
}
"""What is said otherwise in practice: nobody is called, nothing is handed out."""


def _lent(stage: Stage) -> tuple[Button, ...]:
    """Return what practice lends: the made-up person's card or badge, or their answer."""
    if stage.visit.state in {State.WAIT_HELPER, State.SIGN_IN_BADGE}:
        return (stage.button("lent", "practice.lend-badge", ShowPracticeCard(), picture="badge"),)
    if stage.visit.state is not State.QUESTION:
        return ()
    asked = current(stage)
    if asked.card_fills and not stage.visit.parts:
        return (stage.button("lent", "practice.lend-card", ShowPracticeCard(), picture="citizen-card"),)
    if asked.type in CHOSEN:
        return ()
    return (stage.button("fill-in", "practice.fill-in", FillIn(), picture="write-down"),)
