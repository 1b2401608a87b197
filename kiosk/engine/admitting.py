"""Letting a helper in: badge and PIN against the roster, and the audit of what they do."""

from __future__ import annotations

from dataclasses import replace

from kiosk.engine.duty import Duty
from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.engine.recording import Recorder
from kiosk.engine.session import Session
from kiosk.ids import HelperId
from kiosk.takeover.badge import parse_badge
from kiosk.takeover.day_key import open_lock
from kiosk.takeover.roster import Helper
from kiosk.takeover.sign_in import LOCKED_MISSES, SignedIn, free_locked, recognise, sign_in
from kiosk.tickets.ports import StoreError
from kiosk.visit.kinds import RealVisit
from kiosk.visit.on_duty import Locked
from kiosk.visit.reports import (
    BadgeScanned,
    HelperKnown,
    HelperSignedIn,
    LockedSeen,
    PinWanted,
    SignInFailed,
)


class Admitting:
    """Sign-in and audit, as workers handle them."""

    def __init__(self, parts: Parts) -> None:
        self._people = parts.people
        self._world = parts.world
        self._settings = parts.content.settings
        self.duty = Duty(parts.people.roster, parts.world.clock, parts.content.settings.point.code)
        self.recorder = Recorder(parts)

    def check(self, badge: str, pin: str, *, opens: bool = True) -> Outcome:
        """Check badge and PIN; the try is counted before it is answered.

        ``opens``: they are also what the key of the helper's list of homes is derived from.
        """
        roster = self._people.roster()
        now = self._world.clock.now()
        if roster is None:
            return self._refused("roster-expired", 0)
        try:
            verdict = sign_in(
                badge, pin, roster, self._people.attempts, now=now, point=self._settings.point.code
            )
        except StoreError as broken:
            return self._refused(broken.code, 0)
        if not isinstance(verdict, SignedIn):
            wait = int((verdict.until - now).total_seconds()) + 1 if verdict.until else 0
            code = "wait" if verdict.code == "wait" or wait > 1 else verdict.code
            return self._refused(code, wait, verdict.helper)
        helper = verdict.helper
        self._world.journal.note("helper-signed-in", helper=helper.id, override=verdict.override or "")
        secret, lock = parse_badge(badge), helper.day_lock
        key = open_lock(lock, pin, secret) if opens and lock is not None and secret is not None else None
        remember = {"badge": "", "holders_badge": badge, "day_key": key}
        return Outcome(self._signed_in(helper, verdict.override or ""), remember)

    def shown(self, badge: str) -> BadgeScanned | None:
        """Return what it means that this badge was read; None where it has only lain under the scanner for longer."""
        roster, secret = self._people.roster(), parse_badge(badge)
        known = roster.by_badge(secret) if roster is not None and secret is not None else None
        helper = known.id if known is not None else None
        if self.duty.is_same_reading(helper):
            return None
        return BadgeScanned(helper, self.duty.find(helper) is not None)

    def check_badge(self, badge: str) -> Outcome:
        """Let in whoever is signed in here already by the badge alone; anybody else needs the PIN."""
        outcome = self.recognise(badge)
        return Outcome(PinWanted()) if isinstance(outcome.event, HelperKnown) else outcome

    def recognise(self, badge: str) -> Outcome:
        """Look whose badge it is; without the PIN it opens nothing that is anybody's own, but for who is signed in.

        The badge stays at hand for as long as they hold the screen: some of what they may want asks for its PIN.
        """
        roster, now = self._people.roster(), self._world.clock.now()
        if roster is None:
            return self._refused("roster-expired", 0)
        try:
            verdict = recognise(
                badge, roster, self._people.attempts, now=now, point=self._settings.point.code
            )
        except StoreError as broken:
            return self._refused(broken.code, 0)
        if not isinstance(verdict, SignedIn):
            return self._refused(verdict.code, 0, verdict.helper)
        helper, on_duty = verdict.helper, self.duty.find(verdict.helper.id)
        override = verdict.override or ""
        if on_duty is not None:
            signed_in = self._signed_in(helper, override if on_duty.overridden else "", again=True)
            return Outcome(signed_in, {"holders_badge": badge})
        return Outcome(
            HelperKnown(
                helper.id,
                helper.shown_name,
                helper.name,
                helper.team,
                override,
                helper.role,
                helper.portrait,
            )
        )

    def _signed_in(self, helper: Helper, override: str, *, again: bool = False) -> HelperSignedIn:
        named = (helper.id, helper.shown_name, helper.name, helper.team, override)
        return HelperSignedIn(*named, helper.role, helper.portrait, again)

    def locked(self, *, failed: str = "") -> Outcome:
        """Return whose PIN was guessed at too often; ``failed``: why nobody was freed."""
        roster = self._people.roster()
        helpers = roster.helpers if roster is not None else ()
        found = tuple(
            Locked(helper.id, helper.shown_name)
            for helper in helpers
            if not helper.revoked and self._people.attempts.misses(helper.id).count >= LOCKED_MISSES
        )
        return Outcome(LockedSeen(found, failed))

    def free(self, locked: HelperId, by: HelperId, visit: RealVisit) -> Outcome:
        """Free a locked helper in the name of another who is signed in on shift; recorded before it is done."""
        roster, on_duty = self._people.roster(), self.duty.find(by)
        known = roster.by_id(by) if roster is not None else None
        if known is None or on_duty is None or on_duty.overridden or locked == by:
            return self.locked(failed="cannot-free")
        if not self.recorder.enter("unlocked", locked, by, visit):
            return self.locked(failed="cannot-record")
        free_locked(locked, SignedIn(known, None), self._people.attempts)
        return self.locked()

    def retire(self, session: Session) -> None:
        """Sign out whose stay is over; what they hold ends with it."""
        visit, lease, now = session.visit, session.lease, self._world.clock.monotonic()
        holding = lease.helper if lease is not None else None
        for helper, why in self.duty.over(holding):
            self.duty.end(helper)
            self.recorder.enter("signed-out", why, helper, visit)
            if lease is not None and lease.helper == helper:
                session.lease = replace(lease, expires=now)

    def _refused(self, code: str, wait: int, helper: HelperId | None = None) -> Outcome:
        self._world.journal.note("sign-in-refused", code=code)
        return Outcome(SignInFailed(code, wait, helper))

    def is_on_roster(self, helper: HelperId) -> bool:
        """Tell whether the roster in force still knows this helper; one without a roster is not judged."""
        roster = self._people.roster()
        known = roster.by_id(helper) if roster else None
        return roster is None or (known is not None and not known.revoked)

    def on_duty(self) -> str:
        """Return the shown name of who is signed in, or on shift, at this point now; "" for nobody."""
        roster = self._people.roster()
        if roster is None:
            return ""
        here = next((one.shown_name for one in self.duty.here() if one.role != "it"), "")
        if here:
            return here
        now, point = self._world.clock.now(), self._settings.point.code
        on = (h for h in roster.helpers if not h.revoked and h.on_shift(now, point))
        return next((helper.shown_name for helper in on), "")

    def whom_to_call(self) -> tuple[str, str]:
        """Return shown name and portrait of who is on shift at this point now, empty for nobody."""
        roster, name = self._people.roster(), self.on_duty()
        helper = next((one for one in roster.helpers if one.shown_name == name), None) if roster else None
        return name, helper.portrait if helper is not None else ""
