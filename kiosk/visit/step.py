"""``step``: the one way in which a visit changes. Pure: same visit, event, time and catalogue, same outcome."""

from __future__ import annotations

from datetime import datetime

from kiosk.procedures import Catalogue
from kiosk.procedures.films import NO_FILMS, Films
from kiosk.settings import REFERENCE_SCREEN, Screen
from kiosk.visit import (
    absent,
    asking,
    benching,
    card,
    choosing,
    coming_back,
    copying,
    day_acts,
    day_slip,
    devices,
    duty,
    ending,
    finding,
    forgetting,
    going_round,
    helping,
    holding,
    in_parts,
    learning,
    leaving,
    listening,
    overlays,
    portaling,
    queueing,
    recovering,
    showing,
    taking_over,
    ward_copy,
)
from kiosk.visit.changing import attributed
from kiosk.visit.events import EnterBadge, Event
from kiosk.visit.holding import put_away
from kiosk.visit.reports import (
    BadgeScanned,
    CardScanned,
    HealthCardScanned,
    SeveralScanned,
    TicketScanned,
    UnknownScanned,
)
from kiosk.visit.states import RESIDENT_ONLY, Control, Helper, Resident, Visit
from kiosk.visit.table import INSTEAD, TABLE, Context, Step, refuse

PHASES = (
    choosing,
    finding,
    showing,
    asking,
    benching,
    card,
    in_parts,
    ending,
    copying,
    learning,
    leaving,
    ward_copy,
    listening,
    helping,
    taking_over,
    portaling,
    holding,
    coming_back,
    forgetting,
    recovering,
    day_slip,
    devices,
    duty,
    queueing,
    day_acts,
    absent,
    going_round,
    overlays,
)
"""The modules whose handlers fill the table."""

_SCANS = (
    BadgeScanned,
    CardScanned,
    EnterBadge,
    HealthCardScanned,
    SeveralScanned,
    TicketScanned,
    UnknownScanned,
)


def step(
    visit: Visit,
    event: Event,
    now: datetime,
    control: Control,
    catalogue: Catalogue,
    *,
    screen: Screen = REFERENCE_SCREEN,
    attended: bool = True,
    films: Films = NO_FILMS,
    sound: bool = True,
    counters: int = 1,
) -> Step:
    """Return what becomes of ``visit`` when ``event`` happens at ``now`` under ``control``.

    ``screen`` is the glass that it is shown on, ``attended`` tells whether somebody is on duty, ``films`` what films
    there are, ``sound`` whether anything can be heard here, ``counters`` at how many numbers are called. On pages of
    the resident's alone everything by a helper's hand, and every scan, is refused. An event that the table does not
    list for the state is refused with ``not-now``; nothing then changes.
    """
    context = Context(catalogue, now, control, screen, attended, films, sound, counters)
    return step_in(context, visit, event)


def step_in(context: Context, visit: Visit, event: Event) -> Step:
    """Return what ``step`` does, of a context that is at hand."""
    control = context.control
    if visit.state in RESIDENT_ONLY and (isinstance(control, Helper) or isinstance(event, _SCANS)):
        return refuse(visit, "resident-only")
    if visit.helper_holds and isinstance(control, Resident):
        return refuse(visit, "helper-holds")
    place = visit.state, type(event)
    handler = (INSTEAD.get(place) if visit.absent else None) or TABLE.get(place)
    if handler is None:
        return refuse(visit, "not-now")
    outcome = attributed(context, visit, handler(context, visit, event))
    return outcome if outcome.refused else Step(put_away(outcome.visit, visit), outcome.effects)
