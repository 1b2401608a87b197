"""After a crash: whoever was here is asked whether to go on. Until they say so, nothing of their visit is shown."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit.choosing import ask_on
from kiosk.visit.coming_back import brought_back
from kiosk.visit.effects import Audit, CallHelper
from kiosk.visit.events import GoOn
from kiosk.visit.reports import IdleOver, LeftBehind
from kiosk.visit.states import OVERLAYS, Asked, Complaint, Paper, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, wiped


@on(LeftBehind, State.ATTRACT)
def left_behind(_: Context, visit: Visit, event: LeftBehind) -> Step:
    """Ask, in the person's language and letters."""
    shown = {"language": event.opened.language, "look": event.look, "loudness": event.loudness}
    return go(visit, State.RECOVER, left=event, **shown)


@on(GoOn, State.RECOVER)
def go_on_after_crash(context: Context, visit: Visit, _: GoOn) -> Step:
    """To the first open question; where something had been kept, to its number and what is known of the slip."""
    left = visit.left
    if left is None:
        return refuse(visit, "not-asked")
    language, visit = visit.language, replace(visit, left=None)
    if left.number:
        return _with_number(replace(visit, saved=left.saved), left)
    back = brought_back(context, visit, left.opened)
    if back is None:
        return go(visit, State.HOME, complaint=Complaint("procedure-gone"))
    # The language may have been changed since it was asked.
    back = replace(back, language=language, saved=left.saved)
    return ask_on(context.catalogue.procedures[left.opened.procedure], back)


def _with_number(visit: Visit, left: LeftBehind) -> Step:
    """It stays kept, and only the person can tell whether the slip came out where nobody else knows."""
    out = left.outcome != "failed"
    paper = Paper(left.number, left.kind, left.outcome, out=out)
    asked = Asked(left.opened.life_event, procedure=left.opened.procedure)
    visit = replace(visit, asked=asked, paper=paper)
    if left.outcome == "printed":
        return go(visit, State.TICKET_OUT)
    if left.outcome == "unknown":
        return go(visit, State.TICKET_ASK)
    return go(visit, State.TICKET_FAILED, CallHelper())


@on(IdleOver, State.RECOVER, *(OVERLAYS - {State.IDLE}))
def nobody_goes_on(_: Context, visit: Visit, __: IdleOver) -> Step:
    """Nobody answered, whatever page lies over the question: forget everything."""
    if (visit.behind or visit.state) is not State.RECOVER:
        return refuse(visit, "not-asked")
    return wiped(visit, Audit("walked-away"))
