"""For somebody who is not here: a helper opens a case for them and holds every page of it.

Who asked, as what, and what was seen of their leave is told first. Nobody but a relative or a neighbour who stands
here may confirm it; any other ends as a saved visit with a ticket, or as a visit at home, and is never filed.
"""

from __future__ import annotations

from kiosk.visit.absence import AUTHORISATIONS, RELATIONS, Absent
from kiosk.visit.answering import papers_to_mark
from kiosk.visit.asking import procedure_of
from kiosk.visit.bench import Bench
from kiosk.visit.checking import hindrance
from kiosk.visit.choosing import all_papers_here, papers_done
from kiosk.visit.day_acts import sees_all
from kiosk.visit.day_events import (
    ChooseAsker,
    ChooseAuthorisation,
    ChooseRelation,
    FinishCase,
    OpenAbsent,
)
from kiosk.visit.effects import Audit, CheckBadge, Effect, ReleaseLease, SealDossier
from kiosk.visit.ending import take_way
from kiosk.visit.events import (
    AskToConfirm,
    Back,
    GoOn,
    HandBack,
    HavePapers,
    HaveTicket,
    OpenLearning,
    OpenSignIn,
    SignOut,
    TakeWay,
    WithdrawConsent,
)
from kiosk.visit.helping import ask_to_confirm, sign_in_failed
from kiosk.visit.homing import begin_along, without_home
from kiosk.visit.queue_events import TakeNumber
from kiosk.visit.queueing import has_begun
from kiosk.visit.reports import BadgeScanned, LeaseEnded, SignInFailed, TicketScanned
from kiosk.visit.states import BUSY, HIDES, RESIDENT_ONLY, Asked, Complaint, State, Visit
from kiosk.visit.table import Context, Step, go, instead, on, refuse, stay, wiped

_FIRST = {State.ABSENT_WHO, State.ABSENT_RELATION, State.ABSENT_AUTHORISATION}
"""Where it is told who asks; nothing has been typed for anybody yet."""
_SIGN_IN = {State.SIGN_IN_BADGE, State.SIGN_IN_PIN}
_HELD = set(State) - BUSY - {State.ATTRACT, State.ABSENT_WAITS, *_SIGN_IN}


@on(OpenAbsent, State.CALLING)
def open_absent(_: Context, visit: Visit, __: OpenAbsent) -> Step:
    """Ask who asks. Nobody else's visit may be under way: its answers are theirs."""
    if visit.calling:
        return refuse(visit, "not-now")
    if not sees_all(visit):
        return go(visit, State.SIGN_IN_PIN, before_help=State.CALLING, wants_day=True)
    if visit.helper is not None and visit.helper.role == "it":
        return stay(visit, complaint=Complaint("it-takes-nothing-over"))
    if has_begun(visit):
        return stay(visit, complaint=Complaint("visit-under-way"))
    return go(visit, State.ABSENT_WHO, absent=Absent())


@on(ChooseAsker, State.ABSENT_WHO)
def choose_asker(_: Context, visit: Visit, event: ChooseAsker) -> Step:
    """Ask what they are to the one who is not here, where that is not said by this."""
    relations = RELATIONS[event.asker]
    known = relations[0] if len(relations) == 1 else ""
    after = State.ABSENT_AUTHORISATION if known else State.ABSENT_RELATION
    return go(visit, after, absent=Absent(event.asker, known))


@on(ChooseRelation, State.ABSENT_RELATION)
def choose_relation(_: Context, visit: Visit, event: ChooseRelation) -> Step:
    """Ask what there is of their leave."""
    absent = visit.absent
    if absent is None or not absent.asked_by or event.relation not in RELATIONS[absent.asked_by]:
        return refuse(visit, "not-asked")
    return go(visit, State.ABSENT_AUTHORISATION, absent=Absent(absent.asked_by, event.relation))


@on(ChooseAuthorisation, State.ABSENT_AUTHORISATION)
def choose_authorisation(_: Context, visit: Visit, event: ChooseAuthorisation) -> Step:
    """On to the tiles, as anybody; what was told so far is recorded, in codes."""
    if visit.absent is None or event.authorisation not in AUTHORISATIONS:
        return refuse(visit, "not-asked")
    absent = Absent(visit.absent.asked_by, visit.absent.relation, event.authorisation)
    return go(visit, State.HOME, Audit("absent-opened", absent.code), absent=absent)


@on(Back, State.ABSENT_WHO, State.ABSENT_RELATION, State.ABSENT_AUTHORISATION)
def one_back(_: Context, visit: Visit, __: Back) -> Step:
    """One question back, from the first one to the board."""
    absent = visit.absent
    if visit.state is State.ABSENT_WHO or absent is None or not absent.asked_by:
        # Papers that were ticked for them are nobody's any more.
        return go(visit, State.CALLING, absent=None, asked=Asked(), aside={}, consents=())
    several = len(RELATIONS[absent.asked_by]) > 1
    if visit.state is State.ABSENT_AUTHORISATION and several:
        return go(visit, State.ABSENT_RELATION)
    return go(visit, State.ABSENT_WHO)


@instead(Back, State.HOME)
def back_from_tiles(_: Context, visit: Visit, __: Back) -> Step:
    """From the tiles back to what was seen of their leave."""
    return go(visit, State.ABSENT_AUTHORISATION)


@instead(GoOn, State.ABOUT)
def begin_case(context: Context, visit: Visit, __: GoOn) -> Step:
    """From what it is about to the papers, and then to all questions at once."""
    papers = papers_to_mark(procedure_of(context, visit), visit.asked)
    return go(visit, State.PAPERS if papers else State.WORKBENCH)


@instead(GoOn, State.PAPERS)
def case_papers_done(context: Context, visit: Visit, event: GoOn) -> Step:
    """Next page of papers, then all questions at once."""
    return _to_bench(papers_done(context, visit, event))


@instead(HavePapers, State.PAPERS)
def case_papers_here(context: Context, visit: Visit, event: HavePapers) -> Step:
    """Note the papers of this page as brought, and go on."""
    return _to_bench(all_papers_here(context, visit, event))


def _to_bench(step: Step) -> Step:
    if step.visit.state is State.PAPERS:
        return step
    return go(step.visit, State.WORKBENCH, *step.effects, returns_to=None)


@on(FinishCase, State.WORKBENCH)
def finish(_: Context, visit: Visit, __: FinishCase) -> Step:
    """Ask how it ends: kept with a ticket, a visit at home, or forgotten."""
    if visit.absent is None:
        return refuse(visit, "not-asked")
    return go(visit, State.ABSENT_WAYS)


@instead(HandBack, State.WORKBENCH)
def nobody_to_hand_back_to(context: Context, visit: Visit, _: HandBack) -> Step:
    """Whose it is does not stand here."""
    return finish(context, visit, FinishCase())


@instead(Back, State.WORKBENCH)
def back_from_bench(context: Context, visit: Visit, _: Back) -> Step:
    """Leaving the form asks how it ends."""
    return finish(context, visit, FinishCase())


@instead(WithdrawConsent, State.WORKBENCH)
def nothing_to_withdraw(context: Context, visit: Visit, _: WithdrawConsent) -> Step:
    """Nobody who stands here goes on alone with somebody else's answers."""
    return finish(context, visit, FinishCase())


@instead(SignOut, State.WORKBENCH)
def asked_before_leaving(context: Context, visit: Visit, _: SignOut) -> Step:
    """Keep it first, or let it be forgotten."""
    return finish(context, visit, FinishCase())


@instead(AskToConfirm, State.WORKBENCH)
def confirm_for_them(context: Context, visit: Visit, event: AskToConfirm) -> Step:
    """Read it to the one who asks, where they stand here and may confirm it; nobody else may."""
    if visit.absent is None or not visit.absent.may_file:
        return stay(visit, complaint=Complaint("absent-no-confirm"))
    return ask_to_confirm(context, visit, event)


@on(Back, State.ABSENT_WAYS)
def on_with_case(_: Context, visit: Visit, __: Back) -> Step:
    """Back to the answers, and from where somebody should come to back to those of the application."""
    return go(without_home(visit), State.WORKBENCH)


@on(TakeWay, State.ABSENT_WAYS)
def case_ends(context: Context, visit: Visit, event: TakeWay) -> Step:
    """Keep it with a ticket, or ask for a visit at home, where somebody asks them themselves. Nothing is filed.

    For the visit it is asked where and when; the application goes along as far as it was told.
    """
    if event.way == "with-helper":
        return refuse(visit, "not-asked")
    if event.way == "save":
        return take_way(context, visit, event)
    begun = begin_along(context, visit)
    if begun is not None:
        return begun
    against = hindrance(context, visit)
    if against is not None:
        return stay(visit, complaint=against)
    effects: tuple[Effect, ...] = (Audit("home-visit-asked"), SealDossier("home-visit"))
    return go(visit, State.SEALING, *effects, way="home-visit", before_save=State.ABSENT_WAYS)


@instead(TakeWay, State.WAYS, State.WAIT_HELPER)
def no_other_way(_: Context, visit: Visit, __: TakeWay) -> Step:
    """These pages are of somebody who is here."""
    return refuse(visit, "not-asked")


def not_for_them(_: Context, visit: Visit, __: object) -> Step:
    """Nothing but their own case is begun here."""
    return refuse(visit, "case-open")


for _other in (HaveTicket, OpenLearning, TakeNumber, TicketScanned):
    instead(_other, State.HOME)(not_for_them)


@instead(GoOn, State.TICKET_OUT, State.TICKET_FAILED)
def case_over(_: Context, visit: Visit, __: GoOn) -> Step:
    """Nobody is asked how it was: whose it is was not here."""
    return wiped(visit)


# --- the helper has gone ------------------------------------------------------------------------------------


@instead(BadgeScanned, *(_HELD - RESIDENT_ONLY - HIDES - {State.OVERRIDE}))
def badge_ends(_: Context, visit: Visit, event: BadgeScanned) -> Step:
    """The helper's own badge shown again closes it; anybody else's does nothing."""
    if visit.helper is None:
        return refuse(visit, "not-now")
    if event.helper != visit.helper.id:
        refused = Audit("sign-in-refused", "helper-is-here", event.helper)
        return stay(visit, refused, complaint=Complaint("helper-is-here"))
    return _waits(visit, "badge-out")


@instead(LeaseEnded, *_HELD)
def case_waits(_: Context, visit: Visit, __: LeaseEnded) -> Step:
    """The helper is gone: nothing of the case is seen, and nobody but a helper opens it again."""
    if visit.helper is None:
        return refuse(visit, "no-helper")
    return _waits(visit, "ended")


def _waits(visit: Visit, why: str) -> Step:
    gone = ReleaseLease("ended")
    if (visit.behind or visit.state) in _FIRST:
        return wiped(visit, Audit("absent-left", why), gone)
    fresh = {"helper": None, "behind": None, "returns_to": None, "before_help": None, "bench": Bench()}
    return go(visit, State.ABSENT_WAITS, Audit("absent-left", why), gone, **fresh)


@on(BadgeScanned, State.ABSENT_WAITS)
def badge_for_case(_: Context, visit: Visit, event: BadgeScanned) -> Step:
    """The PIN, too, but of whoever is signed in here: what is opened is somebody's own."""
    if event.signed_in:
        return go(visit, State.SIGNING_IN, CheckBadge(), before_help=State.ABSENT_WAITS)
    return go(visit, State.SIGN_IN_PIN, before_help=State.ABSENT_WAITS)


@on(OpenSignIn, State.ABSENT_WAITS)
def type_badge_for_case(_: Context, visit: Visit, __: OpenSignIn) -> Step:
    """Where there is no scanner."""
    return go(visit, State.SIGN_IN_BADGE, before_help=State.ABSENT_WAITS)


@instead(SignInFailed, State.SIGNING_IN)
def case_stays_shut(context: Context, visit: Visit, event: SignInFailed) -> Step:
    """Ask again, or wait for another badge."""
    step = sign_in_failed(context, visit, event)
    if step.visit.state is State.SIGN_IN_PIN:
        return step
    return go(visit, State.ABSENT_WAITS, *step.effects, before_help=None, complaint=step.visit.complaint)
