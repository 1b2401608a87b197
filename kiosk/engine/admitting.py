"""Letting a helper in: badge and PIN against the roster, and the audit of what they do."""

from __future__ import annotations

from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.ids import HelperId, KioskId
from kiosk.takeover.audit import Act, AuditError, append
from kiosk.takeover.sign_in import SignedIn, recognise, sign_in
from kiosk.tickets.ports import StoreError
from kiosk.visit.kinds import RealVisit, must_be_real
from kiosk.visit.reports import HelperKnown, HelperSignedIn, SignInFailed


class Admitting:
    """Sign-in and audit, as workers handle them."""

    def __init__(self, parts: Parts) -> None:
        self._people = parts.people
        self._world = parts.world
        self._settings = parts.content.settings

    def check(self, badge: str, pin: str) -> Outcome:
        """Check badge and PIN; the try is counted before it is answered."""
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
        signed_in = HelperSignedIn(
            helper.id, helper.shown_name, helper.name, helper.team, verdict.override or ""
        )
        return Outcome(signed_in, {"badge": ""})

    def recognise(self, badge: str) -> Outcome:
        """Look whose badge it is; no PIN is asked for, so it opens nothing that is anybody's own.

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
        helper = verdict.helper
        return Outcome(
            HelperKnown(helper.id, helper.shown_name, helper.name, helper.team, verdict.override or "")
        )

    def _refused(self, code: str, wait: int, helper: HelperId | None = None) -> Outcome:
        self._world.journal.note("sign-in-refused", code=code)
        return Outcome(SignInFailed(code, wait, helper))

    def is_on_roster(self, helper: HelperId) -> bool:
        """Tell whether the roster in force still knows this helper; one without a roster is not judged."""
        roster = self._people.roster()
        known = roster.by_id(helper) if roster else None
        return roster is None or (known is not None and not known.revoked)

    def on_duty(self) -> str:
        """Return the shown name of who is on shift at this point now, "" for nobody."""
        roster = self._people.roster()
        if roster is None:
            return ""
        now, point = self._world.clock.now(), self._settings.point.code
        on = (h for h in roster.helpers if not h.revoked and h.on_shift(now, point))
        return next((helper.shown_name for helper in on), "")

    def audit(self, act: str, detail: str, helper: HelperId | None, visit: RealVisit) -> None:
        """Enter one act into the chain. A chain or store that refuses it is noted: the visit goes on."""
        entry = Act(
            at=self._world.clock.now().isoformat(timespec="seconds"),
            kiosk=KioskId(self._settings.kiosk.kiosk_id),
            helper=helper,
            act=act,
            visit=must_be_real(visit).id,
            detail=detail,
        )
        try:
            self._people.audit.append(append(self._people.audit.head(), entry))
        except (AuditError, StoreError) as broken:
            self._world.journal.note("effect-failed", effect="audit", code=broken.code)
