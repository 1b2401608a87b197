"""Signing in: badge and PIN against the roster, each try counted before it is answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from kiosk.ids import HelperId
from kiosk.takeover.badge import BadgeSecret, parse_badge
from kiosk.takeover.pin import pin_matches
from kiosk.takeover.ports import Misses, PinAttempts
from kiosk.takeover.roster import Helper, Roster

FREE_MISSES = 5
"""From this many misses on, each next try waits."""
FIRST_WAIT = timedelta(seconds=15)
"""Doubles with every further miss."""
LOCKED_MISSES = 15
GRACE = timedelta(days=14)
"""How long after its expiry a roster still lets helpers in, with the override recorded."""

Override = Literal["expired-roster", "off-shift"]
RefusalCode = Literal["unknown-badge", "revoked", "roster-expired", "locked", "wait", "wrong-pin"]


class SignedIn(Struct, frozen=True):
    """A helper is in. ``override`` tells what had to be overlooked, to be written into the audit."""

    helper: Helper
    override: Override | None


class SignInRefused(Struct, frozen=True):
    """Why nobody is in."""

    code: RefusalCode
    helper: HelperId | None = None
    """Whose badge it was, for the audit."""
    until: datetime | None = None
    """With ``wait``, and with the ``wrong-pin`` that starts a wait: when the next try is taken."""


def sign_in(
    badge_text: str, pin: str, roster: Roster, attempts: PinAttempts, *, now: datetime, point: str
) -> SignedIn | SignInRefused:
    """Return who signs in at ``point`` at ``now`` (aware, Vietnam's zone), or why not.

    A try is committed as a miss before the PIN is looked at, and taken back when it was right.
    """
    badge = parse_badge(badge_text)
    if badge is None:
        return SignInRefused("unknown-badge")
    helper = _bearer(badge, roster, now)
    if isinstance(helper, SignInRefused):
        return helper
    refused = _hold(helper.id, attempts.misses(helper.id), now)
    if refused is not None:
        return refused
    counted = attempts.record_miss(helper.id, now)
    if not pin_matches(pin, badge, helper.pin):
        return _missed(helper.id, counted)
    attempts.clear(helper.id)
    return SignedIn(helper, _override(helper, roster, now, point))


def recognise(
    badge_text: str, roster: Roster, attempts: PinAttempts, *, now: datetime, point: str
) -> SignedIn | SignInRefused:
    """Return whose badge it is, or why it is of no use: a badge alone, for what is nobody's own.

    One whose PIN was guessed at too often is refused here, too.
    """
    badge = parse_badge(badge_text)
    helper = _bearer(badge, roster, now) if badge is not None else SignInRefused("unknown-badge")
    if isinstance(helper, SignInRefused):
        return helper
    if attempts.misses(helper.id).count >= LOCKED_MISSES:
        return SignInRefused("locked", helper.id)
    return SignedIn(helper, _override(helper, roster, now, point))


def _bearer(badge: BadgeSecret, roster: Roster, now: datetime) -> Helper | SignInRefused:
    """Return whose badge it is, as long as it is of any use."""
    helper = roster.by_badge(badge)
    if helper is None:
        return SignInRefused("unknown-badge")
    if helper.revoked:
        return SignInRefused("revoked", helper.id)
    if now >= roster.expires() + GRACE:
        return SignInRefused("roster-expired", helper.id)
    return helper


def free_locked(helper: HelperId, by: SignedIn, attempts: PinAttempts) -> bool:
    """Let another helper who is on duty free a locked one; tell whether it was done (the caller audits it).

    Nobody frees themselves, and nobody who was let in by an override frees anyone.
    """
    if by.helper.id == helper or by.override is not None:
        return False
    attempts.clear(helper)
    return True


def next_try(misses: Misses) -> datetime | None:
    """Return when the next try is taken, or None when at once (see also LOCKED_MISSES)."""
    if misses.last_at is None or misses.count < FREE_MISSES:
        return None
    doublings = min(misses.count, LOCKED_MISSES) - FREE_MISSES
    return misses.last_at + FIRST_WAIT * (1 << doublings)


def _hold(helper: HelperId, misses: Misses, now: datetime) -> SignInRefused | None:
    if misses.count >= LOCKED_MISSES:
        return SignInRefused("locked", helper)
    until = next_try(misses)
    return SignInRefused("wait", helper, until) if until is not None and now < until else None


def _missed(helper: HelperId, counted: Misses) -> SignInRefused:
    if counted.count >= LOCKED_MISSES:
        return SignInRefused("locked", helper)
    return SignInRefused("wrong-pin", helper, next_try(counted))


def _override(helper: Helper, roster: Roster, now: datetime, point: str) -> Override | None:
    if now >= roster.expires():
        return "expired-roster"
    # Whoever looks after the machines comes when something is the matter, not by a plan.
    return None if helper.role == "it" or helper.on_shift(now, point) else "off-shift"
