"""What every answer carries: nothing kept by browsers, nothing loaded from elsewhere; what is not answered at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, UnreadablePostError

from kiosk.desk import failures, statics
from kiosk.desk.project import the_site
from kiosk.desk.signin import home_of
from kiosk.wire.messages import CONTENT_TYPE

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


class StaffHeaders:
    """Middleware: no-store on all but static files, a closed content policy on all but messages to kiosks.

    No browser shows those, and on a 3G stick each byte is paid for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer with its headers."""
        response = self._get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        if response.headers.get("Content-Type") != CONTENT_TYPE:
            response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class NoNul:
    """Middleware: refuses a NUL in a cookie or a form. No browser sends one, no database needs one.

    SQLite would keep it, PostgreSQL would break off; both desks answer alike.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 400 before a session is looked for, or go on."""
        if _has_nul(request.COOKIES.values()):
            return failures.bad_request(request)
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Answer 400 to a form that holds one. A form whose sender has gone is left to the token's check."""
        try:
            found = any(_has_nul(values) for _, values in request.POST.lists())
        except UnreadablePostError:
            return None
        return failures.bad_request(request) if found else None


def _has_nul(texts: Iterable[str]) -> bool:
    return any("\0" in text for text in texts)


def open_alarms(ward: str) -> int:
    """Return how many alarms about the kiosks' records stand; counted only where a page asks."""
    from kiosk.desk import models

    return int(models.AuditAlarm.objects.filter(ward=ward, closed_at=None).count())


def around_every_page(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of every page shows."""
    site = the_site()
    user = getattr(request, "user", None)
    officer = getattr(user, "officer", None) if user is not None else None
    return {
        "ward_name": site.settings.ward.name,
        "trial": site.trial,
        "officer": officer,
        "home": home_of(officer) if officer is not None else "/",
        "style": statics.style_address(),
        "alarm_count": lambda: open_alarms(site.ward),
    }
