"""The pages about being on duty: why somebody helps off shift, and whose PIN is locked."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Banner, Button
from kiosk.visit.duty_events import FreeLocked, GiveGround, Ground, OpenUnlock, StayOn
from kiosk.visit.on_duty import OnDuty
from kiosk.visit.states import State

_GROUNDS: Final[tuple[tuple[Ground, str], ...]] = (
    ("standing-in", "help-woman"),
    ("extra-day", "calendar-day"),
    ("urgent", "take-care"),
)
_SOON: Final = timedelta(minutes=5)
"""How long before the end of the shift it is told."""
_AT_ONCE: Final = 5
"""How many locked helpers one page holds; the next ones come up as these are freed."""


@paints(State.OVERRIDE)
def override(stage: Stage) -> Fields:
    """Not on duty now, or a list that has run out: why help all the same? Going back is no."""
    helper = stage.visit.helper
    old = helper is not None and helper.override == "expired-roster"
    staying = stage.visit.before_help is State.CALLING and helper is not None and not helper.override
    name = "old" if old else "staying" if staying else "ask"
    return {
        "layout": "answers",
        "question": stage.named(f"override.{name}", helper.shown_name if helper else ""),
        "detail": stage.say("override.detail"),
        "choices": tuple(
            stage.button(ground, f"override.{ground}", GiveGround(ground), picture=picture)
            for ground, picture in _GROUNDS
        ),
        "banner": stage.complaint(),
    }


@paints(State.UNLOCK)
def unlock(stage: Stage) -> Fields:
    """Whose PIN was guessed at too often; one touch frees one of them."""
    locked = stage.visit.locked
    if not locked:
        looking = locked is None
        return {
            "layout": "state",
            "question": stage.say("unlock.looking" if looking else "unlock.none"),
            "detail": stage.say("busy.wait") if looking else "",
            "picture": "pin",
            "banner": stage.complaint(),
        }
    return {
        "layout": "answers",
        "question": stage.say("unlock.ask"),
        "detail": stage.say("unlock.detail"),
        "choices": tuple(
            Button(
                id=f"free:{one.id}",
                text=stage.named("unlock.free", one.shown_name),
                event=FreeLocked(one.id),
                picture="badge",
            )
            for one in locked[:_AT_ONCE]
        ),
        "banner": stage.complaint(),
    }


def of_duty(stage: Stage) -> tuple[Button, ...]:
    """Return what the board of a helper who is signed in has besides: freeing a colleague, staying on.

    Nothing where no more than a badge was shown.
    """
    helper = stage.visit.helper
    if helper is None or helper.by_badge:
        return ()
    state = "off" if stage.visit.calling else "rest"
    unlock = stage.button("unlock", "unlock.open", OpenUnlock(), picture="glyphs/lock", state=state)
    stays = stage.button("stay-on", "duty.stay", StayOn(), picture="wait", state=state)
    return (unlock, *((stays,) if _ending(stage) is not None else ()))


def shift_ends(stage: Stage) -> Banner | None:
    """Return the banner that tells a helper that their shift is about to end, or has ended; None before that."""
    duty = _ending(stage)
    if duty is None or duty.ends is None:
        return None
    over = stage.scene.now >= duty.ends
    text = stage.say("duty.over" if over else "duty.ends", time=f"{duty.ends:%H:%M}")
    return Banner(text=text, picture="wait", tone="doubt")


def _ending(stage: Stage) -> OnDuty | None:
    """Return how the helper who holds the screen is on duty, where that ends soon."""
    helper = stage.visit.helper
    found = next((one for one in stage.scene.signed_in if helper is not None and one.id == helper.id), None)
    if found is None or found.ends is None or stage.scene.now < found.ends - _SOON:
        return None
    return found
