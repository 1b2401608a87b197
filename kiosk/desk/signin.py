"""Signing in and out. Misses are counted before the answer goes out; too many make the next try wait."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from urllib.parse import urljoin

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from kiosk.desk import models, words
from kiosk.desk.project import the_site
from kiosk.desk.site import Site

FREE_MISSES = 5
"""Wrong passwords in a row before waiting begins."""
FREE_MISSES_OF_ADDRESS = 30
"""The same for one network address, which a whole office may share."""
FIRST_WAIT = 15
LONGEST_WAIT = 900
"""Seconds; each miss doubles the wait up to the longest."""


def officers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only this ward's officers through, for what residents have told; others are led to the sign-in page."""
    return _guarded(view, models.Officer.Role.OFFICER)


def it_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only the ward's IT through, for people and kiosks; others are led to the sign-in page."""
    return _guarded(view, models.Officer.Role.IT)


def staff_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let this ward's officers and IT through; others are led to the sign-in page."""
    return _guarded(view, None)


def _guarded(view: Callable[..., HttpResponse], role: str | None) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        officer = getattr(request.user, "officer", None) if request.user.is_authenticated else None
        if officer is None or officer.ward != the_site().ward:
            return redirect_to_login(_page_of(request), reverse("sign-in"))
        if role is not None and officer.role != role:
            title, said = words.NOT_YOURS[role]
            context = {"title": title, "what_to_do": said}
            return render(request, "desk/failure.html", context, status=403)
        return view(request, officer, *args, **kwargs)

    return guarded


def home_of(officer: models.Officer) -> str:
    """Return the address of the page that somebody's work begins on."""
    return reverse("people" if officer.role == models.Officer.Role.IT else "list")


def _page_of(request: HttpRequest) -> str:
    """Return the page that was asked for, or on which the act stands: the act itself is no page to come back to."""
    return request.get_full_path() if request.method in {"GET", "HEAD"} else urljoin(request.path, "..")


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or check what was typed."""
    if request.method != "POST":
        return _form(request, "", 200)
    site = the_site()
    name = request.POST.get("name", "")[:150].strip()
    marks = _marks(site, name, request.META.get("REMOTE_ADDR", ""))
    wait = wait_of(site, marks)
    if wait:
        return _form(request, words.SIGN_IN_WAIT.format(wait=words.duration(wait)), 429)
    count_miss(site, marks)
    user = authenticate(request, username=name, password=request.POST.get("password", "")[:1000])
    officer = getattr(user, "officer", None)
    if user is None or officer is None or officer.ward != site.ward:
        return _form(request, words.SIGN_IN_WRONG, 403)
    forget_misses(site, marks)
    login(request, user)
    return redirect(_next(request) or home_of(officer))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the officer's session."""
    logout(request)
    return redirect("sign-in")


def _form(request: HttpRequest, wrong: str, status: int) -> HttpResponse:
    context = {"wrong": wrong, "next": _next(request), "name": request.POST.get("name", "")[:150]}
    return render(request, "desk/sign_in.html", context, status=status)


def _next(request: HttpRequest) -> str:
    """Return the page of this desk that was asked for; empty: one's own first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted != reverse("list") else ""


def _marks(site: Site, name: str, address: str) -> list[tuple[str, int]]:
    """Return under what the try is counted, with the misses that are free: the name, and the address."""
    return [(_mark(site, "name", name.casefold()), FREE_MISSES), *marks_of_address(site, address)]


def marks_of_address(site: Site, address: str) -> list[tuple[str, int]]:
    """Return under what a try from this network address is counted, with the misses that are free."""
    return [(_mark(site, "address", address), FREE_MISSES_OF_ADDRESS)]


def _mark(site: Site, kind: str, value: str) -> str:
    return hmac.new(site.secret.encode(), f"sign-in {kind}:{value}".encode(), hashlib.sha256).hexdigest()


def wait_of(site: Site, marks: list[tuple[str, int]]) -> int:
    """Return the seconds that the next try under these marks must wait."""
    now = site.clock.now()
    blocked = models.SignInMiss.objects.filter(
        ward=site.ward, who__in=[who for who, _ in marks], blocked_until__gt=now
    ).order_by("-blocked_until")
    longest = blocked.first()
    return 0 if longest is None else int((longest.blocked_until - now).total_seconds()) + 1


def forget_misses(site: Site, marks: list[tuple[str, int]]) -> None:
    """Count anew under these marks: somebody was let in."""
    models.SignInMiss.objects.filter(ward=site.ward, who__in=[who for who, _ in marks]).delete()


def count_miss(site: Site, marks: list[tuple[str, int]]) -> None:
    """Count a try under each of these marks."""
    now = site.clock.now()
    for who, free in marks:
        with transaction.atomic():
            miss, _ = models.SignInMiss.objects.select_for_update().get_or_create(ward=site.ward, who=who)
            miss.misses += 1
            over = miss.misses - free
            if over >= 0:
                wait = min(FIRST_WAIT * 2 ** min(over, 10), LONGEST_WAIT)
                miss.blocked_until = now + timedelta(seconds=wait)
            miss.save()
