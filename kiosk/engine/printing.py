"""Printing the ticket of a visit: words, drawing, printer, and what is known afterwards."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from kiosk.engine.keeping import KEPT_FOR
from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.ids import TicketId
from kiosk.procedures.deadlines import due
from kiosk.texts.dates import day_words
from kiosk.tickets.numbering import shown_number
from kiosk.tickets.ports import PrinterStatus, PrintOutcome, Slip, StoreError, TicketState
from kiosk.tickets.secret import TicketSecret
from kiosk.visit.answering import needed_papers
from kiosk.visit.homing import hoped_day
from kiosk.visit.kinds import RealVisit, must_be_real
from kiosk.visit.reports import ListEnded, PrintEnded

if TYPE_CHECKING:
    from kiosk.tickets.words import Facts

CHECKLIST = "list"
"""The name of the job: a checklist has no number."""
_SLIPS: dict[str, Literal["resume", "receipt", "home-visit"]] = {
    "resume": "resume",
    "home-visit": "home-visit",
}


class Printing:
    """Tickets on paper, as workers handle them. Slips of two workers come out one after the other."""

    def __init__(self, parts: Parts) -> None:
        self._content = parts.content
        self._papers = parts.papers
        self._world = parts.world
        self._one_at_a_time = threading.Lock()
        self.paper_low = False
        """The printer has said that its roll is nearly used up: a helper is told, no resident."""
        self.last_status = ""
        """How it was when it was last asked, as of PrinterStatus; "" before."""

    def print_ticket(
        self, visit: RealVisit, secret: TicketSecret, ticket_id: TicketId, helper: str, *, reprint: bool
    ) -> Outcome:
        """Print and report what became of it; "printed" only by the printer's own word."""
        from kiosk.tickets.slip import draw  # with all that draws, which only paper needs
        from kiosk.tickets.words import slip_text

        facts = self._facts(must_be_real(visit), secret, helper, reprint=reprint)
        text = slip_text(facts, self._content.settings.point, self._content.texts)
        slip = draw(text, self._papers.printer.width_dots, self._papers.pictures, self._papers.fonts)
        return self.put_on_paper(slip, visit.paper.number, ticket_id, reprint=reprint)

    def put_on_paper(self, slip: Slip, number: str, ticket_id: TicketId, *, reprint: bool) -> Outcome:
        """Print what is drawn of a ticket, and note its state before and after."""
        self._note(ticket_id, "printing")
        if reprint:
            self._count_reprint(ticket_id)
        outcome = self._printed(slip, number)
        self._note(ticket_id, _state(outcome))
        self._world.journal.note("ticket-printed", number=number, outcome=outcome.code)
        return Outcome(PrintEnded(outcome.code, outcome.pending))

    def print_checklist(self, visit: RealVisit) -> Outcome:
        """Print the papers to bring; no ticket's number, state or secret is touched."""
        visit = must_be_real(visit)
        procedure = self._content.catalogue.procedures[visit.application.procedure]
        papers = needed_papers(procedure, visit.application)
        from kiosk.tickets.checklist import checklist_text, draw_checklist

        text = checklist_text(
            procedure, papers, visit.language, self._content.settings.point, self._content.texts
        )
        if self._content.trial:
            text = replace(text, trial=self._content.texts.say("vi", "slip.trial"))
        printer = self._papers.printer
        slip = draw_checklist(text, printer.width_dots, self._papers.pictures, self._papers.fonts)
        outcome = self._printed(slip, CHECKLIST)
        self._world.journal.note("checklist-printed", outcome=outcome.code)
        return Outcome(ListEnded(outcome.code))

    def settle(self) -> None:
        """Note of slips that a crash has cut off that nobody knows, or that they never began; nothing is printed.

        A worker meets the printer meanwhile.
        """
        torn = True
        try:
            torn = self._papers.store.settle() > 0
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="ticket-state", code=broken.code)
        self._world.jobs.submit(lambda: self._get_ready(torn=torn))

    def _get_ready(self, *, torn: bool) -> None:
        try:
            with self._one_at_a_time:
                status = self._papers.printer.get_ready(torn=torn)
        except Exception as broken:  # noqa: BLE001 - whatever the printer is like, there will be a first visit
            code = getattr(broken, "code", type(broken).__name__)
            self._world.journal.note("effect-failed", effect="printer", code=code)
            return
        self.last_status = status.code
        self._heard_of_roll(near_end=status.near_end, sure=status.code == "ready")

    def status(self) -> PrinterStatus:
        """Ask the printer how it is; a slip under way comes out first."""
        with self._one_at_a_time:
            status = self._papers.printer.status()
        self.last_status = status.code
        self._heard_of_roll(near_end=status.near_end, sure=status.code == "ready")
        return status

    def put_out(self, slip: Slip, job: str) -> PrintOutcome:
        """Print a slip that is no ticket."""
        return self._printed(slip, job)

    def _printed(self, slip: Slip, job: str) -> PrintOutcome:
        with self._one_at_a_time:
            outcome = self._papers.printer.print_slip(slip, job)
        self.last_status = "ready" if outcome.code == "printed" else outcome.code
        self._heard_of_roll(near_end=outcome.near_end, sure=outcome.code == "printed")
        return outcome

    def _heard_of_roll(self, *, near_end: bool, sure: bool) -> None:
        """Keep in mind how the roll is; a printer that said nothing has not said that there is enough."""
        if near_end and not self.paper_low:
            self._world.journal.note("paper-low")
        if near_end or sure:
            self.paper_low = near_end

    def _facts(self, visit: RealVisit, secret: TicketSecret, helper: str, *, reprint: bool) -> Facts:
        now = self._world.clock.now()
        procedure = self._content.catalogue.procedures[visit.application.procedure]
        at_home = visit.paper.kind == "home-visit"
        ready = needed_papers(procedure, visit.application) if at_home else ()
        kind = _SLIPS.get(visit.paper.kind, "receipt")
        from kiosk.tickets.words import Facts

        return Facts(
            kind=kind,
            number=shown_number(visit.paper.number),
            issued=now,
            procedure=procedure,
            language=visit.language,
            received=visit.paper.received and kind != "resume",
            due=due(now, procedure.time, self._content.hours.calendar.works),
            expires=(now + KEPT_FOR).date() if kind == "resume" else None,
            helper=helper,
            reprint=reprint,
            trial=self._content.trial,
            secret=secret,
            ready=tuple(paper.name.in_language(visit.language) for paper in ready),
            hoped=self._hoped(visit) if at_home else "",
            counter=visit.way == "counter" and kind == "receipt",
            portal_code=visit.portal.code if visit.way == "portal" and kind == "receipt" else None,
            absent=visit.absent is not None,
        )

    def _hoped(self, visit: RealVisit) -> str:
        """Return the day that was hoped for, within a sentence; "" for none."""
        told = hoped_day(self._content.catalogue, visit)
        if not told:
            return ""
        today = self._world.clock.now().date()
        return day_words(self._content.texts, visit.language, date.fromisoformat(told), today)

    def _note(self, ticket_id: TicketId, state: TicketState) -> None:
        try:
            self._papers.store.set_state(ticket_id, state)
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="ticket-state", code=broken.code)

    def _count_reprint(self, ticket_id: TicketId) -> None:
        try:
            self._papers.store.count_reprint(ticket_id)
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="reprint", code=broken.code)


def _state(outcome: PrintOutcome) -> TicketState:
    """Return what is kept of an outcome: "printed" by the printer's word alone, "failed" when it cannot be out."""
    if outcome.code == "printed":
        return "printed"
    return "unknown" if outcome.code == "unknown" or outcome.pending else "failed"
