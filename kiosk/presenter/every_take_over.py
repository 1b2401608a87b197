"""Every screen on which a helper is let in, or holds what is the resident's. Part of ``every_screen``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.presenter.scene import Scene
from kiosk.procedures.types import Procedure
from kiosk.visit.bench import Bench
from kiosk.visit.states import Consent, State, Visit
from kiosk.visit.taking_over import WITNESSED
from kiosk.visit.witness import Witness


def of_take_over(scene: Scene, visit: Visit, procedure: Procedure) -> Iterator[Visit]:
    """Yield the pages on which the resident decides, heard, and those that the helper holds."""
    for state in sorted(WITNESSED):
        yield replace(visit, state=state, heard=True)
        asked = replace(visit, state=State.WITNESS, witness=Witness(state))
        yield from (asked, replace(asked, heard=True))
    let_in = replace(visit, consents=(Consent("helper-sees", scene.now, "touch"),))
    yield from (replace(let_in, state=state) for state in (State.WORKBENCH, State.CONFIRM))
    yield replace(let_in, state=State.DEVICES, bench=Bench(opened_from=State.WORKBENCH))
    for question in procedure.questions:
        asked_of = replace(let_in.asked, asking=question.id)
        yield replace(let_in, state=State.QUESTION, returns_to=State.WORKBENCH, asked=asked_of)
