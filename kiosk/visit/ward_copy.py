"""A copy left with the ward: who loses the ticket of a saved visit is helped on by its officers all the same.

It is offered once there is a number, after the ticket or in place of one that did not come out; it needs a consent of
its own, for the officers can read it. It is no application: nothing is filed by it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.procedures import Catalogue
from kiosk.visit.effects import Audit, LeaveWardCopy
from kiosk.visit.ending import WITH_A_NUMBER, how_given
from kiosk.visit.events import Back, Decide, GoOn, LeaveCopy
from kiosk.visit.reports import NotKept, WardCopyKept
from kiosk.visit.states import OVERLAYS, Complaint, Consent, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay

PURPOSE: Final = "leave-copy"


def can_leave_copy(catalogue: Catalogue, visit: Visit) -> bool:
    """Tell whether a copy may be left: of answers that are saved, not yet filed, and not left already."""
    form = catalogue.procedures.get(visit.asked.procedure)
    saved = visit.paper.kind == "resume" and bool(visit.paper.number)
    theirs = visit.absent is None  # else whose it is has not agreed
    return saved and theirs and form is not None and bool(visit.asked.answers) and not visit.ward_copy


@on(LeaveCopy, State.TICKET_OUT, State.TICKET_FAILED)
def ask_for_copy(context: Context, visit: Visit, _: LeaveCopy) -> Step:
    """Ask for the consent that it needs."""
    if not can_leave_copy(context.catalogue, visit):
        return refuse(visit, "not-asked")
    return go(visit, State.LEAVE_COPY, before_copy=visit.state)


@on(Decide, State.LEAVE_COPY)
def copy_decided(context: Context, visit: Visit, event: Decide) -> Step:
    """Yes seals it; no comes back, and nothing is left anywhere."""
    if not visit.heard:
        return refuse(visit, "not-heard")
    if not event.yes:
        return _back(visit, Audit("consent-refused", PURPOSE))
    given = Consent(PURPOSE, context.now, how_given(context, visit))
    consents = (*_without(visit), given)
    return go(visit, State.LEAVING_COPY, Audit("consent-given", PURPOSE), LeaveWardCopy(), consents=consents)


@on(Back, State.LEAVE_COPY)
def no_copy(_: Context, visit: Visit, __: Back) -> Step:
    """Back to the ticket; nothing is left anywhere."""
    return _back(visit)


@on(WardCopyKept, State.LEAVING_COPY)
def copy_kept(_: Context, visit: Visit, event: WardCopyKept) -> Step:
    """Committed: only now it is said that it is kept, and where."""
    return go(visit, State.COPY_LEFT, ward_copy="received" if event.at_ward else "kept")


@on(WardCopyKept, *(set(WITH_A_NUMBER) - {State.LEAVING_COPY}), *OVERLAYS)
def copy_at_ward(_: Context, visit: Visit, event: WardCopyKept) -> Step:
    """The receipt came while the person is still here."""
    if not (visit.ward_copy and event.at_ward):
        return refuse(visit, "not-asked")
    return stay(visit, ward_copy="received")


@on(NotKept, State.LEAVING_COPY)
def copy_not_kept(_: Context, visit: Visit, event: NotKept) -> Step:
    """Nothing was promised; what is saved under the ticket is untouched, and it may be tried again."""
    visit = replace(visit, consents=_without(visit))
    return _back(visit, Audit("not-kept", event.code), complaint=Complaint("copy-not-left"))


@on(GoOn, State.COPY_LEFT)
def copy_told(_: Context, visit: Visit, __: GoOn) -> Step:
    """On to the thanks, or back to the ticket that has not come out."""
    return go(visit, State.TICKET_FAILED if _failed(visit) else State.THANKS, before_copy=None)


def _failed(visit: Visit) -> bool:
    return visit.before_copy is State.TICKET_FAILED


def _back(visit: Visit, *effects: Audit, **changes: Complaint) -> Step:
    stood = State.TICKET_FAILED if _failed(visit) else State.TICKET_OUT
    return go(visit, stood, *effects, before_copy=None, **changes)


def _without(visit: Visit) -> tuple[Consent, ...]:
    """Return the consents without an earlier one to a copy that was not kept."""
    return tuple(consent for consent in visit.consents if consent.purpose != PURPOSE)
