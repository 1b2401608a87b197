"""Every page of a case for somebody who is not here, for checks and for what is made beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.presenter.scene import Scene
from kiosk.visit.absence import Absent
from kiosk.visit.states import Asked, Complaint, Helper, State, Visit


def of_absent(scene: Scene, fresh: Visit, helper: Helper) -> Iterator[Visit]:
    """Yield who asks, as what, with what leave, the tiles, how it ends, and the case that waits for its helper."""
    at = replace(fresh, helper=helper, absent=Absent())
    yield replace(at, state=State.ABSENT_WHO)
    yield replace(at, state=State.ABSENT_RELATION, absent=Absent("relative"))
    yield replace(at, state=State.ABSENT_RELATION, absent=Absent("phone"))
    yield replace(at, state=State.ABSENT_AUTHORISATION, absent=Absent("neighbour", "neighbour"))
    yield replace(at, state=State.HOME, absent=Absent("neighbour", "neighbour", "paper"))
    yield replace(at, state=State.HOME, absent=Absent("neighbour", "neighbour", "none"))
    form = next((one for one in scene.catalogue.procedures.values() if one.kind == "form"), None)
    if form is not None:
        case = replace(at, absent=Absent("phone", "child", "phone"))
        case = replace(case, asked=Asked(life_event=form.event, procedure=form.code))
        yield replace(case, state=State.ABSENT_WAYS)
        yield replace(case, state=State.ABSENT_WAYS, complaint=Complaint("still-missing"))
        yield replace(case, state=State.WORKBENCH, complaint=Complaint("absent-no-confirm"))
        yield replace(case, state=State.ABSENT_WAITS, helper=None)
