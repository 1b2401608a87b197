"""Whether somebody may act in a visit right now."""

from __future__ import annotations

from kiosk.takeover.lease import Lease, holds
from kiosk.visit.states import Control, Helper, Visit


def permits(lease: Lease | None, control: Control, visit: Visit, now: float) -> bool:
    """Tell whether the one in control may act at ``now`` (monotonic seconds).

    A helper acts only while holding the lease of this very visit; residents and the machine always may, and
    the visit's own table then says what.
    """
    if isinstance(control, Helper):
        return holds(lease, control.id, visit.id, now)
    return True
