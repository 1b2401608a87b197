"""The helper: called, signed in, let in by the resident's consent, working, handing back."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from kiosk.visit.answering import asked_questions, last_page, rows_confirmed
from kiosk.visit.asking import procedure_of
from kiosk.visit.bench import Bench
from kiosk.visit.benching import is_at_bench
from kiosk.visit.checking import hindrance
from kiosk.visit.devices import close_devices, is_at_devices, open_devices
from kiosk.visit.effects import (
    Audit,
    BeginDuty,
    CheckBadge,
    CheckPin,
    Effect,
    EndCall,
    EndDuty,
    GrantLease,
    HoldBadge,
    ReleaseLease,
    SealDossier,
)
from kiosk.visit.ending import before_consent, filing_agreed, how_given, may_process
from kiosk.visit.events import (
    AskToConfirm,
    Back,
    Decide,
    EnterBadge,
    EnterPin,
    HandBack,
    OpenSignIn,
    RevealAnswer,
    SignOut,
)
from kiosk.visit.filing_ways import filing_way
from kiosk.visit.going_round import round_over
from kiosk.visit.helper_events import StopCalling
from kiosk.visit.homing import asks_home
from kiosk.visit.kinds import PracticeVisit
from kiosk.visit.on_portal import OnPortal
from kiosk.visit.portaling import begin as begin_portal
from kiosk.visit.queueing import helper_of, is_on_board, open_board, unheld
from kiosk.visit.reports import HelperSignedIn, LeaseEnded, PinWanted, SignInFailed
from kiosk.visit.states import BUSY, Complaint, Consent, Helper, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay
from kiosk.wire.checkdigits import is_valid, plain_digits

BEFORE_SIGN_IN = (
    State.APART,
    State.SIBLINGS,
    State.PAPERS,
    State.QUESTION,
    State.REVIEW,
    State.WAYS,
    State.WAIT_HELPER,
    State.REFER,
    State.ABOUT,
    State.SHOW,
)
"""Where a badge may be shown: somewhere in a visit that is not a page of the resident's alone."""


BEFORE_VISITS = frozenset({State.HOME, State.UNATTENDED, State.QUEUE})
"""Where nobody's visit is under way; the helper's badge opens what is the point's own."""


@on(OpenSignIn, State.WAIT_HELPER)
def open_sign_in(_: Context, visit: Visit, __: OpenSignIn) -> Step:
    """Type the badge, where there is no scanner."""
    return go(visit, State.SIGN_IN_BADGE)


@on(OpenSignIn, State.HELP)
def sign_in_from_help(_: Context, visit: Visit, __: OpenSignIn) -> Step:
    """The helper who has come types the badge, wherever one may be shown."""
    if not may_sign_in(visit):
        return refuse(visit, "not-now")
    under = visit.behind or State.HOME
    stood = visit.before_help if under is State.WAIT_HELPER else under
    before = State.HOME if stood is State.UNATTENDED else stood
    return go(visit, State.SIGN_IN_BADGE, behind=None, before_help=before)


def may_sign_in(visit: Visit) -> bool:
    """Tell whether a helper may sign in from under the page that says that help comes."""
    return visit.helper is None and (visit.behind or State.HOME) in {*BEFORE_SIGN_IN, *BEFORE_VISITS}


@on(EnterBadge, State.SIGN_IN_BADGE)
def badge_typed(_: Context, visit: Visit, event: EnterBadge) -> Step:
    """Keep the typed badge with the engine, and see whether the PIN is needed; a mistyped one is told at once."""
    if not is_valid(plain_digits(event.text) or ""):
        return stay(visit, complaint=Complaint("unknown-badge"))
    return go(visit, State.SIGNING_IN, HoldBadge(event.text), CheckBadge())


@on(PinWanted, State.SIGNING_IN)
def pin_wanted(_: Context, visit: Visit, __: PinWanted) -> Step:
    """Whoever is not signed in here yet tells the PIN."""
    return go(visit, State.SIGN_IN_PIN)


@on(EnterPin, State.SIGN_IN_PIN)
def pin_typed(_: Context, visit: Visit, event: EnterPin) -> Step:
    """Let the engine check badge and PIN."""
    return go(visit, State.SIGNING_IN, CheckPin(event.pin))


@on(SignInFailed, State.SIGNING_IN)
def sign_in_failed(_: Context, visit: Visit, event: SignInFailed) -> Step:
    """Ask again; when the badge itself is of no use, go back to waiting, or to where it was shown."""
    complaint = Complaint(event.code, number=event.wait)
    effects = (Audit("sign-in-refused", event.code, event.helper),) if event.helper else ()
    if event.code == "wrong-pin":
        return go(visit, State.SIGN_IN_PIN, *effects, complaint=complaint)
    if visit.helper is not None and event.code != "wait":
        # Whoever stands at the board guesses at a PIN that is not theirs.
        gone = ReleaseLease("ended")
        return go(visit, State.HOME, *effects, gone, helper=None, before_help=None, complaint=complaint)
    if visit.before_help in {State.HOME, State.QUEUE, State.CALLING}:
        return go(visit, visit.before_help, *effects, before_help=None, complaint=complaint)
    return go(visit, State.WAIT_HELPER, *effects, complaint=complaint)


@on(HelperSignedIn, State.SIGNING_IN)
def helper_signed_in(context: Context, visit: Visit, event: HelperSignedIn) -> Step:
    """The helper is who they say. Off shift, or with a list that has run out, they say why they help all the same."""
    helper = helper_of(event)
    record = Audit("signed-in", "on-duty" if event.again else event.override, event.helper)
    if event.again:
        return admitted(context, visit, helper, record)
    if event.override:
        return go(visit, State.OVERRIDE, record, GrantLease(helper.id), helper=helper)
    return admitted(context, visit, helper, record, BeginDuty(helper.id))


def admitted(context: Context, visit: Visit, helper: Helper, *records: Effect) -> Step:
    """Return what opens for a helper who is in: now the resident decides. Nothing is shown before.

    With nothing to take over, what opens is the point's own: the board, or how its devices are.
    """
    before = visit.before_help or State.HOME
    if visit.absent is not None:
        return case_taken_on(context, visit, helper, *records)
    wants_day = visit.wants_day and before is State.CALLING
    if wants_day or (before in {State.QUEUE, State.HOME} and not isinstance(visit, PracticeVisit)):
        opened = open_board(context, visit, helper, "pin")
        return Step(opened.visit, (*records, *opened.effects))
    procedure = context.catalogue.procedures.get(visit.asked.procedure)
    is_apart = before in {State.HOME, State.CALLING}
    if is_apart or procedure is None or procedure.kind != "form":
        return open_devices(visit, helper, before, *records, GrantLease(helper.id))
    if helper.role == "it":
        nothing = (*records, Audit("take-over-refused", "it", helper.id), ReleaseLease("ended"))
        return go(
            visit, State.WAIT_HELPER, *nothing, helper=None, complaint=Complaint("it-takes-nothing-over")
        )
    over = (ReleaseLease("ended"),) if visit.state is State.OVERRIDE else ()
    return go(visit, State.HANDOVER, *records, *over, helper=helper)


@on(Decide, State.HANDOVER)
def handover(context: Context, visit: Visit, event: Decide) -> Step:
    """The resident lets the helper see and work, or not."""
    if not visit.heard:
        return refuse(visit, "not-heard")
    if not event.yes or visit.helper is None:
        back = visit.before_help or State.WAYS
        return go(visit, back, Audit("take-over-refused"), ReleaseLease("withdrawn"), helper=None)
    consents = (*visit.consents, Consent("helper-sees", context.now, how_given(context, visit)))
    effects = (Audit("take-over-agreed"), GrantLease(visit.helper.id))
    return go(visit, State.WORKBENCH, *effects, consents=consents, filed_by="")


@on(Back, State.SIGN_IN_BADGE, State.SIGN_IN_PIN)
def stop_signing_in(_: Context, visit: Visit, __: Back) -> Step:
    """The resident goes on where they stood."""
    return go(visit, visit.before_help or State.WAYS, before_help=None)


@on(Back, State.WAIT_HELPER)
def stop_waiting(_: Context, visit: Visit, __: Back) -> Step:
    """The resident goes on where they stood, and nobody is called any more."""
    effects = EndCall(), Audit("help-stopped")
    return go(visit, visit.before_help or State.WAYS, *effects, before_help=None)


@on(StopCalling, State.WAIT_HELPER)
def stop_calling(context: Context, visit: Visit, _: StopCalling) -> Step:
    """Never mind."""
    return stop_waiting(context, visit, Back())


@on(RevealAnswer, State.WORKBENCH, State.QUESTION)
def reveal(context: Context, visit: Visit, event: RevealAnswer) -> Step:
    """Show one masked answer; looking is recorded, the answer is not."""
    if visit.state is State.QUESTION and not is_at_bench(visit):
        return refuse(visit, "not-now")
    if event.question not in {q.id for q in asked_questions(procedure_of(context, visit), visit.asked)}:
        return refuse(visit, "not-asked")
    return stay(visit, Audit("answer-revealed", event.question), revealed=event.question)


@on(HandBack, State.WORKBENCH)
def hand_back(_: Context, visit: Visit, __: HandBack) -> Step:
    """The resident goes on alone; answers kept, eyes closed."""
    return go(visit, State.REVIEW, Audit("handed-back"), ReleaseLease("handed-back"), helper=None)


@on(SignOut, State.WORKBENCH)
def sign_out(_: Context, visit: Visit, __: SignOut) -> Step:
    """The helper leaves the point."""
    gone = (EndDuty(visit.helper.id, "button"),) if visit.helper is not None else ()
    out = (Audit("signed-out", "button"), *gone, ReleaseLease("signed-out"))
    return go(visit, State.REVIEW, *out, helper=None)


@on(LeaseEnded, *(set(State) - BUSY - {State.ATTRACT}))
def lease_ended(_: Context, visit: Visit, event: LeaseEnded) -> Step:
    """The helper is gone or was too long away: close their sight, keep the answers."""
    if visit.helper is None:
        return refuse(visit, "no-helper")
    if visit.round is not None:
        return round_over(visit, event.why)
    if is_on_board(visit) or is_at_devices(visit, State.CALLING):
        return unheld(visit)
    if (visit.behind or visit.state) is State.OVERRIDE:
        return leave_override(replace(visit, behind=None))
    if is_at_devices(visit) and not is_at_devices(visit, State.WORKBENCH):
        return close_devices(visit)
    return go(
        visit,
        State.REVIEW,
        Audit("lease-ended", event.why),
        ReleaseLease("ended"),
        helper=None,
        behind=None,
        returns_to=None,
        bench=Bench(),
        portal=OnPortal(),
        way="" if visit.way == "portal" else visit.way,
        complaint=Complaint("helper-gone"),
    )


def case_taken_on(context: Context, visit: Visit, helper: Helper, *records: Effect) -> Step:
    """Return what opens of a case for somebody who is not here, which its helper had left."""
    if helper.role == "it":
        gone = ReleaseLease("ended")
        complaint = Complaint("it-takes-nothing-over")
        return go(
            visit, State.ABSENT_WAITS, *records, gone, helper=None, before_help=None, complaint=complaint
        )
    procedure = context.catalogue.procedures.get(visit.asked.procedure)
    form = procedure is not None and procedure.kind == "form"
    effects = (*records, Audit("absent-taken-on", "", helper.id), GrantLease(helper.id))
    after = State.WORKBENCH if form else State.HOME
    return go(visit, after, *effects, helper=helper, before_help=None)


def leave_override(visit: Visit) -> Step:
    """Return where the question came from: the helper's board, or where the resident stood.

    Whoever was asked at the board because of its PIN sees no more there than before: the badge alone.
    """
    helper = visit.helper
    if visit.before_help is State.CALLING and helper is not None and helper.override:
        out = Audit("signed-out", "no-override", helper.id)
        badge_only = structs.replace(helper, by_badge=True)
        return go(visit, State.CALLING, out, helper=badge_only, before_help=None)
    if visit.before_help is State.CALLING:
        return go(visit, State.CALLING, before_help=None)
    back = visit.before_help or State.WAYS
    gone = (Audit("signed-out", "no-override"), ReleaseLease("ended"))
    return go(visit, back, *gone, helper=None, before_help=None)


@on(AskToConfirm, State.WORKBENCH)
def ask_to_confirm(context: Context, visit: Visit, __: AskToConfirm) -> Step:
    """Read the whole application to the resident, once nothing is missing or contradictory.

    A helper who came before consent was asked for: that comes first.
    """
    against = hindrance(context, visit)
    if against is not None:
        return stay(visit, complaint=against)
    return go(visit, State.CONFIRM if may_process(visit) else State.CONSENT, Audit("asked-to-confirm"))


@on(Decide, State.CONFIRM)
def confirm(context: Context, visit: Visit, event: Decide) -> Step:
    """The resident's own yes sends the application; no goes back to the helper."""
    if not visit.heard:
        return refuse(visit, "not-heard")
    if not event.yes:
        return go(visit, State.WORKBENCH, Audit("not-confirmed"))
    rows = rows_confirmed(context.room(visit).rows, visit.language)
    if visit.page < last_page(procedure_of(context, visit), visit.asked, rows):
        return refuse(visit, "not-heard")
    against = hindrance(context, visit)
    if against is not None:
        return go(visit, State.WORKBENCH, Audit("not-confirmed"), complaint=against)
    given = Consent("file", context.now, how_given(context, visit))
    visit = replace(visit, consents=filing_agreed(visit, given))
    if asks_home(context.catalogue, visit):
        effects = (Audit("confirmed"), Audit("home-visit-asked"), SealDossier("home-visit"))
        return go(visit, State.SEALING, *effects, way="home-visit", before_save=State.WORKBENCH)
    if filing_way(context, visit) == "portal":
        return begin_portal(visit, Audit("confirmed"))
    if filing_way(context, visit) == "counter":
        effects = (Audit("confirmed"), Audit("counter-chosen"), SealDossier("counter"))
        return go(visit, State.SEALING, *effects, way="counter", before_save=State.WORKBENCH)
    return go(visit, State.SEALING, Audit("confirmed"), SealDossier("desk"), way="with-helper")


@on(Back, State.CONFIRM)
def back_to_helper(_: Context, visit: Visit, __: Back) -> Step:
    """One page back, heard anew; from the first page to the workbench."""
    if visit.page > 0:
        return stay(visit, page=visit.page - 1, heard=False, speaking=-1)
    return go(visit, State.WORKBENCH)


@on(Back, State.WORKBENCH)
def back_from_workbench(context: Context, visit: Visit, __: Back) -> Step:
    """What is open beside the form is closed; leaving the workbench backwards is handing back."""
    if visit.noting:
        return stay(visit, noting=False)
    return hand_back(context, visit, HandBack())


@on(Back, State.CONSENT)
def back_from_consent(_: Context, visit: Visit, __: Back) -> Step:
    """Not decided: back to the answers."""
    return go(visit, before_consent(visit))


@on(Back, State.HANDOVER)
def back_from_handover(_: Context, visit: Visit, __: Back) -> Step:
    """Not decided: the helper is not let in."""
    return go(visit, visit.before_help or State.WAYS, ReleaseLease("withdrawn"), helper=None)
