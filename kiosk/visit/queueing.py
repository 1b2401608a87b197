"""The queue at the point: a number taken on the way in, and the helper's board on which numbers are called.

What stands in line is not the visit's: it asks the engine for what is to be done, and hears that it was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from kiosk.visit.bench import Bench
from kiosk.visit.effects import (
    Audit,
    CheckBadge,
    GrantLease,
    LookAtDay,
    OpenQueue,
    PrintTicket,
    ReleaseLease,
    TakePlace,
    WorkQueue,
)
from kiosk.visit.events import Back, OpenSignIn
from kiosk.visit.queue_events import (
    CallAgain,
    CallNext,
    CallNumber,
    ChooseCounter,
    ChooseTurn,
    MarkAbsent,
    MarkDone,
    PutFirst,
    TakeNumber,
)
from kiosk.visit.reports import (
    BadgeScanned,
    HelperKnown,
    HelperSignedIn,
    NotKept,
    NumberTaken,
    PageHeard,
    QueueChanged,
    SignInFailed,
)
from kiosk.visit.states import Complaint, Helper, Paper, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay, wiped

QUEUE: Literal["queue"] = "queue"
"""The kind of ticket that a number is printed on."""


@on(TakeNumber, State.HOME)
def take_number(context: Context, visit: Visit, _: TakeNumber) -> Step:
    """Ask by pictures whether somebody goes first; nowhere where no numbers are called."""
    return go(visit, State.QUEUE) if context.counters else refuse(visit, "no-queue")


@on(Back, State.QUEUE)
def no_number(_: Context, visit: Visit, __: Back) -> Step:
    """Back to the tiles; nothing was taken."""
    return go(visit, State.HOME)


@on(ChooseTurn, State.QUEUE)
def choose_turn(_: Context, visit: Visit, event: ChooseTurn) -> Step:
    """Take the number. It is told and printed once it is kept."""
    return go(visit, State.TAKING, TakePlace(event.first))


@on(NumberTaken, State.TAKING)
def number_taken(_: Context, visit: Visit, event: NumberTaken) -> Step:
    """Committed: only now the number is told, and printed."""
    return go(visit, State.PRINTING, PrintTicket(), paper=Paper(event.number, QUEUE))


@on(NotKept, State.TAKING)
def no_number_kept(_: Context, visit: Visit, event: NotKept) -> Step:
    """No number was taken: say so, and let the person try again."""
    return go(visit, State.QUEUE, Audit("not-kept", event.code), complaint=Complaint("no-number"))


def left_with_number(visit: Visit) -> Step:
    """Return where somebody goes on who has a number: nowhere; who had begun something stands before the tiles."""
    if has_begun(visit):
        return go(visit, State.HOME, paper=Paper())
    return wiped(visit)


def has_begun(visit: Visit) -> bool:
    """Tell whether somebody's visit is under way beneath the board."""
    return visit.has_entries or visit.saved == "open"


@on(BadgeScanned, State.ATTRACT, State.UNATTENDED, State.HOME, State.QUEUE)
def badge_for_board(context: Context, visit: Visit, event: BadgeScanned) -> Step:
    """A helper's badge where no visit is under way opens the board: nothing on it is anybody's own, so no PIN.

    Where no numbers are called there is nothing to be seen without the PIN, but for whoever is signed in.
    """
    if not context.counters:
        if event.signed_in:
            return go(visit, State.SIGNING_IN, CheckBadge(), before_help=State.HOME)
        return go(visit, State.SIGN_IN_PIN, before_help=State.HOME)
    return go(visit, State.OPENING, OpenQueue())


@on(OpenSignIn, State.QUEUE)
def sign_in_for_board(_: Context, visit: Visit, __: OpenSignIn) -> Step:
    """Without a scanner: by typing badge and PIN."""
    return go(visit, State.SIGN_IN_BADGE, before_help=State.QUEUE)


@on(HelperKnown, State.OPENING)
def helper_known(context: Context, visit: Visit, event: HelperKnown) -> Step:
    """The badge is that of a helper of this ward."""
    return open_board(context, visit, helper_of(event), "badge")


@on(HelperSignedIn, State.OPENING)
def helper_is_in(context: Context, visit: Visit, event: HelperSignedIn) -> Step:
    """The badge is that of a helper who is signed in here: they need no PIN for anything on the board."""
    return open_board(context, visit, helper_of(event), "on-duty")


@on(SignInFailed, State.OPENING)
def badge_refused(_: Context, visit: Visit, event: SignInFailed) -> Step:
    """A badge that opens nothing; why is told where residents begin."""
    effects = (Audit("sign-in-refused", event.code, event.helper),) if event.helper else ()
    return go(visit, State.HOME, *effects, complaint=Complaint(event.code, number=event.wait))


def open_board(
    context: Context, visit: Visit, helper: Helper, by: Literal["badge", "pin", "on-duty"]
) -> Step:
    """Show the board; it is the helper's as long as they do something. Without counters it has no line."""
    effects = (GrantLease(helper.id), Audit("board-opened", by, helper.id))
    theirs = context.counter_of.get(helper.id, 1)
    counter = theirs if theirs <= context.counters else 1
    return go(
        visit,
        State.CALLING,
        *effects,
        LookAtDay(),
        helper=helper,
        before_help=None,
        wants_day=False,
        counter=counter,
        calling="",
    )


def helper_of(event: HelperSignedIn | HelperKnown) -> Helper:
    """Return who it is, and whether more than the badge was asked for."""
    known = isinstance(event, HelperKnown)
    named = (event.shown_name, event.full_name, event.team, event.override)
    return Helper(event.helper, *named, by_badge=known, role=event.role, portrait=event.portrait)


@on(ChooseCounter, State.CALLING)
def choose_counter(context: Context, visit: Visit, event: ChooseCounter) -> Step:
    """Call to another counter from now on."""
    if not 1 <= event.counter <= context.counters:
        return refuse(visit, "no-such-counter")
    return stay(visit, counter=event.counter, complaint=None)


@on(CallNext, State.CALLING)
def call_next(_: Context, visit: Visit, __: CallNext) -> Step:
    """Call the next."""
    return stay(visit, WorkQueue("next", counter=visit.counter))


@on(CallAgain, State.CALLING)
def call_again(_: Context, visit: Visit, __: CallAgain) -> Step:
    """Call the same number once more."""
    return stay(visit, WorkQueue("again", counter=visit.counter))


@on(CallNumber, State.CALLING)
def call_number(_: Context, visit: Visit, event: CallNumber) -> Step:
    """Call a number that had stepped aside and is here now."""
    return stay(visit, WorkQueue("call", event.number, visit.counter))


@on(MarkAbsent, State.CALLING)
def mark_absent(_: Context, visit: Visit, __: MarkAbsent) -> Step:
    """Nobody came: back in line; no need to go on calling."""
    return _called_no_more(visit, WorkQueue("absent", counter=visit.counter))


@on(MarkDone, State.CALLING)
def mark_done(_: Context, visit: Visit, __: MarkDone) -> Step:
    """Served."""
    return _called_no_more(visit, WorkQueue("done", counter=visit.counter))


def _called_no_more(visit: Visit, effect: WorkQueue) -> Step:
    """Do it, and call nobody to this counter any more; a call to another one is heard to its end."""
    return stay(visit, effect, calling="" if visit.calling_to == visit.counter else visit.calling)


@on(PutFirst, State.CALLING)
def put_first(_: Context, visit: Visit, event: PutFirst) -> Step:
    """Whoever a helper sees to be old, ill or with a child goes first, and who is not does no more."""
    return stay(visit, WorkQueue("first" if event.first else "usual", event.number, visit.counter))


@on(QueueChanged, State.CALLING)
def queue_changed(_: Context, visit: Visit, event: QueueChanged) -> Step:
    """It is done, and kept. A number that came up is called aloud."""
    if not event.called:
        return stay(visit, complaint=None)
    return stay(
        visit,
        calling="aloud",
        calling_to=visit.counter,
        spoken=visit.spoken + 1,
        slow=False,
        speaking=-1,
        complaint=None,
    )


@on(NotKept, State.CALLING)
def not_changed(_: Context, visit: Visit, event: NotKept) -> Step:
    """It could not be kept, so nothing has changed and nobody is called."""
    return stay(visit, Audit("not-kept", event.code), complaint=Complaint("no-call"))


@on(PageHeard, State.CALLING)
def called(_: Context, visit: Visit, __: PageHeard) -> Step:
    """The call is over; now the board may close."""
    return close_board(visit) if visit.calling == "last" else stay(visit, calling="", speaking=-1)


@on(Back, State.CALLING)
def leave_board(_: Context, visit: Visit, __: Back) -> Step:
    """Close the board; a call is heard to its end first."""
    return stay(visit, calling="last") if visit.calling else close_board(visit)


def close_board(visit: Visit) -> Step:
    """Return the first screen; who had begun something before the helper came stands before the tiles."""
    if not has_begun(visit):
        return wiped(visit, ReleaseLease("ended"))
    return go(visit, State.HOME, ReleaseLease("ended"), helper=None, calling="")


def is_on_board(visit: Visit) -> bool:
    """Tell whether the helper's board is on the screen, or under a page laid over it or opened from it."""
    stands = visit.behind or visit.state
    if visit.round is not None or stands is State.ROUND_OPENING:
        return True
    asked = stands in {State.SIGN_IN_PIN, State.OVERRIDE} and visit.before_help is State.CALLING
    return stands in {State.CALLING, State.UNLOCK} or asked


def unheld(visit: Visit) -> Step:
    """Return the step when the helper has gone from the board."""
    return close_board(replace(visit, behind=None, before_help=None, bench=Bench()))
