"""What a helper has hidden, the button that hides, and how long an untouched screen stays in a helper's hands."""

from __future__ import annotations

from msgspec import structs

from kiosk.presenter.helping import pin_entry
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button
from kiosk.visit.events import Hide, Uncover, WithdrawConsent
from kiosk.visit.holding import may_hide
from kiosk.visit.states import State


@paints(State.HIDDEN)
def hidden(stage: Stage) -> Fields:
    """Nothing of anybody. The helper's badge, or PIN, brings it back; the resident may go on alone."""
    alone = stage.button("alone", "hidden.alone", WithdrawConsent(), picture="self", style="go")
    pin = stage.button("uncover", "hidden.pin", Uncover(), picture="pin", style="person")
    return {
        "layout": "state",
        "question": stage.say("hidden.ask"),
        "detail": stage.say("hidden.detail"),
        "picture": "badge",
        "choices": (pin,) if stage.visit.absent else (pin, alone),
        "banner": stage.complaint(),
    }


@paints(State.HIDDEN_PIN)
def hidden_pin(stage: Stage) -> Fields:
    """The PIN of whoever has hidden it."""
    return pin_entry(stage)


def hide_button(stage: Stage) -> Button | None:
    """Return what hides a helper's page, at the same place of each; None on everybody else's."""
    if not may_hide(stage.visit):
        return None
    given = stage.button("hide", "hidden.hide", Hide(), picture="glyphs/lock", style="quiet")
    return structs.replace(given, keys=("F12",))


def lock_told(stage: Stage) -> str:
    """Return when an untouched screen of a helper's locks by itself; "" as long as that is far."""
    left = stage.scene.lease_left
    if left is None or not stage.visit.is_helpers_page:
        return ""
    return stage.say("hidden.locks", time=f"{left // 60}:{left % 60:02d}")
