"""The pages of who helps at the ward's points, ward IT's alone: everyone, one person, teams, and the signed list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kiosk.clock import VIETNAM
from kiosk.desk import models, words
from kiosk.desk.pages import links, number_of
from kiosk.desk.people import (
    PersonWish,
    by_name,
    drop_team,
    duties_said,
    name_team,
    record,
    revoke,
    save_person,
    take_back,
)
from kiosk.desk.project import the_site
from kiosk.desk.rosters import NoRosterKeyError, current, issue_anew, latest
from kiosk.desk.signin import it_only
from kiosk.desk.statics import portrait_address

ACTS_A_PAGE = 50
ROSTER_NAME = "danh-sach-nguoi-truc.bin"


@require_safe
@it_only
def people(request: HttpRequest, _officer: models.Officer) -> HttpResponse:
    """Show everyone, by team and name, and how the signed list stands."""
    site, gone = the_site(), bool(request.GET.get("gone"))
    everyone = models.Person.objects.filter(ward=site.ward)
    rows = everyone.filter(revoked_at__isnull=not gone)
    rows = rows.select_related("team").prefetch_related("shifts")
    context = {
        "rows": [listed(one) for one in sorted(rows, key=by_name)],
        "gone": gone,
        "gone_count": everyone.filter(revoked_at__isnull=False).count(),
        "teams": models.Team.objects.filter(ward=site.ward).exists(),
        "roster": _roster(),
        "once": once(request),
    }
    return render(request, "desk/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@it_only
def add(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Show the form for somebody new, or take them in."""
    if request.method != "POST":
        return render(request, "desk/person.html", _form(_wish_of(models.Person())))
    wish = _wish(request)
    saved = save_person(the_site(), officer, wish)
    if isinstance(saved, str):
        context = _form(wish) | {"refused": words.PEOPLE_REFUSED[saved]}
        return render(request, "desk/person.html", context, status=409)
    messages.success(request, words.PEOPLE_SAID["person"])
    return redirect("person", saved.helper_id)


@require_safe
@it_only
def person(request: HttpRequest, _officer: models.Officer, helper: str) -> HttpResponse:
    """Show one person."""
    return render(request, "desk/person.html", _whole(request, the_person(helper)))


@require_POST
@it_only
def save(request: HttpRequest, officer: models.Officer, helper: str) -> HttpResponse:
    """Save what was changed about somebody. A refused wish comes back with what was typed."""
    row, wish = the_person(helper), _wish(request)
    saved = save_person(the_site(), officer, wish, row)
    if isinstance(saved, str):
        row.refresh_from_db()
        context = _whole(request, row) | {"typed": wish, "refused": words.PEOPLE_REFUSED[saved]}
        return render(request, "desk/person.html", context, status=409)
    messages.success(request, words.PEOPLE_SAID["person"])
    return redirect("person", helper)


@require_POST
@it_only
def take_off(request: HttpRequest, officer: models.Officer, helper: str) -> HttpResponse:
    """Revoke somebody, with the reason."""
    if revoke(the_site(), officer, the_person(helper), typed(request, "why")):
        messages.success(request, words.PEOPLE_SAID["revoked"])
    else:
        messages.warning(request, words.PEOPLE_REFUSED["why"])
    return redirect("person", helper)


@require_POST
@it_only
def bring_back(request: HttpRequest, officer: models.Officer, helper: str) -> HttpResponse:
    """Let somebody serve again."""
    take_back(the_site(), officer, the_person(helper))
    messages.success(request, words.PEOPLE_SAID["taken-back"])
    return redirect("person", helper)


@require_safe
@it_only
def teams(request: HttpRequest, _officer: models.Officer) -> HttpResponse:
    """Show the teams and how many serve in each."""
    rows = models.Team.objects.filter(ward=the_site().ward).order_by("name")
    counted = [(one, one.people.filter(revoked_at__isnull=True).count(), one.people.exists()) for one in rows]
    return render(request, "desk/teams.html", {"rows": counted})


@require_POST
@it_only
def save_team(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Add a team, or name one anew."""
    number = request.POST.get("team", "")
    saved = name_team(the_site(), officer, typed(request, "name"), _team(number) if number else None)
    if isinstance(saved, str):
        messages.warning(request, words.PEOPLE_REFUSED[saved])
    else:
        messages.success(request, words.PEOPLE_SAID["team"])
    return redirect("teams")


@require_POST
@it_only
def delete_team(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Delete an empty team."""
    refused = drop_team(the_site(), officer, _team(request.POST.get("team", "")))
    if refused:
        messages.warning(request, words.PEOPLE_REFUSED[refused])
    else:
        messages.success(request, words.PEOPLE_SAID["team-gone"])
    return redirect("teams")


@require_safe
@it_only
def roster_file(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Return the signed list, to be carried to a kiosk that has no network."""
    try:
        content = current(the_site())
    except NoRosterKeyError:
        messages.warning(request, words.PEOPLE_REFUSED["no-roster-key"])
        return redirect("people")
    record(the_site(), officer, "roster-file")
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{ROSTER_NAME}"'
    return response


@require_POST
@it_only
def free_locked(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Issue a new list, by which every kiosk frees whoever it has locked, and free them at the desk's own door."""
    try:
        issue_anew(the_site())
    except NoRosterKeyError:
        messages.warning(request, words.PEOPLE_REFUSED["no-roster-key"])
        return redirect("people")
    models.Person.objects.filter(ward=the_site().ward).update(pin_misses=0, pin_missed_at=None)
    record(the_site(), officer, "roster")
    messages.success(request, words.PEOPLE_SAID["roster"])
    return redirect("people")


@require_safe
@it_only
def record_book(request: HttpRequest, _officer: models.Officer) -> HttpResponse:
    """Show who has changed what about people, teams, shifts and the list, newest first."""
    rows = models.PeopleAct.objects.filter(ward=the_site().ward).select_related("officer", "person")
    page = Paginator(rows.order_by("-at", "-pk"), ACTS_A_PAGE).get_page(request.GET.get("page"))
    shown = [(act, words.PEOPLE_ACT[act.what], act.at.astimezone(VIETNAM)) for act in page.object_list]
    context = {"rows": shown, "page": page, "links": links(request, page)}
    return render(request, "desk/people_record.html", context)


def the_person(helper: str) -> models.Person:
    """Return this ward's person of that id. Raises Http404."""
    rows = models.Person.objects.filter(ward=the_site().ward, helper_id=helper).select_related("team")
    row: models.Person | None = rows.first()
    if row is None:
        raise Http404
    return row


def listed(row: models.Person) -> dict[str, Any]:
    """Return what a row of the list shows."""
    return {
        "row": row,
        "role": words.ROLE[row.role],
        "portrait": portrait_address(row.portrait),
        "badge_at": row.badge_at.astimezone(VIETNAM) if row.badge_at else None,
        "shifts": duties_said(the_site(), row.shifts.all()),
    }


def once(request: HttpRequest) -> str:
    """Return the word that makes one sheet of badges or PINs, and then no more: a page loaded again makes none."""
    word: str = request.session.setdefault("once", the_site().ids.new())
    return word


def used_once(request: HttpRequest) -> bool:
    """Tell whether the form bears the word of ``once``, and use it up."""
    word = request.session.pop("once", "")
    # Now, not with the answer: whoever hits the button twice has the second one refused.
    request.session.save()
    return bool(word) and request.POST.get("once") == word


def typed(request: HttpRequest, name: str) -> str:
    """Return what stands in a field, with single spaces."""
    return " ".join(request.POST.get(name, "").split())


def _team(number: str) -> models.Team:
    rows = models.Team.objects.filter(ward=the_site().ward)
    row: models.Team | None = rows.filter(pk=number_of(number)).first()
    if row is None:
        raise Http404
    return row


def _wish(request: HttpRequest) -> PersonWish:
    role, team = request.POST.get("role", ""), request.POST.get("team", "")
    rows = models.Team.objects.filter(ward=the_site().ward)
    return PersonWish(
        name=typed(request, "name"),
        shown_name=typed(request, "shown_name"),
        team=next((one for one in rows if str(one.pk) == team), None),
        role=role if role in words.ROLE else "volunteer",
        portrait=request.POST.get("portrait", ""),
        phone=typed(request, "phone"),
    )


def _wish_of(row: models.Person) -> PersonWish:
    return PersonWish(
        name=row.name,
        shown_name=row.shown_name,
        team=row.team if row.pk else None,
        role=row.role,
        portrait=row.portrait,
        phone=row.phone,
    )


def _form(wish: PersonWish) -> dict[str, Any]:
    return {
        "typed": wish,
        "teams": models.Team.objects.filter(ward=the_site().ward).order_by("name"),
        "roles": list(words.ROLE.items()),
        "portraits": [(code, said, portrait_address(code)) for code, said in words.PORTRAIT.items()],
    }


def _whole(request: HttpRequest, row: models.Person) -> dict[str, Any]:
    acts = row.acts.select_related("officer").order_by("-at", "-pk")[:50]
    return _form(_wish_of(row)) | {
        "one": listed(row),
        "once": once(request),
        "acts": [
            (words.PEOPLE_ACT[act.what], act.detail, act.officer.name, act.at.astimezone(VIETNAM))
            for act in acts
        ],
    }


def _roster() -> dict[str, Any]:
    site = the_site()
    try:
        current(site)
    except NoRosterKeyError:
        return {"refused": words.PEOPLE_REFUSED["no-roster-key"]}
    issue = latest(site)
    if issue is None:
        return {}
    return {
        "version": issue.version,
        "issued": issue.issued_at.astimezone(VIETNAM),
        "expires": issue.expires_at.astimezone(VIETNAM),
        "kiosks": _kiosks(issue.version),
    }


def _kiosks(latest_version: int) -> list[dict[str, Any]]:
    """Return what each kiosk has of the list, by its last heartbeat."""
    rows = models.Kiosk.objects.filter(ward=the_site().ward, revoked_at__isnull=True).select_related("pulse")
    found = []
    for row in rows.order_by("point", "kiosk_id"):
        pulse = getattr(row, "pulse", None)
        heard = pulse.heard_at if pulse is not None else None
        found.append(
            {
                "row": row,
                "version": pulse.roster_version if pulse is not None else 0,
                "heard": heard.astimezone(VIETNAM) if heard else None,
                "latest": pulse is not None and pulse.roster_version >= latest_version,
            }
        )
    return found
