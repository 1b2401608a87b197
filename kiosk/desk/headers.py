"""What every answer carries: nothing kept by browsers, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from kiosk.desk import statics
from kiosk.desk.project import the_site

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


class StaffHeaders:
    """Middleware: no-store on all but static files, a closed content policy on all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer with its headers."""
        response = self._get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


def around_every_page(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of every page shows."""
    site = the_site()
    user = getattr(request, "user", None)
    return {
        "ward_name": site.settings.ward.name,
        "trial": site.trial,
        "officer": getattr(user, "officer", None) if user is not None else None,
        "style": statics.style_address(),
    }
