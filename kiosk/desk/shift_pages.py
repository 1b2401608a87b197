"""The calendar of duty: a week at a glance, adding a shift, taking one away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kiosk.desk import models, words
from kiosk.desk.intake import NUL
from kiosk.desk.pages import number_of
from kiosk.desk.people import (
    ShiftWish,
    add_shift,
    by_name,
    day_of,
    day_said,
    drop_shift,
    hours_said,
    overlapping,
    points,
    shift_said,
    time_of,
)
from kiosk.desk.project import the_site
from kiosk.desk.signin import it_only

_MORNING, _NOON = "07:30", "11:30"
_FIRST, _LAST = date(2020, 1, 6), date(2099, 12, 28)
"""Mondays; a week asked for before or after is today's."""


@require_safe
@it_only
def week(request: HttpRequest, _officer: models.Officer) -> HttpResponse:
    """Show the week around a day."""
    return render(request, "desk/shifts.html", _week(request, {}))


@require_POST
@it_only
def add(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Add a shift and go to its week. A refused one comes back with what was typed."""
    wish = _wish(request)
    added = add_shift(the_site(), officer, wish)
    if isinstance(added, str):
        context = _week(request, request.POST.dict()) | {"refused": words.PEOPLE_REFUSED[added]}
        return render(request, "desk/shifts.html", context, status=409)
    messages.success(request, words.PEOPLE_SAID["shift"].format(shift=shift_said(added)))
    for other in overlapping(the_site(), added):
        messages.warning(request, words.PEOPLE_SAID["overlap"].format(shift=shift_said(other)))
    if wish.day and not wish.weekly and not the_site().settings.calendar().works(wish.day):
        messages.warning(request, words.PEOPLE_SAID["off-day"].format(day=day_said(wish.day)))
    return _to_week(request, wish.day)


@require_POST
@it_only
def drop(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Take a shift away."""
    rows = models.Shift.objects.filter(ward=the_site().ward).select_related("person")
    row = rows.filter(pk=number_of(request.POST.get("shift"))).first()
    if row is None:
        raise Http404
    said = shift_said(row)
    drop_shift(the_site(), officer, row)
    messages.success(request, words.PEOPLE_SAID["shift-gone"].format(shift=said))
    return _to_week(request, day_of(request.POST.get("day", "")))


def _to_week(request: HttpRequest, day: date | None) -> HttpResponse:
    asked = {"ngay": day.isoformat()} if day else {}
    if request.POST.get("shown"):
        asked["diem"] = request.POST["shown"]
    return redirect(f"{reverse('shifts')}?{urlencode(asked)}")


def _wish(request: HttpRequest) -> ShiftWish:
    helper = request.POST.get("person", "")
    return ShiftWish(
        person=models.Person.objects.filter(ward=the_site().ward, helper_id=helper).first(),
        point=request.POST.get("point", ""),
        day=day_of(request.POST.get("day", "")),
        weekly=request.POST.get("how") == "weekly",
        starts=time_of(request.POST.get("starts", "")),
        ends=time_of(request.POST.get("ends", "")),
    )


def _week(request: HttpRequest, typed: dict[str, Any]) -> dict[str, Any]:
    site = the_site()
    today = site.clock.now().date()
    asked = day_of(str(typed.get("day") or request.GET.get("ngay", ""))) or today
    monday = asked - timedelta(days=asked.weekday()) if _FIRST <= asked <= _LAST else _monday(today)
    point = request.GET.get("diem", "").replace(NUL, "")
    rows = models.Shift.objects.filter(ward=site.ward, person__revoked_at__isnull=True).select_related(
        "person"
    )
    rows = rows.filter(point=point) if point else rows
    people = models.Person.objects.filter(ward=site.ward, revoked_at__isnull=True).select_related("team")
    return {
        "days": [_day(monday + timedelta(days=at), list(rows), today) for at in range(7)],
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": _link(monday - timedelta(days=7), point),
        "after": _link(monday + timedelta(days=7), point),
        "now": _link(today, point),
        "is_now": monday == _monday(today),
        "people": sorted(people, key=by_name),
        "points": points(site),
        "point": point,
        "typed": {"starts": _MORNING, "ends": _NOON, "how": "weekly", "day": (max(monday, today)).isoformat()}
        | typed,
    }


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _link(day: date, point: str) -> str:
    return f"?{urlencode({'ngay': day.isoformat()} | ({'diem': point} if point else {}))}"


def _day(day: date, rows: list[models.Shift], today: date) -> dict[str, Any]:
    on = [one for one in rows if one.day == day or (one.day is None and one.weekday == day.weekday())]
    on.sort(key=lambda one: (one.starts, one.ends, one.person.name, one.pk))
    calendar = the_site().settings.calendar()
    return {
        "day": day,
        "name": words.WEEKDAY[day.weekday()],
        "today": day == today,
        "holiday": calendar.is_holiday(day),
        "off": not calendar.works(day),
        "shifts": [(one, hours_said(one), _meets(one, on)) for one in on],
    }


def _meets(shift: models.Shift, on: list[models.Shift]) -> bool:
    """Tell whether the same person has another shift at the same time of this day."""
    return any(
        other.pk != shift.pk
        and other.person_id == shift.person_id
        and other.starts < shift.ends
        and shift.starts < other.ends
        for other in on
    )
