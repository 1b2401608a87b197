"""Who is signed in at this point. In memory only: after a restart everybody signs in anew.

Lives on the core's thread; workers only read. Times that must not be lengthened by a set-back clock are monotonic.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Literal

from kiosk.clock import Clock
from kiosk.ids import HelperId
from kiosk.takeover.day_key import DayKey
from kiosk.takeover.roster import Roster
from kiosk.visit.on_duty import OnDuty

IDLE = 30 * 60.0
"""Seconds without any act of theirs after which a helper is signed out."""
LONGER = timedelta(minutes=15)
"""How long after the end of the shift a visit in hand may go on."""
SAME_READING = 3.0
"""Seconds: a badge that is still held under the scanner is not shown a second time."""

Why = Literal["shift-end", "idle", "revoked", "roster-expired"]


@dataclass(frozen=True, slots=True)
class _Signed:
    """One helper who is in. ``acted`` and ``over`` in monotonic seconds."""

    shown: OnDuty
    acted: float
    over: float | None
    """When the shift ends; None for a stay without one."""
    key: DayKey | None = field(default=None, repr=False)
    """Opens their list of homes; it goes when they are signed out, however that comes."""


class Duty:
    """The helpers who are signed in here."""

    def __init__(self, roster: Callable[[], Roster | None], clock: Clock, point: str) -> None:
        self._roster = roster
        self._clock = clock
        self._point = point
        self._signed: dict[HelperId, _Signed] = {}
        self._last_read: tuple[HelperId | None, float] = (None, 0.0)

    def begin(self, helper: HelperId, override: str, key: DayKey | None = None) -> None:
        """Sign a helper in; nothing happens when the roster no longer knows them. Who stays on keeps their key."""
        roster, now, at = self._roster(), self._clock.now(), self._clock.monotonic()
        known = roster.by_id(helper) if roster is not None else None
        if known is None:
            return
        ends = None if override else known.duty_ends(now, self._point)
        over = at + (ends - now).total_seconds() if ends is not None else None
        shown = OnDuty(helper, known.shown_name, known.role, known.portrait, ends, bool(override))
        before = self._signed.get(helper)
        self._signed[helper] = _Signed(shown, at, over, key or (before.key if before is not None else None))

    def end(self, helper: HelperId) -> None:
        """Sign a helper out; nothing happens when they are not in."""
        self._signed.pop(helper, None)

    def acted(self, helper: HelperId) -> None:
        """They did something."""
        signed = self._signed.get(helper)
        if signed is not None:
            self._signed[helper] = replace(signed, acted=self._clock.monotonic())

    def find(self, helper: HelperId | None) -> OnDuty | None:
        """Return how a helper is signed in, None when they are not."""
        signed = self._signed.get(helper) if helper is not None else None
        return signed.shown if signed is not None else None

    def key_of(self, helper: HelperId) -> DayKey | None:
        """Return what opens the list of a helper who is signed in with badge and PIN."""
        signed = self._signed.get(helper)
        return signed.key if signed is not None else None

    def here(self) -> tuple[OnDuty, ...]:
        """Return who is signed in, the first one first."""
        return tuple(signed.shown for signed in tuple(self._signed.values()))

    def is_same_reading(self, helper: HelperId | None) -> bool:
        """Tell whether this badge has only been held under the scanner for longer; to be asked at every reading."""
        (before, at), now = self._last_read, self._clock.monotonic()
        self._last_read = (helper, now)
        return helper is not None and helper == before and now - at < SAME_READING

    def over(self, holding: HelperId | None) -> tuple[tuple[HelperId, Why], ...]:
        """Return whose stay is over now, and why. ``holding``: who has a visit in hand at this moment."""
        if not self._signed:
            return ()
        found = ((helper, self._why_over(signed, holding)) for helper, signed in self._signed.items())
        return tuple((helper, why) for helper, why in found if why is not None)

    def _why_over(self, signed: _Signed, holding: HelperId | None) -> Why | None:
        roster, now, at = self._roster(), self._clock.now(), self._clock.monotonic()
        shown = signed.shown
        known = roster.by_id(shown.id) if roster is not None else None
        if roster is not None and (known is None or known.revoked):
            return "revoked"
        if roster is not None and not shown.overridden and now >= roster.expires():
            return "roster-expired"
        if at - signed.acted >= IDLE:
            return "idle"
        if signed.over is not None and shown.ends is not None:
            longer = LONGER if holding == shown.id else timedelta(0)
            if now >= shown.ends + longer or at >= signed.over + longer.total_seconds():
                return "shift-end"
        return None
