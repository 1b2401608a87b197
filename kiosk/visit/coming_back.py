"""A ticket in hand: back into a saved visit, or the state of what was filed."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from kiosk.procedures.answers import Refused, accept
from kiosk.procedures.types import Procedure
from kiosk.visit.answering import known_to
from kiosk.visit.copies import Copies
from kiosk.visit.effects import OpenTicket, UnlockDraft
from kiosk.visit.ending import EARLIEST_YEAR
from kiosk.visit.events import Back, EnterTicket, EnterYear, Language
from kiosk.visit.noting import cleaned
from kiosk.visit.reports import DraftFound, DraftOpened, StatusFound, TicketRefused, WardUnasked
from kiosk.visit.states import Asked, Complaint, Given, Paper, State, Visit
from kiosk.visit.table import Context, Step, go, on, stay


@on(EnterTicket, State.RESUME)
def ticket_typed(_: Context, visit: Visit, event: EnterTicket) -> Step:
    """Look the typed ticket up; the visit itself never keeps its digits."""
    return go(visit, State.LOOKING, OpenTicket(event.digits), birth_year=0)


@on(Back, State.RESUME, State.STATUS, State.RESUME_YEAR)
def leave_ticket(_: Context, visit: Visit, __: Back) -> Step:
    """Back to the tiles."""
    return go(visit, State.HOME, status=None)


@on(DraftFound, State.LOOKING)
def draft_found(_: Context, visit: Visit, event: DraftFound) -> Step:
    """Ask for the birth year before anything is shown; a wrong one comes back here with fewer tries."""
    again = visit.birth_year != 0
    complaint = Complaint("wrong-year", number=event.tries_left) if again else None
    return _spoken(go(visit, State.RESUME_YEAR, complaint=complaint, birth_year=0), event.language)


@on(EnterYear, State.RESUME_YEAR)
def year_for_opening(context: Context, visit: Visit, event: EnterYear) -> Step:
    """Try the year on the found draft."""
    if not EARLIEST_YEAR <= event.year <= context.today.year:
        return stay(visit, complaint=Complaint("bad-year"))
    return go(visit, State.LOOKING, UnlockDraft(event.year), birth_year=event.year)


@on(TicketRefused, State.LOOKING)
def ticket_refused(_: Context, visit: Visit, __: TicketRefused) -> Step:
    """Wrong, foreign, expired, superseded, tried too often: all the same answer."""
    return _spoken(go(visit, State.RESUME, complaint=Complaint("ticket-refused"), birth_year=0))


@on(WardUnasked, State.LOOKING)
def ward_unasked(_: Context, visit: Visit, __: WardUnasked) -> Step:
    """Nothing here opens it, and the ward cannot be asked: whether it ever opens is not told."""
    return _spoken(go(visit, State.RESUME, complaint=Complaint("ward-unasked"), birth_year=0))


@on(StatusFound, State.LOOKING)
def status_found(_: Context, visit: Visit, event: StatusFound) -> Step:
    """Show where the dossier is."""
    return _spoken(go(visit, State.STATUS, status=event), event.language)


def _spoken(step: Step, printed: Language | Literal[""] = "") -> Step:
    """Return the step in the language of the visit; where nobody has chosen one, in that of the ticket.

    Where that is not known either, for it was printed elsewhere, the languages are laid over the page: it says
    nothing before one of them is touched.
    """
    visit = step.visit
    if not visit.language_open:
        return step
    if printed:
        return Step(replace(visit, language=printed, language_open=False), step.effects)
    return Step(replace(visit, state=State.LANGUAGES, behind=visit.state), step.effects)


@on(DraftOpened, State.LOOKING)
def draft_opened(context: Context, visit: Visit, event: DraftOpened) -> Step:
    """Bring the visit back; no answer is shown yet: the person may also delete what was saved."""
    back = brought_back(context, visit, event)
    if back is None:
        return go(visit, State.RESUME, complaint=Complaint("procedure-gone"), birth_year=0, copies=Copies())
    return go(back, State.RESUMED, saved="open")


def brought_back(context: Context, visit: Visit, event: DraftOpened) -> Visit | None:
    """Return the visit with language, papers and answers; None where the procedure is gone.

    Answers are held to today's rules, and consent is asked for anew: it was given in a visit that has ended.
    What was answered before the ticket was shown may be somebody else's: it does not come along.
    """
    procedure = context.catalogue.procedures.get(event.procedure)
    if procedure is None:
        return None
    answers = {}
    told = {name: Given(value, "resident") for name, (value, _) in event.answers.items()}
    known = known_to(procedure, Asked(apart=event.apart, answers=told))
    for question in procedure.questions:
        value, by = event.answers.get(question.id, ("", ""))
        if not by or question.type == "bank_account":
            continue
        verdict = accept(
            question, value, context.today, event.language, lists=context.catalogue.lists, known=known
        )
        if not isinstance(verdict, Refused):
            doubt = verdict.warnings[0].code if verdict.warnings else ""
            answers[question.id] = Given(
                verdict.value, "helper" if by == "helper" else "card" if by == "card" else "resident", doubt
            )
    asked = Asked(event.life_event, event.apart, event.procedure, event.papers, answers, event.asking)
    was = {name: value for name, value in event.helped.was.items() if name in answers}
    by, note = event.helped.by, cleaned(event.helped.note)
    asked = replace(asked, changed=frozenset(was), was=was, changed_by=by, note=note)
    return replace(
        visit,
        language=event.language,
        language_open=False,
        asked=asked,
        aside={},
        birth_year=event.birth_year,
        consents=(),
        way="",
        paper=Paper(),
        copies=_copies(procedure, event),
    )


def _copies(procedure: Procedure, event: DraftOpened) -> Copies:
    """Return the copies that still lie here, of papers that may still be copied."""
    known = {paper.id for paper in procedure.papers if paper.scan}
    return Copies(kept={paper: pages for paper, pages in event.copies.items() if paper in known})
