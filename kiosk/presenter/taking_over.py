"""Going on alone while a helper holds the screen, and the page on which somebody says that they saw a nod."""

from __future__ import annotations

from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button
from kiosk.visit.events import Back, WithdrawConsent
from kiosk.visit.states import State
from kiosk.visit.taking_over import can_withdraw
from kiosk.visit.witness_events import NodSeen, OpenWitness


def withdraw_button(stage: Stage) -> Button:
    """Return the button that is the resident's own on a page of the helper: in the resident's language."""
    kept = stage.visit.stash
    language = kept.language if kept is not None else stage.visit.language
    text = stage.scene.texts.say(language, "workbench.withdraw")
    return Button(id="withdraw", text=text, event=WithdrawConsent(), picture="self", style="person")


def withdraw_buttons(stage: Stage) -> tuple[Button, ...]:
    """Return it where there is something to withdraw."""
    return (withdraw_button(stage),) if can_withdraw(stage.visit) else ()


def witness_buttons(stage: Stage) -> tuple[Button, ...]:
    """Return the quiet way for whoever cannot touch the glass, while a helper is there to be let in."""
    if stage.visit.helper is None or not stage.visit.heard:
        return ()
    return (stage.button("witness", "witness.open", OpenWitness(), picture="nod", style="quiet"),)


@paints(State.WITNESS)
def witness(stage: Stage) -> Fields:
    """Who saw the nod? The helper does not count."""
    wake = "rest" if stage.visit.heard else "off"
    helper = stage.visit.helper
    return {
        "layout": "consent",
        "question": stage.say("witness.ask"),
        "detail": stage.named("witness.detail", helper.shown_name if helper else ""),
        "picture": "nod",
        "second_picture": "witness",
        "choices": (
            stage.button("back", "witness.none", Back(), picture="glyphs/no"),
            stage.button("relative", "witness.relative", NodSeen("relative"), picture="family", state=wake),
            stage.button("other", "witness.other", NodSeen("other"), picture="neighbour", state=wake),
        ),
    }
