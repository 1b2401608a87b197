"""The lease while it lives: who keeps it up, what ends it. Lives on the core's thread; times are monotonic seconds.

It ends by itself 90 s after the helper's last act, at somebody's home after four minutes, beside the official portal
after ten; when the roster takes the helper away, or makes them one who takes nothing over; and when the glass has
given no sign of life for 10 s, for then nobody sees whose the screen is.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Final

from kiosk.engine.duty import Duty
from kiosk.engine.session import Session
from kiosk.takeover.lease import IDLE_SECONDS, Lease, holds, is_expired, renew
from kiosk.takeover.roster import Roster
from kiosk.visit.devices import is_at_devices
from kiosk.visit.helper_reports import LeaseEnded, WhyEnded
from kiosk.visit.queueing import is_on_board
from kiosk.visit.states import BUSY, OF_PORTAL, RESIDENT_ONLY, Visit

TOLD_FROM: Final = 30
"""Seconds before the end from which it is counted down."""
AT_HOMES: Final = 240.0
"""Seconds without an act of a helper who sits with people at their home, where there is more talk than touching: long
enough that it is asked before whether somebody is still there, and nothing goes that one touch would have kept."""
AT_PORTAL: Final = 600.0
"""Seconds without a touch beside the official portal: logging in there and typing takes long, and is not seen here."""
SILENT: Final = 10.0
"""Seconds without a sign of life of any face, after which it counts as gone."""
_LONGEST_LOOK: Final = 1.0
"""Seconds that count at most between two looks: while the machine sleeps no face can give any sign."""


class Holding:
    """Looks after one lease after another."""

    def __init__(self, roster: Callable[[], Roster | None], duty: Duty) -> None:
        self._roster = roster
        self._duty = duty
        self._silent: float | None = None
        """Seconds since the last sign of life; None until a face has given the first: others are not waited for."""
        self._looked = 0.0
        self._told: int | None = None

    def alive(self) -> None:
        """A face paints still."""
        self._silent = 0.0

    def acted(self, session: Session, now: float) -> None:
        """Somebody did something: whoever holds the lease has a full time again.

        One that is over already stays as it is: it is ended, and that is told.
        """
        if session.lease is None:
            return
        session.lease = renew(session.lease, now, _idle(session.visit)) or session.lease
        self._duty.acted(session.lease.helper)

    def over(self, session: Session, now: float) -> LeaseEnded | None:
        """Return that the lease has ended, and drop it; None while it lives, and while the machine is at work."""
        self._listen(now)
        visit, lease = session.visit, session.lease
        if lease is None and not visit.helper_holds:
            return None
        if lease is not None and (visit.behind or visit.state) in RESIDENT_ONLY:
            # The helper's hands are off: however long it is read aloud, that is no absence.
            lease = session.lease = renew(lease, now, _idle(visit)) or lease
        why = self._why(lease, visit, now)
        if why is None or visit.state in BUSY:
            return None
        session.lease = None
        return LeaseEnded(why)

    def _listen(self, now: float) -> None:
        since, self._looked = now - self._looked, now
        if self._silent is not None:
            self._silent += min(max(since, 0.0), _LONGEST_LOOK)

    def _why(self, lease: Lease | None, visit: Visit, now: float) -> WhyEnded | None:
        if lease is None or (visit.helper_holds and not _is_theirs(lease, visit)):
            return "lost"
        if is_expired(lease, now):
            return "idle"
        if self._silent is not None and self._silent >= SILENT:
            return "face"
        roster = self._roster()
        if roster is None:
            return None
        known = roster.by_id(lease.helper)
        if known is None or known.revoked:
            return "roster"
        return "role" if known.role == "it" and _is_taken_over(visit) else None

    def left(self, session: Session, now: float) -> int | None:
        """Return the seconds until it ends, once it is to be counted down; None before that."""
        lease = session.lease
        if lease is None or not session.visit.helper_holds:
            return None
        left = ceil(lease.expires - now)
        return max(left, 0) if left <= TOLD_FROM else None

    def counts(self, session: Session, now: float) -> bool:
        """Tell whether another number of seconds is to be told than at the last question."""
        left = self.left(session, now)
        changed, self._told = left != self._told, left
        return changed


def _idle(visit: Visit) -> float:
    if visit.state in OF_PORTAL:
        return AT_PORTAL
    return IDLE_SECONDS if visit.round is None else AT_HOMES


def _is_theirs(lease: Lease, visit: Visit) -> bool:
    return visit.helper is not None and holds(lease, visit.helper.id, visit.id, lease.since)


def _is_taken_over(visit: Visit) -> bool:
    """Tell whether what is held is somebody's own visit, and not the point's."""
    held = visit.helper_holds or visit.state in RESIDENT_ONLY
    opened = is_at_devices(visit) and visit.bench.opened_from is not None
    return held and not is_on_board(visit) and not opened
