"""The page on helpers' own telephones: who calls for help, and "I am coming" by one tap.

Signed in by badge and PIN until the end of the day, in a cookie that is signed and kept nowhere: thirty telephones
that ask every three seconds write nothing. Events are sent by server-sent events, each stream ending at once, so that
no thread of the server is held by whoever only waits.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import wraps
from typing import Any, Final

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kiosk.clock import VIETNAM
from kiosk.desk import calls, models, statics, words
from kiosk.desk.duty_pin import Refused, admit
from kiosk.desk.project import the_site
from kiosk.desk.site import Site

COOKIE: Final = "truc"
RETRY: Final = 3000
"""Milliseconds between two looks of a telephone."""
POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SALT: Final = "kiosk.desk.duty"
View = Callable[..., HttpResponse]


def on_duty_only(view: View) -> View:
    """Let only people of the ward through who have signed in today; others are led to the sign-in page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        person = _signed_in(the_site(), request)
        if person is None:
            return _gone(redirect("duty-sign-in"))
        response = view(request, person, *args, **kwargs)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return guarded


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or check badge and PIN."""
    if request.method != "POST":
        return _form(request, "", 200)
    site = the_site()
    given = request.POST.get("badge", "")[:100], request.POST.get("pin", "")[:20]
    found = admit(site, *given, request.META.get("REMOTE_ADDR", ""))
    if isinstance(found, Refused):
        return _form(request, found.said, found.status)
    now = site.clock.now().astimezone(VIETNAM)
    midnight = datetime.combine(now.date() + timedelta(days=1), time(0), VIETNAM)
    response = redirect("duty")
    response.set_cookie(
        COOKIE,
        signing.dumps([found.pk, _badge(found), midnight.isoformat()], salt=_SALT),
        max_age=int((midnight - now).total_seconds()),
        path=reverse("duty"),
        secure=site.settings.listen.https,
        httponly=True,
        samesite="Strict",
    )
    return response


@require_POST
def sign_out(_request: HttpRequest) -> HttpResponse:
    """Forget who this telephone belongs to."""
    return _gone(redirect("duty-sign-in"))


@require_safe
@on_duty_only
def duty(request: HttpRequest, person: models.Person) -> HttpResponse:
    """Show who calls, and keep looking."""
    context = {
        **_listed(the_site(), person),
        "person": person,
        "told": words.CALL_TOLD.get(request.GET.get("xong", ""), ""),
        "duty_style": statics.style_address("duty.css"),
        "duty_script": statics.style_address("duty.js"),
    }
    return render(request, "desk/duty.html", context)


@require_safe
@on_duty_only
def stream(request: HttpRequest, person: models.Person) -> HttpResponse:
    """Send what is open now where it differs from what this telephone has seen, and end: it comes back by itself."""
    context = _listed(the_site(), person)
    mark = hashlib.sha256(repr([(c["id"], c["name"], c["mine"]) for c in context["calls"]]).encode())
    seen = mark.hexdigest()[:16]
    lines = [f"retry: {RETRY}"]
    if request.headers.get("Last-Event-ID") != seen:
        page = render_to_string("desk/_calls.html", context, request)
        free = sum(not call["name"] for call in context["calls"])
        lines += [f"id: {seen}", "event: calls", f"data: {json.dumps({'page': page, 'free': free})}"]
    return HttpResponse("\n".join(lines) + "\n\n", content_type="text/event-stream; charset=utf-8")


@require_POST
@on_duty_only
def take(_request: HttpRequest, person: models.Person, call_id: str) -> HttpResponse:
    """Somebody is coming: the first who says so."""
    done = calls.take(the_site(), call_id, person)
    return redirect(f"{reverse('duty')}?xong={'nhan' if done else 'tre'}")


@require_POST
@on_duty_only
def give_back(_request: HttpRequest, person: models.Person, call_id: str) -> HttpResponse:
    """Whoever was coming cannot."""
    calls.give_back(the_site(), call_id, person)
    return redirect(f"{reverse('duty')}?xong=tra")


def _listed(site: Site, person: models.Person) -> dict[str, Any]:
    rows = [
        {
            "id": call.call_id,
            "point": call.point,
            "waited": calls.waited(site, call),
            "shown": words.waited(calls.waited(site, call)),
            "name": call.taken_by.shown_name if call.taken_by is not None else "",
            "mine": call.taken_by_id == person.pk,
        }
        for call in calls.open_calls(site)
    ]
    return {"calls": sorted(rows, key=_rank)}


def _rank(row: dict[str, Any]) -> int:
    """Return where a call stands: those that nobody has taken first, then one's own; each in the order of time."""
    return 1 if row["mine"] else 2 if row["name"] else 0


def _signed_in(site: Site, request: HttpRequest) -> models.Person | None:
    """Return whose telephone it is: until midnight, and for as long as badge and person are in force."""
    try:
        pk, badge, until = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT)
        over = site.clock.now() >= datetime.fromisoformat(until)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    on_duty = models.Person.objects.filter(ward=site.ward, pk=pk, revoked_at=None)
    person = on_duty.exclude(role=models.Person.Role.IT).first()
    return person if person is not None and not over and _badge(person) == badge else None


def _badge(person: models.Person) -> str:
    """Return what changes with badge and PIN, and tells nothing of either."""
    return hashlib.sha256(bytes(person.badge_digest or b"") + bytes(person.pin_digest)).hexdigest()[:16]


def _gone(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=reverse("duty"))
    return response


def _form(request: HttpRequest, wrong: str, status: int) -> HttpResponse:
    context = {"wrong": wrong, "duty_style": statics.style_address("duty.css")}
    return render(request, "desk/duty_sign_in.html", context, status=status)
