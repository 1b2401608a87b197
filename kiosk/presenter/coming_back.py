"""The screens for a ticket in hand: reading it, the birth year, where the dossier is."""

from __future__ import annotations

from datetime import date

from kiosk.presenter.due import due_picture, due_words
from kiosk.presenter.ending import year_page
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Banner, Entry, PathStep
from kiosk.visit.events import GoOn, OpenLost
from kiosk.visit.reports import StatusFound
from kiosk.visit.states import State

TICKET_DIGITS = 34

NEW, RECEIVED, NOT_RECEIVED, PROCESSING, MISSING, TO_PAY, WITHDRAWN, STOPPED, DONE, RETURNED = range(1, 11)
_PLACE = {
    NEW: 0,
    RECEIVED: 1,
    NOT_RECEIVED: 1,
    PROCESSING: 2,
    MISSING: 2,
    TO_PAY: 2,
    WITHDRAWN: 2,
    STOPPED: 2,
    DONE: 3,
    RETURNED: 4,
}
"""Which disc of the path each of the ten national status codes stands at."""
_WITHOUT_DAY = {DONE, RETURNED, NOT_RECEIVED, WITHDRAWN, STOPPED}
"""There is no day to wait for any more."""
NOWHERE = -1
"""Still kept in this machine: no disc of the path is reached."""
_PATH = (
    ("sent", "status-sent"),
    ("received", "status-received"),
    ("processing", "status-processing"),
    ("ready", "status-ready"),
    ("returned", "status-returned"),
)


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


@paints(State.STATUS)
def status(stage: Stage) -> Fields:
    """Where the dossier is, as a path of pictures; says when it is only the last known state."""
    known = stage.visit.status
    if known is None:
        raise LookupError("no status")
    place = _PLACE.get(known.status, NOWHERE)
    path = tuple(
        PathStep(
            text=stage.say(f"status.{name}"),
            picture="status-missing" if at == place and known.status in {MISSING, TO_PAY} else picture,
            state="done" if at < place or known.status == RETURNED else "now" if at == place else "to-come",
        )
        for at, (name, picture) in enumerate(_PATH)
    )
    return {
        "layout": "status",
        "question": stage.say(f"status.say.{known.status}"),
        "detail": _promise(stage, known),
        "big": known.number,
        "second_picture": _beside(stage, known),
        "path": path,
        "banner": stage.complaint() or _note(stage, known),
        "go_on": stage.button("done", "status.done", GoOn(), picture="glyphs/yes", style="go"),
    }


def _promise(stage: Stage, known: StatusFound) -> str:
    if known.status in _WITHOUT_DAY:
        return stage.say("status.ask-officer") if known.status in {NOT_RECEIVED, STOPPED} else ""
    if not known.due_date:
        return stage.say("status.no-date")
    return stage.say("status.due", date=due_words(stage, date.fromisoformat(known.due_date)))


def _beside(stage: Stage, known: StatusFound) -> str:
    """Return the picture beside the promise: the leaf of the day, or that it is still kept here."""
    if known.status not in _PLACE:
        return "kept-here"
    if not known.due_date or known.status in _WITHOUT_DAY:
        return ""
    return due_picture(stage, date.fromisoformat(known.due_date))


def _note(stage: Stage, known: StatusFound) -> Banner | None:
    if known.status not in _PLACE:
        return Banner(text=stage.say("status.waiting-here"), picture="no-network", tone="doubt")
    if not known.fresh:
        return Banner(
            text=stage.say("status.last-known", time=known.as_of), picture="no-network", tone="doubt"
        )
    if known.note:
        return Banner(text=known.note, picture="status-missing", tone="stop")
    if known.dossier_code:
        return Banner(text=stage.say("status.code", code=known.dossier_code), picture="ticket")
    return None
