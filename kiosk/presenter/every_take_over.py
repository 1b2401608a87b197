"""Every screen on which a helper is let in, or holds what is the resident's. Part of ``every_screen``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.presenter.scene import Scene
from kiosk.procedures.types import Procedure
from kiosk.visit.bench import Bench
from kiosk.visit.on_portal import OnPortal
from kiosk.visit.states import Complaint, Consent, Given, State, Visit
from kiosk.visit.taking_over import WITNESSED
from kiosk.visit.witness import Witness

_LONG = "Nguyễn Thị Ví Dụ Tên Dài"


def of_take_over(scene: Scene, visit: Visit, procedure: Procedure) -> Iterator[Visit]:
    """Yield the pages on which the resident decides, heard, and those that the helper holds."""
    for state in sorted(WITNESSED):
        yield replace(visit, state=state, heard=True)
        asked = replace(visit, state=State.WITNESS, witness=Witness(state))
        yield from (asked, replace(asked, heard=True))
    let_in = replace(visit, consents=(Consent("helper-sees", scene.now, "touch"),))
    yield from (replace(let_in, state=state) for state in (State.WORKBENCH, State.CONFIRM))
    yield replace(let_in, state=State.DEVICES, bench=Bench(opened_from=State.WORKBENCH))
    yield from _on_portal(let_in, procedure)
    for question in procedure.questions:
        asked_of = replace(let_in.asked, asking=question.id)
        yield replace(let_in, state=State.QUESTION, returns_to=State.WORKBENCH, asked=asked_of)


def _on_portal(let_in: Visit, procedure: Procedure) -> Iterator[Visit]:
    """Yield what stands beside the official portal, however it is with its window."""
    yield replace(let_in, state=State.PORTAL_READY)
    free = [question.id for question in procedure.questions if question.type in {"name", "text"}]
    answers = {name: Given(_LONG, "helper") for name in free}
    told = replace(let_in, asked=replace(let_in.asked, answers=answers))
    for done in (
        OnPortal(window="open"),
        OnPortal(window="opening"),
        OnPortal(window="gone"),
        *(OnPortal(window="refused", why=why) for why in ("failed", "not-ready", "copies-gone")),
    ):
        yield replace(told, state=State.PORTAL, portal=done)
        yield replace(told, state=State.PORTAL_CODE, portal=replace(done, code="H29.16-261123-000123"))
    first = next(iter(free), "")
    standing = OnPortal(window="open", copied=first)
    yield replace(told, state=State.PORTAL, portal=standing, complaint=Complaint("not-copied"))
    yield replace(told, state=State.PORTAL, portal=replace(standing, ticked=frozenset({first})))
    odd = replace(told, state=State.PORTAL_CODE, portal=OnPortal(window="open", code="?"))
    yield replace(odd, complaint=Complaint("portal-code-odd"))
