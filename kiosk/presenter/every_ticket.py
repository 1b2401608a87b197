"""Every screen of a ticket: being printed, out, or not; its end, and a copy left with the ward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.procedures.types import Procedure
from kiosk.visit.on_portal import OnPortal
from kiosk.visit.states import Complaint, Given, Paper, State, Visit

OF_A_TICKET = (State.PRINTING, State.TICKET_ASK, State.TICKET_FAILED, State.TICKET_OUT, State.THANKS)
NOT_PRINTED = ("out-of-paper", "cover-open", "cutter", "hot", "absent", "failed")
"""What a printer says of a slip that did not come out."""
_SOMETHING = Given("", "resident")
"""Where it matters that something was told."""


def of_ticket(visit: Visit, procedure: Procedure) -> Iterator[Visit]:
    """Yield what is shown of each kind of ticket, printed or not, and of a copy left with the ward."""
    outcomes = (
        Paper("LC001", "resume", "out-of-paper"),
        Paper("LC001", "resume", "printed", received=True),
        Paper("LC001", "receipt", "cover-open"),
        Paper("LC001", "receipt", "failed", received=True),
        Paper("LC001", "home-visit", "printed"),
        Paper("LC001", "home-visit", "printed", received=True),
    )
    for paper in outcomes:
        for state in OF_A_TICKET:
            yield replace(visit, state=state, paper=paper)
    for paper in (Paper("LC001", "receipt", "printed"), Paper("LC001", "receipt", "printed", received=True)):
        for state in (State.TICKET_OUT, State.THANKS):
            yield replace(visit, state=state, paper=paper, way="counter")
            for code in ("", "H29.16-261123-000123"):
                yield replace(visit, state=state, paper=paper, way="portal", portal=OnPortal(code=code))
    yield replace(visit, state=State.PRINTING_LIST)
    for outcome in NOT_PRINTED:
        failed = replace(outcomes[0], outcome=outcome)
        yield replace(visit, state=State.TICKET_FAILED, paper=failed)
    for outcome in ("printed", "unknown", *NOT_PRINTED):
        yield replace(visit, state=State.THANKS, paper=outcomes[0], checklist=outcome)
    yield from _of_copy(visit, procedure, outcomes[0])


def _of_copy(visit: Visit, procedure: Procedure, failed: Paper) -> Iterator[Visit]:
    """Yield the offer beside a ticket that is out and in place of one that is not, its consent, and its end."""
    told = replace(visit.asked, answers={procedure.questions[0].id: _SOMETHING})
    told_visit = replace(visit, asked=told, helper=None)
    for code in (*NOT_PRINTED, "unknown"):
        yield replace(told_visit, state=State.TICKET_FAILED, paper=replace(failed, outcome=code))
    out = replace(told_visit, paper=replace(failed, outcome="printed"))
    for state in (State.TICKET_OUT, State.LEAVE_COPY, State.LEAVING_COPY):
        yield replace(out, state=state)
    yield replace(out, state=State.TICKET_OUT, complaint=Complaint("copy-not-left"))
    yield replace(out, state=State.TICKET_OUT, paper=replace(out.paper, received=True))
    for where in ("kept", "received"):
        yield replace(out, state=State.COPY_LEFT, ward_copy=where)
