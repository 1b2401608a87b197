"""The page of the record: who did what at the kiosks, how the kiosks are, and what is to be looked into.

Ward IT and officers read it; of residents nothing stands in it. An alarm stands until ward IT has written what it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kiosk.clock import VIETNAM
from kiosk.desk import line_words, models
from kiosk.desk.fleet import is_missed
from kiosk.desk.heartbeats import let_begin_anew
from kiosk.desk.intake import NUL
from kiosk.desk.pages import links
from kiosk.desk.project import the_site
from kiosk.desk.signin import it_only, staff_only
from kiosk.desk.site import Site
from kiosk.takeover.watching import BREAKING

PAGE: Final = 50
_SHORT: Final = 8
"""Of a visit's id: enough to tell two on a page apart."""
_LEAST_NOTE, _MOST_NOTE = 10, 500
_CLOSED_SHOWN: Final = 20


@require_safe
@staff_only
def audit(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Show open alarms, the kiosks, and the acts, newest first, narrowed by kiosk, helper, day or visit."""
    site = the_site()
    wish = _wish(request)
    shown = _narrowed(models.AuditEntry.objects.filter(ward=site.ward), wish)
    page = Paginator(shown.select_related("kiosk__pulse").order_by("-happened_at", "-number", "-pk"), PAGE)
    there = page.get_page(request.GET.get("page"))
    alarms = models.AuditAlarm.objects.filter(ward=site.ward).select_related("kiosk", "closed_by")
    names = _names(site.ward)
    context = {
        "tab": "audit",
        "is_it": officer.role == models.Officer.Role.IT,
        "alarms": [_alarm(one) for one in alarms.filter(closed_at=None).order_by("-raised_at", "-pk")],
        "closed": [
            _alarm(one)
            for one in alarms.exclude(closed_at=None).order_by("-closed_at", "-pk")[:_CLOSED_SHOWN]
        ],
        "kiosks": _kiosks(site),
        "helpers": sorted(names.items(), key=lambda one: one[1]),
        "rows": [_row(one, names) for one in there.object_list],
        "page": there,
        "links": links(request, there),
        "wish": wish,
        "any_wish": any(wish.values()),
    }
    return render(request, "desk/audit.html", context)


@require_POST
@it_only
def close_alarm(request: HttpRequest, officer: models.Officer, alarm_id: int) -> HttpResponse:
    """Keep what somebody has found out; a chain that was broken is taken up as it stands now."""
    site, note = the_site(), request.POST.get("note", "").replace("\r\n", "\n").replace(NUL, "").strip()
    if not _LEAST_NOTE <= len(note) <= _MOST_NOTE:
        said = line_words.NOTE_SHORT if len(note) < _LEAST_NOTE else line_words.NOTE_LONG
        messages.warning(request, said)
        return redirect("audit")
    with transaction.atomic():
        alarm = models.AuditAlarm.objects.select_for_update().filter(ward=site.ward, pk=alarm_id).first()
        if alarm is None:
            raise Http404
        if alarm.closed_at is not None:
            messages.info(request, line_words.CLOSED_BEFORE)
            return redirect("audit")
        alarm.closed_at, alarm.closed_by, alarm.note = site.clock.now(), officer, note
        alarm.save(update_fields=["closed_at", "closed_by", "note"])
        anew = _begins_anew(alarm)
    messages.success(request, line_words.CLOSED_ANEW if anew else line_words.CLOSED)
    return redirect("audit")


def _begins_anew(alarm: models.AuditAlarm) -> bool:
    """Take the chain up again once nothing breaking stands open; tell whether that was so now."""
    pulse = models.Pulse.objects.select_for_update().get(kiosk=alarm.kiosk)
    if alarm.code == "two-machines":
        # Whichever goes on now counts as the only one; should the other be heard again, that is told.
        pulse.latest_run = ""
        pulse.save(update_fields=["latest_run"])
        return False
    still = models.AuditAlarm.objects.filter(kiosk=alarm.kiosk, closed_at=None, code__in=BREAKING)
    if alarm.code not in BREAKING or still.exists():
        return False
    let_begin_anew(pulse)
    return True


def _wish(request: HttpRequest) -> dict[str, str]:
    """Return what is looked for; a NUL is in no name."""
    asked = {
        name: request.GET.get(name, "").replace(NUL, "")[:64] for name in ("kiosk", "helper", "visit", "day")
    }
    return asked | {"day": asked["day"] if _day(asked["day"]) is not None else ""}


def _narrowed(rows: QuerySet[models.AuditEntry], wish: Mapping[str, str]) -> QuerySet[models.AuditEntry]:
    if wish["kiosk"]:
        rows = rows.filter(kiosk__kiosk_id=wish["kiosk"])
    if wish["helper"]:
        rows = rows.filter(helper=wish["helper"])
    if wish["visit"]:
        rows = rows.filter(visit=wish["visit"])
    day = _day(wish["day"])
    if day is not None:
        begins = datetime.combine(day, time(), VIETNAM)
        rows = rows.filter(happened_at__gte=begins, happened_at__lt=begins + timedelta(days=1))
    return rows


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2200 else None  # noqa: PLR2004 - what can be a day of a kiosk


def _names(ward: str) -> dict[str, str]:
    rows = models.Person.objects.filter(ward=ward)
    return {str(row.helper_id): str(row.name) for row in rows}


def _row(row: models.AuditEntry, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "number": row.number,
        "at": row.happened_at.astimezone(VIETNAM),
        "kiosk": row.kiosk.kiosk_id,
        "point": row.kiosk.point,
        "who": names.get(row.helper or "", row.helper or ""),
        "act": line_words.act_said(row.act),
        "detail": _detail(row, names),
        "visit": row.visit or "",
        "visit_short": (row.visit or "")[:_SHORT],
        "is_gone": row.epoch != row.kiosk.pulse.epoch,
    }


def _detail(row: models.AuditEntry, names: Mapping[str, str]) -> str:
    """Return what stands beside the act; of an unlocked badge, whose it is."""
    if row.act == "unlocked":
        return names.get(row.detail, row.detail)
    return line_words.detail_said(row.act, row.detail)


def _alarm(row: models.AuditAlarm) -> dict[str, Any]:
    title, means = line_words.ALARM[row.code]
    return {
        "row": row,
        "title": title,
        "means": means,
        "about": f"{'dòng' if row.code in BREAKING else 'tin'} {row.number}",
        "raised": row.raised_at.astimezone(VIETNAM),
        "closed": row.closed_at.astimezone(VIETNAM) if row.closed_at else None,
    }


def _kiosks(site: Site) -> list[dict[str, Any]]:
    rows = models.Kiosk.objects.filter(ward=site.ward, revoked_at=None).select_related("pulse", "condition")
    return [_kiosk(site, row) for row in rows.order_by("point", "kiosk_id")]


def _kiosk(site: Site, row: models.Kiosk) -> dict[str, Any]:
    pulse: models.Pulse | None = getattr(row, "pulse", None)
    heard = pulse.heard_at if pulse is not None else None
    digits = bytes(pulse.digest).hex().upper() if pulse is not None else ""
    return {
        "row": row,
        "pulse": pulse,
        "heard": heard.astimezone(VIETNAM) if heard else None,
        "is_silent": heard is None or is_missed(site, heard, getattr(row, "condition", None)),
        "printer": line_words.PRINTER.get(pulse.printer, pulse.printer) if pulse is not None else "",
        "head": f"{pulse.count}:{bytes(pulse.digest).hex()}" if pulse is not None and pulse.count else "",
        "head_short": f"{digits[:4]} … {digits[-4:]}",
    }
