"""A saved visit that has come back: going on with it, or deleting it everywhere; and a ticket that is lost."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit.choosing import ask_on
from kiosk.visit.copies import Copies
from kiosk.visit.effects import Audit, ForgetCopies, ForgetDraft, ReleaseLease
from kiosk.visit.events import Back, Decide, ForgetSaved, GoOn, OpenLost
from kiosk.visit.reports import DraftForgotten, NotForgotten
from kiosk.visit.states import Asked, Complaint, Paper, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, wiped


@on(GoOn, State.RESUMED)
def go_on_with_it(context: Context, visit: Visit, __: GoOn) -> Step:
    """To the first open question, or to the review."""
    procedure = context.catalogue.procedures.get(visit.asked.procedure)
    return go(visit, State.HOME) if procedure is None else ask_on(procedure, visit)


@on(ForgetSaved, State.RESUMED, State.START_OVER)
def ask_whether_to_forget(_: Context, visit: Visit, __: ForgetSaved) -> Step:
    """Ask once: what is deleted here is deleted everywhere."""
    if visit.saved != "open":
        return refuse(visit, "not-asked")
    before = visit.behind or State.RESUMED
    return go(visit, State.FORGET, behind=None, before_forget=before)


@on(Decide, State.FORGET)
def forget_decided(_: Context, visit: Visit, event: Decide) -> Step:
    """Yes deletes; no comes back."""
    if not event.yes:
        return not_forgetting(_, visit, Back())
    return go(visit, State.FORGETTING, ForgetDraft())


@on(Back, State.FORGET)
def not_forgetting(_: Context, visit: Visit, __: Back) -> Step:
    """Back to where it was asked for."""
    return go(visit, visit.before_forget or State.RESUMED, before_forget=None)


@on(DraftForgotten, State.FORGETTING)
def forgotten(_: Context, visit: Visit, event: DraftForgotten) -> Step:
    """It is gone, and what this visit still knows of it goes with it."""
    release = (ReleaseLease("ended"),) if visit.helper is not None else ()
    empty = replace(
        visit,
        asked=Asked(),
        aside={},
        along=None,
        consents=(),
        helper=None,
        way="",
        birth_year=0,
        returns_to=None,
        before_help=None,
        before_save=None,
        before_forget=None,
        paper=Paper(),
        copies=Copies(),
        saved="gone" if event.everywhere else "gone-here",
    )
    forget = (ForgetCopies(),) if visit.copies.kept else ()
    return go(empty, State.FORGOTTEN, *release, *forget, Audit("draft-forgotten"))


@on(NotForgotten, State.FORGETTING)
def not_forgotten(_: Context, visit: Visit, __: NotForgotten) -> Step:
    """Nothing was deleted; it may be tried again."""
    return go(visit, State.FORGET, complaint=Complaint("not-forgotten"))


@on(GoOn, State.FORGOTTEN)
def leave_after_forgetting(_: Context, visit: Visit, __: GoOn) -> Step:
    """Nothing is left of it."""
    return wiped(visit)


@on(OpenLost, State.RESUME)
def ticket_lost(_: Context, visit: Visit, __: OpenLost) -> Step:
    """Tell what a lost ticket means."""
    return go(visit, State.TICKET_LOST)


@on(Back, State.TICKET_LOST)
def ticket_found(_: Context, visit: Visit, __: Back) -> Step:
    """Perhaps it is here after all."""
    return go(visit, State.RESUME)


@on(GoOn, State.TICKET_LOST)
def begin_anew(_: Context, visit: Visit, __: GoOn) -> Step:
    """To the tiles."""
    return go(visit, State.HOME)
