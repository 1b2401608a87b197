"""What keeps a taken-over visit the resident's own: going on alone at any moment, and a nod in place of a touch."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.visit.bench import Bench
from kiosk.visit.effects import Audit, ReleaseLease
from kiosk.visit.events import Back, Decide, WithdrawConsent
from kiosk.visit.on_portal import OnPortal
from kiosk.visit.states import HIDES, OF_COPIES, OF_PORTAL, OVERLAYS, State, Visit
from kiosk.visit.table import TABLE, Context, Step, go, on, refuse
from kiosk.visit.witness import Witness
from kiosk.visit.witness_events import NodSeen, OpenWitness

WITNESSED: Final = frozenset({State.HANDOVER, State.CONSENT, State.COPY_CONSENT, State.CONFIRM})
"""Pages on which a nod may stand for the touch, while a helper is there."""
WITHDRAWN_FROM: Final = (
    State.WORKBENCH,
    State.PORTAL_READY,
    *(sorted(OF_PORTAL)),
    State.CONFIRM,
    State.QUESTION,
    State.WHOSE_CARD,
    State.CARD,
    State.DEVICES,
    *(sorted(OF_COPIES - {State.COPYING})),
    *(sorted(OVERLAYS - HIDES)),
)
"""Pages that a helper may hold, or on which their work is read back."""


@on(WithdrawConsent, *WITHDRAWN_FROM)
def withdraw(_: Context, visit: Visit, __: WithdrawConsent) -> Step:
    """The resident goes on alone: the helper's sight ends at once, and nothing that they had open stays open.

    What they wrote to the officer goes with them: alone, the resident could neither mend nor delete it.
    """
    if not can_withdraw(visit):
        return refuse(visit, "no-helper")
    consents = tuple(c for c in visit.consents if c.purpose != "helper-sees")
    effects = (Audit("consent-withdrawn", "helper-sees"), ReleaseLease("withdrawn"))
    return go(
        visit,
        State.REVIEW,
        *effects,
        helper=None,
        consents=consents,
        asked=replace(visit.asked, note=""),
        behind=None,
        returns_to=None,
        bench=Bench(),
        portal=OnPortal(),
        way="" if visit.way == "portal" else visit.way,
        board=0,
        pointed="",
    )


def can_withdraw(visit: Visit) -> bool:
    """Tell whether a helper has been let into these answers, on a page where that can be ended."""
    if visit.helper is None or not any(c.purpose == "helper-sees" for c in visit.consents):
        return False
    under = visit.behind if visit.state in OVERLAYS and visit.behind else visit.state
    return under in WITHDRAWN_FROM and (visit.helper_holds or under is State.CONFIRM)


@on(OpenWitness, *sorted(WITNESSED))
def open_witness(_: Context, visit: Visit, __: OpenWitness) -> Step:
    """Ask who sees the nod; what is decided has been read aloud before."""
    if visit.helper is None:
        return refuse(visit, "no-helper")
    if not visit.heard:
        return refuse(visit, "not-heard")
    return go(visit, State.WITNESS, witness=Witness(visit.state, visit.page, visit.silenced))


@on(NodSeen, State.WITNESS)
def nod_seen(context: Context, visit: Visit, event: NodSeen) -> Step:
    """Decide as a touch on the page would, and say in the record that it was a gesture and who saw it."""
    asked = visit.witness.asked_on
    if not visit.heard:
        return refuse(visit, "not-heard")
    if asked not in WITNESSED:
        return refuse(visit, "not-asked")
    back, cut_off = _back_on_page(visit), frozenset({visit.witness.page}) if visit.silenced else frozenset()
    there = replace(
        back,
        witness=replace(visit.witness, seer=event.seer),
        heard=True,
        silenced=back.silenced | cut_off,
    )
    step = TABLE[asked, Decide](context, there, Decide(yes=True))
    record = Audit("gesture-seen", f"{asked}:{event.seer}")
    return Step(replace(step.visit, witness=Witness()), (record, *step.effects), step.refused)


@on(Back, State.WITNESS)
def no_nod(_: Context, visit: Visit, __: Back) -> Step:
    """Nobody saw one: the page comes back, and nothing is decided."""
    return Step(replace(_back_on_page(visit), witness=Witness()))


def _back_on_page(visit: Visit) -> Visit:
    """Return the visit on the page that was asked about, to be heard anew; what was cut off before stays so."""
    witness = visit.witness
    after = go(visit, witness.asked_on or State.REVIEW, page=witness.page, silenced=witness.silenced)
    return replace(after.visit, spoken=visit.spoken + 1)
