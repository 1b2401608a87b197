"""Being on duty: helping off shift with a reason, staying on, signing out by badge, freeing a locked colleague."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from msgspec import structs

from kiosk.visit.devices import is_at_devices
from kiosk.visit.duty_events import FreeLocked, GiveGround, OpenUnlock, StayOn
from kiosk.visit.effects import Audit, BeginDuty, CheckBadge, EndDuty, FreeHelper, LookForLocked
from kiosk.visit.events import Back, SignOut
from kiosk.visit.helper_reports import BadgeScanned, LeaseEnded, LockedSeen
from kiosk.visit.helping import (
    BEFORE_SIGN_IN,
    BEFORE_VISITS,
    admitted,
    lease_ended,
    leave_override,
    may_sign_in,
)
from kiosk.visit.queueing import badge_for_board, is_on_board, unheld
from kiosk.visit.states import (
    HIDES,
    OF_COPIES,
    OF_PORTAL,
    OF_ROUND,
    OVERLAYS,
    RESIDENT_ONLY,
    Complaint,
    State,
    Visit,
)
from kiosk.visit.table import Context, Step, go, on, refuse, stay

HELD = (
    State.WORKBENCH,
    State.PORTAL_READY,
    *OF_PORTAL,
    State.CALLING,
    State.DEVICES,
    State.OVERRIDE,
    State.UNLOCK,
    State.WHOSE_CARD,
    State.CARD,
    *OF_COPIES - {State.COPYING},
    *OF_ROUND - RESIDENT_ONLY,
    *OVERLAYS - HIDES,
)
"""Where a helper may hold the screen, and their badge ends it. Questions answer a badge by themselves."""


@on(GiveGround, State.OVERRIDE)
def give_ground(context: Context, visit: Visit, event: GiveGround) -> Step:
    """Why somebody helps all the same, into the audit; then they go on as if they were on shift."""
    helper = visit.helper
    if helper is None:
        return refuse(visit, "no-helper")
    override = helper.override or "off-shift"
    records = (
        Audit("override", f"{override}:{event.ground}", helper.id),
        BeginDuty(helper.id, override),
    )
    if visit.before_help is State.CALLING and not helper.by_badge and not helper.override:
        stays = structs.replace(helper, override=override)
        return go(visit, State.CALLING, *records, helper=stays, before_help=None)
    return admitted(context, visit, helper, *records)


@on(Back, State.OVERRIDE)
def no_override(_: Context, visit: Visit, __: Back) -> Step:
    """They do not help off shift: back to where they came from, signed in nowhere."""
    return leave_override(visit)


@on(StayOn, State.CALLING)
def stay_on(_: Context, visit: Visit, __: StayOn) -> Step:
    """The shift is about to end: a reason is asked for as it is off shift."""
    helper = visit.helper
    if helper is None or helper.by_badge or helper.override or visit.calling:
        return refuse(visit, "not-now")
    return go(visit, State.OVERRIDE, before_help=State.CALLING)


@on(BadgeScanned, *BEFORE_SIGN_IN, State.SIGN_IN_BADGE)
def badge_scanned(context: Context, visit: Visit, event: BadgeScanned) -> Step:
    """A badge under the scanner: ask for its PIN, remembering where the resident stood.

    Of a helper who is signed in here the badge alone is enough. While a helper is here, it may end that.
    """
    before = visit.before_help if visit.state in {State.WAIT_HELPER, State.SIGN_IN_BADGE} else visit.state
    if visit.helper is not None:
        return badge_out(context, visit, event)
    if event.signed_in:
        return go(visit, State.SIGNING_IN, CheckBadge(), before_help=before or State.WAYS)
    return go(visit, State.SIGN_IN_PIN, before_help=before or State.WAYS)


@on(BadgeScanned, *HELD)
def badge_again(context: Context, visit: Visit, event: BadgeScanned) -> Step:
    """A badge while a helper holds the screen, or of the one who has come when help was called."""
    if visit.state is State.HELP and may_sign_in(visit):
        under = replace(visit, state=visit.behind or State.HOME, behind=None)
        shown = badge_for_board if under.state in BEFORE_VISITS else badge_scanned
        return shown(context, under, event)
    if visit.helper is None or not visit.helper_holds:
        return refuse(visit, "not-now")
    return badge_out(context, visit, event)


def badge_out(context: Context, visit: Visit, event: BadgeScanned) -> Step:
    """The helper's own badge ends what they hold; on the board it signs them out. Anybody else's does nothing."""
    helper = visit.helper
    if helper is None or event.helper != helper.id:
        refused = Audit("sign-in-refused", "helper-is-here", event.helper)
        return stay(visit, refused, complaint=Complaint("helper-is-here"))
    if is_on_board(visit) or is_at_devices(visit, State.CALLING):
        return _signed_out(visit, "badge")
    if visit.state is State.OVERRIDE:
        return leave_override(visit)
    ended = lease_ended(context, visit, LeaseEnded())
    return Step(ended.visit, (Audit("badge-out", "", helper.id), *ended.effects))


@on(SignOut, State.CALLING)
def sign_out_of_board(_: Context, visit: Visit, __: SignOut) -> Step:
    """The helper leaves the point; a call is broken off."""
    return _signed_out(visit, "button")


def _signed_out(visit: Visit, why: Literal["badge", "button"]) -> Step:
    """Return the closed board; whoever had shown no more than the badge was not signed in."""
    helper, closed = visit.helper, unheld(visit)
    if helper is None or helper.by_badge:
        return closed
    out = (Audit("signed-out", why, helper.id), EndDuty(helper.id, why))
    return Step(closed.visit, (*out, *closed.effects))


@on(OpenUnlock, State.CALLING)
def open_unlock(_: Context, visit: Visit, __: OpenUnlock) -> Step:
    """Whose PIN is locked? For whoever is signed in; a call is heard to its end first."""
    if visit.helper is None or visit.helper.by_badge or visit.calling:
        return refuse(visit, "not-now")
    return go(visit, State.UNLOCK, LookForLocked(), locked=None)


@on(LockedSeen, State.UNLOCK, *OVERLAYS)
def locked_seen(_: Context, visit: Visit, event: LockedSeen) -> Step:
    """Show who is locked; while there is a page laid over it, too. What could not be done, or seen, is said."""
    if (visit.behind or visit.state) is not State.UNLOCK:
        return refuse(visit, "not-now")
    complaint = Complaint(event.failed) if event.failed else None
    if complaint is not None and not event.locked and visit.state is State.UNLOCK:
        return go(visit, State.CALLING, locked=None, complaint=complaint)
    return stay(visit, locked=event.locked, complaint=complaint)


@on(FreeLocked, State.UNLOCK)
def free_locked(_: Context, visit: Visit, event: FreeLocked) -> Step:
    """Free one of them: it is done, and recorded, by the engine; nobody frees themselves."""
    if visit.helper is None or event.helper not in {one.id for one in visit.locked or ()}:
        return refuse(visit, "not-locked")
    if visit.helper.id == event.helper or visit.helper.override:
        return stay(visit, complaint=Complaint("cannot-free"))
    return stay(visit, FreeHelper(event.helper), locked=None)


@on(Back, State.UNLOCK)
def close_unlock(_: Context, visit: Visit, __: Back) -> Step:
    """Back to the board."""
    return go(visit, State.CALLING, locked=None)
