"""A visit at home as officers' pages and day sheets show it, and how such visits are put in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from kiosk.clock import VIETNAM
from kiosk.desk import home_words, models, words
from kiosk.desk.day_lists import home_of
from kiosk.desk.opening import Opened
from kiosk.desk.people import day_of
from kiosk.procedures.folding import folded
from kiosk.wire.dossier import Dossier, HomeAsked


@dataclass(frozen=True, slots=True)
class Shown:
    """A visit and, while this value lives, where it goes to. ``home`` None: no key of the ward opens the dossier."""

    visit: models.HomeVisit
    plain: Dossier | None = field(repr=False)
    home: HomeAsked | None = field(repr=False)
    state: str
    tone: str
    received: datetime
    who: str
    """Who goes; empty while nobody was given it."""
    needs: str
    wanted: str
    """When it suits the people there."""
    when: str
    """The day and hour that were set."""
    for_whom: str
    form: str
    bring: tuple[str, ...]

    @property
    def hamlet(self) -> str:
        """Return the hamlet, or that it is not known."""
        return (self.home.hamlet.strip() if self.home else "") or home_words.NO_HAMLET

    @property
    def name(self) -> str:
        """Return whom to ask for, or that it was not told."""
        return (self.home.name.strip() if self.home else "") or home_words.NO_NAME

    @property
    def phone(self) -> str:
        """Return the telephone number in groups as it is read out."""
        digits = self.home.phone if self.home else ""
        plain = len(digits) == 10 and digits.isdecimal()  # noqa: PLR2004 - a Vietnamese mobile number
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}" if plain else digits

    @property
    def mark(self) -> str:
        """Return the visit and how it was seen, as forms say it."""
        return f"{self.visit.visit_id}:{self.visit.version}"

    @property
    def bereaved(self) -> bool:
        """Tell whether somebody has died there."""
        return self.home is not None and self.home.for_whom == "bereaved"


@dataclass(frozen=True, slots=True)
class Group:
    """Visits that stand under one heading."""

    name: str
    rows: tuple[Shown, ...]
    sheet: str = ""
    """Address of the sheet to print; empty where there is none."""


def shown(visit: models.HomeVisit, opened: Opened[models.Dossier]) -> Shown:
    """Return a visit for a page, from its dossier that was opened on record."""
    plain = opened.plain
    home = home_of(plain, visit.ward) if plain else None
    brings = visit.errand == models.HomeVisit.Errand.RESULT
    day = day_named(visit.day) if visit.day else ""
    wanted = home_words.WHEN[home.when] if home else ""
    return Shown(
        visit=visit,
        plain=plain,
        home=home,
        state=home_words.STATE[visit.state],
        tone=home_words.TONE[visit.state],
        received=visit.dossier.received_at.astimezone(VIETNAM),
        who=visit.person.name if visit.person else visit.team.name if visit.team else "",
        needs=", ".join(home_words.NEED.get(one, one) for one in home.needs) if home else "",
        wanted=_hoped(wanted, home.day) if home and not brings else "",
        when=", ".join(part for part in (visit.at, day) if part),
        for_whom=home_words.RESULT_FOR if brings else home_words.FOR_WHOM[home.for_whom] if home else "",
        form=home_words.RESULT_FORM if brings else home_words.FORM[home.form] if home else "",
        bring=tuple(home_words.BRING[code] for code in visit.bring.split() if code in home_words.BRING),
    )


def by_hamlet(rows: Sequence[Shown]) -> list[Group]:
    """Return the visits by hamlet, those of unknown ones last; in each by the hour that was set, else as they came."""

    def place(one: Shown) -> tuple[bool, str]:
        return one.hamlet == home_words.NO_HAMLET, folded(one.hamlet)

    ordered = sorted(rows, key=lambda one: (*place(one), one.visit.at or "99", one.visit.pk))
    return [Group(found[0].hamlet, found) for found in _together(ordered, place)]


def by_day(rows: Sequence[Shown]) -> list[Group]:
    """Return planned visits by day and who goes, each with the address of its sheet."""

    def trip(one: Shown) -> tuple[str, str, int]:
        visit = one.visit
        return visit.day.isoformat() if visit.day else "", one.who, visit.person_id or visit.team_id or 0

    ordered = sorted(
        rows, key=lambda one: (*trip(one), one.visit.at or "99", folded(one.hamlet), one.visit.pk)
    )
    found = []
    for trips in _together(ordered, trip):
        visit = trips[0].visit
        day = day_named(visit.day) if visit.day else ""
        whose = {"nguoi": visit.person.helper_id} if visit.person else {"to": str(visit.team_id)}
        asked = urlencode({"ngay": visit.day.isoformat() if visit.day else ""} | whose)
        found.append(Group(f"{day}: {trips[0].who}", trips, f"{reverse('home-sheet')}?{asked}"))
    return found


def hoped_day(home: HomeAsked | None) -> date | None:
    """Return the day that is hoped for; None where any will do, or what stands there is no day."""
    return day_of(home.day) if home else None


def _hoped(wanted: str, told: str) -> str:
    day = day_of(told)
    return home_words.HOPED.format(when=wanted, day=day_named(day)) if day else wanted


def day_named(day: date) -> str:
    """Return a day as desk pages name it: the day of the week and the date."""
    return f"{words.WEEKDAY[day.weekday()]} {day:%d/%m/%Y}"


def _together(ordered: Sequence[Shown], key: Callable[[Shown], tuple[Any, ...]]) -> list[tuple[Shown, ...]]:
    return [tuple(rows) for _, rows in groupby(ordered, key=key)]
