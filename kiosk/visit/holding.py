"""The screen in a helper's hands: the resident's manner is put away meanwhile, and all can be hidden at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeVar

from kiosk.visit.effects import Audit, CheckPin
from kiosk.visit.events import Back, EnterPin, Hide, Language, Loudness, Uncover, WithdrawConsent
from kiosk.visit.helper_reports import BadgeScanned, HelperSignedIn, LeaseEnded, SignInFailed
from kiosk.visit.helping import lease_ended
from kiosk.visit.look import USUAL
from kiosk.visit.reports import IdleWarned
from kiosk.visit.stash import Stash
from kiosk.visit.states import BUSY, HIDES, OVERLAYS, Complaint, State, Visit
from kiosk.visit.table import INSTEAD, Context, Step, on, refuse, stay
from kiosk.visit.taking_over import can_withdraw, withdraw

HELPERS_LANGUAGE: Final[Language] = "vi"
"""The ward's first language: that of every page of a helper's."""
USUALLY_LOUD: Final[Loudness] = 2
HIDEABLE: Final = tuple(set(State) - BUSY - HIDES - {State.ATTRACT, State.IDLE})
"""Where a helper may hide what is on the screen, as long as it is in their hands."""
_OVER = {"speaking": -1, "board": 0, "pointed": "", "told": ""}

V = TypeVar("V", bound=Visit)


def put_away(visit: V, before: Visit) -> V:
    """Return the visit shown and said as whose page it is: the helper's in their way, else as the resident wants it.

    ``before`` is how it stood a step ago: on the way to another page it is forgotten that somebody wants it slowly.
    To be asked of whatever a step comes to, so that no end of a helper's page leaves anything of it behind.
    """
    if not visit.is_helpers_page:
        return residents(visit)
    if visit.stash is not None:
        return visit
    kept = Stash(visit.language, visit.look, visit.loudness, visit.slow or before.slow)
    return replace(
        visit, stash=kept, language=HELPERS_LANGUAGE, look=USUAL, loudness=USUALLY_LOUD, slow=False
    )


def residents(visit: V) -> V:
    """Return the visit in the resident's own language, look and voice, whoever has the screen."""
    kept = visit.stash
    if kept is None:
        return visit
    return replace(
        visit,
        stash=None,
        language=kept.language,
        look=kept.look,
        loudness=kept.loudness,
        slow=kept.slow or visit.slow,
    )


def may_hide(visit: Visit) -> bool:
    """Tell whether there is something to hide: a helper's page; a call is heard to its end first."""
    return visit.is_helpers_page and visit.state in HIDEABLE and not visit.calling


@on(Hide, *HIDEABLE)
def hide(_: Context, visit: Visit, __: Hide) -> Step:
    """Everything goes from the screen at once; what the helper was at comes back as it was."""
    if not may_hide(visit):
        return refuse(visit, "not-now")
    under = visit.behind if visit.state in OVERLAYS else visit.state
    return stay(visit, Audit("hidden"), state=State.HIDDEN, behind=under, complaint=None, **_OVER)


@on(Uncover, State.HIDDEN)
def ask_for_pin(_: Context, visit: Visit, __: Uncover) -> Step:
    """Without a scanner: the helper's PIN brings it back."""
    return stay(visit, state=State.HIDDEN_PIN, complaint=None, speaking=-1)


@on(Back, State.HIDDEN_PIN)
def stays_hidden(_: Context, visit: Visit, __: Back) -> Step:
    """Nobody has typed a PIN."""
    return stay(visit, state=State.HIDDEN, complaint=None, speaking=-1)


@on(EnterPin, State.HIDDEN_PIN)
def pin_typed(_: Context, visit: Visit, event: EnterPin) -> Step:
    """Let the engine check it with the badge of whoever holds the screen; the try is counted like any other.

    Meanwhile the pad is gone, and what was typed with it: it is asked for anew on other keys.
    """
    return stay(visit, CheckPin(event.pin, of_holder=True), state=State.HIDDEN, complaint=None, speaking=-1)


@on(HelperSignedIn, State.HIDDEN, State.HIDDEN_PIN)
def pin_was_right(_: Context, visit: Visit, event: HelperSignedIn) -> Step:
    """It was the PIN of whoever has hidden it."""
    return _uncovered(visit, event.helper, "pin")


@on(SignInFailed, State.HIDDEN, State.HIDDEN_PIN)
def pin_was_wrong(_: Context, visit: Visit, event: SignInFailed) -> Step:
    """It stays hidden, and is asked for again."""
    record = Audit("sign-in-refused", event.code, event.helper)
    told = Complaint(event.code, number=event.wait)
    return stay(visit, record, state=State.HIDDEN_PIN, complaint=told, speaking=-1)


@on(BadgeScanned, State.HIDDEN, State.HIDDEN_PIN)
def badge_shown(_: Context, visit: Visit, event: BadgeScanned) -> Step:
    """The badge of whoever has hidden it brings it back; anybody else's does not."""
    return _uncovered(visit, event.helper, "badge")


def _uncovered(visit: Visit, helper: object, by: str) -> Step:
    if visit.helper is None or helper != visit.helper.id:
        return stay(visit, complaint=Complaint("helper-is-here"))
    back = visit.behind or State.HOME
    again = {"heard": False} if back not in OVERLAYS else {}
    return stay(
        visit,
        Audit("uncovered", by),
        state=back,
        behind=None,
        complaint=None,
        spoken=visit.spoken + 1,
        **again,
    )


@on(WithdrawConsent, State.HIDDEN, State.HIDDEN_PIN)
def alone_from_hidden(context: Context, visit: Visit, event: WithdrawConsent) -> Step:
    """The resident goes on alone; where nothing of theirs is in a helper's hands, what was hidden is closed."""
    if can_withdraw(visit):
        return withdraw(context, visit, event)
    return _given_up(context, visit, LeaseEnded("alone"))


@on(IdleWarned, State.HIDDEN, State.HIDDEN_PIN)
def nobody_came_back(context: Context, visit: Visit, __: IdleWarned) -> Step:
    """Whoever has hidden it is gone."""
    return _given_up(context, visit, LeaseEnded())


def _given_up(context: Context, visit: Visit, event: LeaseEnded) -> Step:
    """Return what becomes of what was hidden, as if its helper had gone from there."""
    under = replace(visit, state=visit.behind or State.HOME, behind=None)
    own = INSTEAD.get((under.state, LeaseEnded)) if visit.absent else None
    return (own or lease_ended)(context, under, event)
