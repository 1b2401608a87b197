"""The officers' pages of visits at home: who is asked to come where, who goes on which day, what was done there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kiosk.clock import VIETNAM
from kiosk.desk import home_words, models, words
from kiosk.desk.day_lists import residence_of
from kiosk.desk.home_reports import OpenedReport, open_reports
from kiosk.desk.home_showing import by_day, by_hamlet, hoped_day, shown
from kiosk.desk.homes import (
    DAYS_AHEAD,
    HANDED,
    UNCONFIRMED,
    How,
    Plan,
    Seen,
    bring_result,
    goers,
    mark,
    may,
    may_be_planned,
    may_plan,
    members,
    plan,
    visits,
)
from kiosk.desk.opening import open_rows
from kiosk.desk.pages import links, number_of
from kiosk.desk.people import by_name, day_of
from kiosk.desk.project import the_site
from kiosk.desk.showing import moment_shown
from kiosk.desk.signin import officers_only
from kiosk.desk.statics import style_address
from kiosk.desk.workflow import NotDone, Wish, set_status
from kiosk.procedures.folding import folded
from kiosk.wire.visits import STOPS_LIMIT

PAGE = 60
"""Homes a page: each of them is decrypted to be shown."""
_STATES = models.HomeVisit.State
_TABS = {
    "asked": Q(state__in=(_STATES.ASKED, _STATES.MISSED)),
    "planned": Q(state=_STATES.PLANNED),
    "done": Q(state=_STATES.DONE) | UNCONFIRMED,
    "over": Q(state=_STATES.DROPPED) | Q(state=_STATES.RETURNED, dossier__status=HANDED),
}
_HOWS: tuple[How, ...] = ("by-phone", "by-counter")
_PNG = b"\x89PNG\r\n\x1a\n"
_PICTURE_LIMIT = 128 * 1024


@require_safe
@officers_only
def homes(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Show the homes: those that nobody was given yet by hamlet, the others by day and who goes."""
    return render(request, "desk/homes.html", _list(request, officer, {}))


@require_POST
@officers_only
def plan_homes(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Give the homes that are marked to somebody for a day. A refused plan comes back with what was typed."""
    one = request.POST.get("only", "")
    seen, wish = [_seen(text) for text in request.POST.getlist("home")], _plan(request)
    reason = plan(the_site(), officer, seen, wish)
    if reason is None:
        messages.success(request, home_words.SAID["plan"].format(count=len(seen)))
        for name in _without_lock(wish):
            messages.warning(request, home_words.SAID["no-lock"].format(name=name))
        return redirect("home", one) if one else redirect(f"{reverse('homes')}?muc=planned")
    refused = home_words.REFUSED[reason].format(days=DAYS_AHEAD, most=STOPS_LIMIT)
    again = {"refused": refused, "typed": request.POST.dict(), "marked": request.POST.getlist("home")}
    again["brought"] = request.POST.getlist("bring")
    if one:
        return render(request, "desk/home.html", _whole(officer, _the_visit(one)) | again, status=409)
    return render(request, "desk/homes.html", _list(request, officer, again), status=409)


@require_safe
@officers_only
def home(request: HttpRequest, officer: models.Officer, visit_id: str) -> HttpResponse:
    """Show one visit: where, who goes, what was done there and who has signed."""
    return render(request, "desk/home.html", _whole(officer, _the_visit(visit_id)))


@require_POST
@officers_only
def mark_home(request: HttpRequest, officer: models.Officer, visit_id: str) -> HttpResponse:
    """Write down what has become of a visit."""
    row, what = _the_visit(visit_id), request.POST.get("what", "")
    done = next((one for one in may(row) if one == what), None)
    if done is None or not mark(the_site(), officer, _seen(request.POST.get("home", "")), done):
        messages.warning(request, home_words.REFUSED["changed"])
    else:
        messages.success(request, home_words.SAID[done])
    return redirect("home", visit_id)


@require_POST
@officers_only
def confirm_returned(request: HttpRequest, officer: models.Officer, visit_id: str) -> HttpResponse:
    """Set the dossier's status to what was reported from the home: its result has been handed over."""
    row = _the_visit(visit_id)
    if row.state != _STATES.RETURNED:
        raise Http404
    dossier = row.dossier
    wish = Wish(
        status=HANDED,
        dossier_code=dossier.dossier_code,
        note="",
        version=number_of(request.POST.get("version")),
    )
    outcome = set_status(the_site(), officer, dossier, wish, None)
    if isinstance(outcome, NotDone):
        messages.warning(request, home_words.REFUSED["status"])
    else:
        messages.success(request, home_words.SAID["handed"])
    return redirect("home", visit_id)


@require_POST
@officers_only
def bring_home(request: HttpRequest, officer: models.Officer, dossier_id: str) -> HttpResponse:
    """Put a dossier's result among the homes to visit: its applicant has asked that it be brought."""
    site = the_site()
    row = models.Dossier.objects.filter(ward=site.ward, dossier_id=dossier_id).first()
    if row is None:
        raise Http404
    how = next((one for one in _HOWS if one == request.POST.get("how", "")), None)
    if how is None:
        messages.warning(request, home_words.REFUSED["how"])
        return redirect("dossier", dossier_id)
    (opened,) = open_rows(site, officer, [row], models.AccessLog.What.DOSSIER)
    known = opened.plain is not None and residence_of(opened.plain, site.ward) is not None
    visit_id = bring_result(site, officer, row, how) if known else ""
    if not visit_id:
        messages.warning(request, home_words.REFUSED["bring"])
        return redirect("dossier", dossier_id)
    messages.success(request, home_words.SAID["bring"])
    return redirect("home", visit_id)


@require_safe
@officers_only
def signature(
    _request: HttpRequest, officer: models.Officer, visit_id: str, report_id: str, whose: str
) -> HttpResponse:
    """Return what somebody has drawn on the glass, as a picture; nothing is cached or guessed at."""
    row = _the_visit(visit_id)
    found = next(
        (one for one in open_reports(the_site(), officer, row) if one.row.report_id == report_id), None
    )
    custody = found.plain.custody if found and found.plain else None
    if custody is None:
        raise Http404
    picture = custody.resident if whose == "dan" else custody.helper
    if not _is_picture(picture):
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
@officers_only
def day_sheet(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Show the sheet of a day for who goes, made to be printed on A4."""
    site, day = the_site(), day_of(request.GET.get("ngay", ""))
    if day is None:
        raise Http404
    rows = visits(site).filter(state=_STATES.PLANNED, day=day)
    team = request.GET.get("to", "")
    if team:
        rows = rows.filter(team_id=number_of(team))
    else:
        rows = rows.filter(person__helper_id=request.GET.get("nguoi", "").replace("\0", ""))
    found = list(rows[:STOPS_LIMIT])
    if not found:
        raise Http404
    opened = open_rows(site, officer, [one.dossier for one in found], models.AccessLog.What.DOSSIER)
    seen = [shown(visit, one) for visit, one in zip(found, opened, strict=True)]
    context = {
        "sheet_style": style_address("home-sheet.css"),
        "groups": by_hamlet(seen),
        "count": len(seen),
        "day": day,
        "weekday": words.WEEKDAY[day.weekday()],
        "who": seen[0].who,
        "bring": _all_to_bring(found),
        "printed_at": site.clock.now(),
        "steps": home_words.STEP.values(),
    }
    return render(request, "desk/home_sheet.html", context)


def _list(request: HttpRequest, officer: models.Officer, again: dict[str, Any]) -> dict[str, Any]:
    site = the_site()
    wanted = request.GET.get("muc", "")
    tab = wanted if wanted in _TABS else "asked"
    rows = visits(site)
    page = Paginator(_in_order(rows.filter(_TABS[tab]), tab), PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    opened = open_rows(site, officer, [one.dossier for one in found], models.AccessLog.What.ROW)
    seen = [shown(visit, one) for visit, one in zip(found, opened, strict=True)]
    return {
        "tab": tab,
        "tabs": [
            (code, _TAB_WORDS[code], rows.filter(which).count() if code in _COUNTED else 0)
            for code, which in _TABS.items()
        ],
        "groups": by_day(seen) if tab == "planned" else by_hamlet(seen),
        "page": page,
        "links": links(request, page),
        "typed": {},
        "marked": [],
        "brought": [],
        **_choices(),
    } | again


_TAB_WORDS = {"asked": "Chưa xếp lịch", "planned": "Đã xếp lịch", "done": "Đã tới nhà", "over": "Đã xong"}
_COUNTED = ("asked", "planned", "done")


def _in_order(rows: Any, tab: str) -> Any:
    return rows.order_by("day", "at", "pk") if tab == "planned" else rows


def _choices() -> dict[str, Any]:
    """Return what a plan is put together from."""
    site = the_site()
    people = sorted(goers(site), key=by_name)
    return {
        "people": [(f"p:{one.helper_id}", one) for one in people],
        "teams": [
            (f"t:{team.pk}", team)
            for team in sorted({one.team for one in people}, key=lambda team: folded(team.name))
        ],
        "bring": list(home_words.BRING.items()),
        "today": site.clock.now().date().isoformat(),
    }


def _whole(officer: models.Officer, row: models.HomeVisit) -> dict[str, Any]:
    site = the_site()
    (opened,) = open_rows(site, officer, [row.dossier], models.AccessLog.What.DOSSIER)
    reports = open_reports(site, officer, row)
    bring = row.bring.split() or (["result"] if row.errand == models.HomeVisit.Errand.RESULT else [])
    typed = {
        "who": f"p:{row.person.helper_id}" if row.person else f"t:{row.team_id}" if row.team else "",
        "day": row.day.isoformat() if row.day else "",
        "at": row.at,
    }
    one = shown(row, opened)
    if row.day is None and (hoped := may_be_planned(site, hoped_day(one.home))):
        typed["day"] = hoped.isoformat()
    acts = row.acts.select_related("officer", "kiosk", "person", "team").order_by("-at", "-pk")[:50]
    return {
        "one": one,
        "tab": next(code for code, which in _TABS.items() if visits(site).filter(which, pk=row.pk).exists()),
        "may_plan": may_plan(row.state),
        "marks": [(what, home_words.ACT[what]) for what in may(row)],
        "reports": [_reported(one) for one in reports],
        "propose": row.state == _STATES.RETURNED and row.dossier.status != HANDED,
        "acts": [(act, home_words.ACT[act.what], act.at.astimezone(VIETNAM)) for act in acts],
        "typed": typed,
        "brought": bring,
        **_choices(),
    }


def _reported(one: OpenedReport) -> dict[str, Any]:
    plain = one.plain
    custody = plain.custody if plain else None
    return {
        "row": one.row,
        "plain": plain,
        "stage": home_words.STAGE.get(one.row.stage, one.row.stage),
        "at": moment_shown(plain.at) if plain else "",
        "received": one.row.received_at.astimezone(VIETNAM),
        "custody": custody,
        "how": home_words.HOW[custody.how] if custody else "",
        "seer": home_words.SEER[custody.seer] if custody and custody.how == "cross" else "",
        "language": words.LANGUAGE.get(custody.language, custody.language) if custody else "",
        "drawn": [
            (whose, name)
            for whose, name, picture in (
                ("dan", "Bà con", custody.resident),
                ("nguoi-di", plain.name if plain else "", custody.helper),
            )
            if _is_picture(picture)
        ]
        if custody
        else [],
    }


def _is_picture(data: bytes) -> bool:
    return data.startswith(_PNG) and len(data) <= _PICTURE_LIMIT


def _all_to_bring(rows: Iterable[models.HomeVisit]) -> list[str]:
    wanted = {code for row in rows for code in row.bring.split()}
    return [name for code, name in home_words.BRING.items() if code in wanted]


def _without_lock(wish: Plan) -> list[str]:
    people = list(members(wish.team)) if wish.team else [wish.person] if wish.person else []
    return [one.name for one in people if one.lock_public is None]


def _seen(text: str) -> Seen:
    """Return ``<visit>:<version>`` as a form says it; what is none names no visit."""
    visit_id, _, version = text.partition(":")
    return Seen(visit_id, number_of(version))


def _plan(request: HttpRequest) -> Plan:
    kind, _, whom = request.POST.get("who", "").partition(":")
    people = goers(the_site())
    return Plan(
        person=next((one for one in people if kind == "p" and one.helper_id == whom), None),
        team=next((one.team for one in people if kind == "t" and str(one.team_id) == whom), None),
        day=day_of(request.POST.get("day", "")),
        at=request.POST.get("at", "").strip(),
        bring=tuple(code for code in home_words.BRING if code in request.POST.getlist("bring")),
    )


def _the_visit(visit_id: str) -> models.HomeVisit:
    row: models.HomeVisit | None = visits(the_site()).filter(visit_id=visit_id).first()
    if row is None:
        raise Http404
    return row
