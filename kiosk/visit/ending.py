"""Review, consent, the three ways on, keeping, printing, wiping."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from kiosk.procedures import Catalogue
from kiosk.visit.answering import applicant_birth_year, first_open, previous_question
from kiosk.visit.asking import procedure_of
from kiosk.visit.changing import confirmed
from kiosk.visit.checking import broken_rule, hindrance
from kiosk.visit.copies import Copies
from kiosk.visit.copyable import after_consent
from kiosk.visit.effects import (
    Audit,
    CallHelper,
    Effect,
    PrintTicket,
    ReleaseLease,
    SaveDraft,
    SealDossier,
    SendDossier,
)
from kiosk.visit.events import Back, Decide, EnterYear, GoOn, ReadToMe, TakeWay, TicketInHand, TryPrintAgain
from kiosk.visit.homing import asks_home, begin_along, without_home
from kiosk.visit.reports import (
    DossierKept,
    DossierReceived,
    DossierWaits,
    DraftAtWard,
    DraftKept,
    NotKept,
    PrintEnded,
)
from kiosk.visit.states import OVERLAYS, Complaint, Consent, Paper, Resident, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay, wiped

EARLIEST_YEAR = 1900
WITH_A_NUMBER = (
    State.PRINTING,
    State.TICKET_ASK,
    State.TICKET_FAILED,
    State.TICKET_OUT,
    State.LEAVE_COPY,
    State.LEAVING_COPY,
    State.COPY_LEFT,
    State.THANKS,
    State.PRINTING_LIST,
    State.RATE,
    State.REASON,
)
"""What is kept has a number by then."""


@on(ReadToMe, State.CARD, State.REVIEW, State.CONFIRM)
def read_to_me(_: Context, visit: Visit, __: ReadToMe) -> Step:
    """Show and speak the masked answers too: the person has asked for it."""
    return stay(visit, unmasked=True, speaking=-1, spoken=visit.spoken + 1, slow=False)


@on(GoOn, State.REVIEW)
def reviewed(context: Context, visit: Visit, __: GoOn) -> Step:
    """On to consent when every answer is there and no rule between answers is broken."""
    procedure = procedure_of(context, visit)
    opened = first_open(procedure, visit.asked)
    if opened is not None:
        asked = replace(visit.asked, asking=opened.id)
        return go(visit, State.QUESTION, asked=asked, returns_to=State.REVIEW)
    broken = broken_rule(context, visit)
    if broken is not None:
        return stay(visit, complaint=broken)
    visit = replace(visit, asked=confirmed(visit.asked))
    if may_process(visit) and not asks_home(context.catalogue, visit):
        return after_consent(context, visit)
    return go(visit, State.CONSENT)


@on(Back, State.REVIEW)
def back_to_last_question(context: Context, visit: Visit, __: Back) -> Step:
    """One page back, from the first one to the last question, or to the papers when there is none."""
    if visit.page > 0:
        return stay(visit, page=visit.page - 1, speaking=-1)
    last = previous_question(procedure_of(context, visit), visit.asked, "")
    if last is None:
        return go(visit, State.PAPERS)
    return go(visit, State.QUESTION, asked=replace(visit.asked, asking=last.id), returns_to=None)


@on(Decide, State.CONSENT)
def consent(context: Context, visit: Visit, event: Decide) -> Step:
    """Yes leads on; no leads back to the answers, where "start over" deletes everything."""
    if not visit.heard:
        return refuse(visit, "not-heard")
    if not event.yes:
        complaint = Complaint("no-consent")
        return go(visit, before_consent(visit), Audit("consent-refused", "process"), complaint=complaint)
    consents = (*visit.consents, Consent("process", context.now, how_given(context, visit)))
    visit, record = replace(visit, consents=consents), Audit("consent-given", "process")
    if visit.helper:
        return go(visit, State.CONFIRM, record)
    if asks_home(context.catalogue, visit):
        before = State.REVIEW if visit.along is None else State.WAYS
        return ask_to_come(context, visit, before, record)
    return after_consent(context, visit, record)


def ask_to_come(context: Context, visit: Visit, before: State, *effects: Effect) -> Step:
    """Seal that somebody is asked to come, with the application if there is one. ``before``: where it was chosen."""
    against = hindrance(context, visit)
    if against is not None:
        return go(visit, State.REVIEW, complaint=against, way="", before_save=None)
    given = Consent("file", context.now, how_given(context, visit))
    effects = (*effects, Audit("home-visit-asked"), SealDossier("home-visit"))
    consents = filing_agreed(visit, given)
    return go(visit, State.SEALING, *effects, consents=consents, way="home-visit", before_save=before)


def how_given(context: Context, visit: Visit) -> str:
    """Return how a consent is given, as the record may truthfully state it: by which hand, who stood by, and whether
    touches kept what was asked from being heard to its end.
    """
    by: str = context.control.by if isinstance(context.control, Resident) else "touch"
    if visit.witness.seer:
        by = f"gesture-{visit.witness.seer}"
    beside = "-helper-present" if visit.helper else ""
    return f"{by}{beside}-silenced" if visit.silenced else f"{by}{beside}"


def before_consent(visit: Visit) -> State:
    """Return where the answers stood when consent was asked for: with the helper who holds them, if any."""
    return State.WORKBENCH if visit.helper else State.REVIEW


def may_process(visit: Visit) -> bool:
    """Tell whether the resident has agreed that these answers are used."""
    return any(consent.purpose == "process" for consent in visit.consents)


@on(Back, State.WAYS)
def back_to_review(_: Context, visit: Visit, __: Back) -> Step:
    """To the answers; the consent stands."""
    return go(visit, State.REVIEW)


@on(TakeWay, State.WAYS, State.START_OVER, State.HELP, State.WAIT_HELPER)
def take_way(context: Context, visit: Visit, event: TakeWay) -> Step:
    """With the volunteer now, save and continue later, or a visit at home; saving is offered elsewhere, too."""
    if visit.state is not State.WAYS and event.way != "save":
        return refuse(visit, "not-asked")
    if event.way == "save" and not can_save(context.catalogue, visit):
        return refuse(visit, "nothing-to-save")
    if event.way == "counter" and "counter" not in procedure_of(context, visit).filing.channels:
        return refuse(visit, "not-asked")
    stood = visit.behind or visit.state
    if event.way == "save" and visit.along is not None:
        # The application is what a ticket keeps; it opens at its answers.
        visit, stood = without_home(visit), State.REVIEW
    if stood in {State.SAVE_YEAR, State.NOT_KEPT} and visit.before_save is not None:
        stood = visit.before_save
    visit = replace(visit, way=event.way, behind=None, before_save=stood)
    if event.way == "with-helper":
        return go(visit, State.WAIT_HELPER, CallHelper(), before_help=State.WAYS)
    if event.way == "home-visit":
        begun = begin_along(context, visit) if hindrance(context, visit) is None else None
        return begun or ask_to_come(context, visit, State.WAYS)
    if event.way == "counter":
        return _to_the_counter(context, visit)
    year = visit.birth_year or applicant_birth_year(context.catalogue, visit.asked)
    if not year:
        return go(visit, State.SAVE_YEAR)
    return go(visit, State.SAVING, SaveDraft(), birth_year=year)


def _to_the_counter(context: Context, visit: Visit) -> Step:
    """Seal the application, so that it is there when the person comes to the counter with their papers and ticket."""
    visit = without_home(visit)
    against = hindrance(context, visit)
    if against is not None:
        return go(visit, State.REVIEW, complaint=against, way="", before_save=None)
    consents = filing_agreed(visit, Consent("file", context.now, how_given(context, visit)))
    return go(visit, State.SEALING, Audit("counter-chosen"), SealDossier("counter"), consents=consents)


def filing_agreed(visit: Visit, given: Consent) -> tuple[Consent, ...]:
    """Return the consents with this one to filing; an earlier one, to a filing that failed, counts no more."""
    return (*(consent for consent in visit.consents if consent.purpose != "file"), given)


def can_save(catalogue: Catalogue, visit: Visit) -> bool:
    """Tell whether there is a form under way that no ticket of this visit stands for yet.

    Of a case that a helper has left behind only another helper disposes.
    """
    procedure = catalogue.procedures.get(visit.asked.procedure)
    unheld = visit.absent is not None and visit.helper is None
    return procedure is not None and procedure.kind == "form" and not visit.paper.number and not unheld


@on(EnterYear, State.SAVE_YEAR)
def year_for_saving(context: Context, visit: Visit, event: EnterYear) -> Step:
    """Take the birth year that will guard the saved visit."""
    if not EARLIEST_YEAR <= event.year <= context.today.year:
        return stay(visit, complaint=Complaint("bad-year"))
    return go(visit, State.SAVING, SaveDraft(), birth_year=event.year)


@on(Back, State.SAVE_YEAR)
def not_saving(_: Context, visit: Visit, __: Back) -> Step:
    """Back to where saving was chosen."""
    return go(visit, visit.before_save or State.REVIEW, way="", before_save=None)


@on(DraftKept, State.SAVING)
def draft_kept(_: Context, visit: Visit, event: DraftKept) -> Step:
    """Committed: only now is a number shown, and the ticket printed."""
    return _print(replace(visit, paper=Paper(event.number, "resume")), "ended")


@on(NotKept, State.SAVING, State.SEALING)
def not_kept(_: Context, visit: Visit, event: NotKept) -> Step:
    """Nothing was promised; the answers are still here and the person may try again or ask for help."""
    if event.code == "copies-gone":
        # What is lost is not promised a second time: the next try goes without.
        visit = replace(visit, copies=Copies())
    return go(visit, State.NOT_KEPT, Audit("not-kept", event.code), complaint=Complaint(event.code))


@on(GoOn, State.NOT_KEPT)
def keep_again(context: Context, visit: Visit, __: GoOn) -> Step:
    """Try once more to keep; the answers are checked again, since the day may have changed."""
    if visit.way == "save":
        return go(visit, State.SAVING, SaveDraft())
    against = hindrance(context, visit)
    if against is not None:
        return go(visit, before_consent(visit), complaint=against)
    return go(
        visit,
        State.SEALING,
        SealDossier(visit.way if visit.way in {"home-visit", "counter", "portal"} else "desk"),
    )


@on(Back, State.NOT_KEPT)
def leave_not_kept(_: Context, visit: Visit, __: Back) -> Step:
    """Back to where the choice was made, answers untouched."""
    if visit.way == "portal" and visit.helper is not None:
        return go(visit, State.PORTAL_CODE)
    if visit.way == "with-helper":
        return go(visit, State.WORKBENCH if visit.helper is not None else State.REVIEW)
    before = visit.before_save or State.WAYS
    # Among the ways on an application is what goes on, and nothing else.
    visit = without_home(visit) if before is State.WAYS else visit
    return go(visit, before, way="", before_save=None)


@on(DossierKept, State.SEALING)
def dossier_kept(_: Context, visit: Visit, event: DossierKept) -> Step:
    """Committed to the outbox; one try to reach the ward before the ticket is printed."""
    paper = Paper(event.number, "home-visit" if visit.way == "home-visit" else "receipt")
    return go(visit, State.SENDING, SendDossier(), paper=paper, asked=confirmed(visit.asked))


@on(DossierReceived, State.SENDING)
def dossier_received(_: Context, visit: Visit, __: DossierReceived) -> Step:
    """The desk's signed receipt is here: the receipt may say so."""
    return _print(replace(visit, paper=replace(visit.paper, received=True)))


@on(DossierWaits, State.SENDING)
def dossier_waits(_: Context, visit: Visit, __: DossierWaits) -> Step:
    """No receipt yet: the ticket says "kept here, will be sent" and promises no date."""
    return _print(visit)


def _print(visit: Visit, why: Literal["filed", "ended"] = "filed") -> Step:
    effects: tuple[Effect, ...] = (PrintTicket(),)
    if visit.helper is not None:
        effects = (ReleaseLease(why), *effects)
    return go(visit, State.PRINTING, *effects, helper=None, before_save=None, returns_to=None)


@on(DossierReceived, *WITH_A_NUMBER, *OVERLAYS)
def received_later(_: Context, visit: Visit, __: DossierReceived) -> Step:
    """The receipt came while the person is still here; the paper in hand stays true, the screen says more."""
    return stay(visit, paper=replace(visit.paper, received=True))


@on(DraftAtWard, *WITH_A_NUMBER, *OVERLAYS)
def kept_at_ward(_: Context, visit: Visit, __: DraftAtWard) -> Step:
    """The desk keeps the saved visit, too: only now may the screen name other points."""
    if visit.paper.kind != "resume":
        return refuse(visit, "not-asked")
    return stay(visit, paper=replace(visit.paper, received=True))


@on(PrintEnded, State.PRINTING)
def print_ended(_: Context, visit: Visit, event: PrintEnded) -> Step:
    """Confirmed: done. Not known: ask. Failed: say what to do; the number stands."""
    following = {"printed": State.TICKET_OUT, "unknown": State.TICKET_ASK}.get(
        event.outcome, State.TICKET_FAILED
    )
    effects = (CallHelper(),) if following is State.TICKET_FAILED else ()
    out = visit.paper.out or event.pending or event.outcome in {"printed", "unknown"}
    return go(visit, following, *effects, paper=replace(visit.paper, outcome=event.outcome, out=out))


@on(TicketInHand, State.TICKET_ASK)
def ticket_in_hand(_: Context, visit: Visit, event: TicketInHand) -> Step:
    """Only the person can tell whether the slip came out."""
    if event.yes:
        return go(visit, State.TICKET_OUT, paper=replace(visit.paper, outcome="printed"))
    return go(visit, State.TICKET_FAILED, CallHelper())


@on(TryPrintAgain, State.TICKET_FAILED, State.TICKET_OUT)
def print_again(_: Context, visit: Visit, __: TryPrintAgain) -> Step:
    """The same ticket once more, marked as a reprint; the secret is still with the open visit."""
    return go(visit, State.PRINTING, PrintTicket(reprint=visit.paper.out))


@on(GoOn, State.STATUS)
def finished(_: Context, visit: Visit, __: GoOn) -> Step:
    """Whoever only looked is done: nobody is asked how it was after a glance, and everything is forgotten."""
    return wiped(visit)
