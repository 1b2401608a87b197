"""What ward IT does to teams, people and shifts, each act on record."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from django.db import IntegrityError, transaction
from django.db.models import Q

from kiosk.desk import models, words
from kiosk.desk.site import Site
from kiosk.procedures.folding import folded

NAME, SHOWN, PHONE, WHY = 120, 40, 20, 200
"""Letters that the columns hold."""
PORTRAITS = tuple(words.PORTRAIT)
_PHONE = re.compile(r"[0-9+][0-9 .-]*")
_LAST_SECOND = time(23, 59, 59)
_WISHED = ("name", "shown_name", "team", "role", "portrait", "phone")
_REVOKED = ("revoked_at", "revoked_why")
"""What an act writes of a person, and no more: another one that was done meanwhile stays."""

TeamRefusal = Literal["team-name", "team-exists", "team-used"]
PersonRefusal = Literal["name", "shown-name", "team", "phone", "portrait"]
ShiftRefusal = Literal["shift-point", "shift-time", "shift-day", "shift-person"]


@dataclass(frozen=True, slots=True)
class PersonWish:
    """What a form says about a person."""

    name: str
    shown_name: str
    team: models.Team | None
    role: str
    portrait: str
    phone: str


@dataclass(frozen=True, slots=True)
class ShiftWish:
    """What a form says about a shift: every week on the weekday of ``day``, or on that day only."""

    person: models.Person | None
    point: str
    day: date | None
    weekly: bool
    starts: time | None
    ends: time | None


def record(
    site: Site, officer: models.Officer, what: str, person: models.Person | None = None, detail: str = ""
) -> None:
    """Write down who has done what about whom."""
    models.PeopleAct.objects.create(
        ward=site.ward, officer=officer, person=person, at=site.clock.now(), what=what, detail=detail[:WHY]
    )


def name_team(
    site: Site, officer: models.Officer, name: str, team: models.Team | None = None
) -> models.Team | TeamRefusal:
    """Add a team, or give one another name."""
    if not 1 <= len(name) <= NAME:
        return "team-name"
    others = models.Team.objects.filter(ward=site.ward)
    others = others.exclude(pk=team.pk) if team else others
    if name.casefold() in {one.casefold() for one in others.values_list("name", flat=True)}:
        return "team-exists"
    before = team.name if team else ""
    row = team or models.Team(ward=site.ward)
    row.name = name
    try:
        with transaction.atomic():
            row.save()
            if before != name:
                record(site, officer, "team-name" if before else "team", detail=name)
    except IntegrityError:
        return "team-exists"
    return row


def drop_team(site: Site, officer: models.Officer, team: models.Team) -> TeamRefusal | None:
    """Delete a team in which nobody is or was."""
    with transaction.atomic():
        if team.people.exists():
            return "team-used"
        record(site, officer, "team-gone", detail=team.name)
        team.delete()
    return None


def save_person(
    site: Site, officer: models.Officer, wish: PersonWish, person: models.Person | None = None
) -> models.Person | PersonRefusal:
    """Add somebody, or change what is known of them; their id, badge and PIN stay."""
    reason = _wrong(wish)
    if reason is not None:
        return reason
    row = person or models.Person(ward=site.ward, helper_id=f"h-{site.ids.new()[:12]}")
    role_before = row.role if person else wish.role
    values = (wish.name, wish.shown_name, wish.team, wish.role, wish.portrait, wish.phone)
    before = (row.name, row.shown_name, row.team if person else None, row.role, row.portrait, row.phone)
    if before == values:
        return row
    row.name, row.shown_name, row.team, row.role, row.portrait, row.phone = values
    with transaction.atomic():
        row.save(update_fields=_WISHED if person else None)
        record(site, officer, "changed" if person else "person", row)
        if role_before != wish.role:
            record(site, officer, "role", row, detail=words.ROLE[wish.role])
    return row


def revoke(site: Site, officer: models.Officer, person: models.Person, why: str) -> bool:
    """Take somebody off duty; False when no reason was given, or one too long."""
    if not 1 <= len(why) <= WHY:
        return False
    with transaction.atomic():
        person.revoked_at, person.revoked_why = site.clock.now(), why
        person.save(update_fields=_REVOKED)
        person.calls.filter(ended_at=None).update(taken_by=None, taken_at=None)
        record(site, officer, "revoked", person, why)
    return True


def take_back(site: Site, officer: models.Officer, person: models.Person) -> None:
    """Let somebody serve again, with the badge that they had."""
    with transaction.atomic():
        person.revoked_at, person.revoked_why = None, ""
        person.save(update_fields=_REVOKED)
        record(site, officer, "taken-back", person)


def add_shift(site: Site, officer: models.Officer, wish: ShiftWish) -> models.Shift | ShiftRefusal:
    """Add a time of duty."""
    person, day, starts, ends = wish.person, wish.day, wish.starts, wish.ends
    if person is None or person.revoked_at is not None:
        return "shift-person"
    if wish.point not in points(site):
        return "shift-point"
    if day is None:
        return "shift-day"
    if starts is None or ends is None or starts >= ends:
        return "shift-time"
    with transaction.atomic():
        row: models.Shift = models.Shift.objects.create(
            ward=site.ward,
            person=person,
            point=wish.point,
            weekday=day.weekday() if wish.weekly else None,
            day=None if wish.weekly else day,
            starts=starts,
            ends=ends,
        )
        record(site, officer, "shift", person, shift_said(row))
    return row


def drop_shift(site: Site, officer: models.Officer, shift: models.Shift) -> None:
    """Take a time of duty away; a weekly one from every week."""
    with transaction.atomic():
        record(site, officer, "shift-gone", shift.person, shift_said(shift))
        shift.delete()


def overlapping(site: Site, shift: models.Shift) -> list[models.Shift]:
    """Return the same person's other shifts that meet this one on some day, at whatever point."""
    weekday = shift.weekday if shift.day is None else shift.day.weekday()
    others = models.Shift.objects.filter(
        ward=site.ward, person=shift.person, starts__lt=shift.ends, ends__gt=shift.starts
    ).exclude(pk=shift.pk)
    soon = Q(day__gte=site.clock.now().date()) if shift.day is None else Q(day=shift.day)
    others = others.filter(Q(weekday=weekday) | soon)
    return [one for one in others if (one.weekday if one.day is None else one.day.weekday()) == weekday]


def shift_said(shift: models.Shift) -> str:
    """Return a shift as people say it, for the record and for messages."""
    when = (
        words.EVERY_WEEK.format(day=words.WEEKDAY[shift.weekday])
        if shift.day is None
        else day_said(shift.day)
    )
    return f"{when}, {hours_said(shift)}, {shift.point}"


def hours_said(shift: models.Shift) -> str:
    """Return from when to when, e.g. 07:30–11:30; a day's last second is 24:00."""
    ends = "24:00" if shift.ends == _LAST_SECOND else f"{shift.ends:%H:%M}"
    return f"{shift.starts:%H:%M}–{ends}"


def day_said(day: date) -> str:
    """Return a day as it is written in Vietnam."""
    return f"{day:%d/%m/%Y}"


def duties_said(site: Site, shifts: Iterable[models.Shift]) -> list[str]:
    """Return somebody's shifts in few words: weekdays of the same hours together, then single days from today on."""
    weekly: dict[tuple[str, str], list[int]] = {}
    days = []
    for one in sorted(shifts, key=lambda one: (one.starts, one.ends, one.pk)):
        if one.day is None:
            weekly.setdefault((hours_said(one), one.point), []).append(one.weekday)
        elif one.day >= site.clock.now().date():
            days.append(one)
    said = [f"{_weekdays_said(on)}, {hours}, {point}" for (hours, point), on in weekly.items()]
    return said + [shift_said(one) for one in sorted(days, key=lambda one: (one.day, one.starts))]


def _weekdays_said(on: list[int]) -> str:
    if len(set(on)) == len(words.WEEKDAY):
        return words.EVERY_DAY
    return ", ".join(words.WEEKDAY_SHORT[day] for day in sorted(set(on)))


def by_name(row: models.Person) -> tuple[str, str, str, int]:
    """Sort people as a Vietnamese list does: by team, given name, then the whole name."""
    name = folded(row.name)
    return folded(row.team.name), name.rpartition(" ")[2], name, row.pk


def points(site: Site) -> list[str]:
    """Return the points at which the ward's kiosks stand."""
    rows = models.Kiosk.objects.filter(ward=site.ward, revoked_at__isnull=True)
    return sorted(set(rows.values_list("point", flat=True)))


def time_of(text: str) -> time | None:
    """Return ``07:30`` as a time, None for anything else; 24:00 is the day's last second."""
    if text == "24:00":
        return _LAST_SECOND
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a time of day has no zone
    except ValueError:
        return None


def day_of(text: str) -> date | None:
    """Return YYYY-MM-DD as a day, None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _wrong(wish: PersonWish) -> PersonRefusal | None:
    if not 1 <= len(wish.name) <= NAME:
        return "name"
    if not 1 <= len(wish.shown_name) <= SHOWN:
        return "shown-name"
    if wish.team is None:
        return "team"
    if wish.phone and (len(wish.phone) > PHONE or _PHONE.fullmatch(wish.phone) is None):
        return "phone"
    return "portrait" if wish.portrait not in PORTRAITS else None
