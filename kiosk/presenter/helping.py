"""The screens of the helper: waiting, sign-in, the resident's consent."""

from __future__ import annotations

from kiosk.presenter.ending import two_equal
from kiosk.presenter.help_calls import portrait, told, ways_on
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.taking_over import witness_buttons
from kiosk.presenter.view import Entry
from kiosk.visit.events import OpenSignIn
from kiosk.visit.states import State

BADGE_DIGITS = 34
PIN_DIGITS = 6


@paints(State.WAIT_HELPER)
def wait_helper(stage: Stage) -> Fields:
    """Somebody has been called; the helper shows the badge here. With nobody on duty the visit may be kept."""
    sign_in = stage.button("sign-in", "wait-helper.sign-in", OpenSignIn(), picture="badge", style="person")
    call = stage.scene.call
    here = {}
    if stage.scene.on_duty and (call is None or call.stage == "here"):
        here = {
            "question": stage.named("wait-helper.ask", call.name if call else stage.scene.on_duty),
            "detail": stage.say("wait-helper.detail"),
        }
    return {
        "layout": "state",
        **told(stage),
        **here,
        "choices": (*ways_on(stage), sign_in),
        "banner": stage.complaint(),
    }


@paints(State.SIGN_IN_BADGE)
def badge(stage: Stage) -> Fields:
    """Scan the badge, or type its digits."""
    entry = Entry(
        question="badge", kind="badge", send="badge", masked=True, most=BADGE_DIGITS, groups=(4,) * 9
    )
    return {
        "layout": "numbers",
        "question": stage.say("badge.ask"),
        "detail": stage.say("badge.detail"),
        "picture": "badge",
        "entry": entry,
        "banner": stage.complaint(),
    }


@paints(State.SIGN_IN_PIN)
def pin(stage: Stage) -> Fields:
    """The PIN, on a pad whose digits stand elsewhere each time."""
    return pin_entry(stage)


def pin_entry(stage: Stage) -> Fields:
    """Return the page of the PIN pad."""
    entry = Entry(
        question="pin", kind="pin", send="pin", masked=True, most=PIN_DIGITS, keys=stage.scene.pin_keys
    )
    return {
        "layout": "numbers",
        "question": stage.say("pin.ask"),
        "detail": stage.say("pin.detail"),
        "picture": "pin",
        "entry": entry,
        "banner": stage.complaint(),
    }


@paints(State.HANDOVER)
def handover(stage: Stage) -> Fields:
    """May this helper see the answers and work on them?"""
    helper = stage.visit.helper
    name = helper.shown_name if helper else ""
    who = ", ".join(part for part in (helper.full_name, helper.team) if part) if helper else ""
    return {
        "layout": "consent",
        "question": stage.named("handover.ask", name),
        "detail": stage.say("handover.detail"),
        "picture": portrait(helper.portrait if helper else ""),
        "second_picture": "elder-woman",
        "choices": two_equal(stage, "handover.no", "handover.yes"),
        "side_choices": witness_buttons(stage),
        "holder": who,
        "banner": stage.complaint(),
    }
