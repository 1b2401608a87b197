"""Visits at home: noted when a dossier that asks for one comes in, planned by an officer, each act on record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from django.db import transaction
from django.db.models import Q, QuerySet

from kiosk.desk import models
from kiosk.desk.envelopes import envelope
from kiosk.desk.home_words import BRING
from kiosk.desk.site import Site
from kiosk.dossier.errors import DossierError
from kiosk.wire.visits import STOPS_LIMIT

CHANNEL: Final = "home-visit"
DAYS_AHEAD: Final = 60
"""How far ahead a visit may be planned."""
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_STATES = models.HomeVisit.State
_PLANNABLE = (_STATES.ASKED, _STATES.PLANNED, _STATES.MISSED, _STATES.DONE)
"""One that was visited is planned once more when there is a result to bring."""

Refusal = Literal["none", "who", "day", "time", "full", "changed"]
Mark = Literal["unplan", "done", "drop", "again"]
How = Literal["by-phone", "by-counter"]
READY: Final = 9
"""The status of a dossier whose result can be handed over."""
HANDED: Final = 10
"""The status of a dossier whose result was handed over."""
UNCONFIRMED: Final = Q(state=_STATES.RETURNED) & ~Q(dossier__status=HANDED)
"""A result was reported as handed over, and no officer has said so yet."""
TO_DO: Final = Q(state__in=(_STATES.ASKED, _STATES.MISSED)) | UNCONFIRMED
"""What waits for an officer."""
_MARKS: Final[dict[Mark, tuple[tuple[str, ...], str]]] = {
    "unplan": ((_STATES.PLANNED,), _STATES.ASKED),
    "done": ((_STATES.ASKED, _STATES.PLANNED, _STATES.MISSED), _STATES.DONE),
    "drop": ((_STATES.ASKED, _STATES.PLANNED, _STATES.MISSED, _STATES.DONE), _STATES.DROPPED),
    "again": ((_STATES.DONE, _STATES.RETURNED, _STATES.DROPPED), _STATES.ASKED),
}
"""What an officer may write down: from which states, to which."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A visit as the officer saw it."""

    visit_id: str
    version: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Who goes, when, and with what. Exactly one of ``person`` and ``team``."""

    person: models.Person | None
    team: models.Team | None
    day: date | None
    at: str
    """HH:MM or empty."""
    bring: tuple[str, ...]


def note_home(site: Site, dossier: models.Dossier) -> None:
    """Note that somebody is asked to come, where the dossier says so. Within the transaction that has stored it."""
    if dossier.channel == CHANNEL:
        models.HomeVisit.objects.get_or_create(
            dossier=dossier,
            defaults={"ward": site.ward, "visit_id": site.ids.new(), "updated_at": site.clock.now()},
        )


def note_old_ones(site: Site) -> int:
    """Note how dossiers were filed that came before this was kept in the open; return how many were looked into.

    Nobody sees what is opened here. One that no key opens is tried again when the desk starts next.
    """
    rows = models.Dossier.objects.filter(ward=site.ward, channel="", emptied_at=None)
    count = 0
    for row in rows.select_related("kiosk").iterator(chunk_size=50):
        try:
            channel = site.keys.open(envelope(row)).channel
        except DossierError:
            continue
        with transaction.atomic():
            models.Dossier.objects.filter(pk=row.pk).update(channel=channel)
            row.channel = channel
            note_home(site, row)
        count += 1
    return count


def bring_result(site: Site, officer: models.Officer, dossier: models.Dossier, how: How) -> str:
    """Note that the result of a dossier that is ready is asked for at home; return the visit's id.

    "" where it is not ready any more, stands apart, or somebody goes to that home already.
    """
    with transaction.atomic():
        # the row alone is held: PostgreSQL locks nothing on the far side of an outer join
        held = models.Dossier.objects.select_for_update().get(pk=dossier.pk)
        is_ready = held.state == models.Dossier.State.NORMAL and held.status == READY
        if not is_ready or models.HomeVisit.objects.filter(dossier=held).exists():
            return ""
        now = site.clock.now()
        row = models.HomeVisit.objects.create(
            ward=site.ward,
            visit_id=site.ids.new(),
            errand=models.HomeVisit.Errand.RESULT,
            dossier=dossier,
            updated_at=now,
        )
        models.HomeAct.objects.create(ward=site.ward, visit=row, officer=officer, what=how, at=now)
    visit_id: str = row.visit_id
    return visit_id


def visits(site: Site) -> QuerySet[models.HomeVisit]:
    """Return the ward's visits whose dossiers stand in the normal list."""
    rows = models.HomeVisit.objects.filter(
        ward=site.ward, dossier__state=models.Dossier.State.NORMAL
    ).select_related("dossier__kiosk", "person", "team")
    return rows.order_by("dossier__received_at", "pk")


def goers(site: Site) -> list[models.Person]:
    """Return whom a home may be given to: volunteers and officers who have not left."""
    rows = models.Person.objects.filter(ward=site.ward, revoked_at=None)
    return list(rows.exclude(role=models.Person.Role.IT).select_related("team"))


def members(team: models.Team) -> QuerySet[models.Person]:
    """Return who of a team goes to homes."""
    return team.people.filter(revoked_at=None).exclude(role=models.Person.Role.IT)


def plan(site: Site, officer: models.Officer, seen: Sequence[Seen], wish: Plan) -> Refusal | None:
    """Give these homes to somebody for a day: all of them, or none and why."""
    reason = _wrong(site, seen, wish)
    if reason is not None:
        return reason
    with transaction.atomic():
        rows = _held(site, seen)
        if len(rows) < len(seen) or any(row.state not in _PLANNABLE for row in rows):
            return "changed"
        if _others_that_day(site, rows, wish) + len(rows) > STOPS_LIMIT:
            return "full"
        for row in rows:
            row.state, row.person, row.team = _STATES.PLANNED, wish.person, wish.team
            row.day, row.at, row.bring = wish.day, wish.at, " ".join(wish.bring)
            _keep(site, officer, row, "plan")
    return None


def mark(site: Site, officer: models.Officer, seen: Seen, what: Mark) -> bool:
    """Write down what has become of a visit; False where somebody else was before, or it does not follow."""
    _, after = _MARKS[what]
    with transaction.atomic():
        rows = _held(site, [seen])
        if not rows or what not in may(rows[0]):
            return False
        row = rows[0]
        row.state = after
        if after == _STATES.ASKED:
            row.person, row.team, row.day, row.at, row.bring = None, None, None, "", ""
        _keep(site, officer, row, what)
    return True


def may(row: models.HomeVisit) -> list[Mark]:
    """Return what an officer may write down of a visit; nothing more once its dossier's result was handed over."""
    if row.state == _STATES.RETURNED and row.dossier.status == HANDED:
        return []
    return [what for what, (before, _) in _MARKS.items() if row.state in before]


def may_plan(state: str) -> bool:
    """Tell whether a visit in this state may be given to somebody."""
    return state in _PLANNABLE


def may_be_planned(site: Site, day: date | None) -> date | None:
    """Return the day itself where a visit may be planned for it, else None."""
    today = site.clock.now().date()
    return day if day is not None and today <= day <= today + timedelta(days=DAYS_AHEAD) else None


def _wrong(site: Site, seen: Sequence[Seen], wish: Plan) -> Refusal | None:
    if not seen:
        return "none"
    if (wish.person is None) == (wish.team is None):
        return "who"
    if may_be_planned(site, wish.day) is None:
        return "day"
    if wish.at and _TIME.fullmatch(wish.at) is None:
        return "time"
    return None if all(one in BRING for one in wish.bring) else "changed"


def _held(site: Site, seen: Iterable[Seen]) -> list[models.HomeVisit]:
    """Return those that still are as they were seen, kept from all others until the transaction ends."""
    known = {one.visit_id: one.version for one in seen}
    rows = models.HomeVisit.objects.select_for_update().filter(
        ward=site.ward, visit_id__in=known, dossier__state=models.Dossier.State.NORMAL
    )
    return [row for row in rows.order_by("pk") if row.version == known[row.visit_id]]


def _others_that_day(site: Site, rows: Sequence[models.HomeVisit], wish: Plan) -> int:
    """Return the most homes that any list of that day would hold beside these."""
    planned = models.HomeVisit.objects.filter(ward=site.ward, state=_STATES.PLANNED, day=wish.day)
    planned = planned.exclude(pk__in=[row.pk for row in rows])
    who = list(members(wish.team)) if wish.team else [wish.person] if wish.person else []
    counts = [planned.filter(person=one).count() + planned.filter(team=one.team_id).count() for one in who]
    return max(counts, default=0)


def _keep(site: Site, officer: models.Officer, row: models.HomeVisit, what: str) -> None:
    row.version += 1
    row.updated_at = site.clock.now()
    row.save()
    models.HomeAct.objects.create(
        ward=site.ward,
        visit=row,
        officer=officer,
        person=row.person,
        team=row.team,
        day=row.day,
        what=what,
        at=row.updated_at,
    )
