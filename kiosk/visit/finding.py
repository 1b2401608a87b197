"""Search by letters: from a typed word to the right procedure, for whoever would rather type than look."""

from __future__ import annotations

from dataclasses import replace

from kiosk.procedures.heads import Head
from kiosk.visit.choosing import enter, laid_aside
from kiosk.visit.effects import SearchCatalogue
from kiosk.visit.events import Answer, Back, ChooseProcedure, FindByLetters, Type
from kiosk.visit.reports import ProceduresFound
from kiosk.visit.seeking import Sought
from kiosk.visit.states import OVERLAYS, Asked, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay

FOUND_AT_MOST = 4
"""Suggestions shown at once."""
LONGEST = 60
"""Letters that may be typed."""
SOUGHT = "search"
"""Stands where a question's id would: what is typed here answers none."""


@on(FindByLetters, State.HOME)
def find_by_letters(_: Context, visit: Visit, __: FindByLetters) -> Step:
    """Show the keys."""
    return go(visit, State.SEARCH, sought=Sought())


@on(Type, State.SEARCH)
def look_for(_: Context, visit: Visit, event: Type) -> Step:
    """Look for what has been typed so far; what was found before stays until the answer comes."""
    text = event.text[:LONGEST]
    if event.question != SOUGHT:
        return refuse(visit, "not-asked")
    if text == visit.sought.text:
        return stay(visit)
    if not text.strip():
        return stay(visit, sought=Sought(text), complaint=None)
    sought = Sought(text, visit.sought.found, looking=True)
    return stay(visit, SearchCatalogue(text), sought=sought, complaint=None)


@on(ProceduresFound, State.SEARCH, *OVERLAYS)
def found(context: Context, visit: Visit, event: ProceduresFound) -> Step:
    """Take what was found; an answer for letters that have been typed over is dropped."""
    searching = (visit.behind if visit.state in OVERLAYS else visit.state) is State.SEARCH
    if not searching or event.text != visit.sought.text:
        return refuse(visit, "out-of-date")
    codes = tuple(code for code in event.codes if code in context.catalogue.heads)
    return stay(visit, sought=Sought(event.text, codes[:FOUND_AT_MOST]))


@on(ChooseProcedure, State.SEARCH)
def choose_found(context: Context, visit: Visit, event: ChooseProcedure) -> Step:
    """Take one of what was found."""
    if event.code not in visit.sought.found:
        return refuse(visit, "not-asked")
    return _enter(visit, context.catalogue.heads[event.code])


@on(Answer, State.SEARCH)
def typed_to_the_end(context: Context, visit: Visit, event: Answer) -> Step:
    """Take the likeliest, once the letters are done with; where nothing was found say so once more."""
    if event.question != SOUGHT:
        return refuse(visit, "not-asked")
    if event.value.strip() != visit.sought.text.strip():
        return look_for(context, visit, Type(SOUGHT, event.value))
    if visit.sought.looking or not visit.sought.found:
        return stay(visit, spoken=visit.spoken + 1, speaking=-1)
    return _enter(visit, context.catalogue.heads[visit.sought.found[0]])


@on(Back, State.SEARCH)
def back_to_pictures(_: Context, visit: Visit, __: Back) -> Step:
    """Back to the tiles; what was typed is forgotten."""
    return go(visit, State.HOME, sought=Sought())


def _enter(visit: Visit, head: Head) -> Step:
    """Enter a procedure as if its first tile and the answers that lead to it had been chosen."""
    place = next(iter(head.places()), None)
    if place is None:
        return enter(replace(laid_aside(visit), asked=Asked()), head)
    apart = {condition.question: condition.among[0] for condition in place.apart if condition.among}
    asked = Asked(life_event=place.event, apart=apart)
    return enter(replace(laid_aside(visit), asked=asked), head)
