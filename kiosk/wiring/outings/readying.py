"""Looking whether a machine is ready for a day out, while there is still time to do something about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Final

from kiosk.clock import VIETNAM, Clock
from kiosk.dossier.errors import KeyFileError
from kiosk.pictures import PictureError
from kiosk.procedures.faults import CatalogueError
from kiosk.settings import Outing, Settings
from kiosk.store.connection import Database
from kiosk.store.visits import SqliteVisitStore
from kiosk.takeover.roster import Helper, Roster
from kiosk.takeover.sign_in import GRACE
from kiosk.tickets.ports import StoreError
from kiosk.wiring import content
from kiosk.wiring.build import DATABASE, key_ring
from kiosk.wiring.doctor import devices, machine, ward
from kiosk.wiring.enrolling.enrolling import what_waits
from kiosk.wiring.outings.battery import battery
from kiosk.wiring.outings.finding import Look, Seen, look
from kiosk.wiring.showing import gallery

_HOUR: Final = 3600


def looked_at(settings: Settings, outing: Outing, clock: Clock) -> Iterator[Seen]:
    """Yield what was found, what would spoil the day first. Takes some seconds, with a flatbed half a minute."""
    roster = _roster(settings)
    yield team(roster, settings.point.code, outing)
    yield devices.paper(settings)
    yield battery((closing(outing) - opening(outing)).total_seconds() / _HOUR)
    yield ward.clock(ward.desk(settings), clock.now(), ward.last_recorded(settings))
    yield machine.disk(settings)
    yield devices.cable(settings)
    yield devices.sound(settings)
    yield procedures(settings)
    yield lists(settings, roster, outing)
    yield waiting(settings)


def opening(outing: Outing) -> datetime:
    """Return when the team begins, in Vietnam's zone."""
    return _at(outing, outing.opens)


def closing(outing: Outing) -> datetime:
    """Return when the team ends, in Vietnam's zone."""
    return _at(outing, outing.closes)


def _at(outing: Outing, clock_time: str) -> datetime:
    return datetime.combine(outing.day, time.fromisoformat(clock_time), VIETNAM)


def _roster(settings: Settings) -> Roster | None:
    try:
        return key_ring(settings).roster.lies_there()
    except (KeyFileError, OSError, StoreError):
        return None


def team(roster: Roster | None, point: str, outing: Outing) -> Look:
    """Tell whether helpers get in until the day is over, by the rule that holds at any point on any day."""
    if roster is None:
        return look("team", "wrong", "none")
    until = f"{roster.expires().astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    if roster.expires() + GRACE <= closing(outing):
        return look("team", "wrong", "locked-out", until=until)
    if roster.expires() <= closing(outing):
        return look("team", "wrong", "expires", until=until)
    on_duty = [one for one in roster.helpers if not one.revoked and _duty(one, point, outing)]
    if not on_duty:
        return look("team", "wrong", "nobody", day=f"{outing.day:%d/%m/%Y}", point=point)
    gap = _gap([one for helper in on_duty for one in _duty(helper, point, outing)], outing)
    if gap is not None:
        return look("team", "soon", "gap", helpers=len(on_duty), at=f"{gap:%H:%M}")
    return look("team", "well", "good", helpers=len(on_duty), until=until)


def _duty(helper: Helper, point: str, outing: Outing) -> list[tuple[datetime, datetime]]:
    """Return when the helper is on duty while the team is out."""
    zone, found = VIETNAM, []
    for shift in helper.shifts:
        starts, ends = (datetime.combine(outing.day, at, zone) for at in (shift.starts, shift.ends))
        if shift.covers(starts, point) and starts < closing(outing) and ends > opening(outing):
            found.append((starts, ends))
    return found


def _gap(duties: list[tuple[datetime, datetime]], outing: Outing) -> datetime | None:
    """Return from when on nobody is on duty although the team is there; None: always somebody is."""
    at = opening(outing)
    for starts, ends in sorted(duties):
        if starts > at:
            return at
        at = max(at, ends)
    return at if at < closing(outing) else None


def procedures(settings: Settings) -> Look:
    """Tell whether there is something to serve with, and the fonts and pictures to print it."""
    try:
        served = content.serve(settings, gallery(settings))
    except (CatalogueError, PictureError, OSError):
        return look("content", "wrong", "none")
    every = served.catalogue.procedures.values()
    count, forms = len(every), sum(one.kind == "form" for one in every)
    if served.is_last_good:
        return look("content", "soon", "last-good", count=count, forms=forms)
    return look("content", "well", "good", count=count, forms=forms)


def lists(settings: Settings, roster: Roster | None, outing: Outing) -> Look:
    """Tell for how many helpers a list of homes lies here for that day. What stands on it only they can read."""
    path = settings.state / DATABASE
    if roster is None or not path.exists():
        return look("lists", "unknown", "none")
    try:
        database = Database(path)
        try:
            store = SqliteVisitStore(database)
            count = sum(store.list_of(helper.id, outing.day) is not None for helper in roster.helpers)
        finally:
            database.close()
    except StoreError:
        return look("lists", "wrong", "unreadable")
    return look("lists", "well", "there", count=count) if count else look("lists", "unknown", "none")


def waiting(settings: Settings) -> Look:
    """Tell what of earlier days the ward does not have yet: it would go along to the hamlet."""
    try:
        count = what_waits(settings)
    except StoreError:
        return look("waiting", "wrong", "unreadable")
    return look("waiting", "soon", "some", count=count) if count else look("waiting", "well", "nothing")
