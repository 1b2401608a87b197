"""Language, life event, sibling questions: from the first touch to the right procedure."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.procedures.heads import Head
from kiosk.procedures.types import Procedure
from kiosk.visit.answering import first_open, last_page, papers_to_mark, rows_confirmed
from kiosk.visit.copies import Copies
from kiosk.visit.effects import Audit, Effect, ForgetCopies, OpenTicket, SearchCatalogue
from kiosk.visit.events import (
    Back,
    ChooseApart,
    ChooseLanguage,
    ChooseLifeEvent,
    ChooseProcedure,
    GoOn,
    HavePapers,
    HaveTicket,
    MarkPaper,
    TurnPage,
)
from kiosk.visit.reports import SlideDue, TicketScanned
from kiosk.visit.seeking import Sought
from kiosk.visit.states import Asked, Helper, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay, wiped

_ANSWERED: Final = (State.RESUME_YEAR, State.STATUS, State.LANGUAGES)
"""Where something stands that a ticket has been answered by."""


@on(SlideDue, State.ATTRACT)
def next_slide(_: Context, visit: Visit, __: SlideDue) -> Step:
    """Nobody has touched anything: another slide."""
    return stay(visit, page=visit.page + 1)


@on(ChooseLanguage, State.ATTRACT)
def begin(context: Context, visit: Visit, event: ChooseLanguage) -> Step:
    """The first touch picks the language. With nobody on duty that is told once, before anything is asked."""
    following = State.HOME if context.attended else State.UNATTENDED
    return go(visit, following, language=event.language)


@on(GoOn, State.UNATTENDED)
def alone(_: Context, visit: Visit, __: GoOn) -> Step:
    """The person begins alone."""
    return go(visit, State.HOME)


@on(TicketScanned, State.ATTRACT, State.UNATTENDED, State.HOME, State.RESUME, *_ANSWERED)
def look_up_scanned(_: Context, visit: Visit, event: TicketScanned) -> Step:
    """A ticket under the scanner is an answer by itself; on the first screen nobody has chosen a language yet.

    Where another ticket has been answered it may be somebody else who stands here now: nothing of the former stays.
    The same one, which may still lie under the scanner, changes nothing there.
    """
    laid_over = visit.state is State.LANGUAGES and not visit.language_open
    if laid_over or (event.again and visit.state in _ANSWERED):
        return refuse(visit, "not-now")
    unchosen = visit.language_open or visit.state is State.ATTRACT
    return go(
        visit, State.LOOKING, OpenTicket(), birth_year=0, language_open=unchosen, status=None, behind=None
    )


@on(HaveTicket, State.HOME)
def have_ticket(_: Context, visit: Visit, __: HaveTicket) -> Step:
    """Show how to hold the ticket, and a pad to type it."""
    return go(visit, State.RESUME)


@on(ChooseLifeEvent, State.HOME)
def choose_life_event(context: Context, visit: Visit, event: ChooseLifeEvent) -> Step:
    """Go towards the one procedure of this life event; answers for another one are laid aside, not lost."""
    if event.life_event not in {known.id for known in context.catalogue.events}:
        return refuse(visit, "unknown-life-event")
    if visit.asked.life_event != event.life_event:
        visit = replace(laid_aside(visit), asked=Asked(life_event=event.life_event))
    return _told("event", _narrow(context, replace(visit, asked=replace(visit.asked, apart={}))))


@on(ChooseApart, State.APART)
def choose_apart(context: Context, visit: Visit, event: ChooseApart) -> Step:
    """Take the answer to a sibling question and ask the next one, if any still tells candidates apart."""
    question = context.catalogue.next_apart(visit.asked.life_event, visit.asked.apart)
    if (
        question is None
        or question.id != event.question
        or event.choice not in {c.id for c in question.choices}
    ):
        return refuse(visit, "not-asked")
    apart = {**visit.asked.apart, event.question: event.choice}
    return _told(
        f"apart:{event.question}", _narrow(context, replace(visit, asked=replace(visit.asked, apart=apart)))
    )


def _told(what: str, step: Step) -> Step:
    """Return the step with what was chosen read back on the page that it leads to."""
    return Step(replace(step.visit, told=what), step.effects)


@on(ChooseProcedure, State.SIBLINGS)
def choose_procedure(context: Context, visit: Visit, event: ChooseProcedure) -> Step:
    """Take one of the procedures shown side by side."""
    candidates = context.catalogue.candidates(visit.asked.life_event, visit.asked.apart)
    found = next((p for p in candidates if p.code == event.code), None)
    return enter(visit, found) if found else refuse(visit, "not-asked")


def _narrow(context: Context, visit: Visit) -> Step:
    asked = visit.asked
    candidates = context.catalogue.candidates(asked.life_event, asked.apart)
    if len(candidates) > 1 and context.catalogue.next_apart(asked.life_event, asked.apart) is not None:
        return go(visit, State.APART)
    if len(candidates) > 1:
        return go(visit, State.SIBLINGS)
    if candidates:
        return enter(visit, candidates[0])
    return go(
        laid_aside(visit),
        State.REFER,
        asked=replace(Asked(), life_event=asked.life_event, apart=asked.apart),
    )


def laid_aside(visit: Visit) -> Visit:
    """Keep the answers for a procedure that the person turns away from, should they come back to it."""
    if not visit.asked.procedure:
        return visit
    return replace(visit, aside={**visit.aside, visit.asked.procedure: visit.asked})


def enter(visit: Visit, procedure: Procedure | Head) -> Step:
    """Go to the page that tells what the procedure is about; answers for another one are laid aside, not lost.

    Copies made for another one are deleted, but for those that a ticket holds: nobody has agreed to them for this one.
    """
    asked = visit.asked
    forget: tuple[Effect, ...] = ()
    if asked.procedure != procedure.code:
        forget = (ForgetCopies(held=False),) if visit.copies.kept else ()
        visit = replace(laid_aside(visit), copies=Copies())
        before = visit.aside.get(procedure.code, Asked())
        asked = replace(before, life_event=asked.life_event, apart=asked.apart, procedure=procedure.code)
    visit = replace(visit, asked=asked, consents=())
    return go(visit, State.REFER if procedure.kind == "refer" else State.ABOUT, *forget)


@on(GoOn, State.ABOUT)
def begin_form(context: Context, visit: Visit, __: GoOn) -> Step:
    """From what it is about to the papers, or to the first question where none are needed."""
    procedure = context.catalogue.procedures[visit.asked.procedure]
    if papers_to_mark(procedure, visit.asked):
        return go(visit, State.PAPERS)
    return ask_on(procedure, visit)


def ask_on(procedure: Procedure, visit: Visit) -> Step:
    """Go to the first question without an answer, or to the review when there is none."""
    question = first_open(procedure, visit.asked)
    if question is None:
        return go(visit, State.REVIEW)
    return go(visit, State.QUESTION, asked=replace(visit.asked, asking=question.id), returns_to=None)


@on(MarkPaper, State.PAPERS, State.WORKBENCH)
def mark_paper(context: Context, visit: Visit, event: MarkPaper) -> Step:
    """Note whether a paper was brought; not having it never stops anyone."""
    procedure = context.catalogue.procedures[visit.asked.procedure]
    if event.paper not in {p.id for p in papers_to_mark(procedure, visit.asked)}:
        return refuse(visit, "not-asked")
    papers = {**visit.asked.papers, event.paper: event.has}
    gone = event.paper in visit.copies.kept and not event.has
    forget = (ForgetCopies(event.paper),) if gone else ()
    by_helper = isinstance(context.control, Helper) and visit.asked.papers.get(event.paper) is not event.has
    record = (Audit("paper-marked", event.paper),) if by_helper else ()
    return stay(visit, *record, *forget, asked=replace(visit.asked, papers=papers), complaint=None)


@on(HavePapers, State.PAPERS)
def all_papers_here(context: Context, visit: Visit, _: HavePapers) -> Step:
    """Note all papers of this page as brought, and go on."""
    procedure = context.catalogue.procedures[visit.asked.procedure]
    most = context.room(visit).papers
    shown = papers_to_mark(procedure, visit.asked)[visit.page * most : (visit.page + 1) * most]
    papers = {**visit.asked.papers, **{paper.id: True for paper in shown}}
    return papers_done(context, replace(visit, asked=replace(visit.asked, papers=papers)), GoOn())


@on(GoOn, State.PAPERS)
def papers_done(context: Context, visit: Visit, __: GoOn) -> Step:
    """Next page of papers, then the questions."""
    procedure = context.catalogue.procedures[visit.asked.procedure]
    if (visit.page + 1) * context.room(visit).papers < len(papers_to_mark(procedure, visit.asked)):
        return stay(visit, page=visit.page + 1, complaint=None)
    return ask_on(procedure, visit)


_PAGED = (
    State.HOME,
    State.QUEUE,
    State.CALLING,
    State.DEVICES,
    State.LEARN,
    State.APART,
    State.SIBLINGS,
    State.QUESTION,
    State.WHOSE_CARD,
    State.CARD,
    State.REFER,
    State.ABOUT,
    State.REVIEW,
    State.WAYS,
    State.COPIES,
    State.LANGUAGES,
    State.START_OVER,
    State.FORGET,
    State.WORKBENCH,
    State.THANKS,
    State.STATUS,
)


@on(TurnPage, *_PAGED)
def turn_page(_: Context, visit: Visit, event: TurnPage) -> Step:
    """Another page of the same list; what was lit or revealed on the old one is not on the new one."""
    return stay(visit, page=max(0, event.page), revealed="", speaking=-1, complaint=None)


@on(TurnPage, State.CONFIRM)
def turn_confirmed_page(context: Context, visit: Visit, event: TurnPage) -> Step:
    """The next page only after this one has been read aloud: nothing is confirmed unheard."""
    if event.page > visit.page + 1 or event.page < 0 or (event.page > visit.page and not visit.heard):
        return refuse(visit, "not-heard")
    if event.page > last_confirmed(context, visit):
        return refuse(visit, "no-such-page")
    return stay(visit, page=event.page, heard=False, speaking=-1)


def last_confirmed(context: Context, visit: Visit) -> int:
    """Return the last page on which answers are confirmed."""
    rows = rows_confirmed(context.room(visit).rows, visit.language)
    return last_page(context.catalogue.procedures[visit.asked.procedure], visit.asked, rows)


@on(Back, State.HOME, State.UNATTENDED)
def back_to_languages(_: Context, visit: Visit, __: Back) -> Step:
    """From the tiles back to the languages: the visit ends there, so ask first when something has been entered."""
    if visit.has_entries:
        return stay(visit, state=State.START_OVER, behind=State.HOME, speaking=-1)
    return wiped(visit)


@on(Back, State.PAPERS)
def back_from_papers(_: Context, visit: Visit, __: Back) -> Step:
    """One page of papers back, from the first one to what the procedure is about."""
    if visit.page > 0:
        return stay(visit, page=visit.page - 1)
    return go(visit, State.ABOUT)


@on(Back, State.APART, State.SIBLINGS, State.REFER, State.ABOUT)
def back_from_choice(context: Context, visit: Visit, __: Back) -> Step:
    """One page, one sibling question, the search or the home screen back."""
    if visit.state in {State.REFER, State.ABOUT} and visit.page > 0:
        return stay(visit, page=visit.page - 1, speaking=-1)
    if visit.sought.text:
        text = visit.sought.text
        return go(visit, State.SEARCH, SearchCatalogue(text), sought=Sought(text, looking=True))
    asked = visit.asked
    if asked.apart:
        kept = dict(list(asked.apart.items())[:-1])
        before = replace(visit, asked=replace(asked, apart=kept))
        if context.catalogue.next_apart(asked.life_event, kept) is not None:
            return go(before, State.APART)
    siblings = context.catalogue.candidates(asked.life_event, asked.apart)
    if visit.state in {State.ABOUT, State.REFER} and len(siblings) > 1:
        return go(visit, State.SIBLINGS)
    return go(visit, State.HOME)
