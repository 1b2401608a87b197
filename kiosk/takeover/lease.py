"""The lease: one helper in one visit, for as long as they do something.

Times are monotonic seconds (kiosk.clock), so that a set-back wall clock lengthens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.ids import HelperId, VisitId

IDLE_SECONDS = 90.0
"""A lease ends by itself this long after the helper's last act."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to act in a visit; giving back is dropping it."""

    helper: HelperId
    visit: VisitId
    since: float
    expires: float


@dataclass(frozen=True, slots=True)
class LeaseHeld:
    """Somebody already has the visit in hand."""

    helper: HelperId


def grant(
    current: Lease | None, helper: HelperId, visit: VisitId, now: float, idle: float = IDLE_SECONDS
) -> Lease | LeaseHeld:
    """Return a lease for ``helper``, or who has the visit; one's own lease is renewed."""
    if current is None or is_expired(current, now):
        return Lease(helper, visit, now, now + idle)
    if (current.helper, current.visit) == (helper, visit):
        return replace(current, expires=now + idle)
    return LeaseHeld(current.helper)


def renew(lease: Lease, now: float, idle: float = IDLE_SECONDS) -> Lease | None:
    """Return the lease with a full idle time again; None when it is over already."""
    return None if is_expired(lease, now) else replace(lease, expires=now + idle)


def is_expired(lease: Lease, now: float) -> bool:
    """Tell whether the lease has ended by itself."""
    return now >= lease.expires


def holds(lease: Lease | None, helper: HelperId, visit: VisitId, now: float) -> bool:
    """Tell whether ``helper`` may act in ``visit`` at ``now``."""
    return lease is not None and (lease.helper, lease.visit) == (helper, visit) and not is_expired(lease, now)
