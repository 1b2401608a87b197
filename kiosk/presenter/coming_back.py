"""The screens for a ticket in hand: reading it, the birth year."""

from __future__ import annotations

from kiosk.presenter.ending import year_page
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Entry
from kiosk.visit.events import OpenLost
from kiosk.visit.states import State

TICKET_DIGITS = 34


@paints(State.RESUME)
def resume(stage: Stage) -> Fields:
    """Hold the ticket under the scanner, or type its digits."""
    entry = Entry(question="ticket", kind="ticket", send="ticket", most=TICKET_DIGITS, groups=(4,) * 9)
    return {
        "layout": "numbers",
        "question": stage.say("resume.ask"),
        "detail": stage.say("resume.detail"),
        "picture": "scan-ticket",
        "entry": entry,
        "banner": stage.complaint(),
        "side_choices": (stage.button("lost", "ticket-lost.open", OpenLost(), picture="lost-papers"),),
    }


@paints(State.RESUME_YEAR)
def resume_year(stage: Stage) -> Fields:
    """The birth year before anything is shown."""
    return year_page(stage, "resume-year.ask", "resume-year.detail")
