"""The last pages: thanks and what happens next, a printed checklist, five faces, a reason. Then all is forgotten."""

from __future__ import annotations

from typing import Literal

from kiosk.procedures import Catalogue
from kiosk.visit.answering import needed_papers
from kiosk.visit.effects import KeepRating, PrintChecklist
from kiosk.visit.events import Back, GiveReason, GoOn, PrintList, Rate, Reason, Stars
from kiosk.visit.homing import is_for_bereaved
from kiosk.visit.queueing import QUEUE, left_with_number
from kiosk.visit.reports import ListEnded
from kiosk.visit.states import State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, wiped

CONTENT: Stars = 4
"""From so many stars on nobody is asked for a reason."""


@on(GoOn, State.TICKET_OUT)
def ticket_taken(_: Context, visit: Visit, __: GoOn) -> Step:
    """Thank, and show what happens next; who has a number to wait with is called, and told no more."""
    if visit.paper.kind == QUEUE:
        return left_with_number(visit)
    return go(visit, State.THANKS)


@on(GoOn, State.REFER)
def card_read(_: Context, visit: Visit, __: GoOn) -> Step:
    """Nothing was filed: thank, say where to go, and offer the papers to bring as a list."""
    return go(visit, State.THANKS)


@on(GoOn, State.THANKS, State.TICKET_FAILED)
def leave(context: Context, visit: Visit, __: GoOn) -> Step:
    """Ask how it was; in a bereavement nobody is asked, nor who waits until it begins."""
    if visit.paper.kind == QUEUE:
        return left_with_number(visit)
    if is_gentle(context.catalogue, visit):
        return wiped(visit)
    return go(visit, State.RATE)


def is_gentle(catalogue: Catalogue, visit: Visit) -> bool:
    """Tell whether the visit is about something sad."""
    sad = any(event.gentle for event in catalogue.events if event.id == visit.asked.life_event)
    return sad or is_for_bereaved(catalogue, visit)


@on(Back, State.THANKS, State.RATE, State.REASON)
def back_to_the_end(_: Context, visit: Visit, __: Back) -> Step:
    """One page back; a rating that was touched by mistake is taken back."""
    if visit.state is State.REASON:
        return go(visit, State.RATE, stars=0)
    if visit.state is State.THANKS:
        return go(visit, State.TICKET_OUT if visit.paper.kind else State.REFER)
    failed = visit.paper.kind and visit.paper.outcome != "printed"
    return go(visit, State.TICKET_FAILED if failed else State.THANKS)


@on(PrintList, State.THANKS)
def print_list(context: Context, visit: Visit, __: PrintList) -> Step:
    """Print the checklist, where papers are needed at all; again as often as wanted."""
    if not has_list(context.catalogue, visit):
        return refuse(visit, "not-asked")
    return go(visit, State.PRINTING_LIST, PrintChecklist())


def has_list(catalogue: Catalogue, visit: Visit) -> bool:
    """Tell whether there are papers to bring."""
    procedure = catalogue.procedures.get(visit.application.procedure)
    return procedure is not None and bool(needed_papers(procedure, visit.application))


@on(ListEnded, State.PRINTING_LIST)
def list_ended(_: Context, visit: Visit, event: ListEnded) -> Step:
    """Say what became of it; the ticket and its number stand as they were."""
    return go(visit, State.THANKS, checklist=event.outcome)


@on(Rate, State.RATE)
def rate(_: Context, visit: Visit, event: Rate) -> Step:
    """Content: that is all. Else ask why."""
    if event.stars >= CONTENT:
        return wiped(visit, _rated(visit, event.stars))
    return go(visit, State.REASON, stars=event.stars)


@on(GiveReason, State.REASON)
def give_reason(_: Context, visit: Visit, event: GiveReason) -> Step:
    """Keep rating and reason."""
    return wiped(visit, *unkept(visit, event.reason))


@on(GoOn, State.RATE, State.REASON)
def say_nothing(_: Context, visit: Visit, __: GoOn) -> Step:
    """Nobody has to tell anything; what was told already counts."""
    return wiped(visit, *unkept(visit))


def unkept(visit: Visit, reason: Reason | Literal[""] = "") -> tuple[KeepRating, ...]:
    """Return what keeps a rating that was given before its reason: it counts, however the visit ends."""
    return (_rated(visit, visit.stars, reason),) if visit.stars else ()


def _rated(visit: Visit, stars: Stars, reason: Reason | Literal[""] = "") -> KeepRating:
    return KeepRating(visit.application.procedure, stars, reason, visit.language)
