"""Every page about being on duty, for checks and for what is made beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from msgspec import structs

from kiosk.ids import HelperId
from kiosk.visit.on_duty import Locked
from kiosk.visit.states import Complaint, Helper, State, Visit

_LOCKED = tuple(Locked(HelperId(f"locked{number}"), "Chị Phượng") for number in range(5))


def of_duty(fresh: Visit, helper: Helper) -> Iterator[Visit]:
    """Yield why somebody helps off shift, in each case; who is locked: nobody, one, many; what cannot go on record."""
    at = replace(fresh, state=State.OVERRIDE, before_help=State.CALLING)
    for override in ("", "off-shift", "expired-roster"):
        yield replace(at, helper=structs.replace(helper, override=override))
    for locked in (None, (), _LOCKED[:1], _LOCKED):
        yield replace(fresh, state=State.UNLOCK, helper=helper, locked=locked)
    for state in (State.HIDDEN, State.HIDDEN_PIN):
        held = replace(fresh, state=state, behind=State.DEVICES, helper=helper)
        yield from (held, replace(held, complaint=Complaint("wrong-pin")))
    untold = replace(fresh, complaint=Complaint("cannot-record"))
    yield replace(untold, state=State.HANDOVER, helper=helper)
    yield from (replace(untold, state=state) for state in (State.HOME, State.WAIT_HELPER))
