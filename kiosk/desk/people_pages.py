"""The pages of who helps at the ward's points: ward IT's alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kiosk.desk import models
from kiosk.desk.project import the_site
from kiosk.desk.signin import it_only


@require_safe
@it_only
def people(request: HttpRequest, _officer: models.Officer) -> HttpResponse:
    """Show everyone, by team and name."""
    rows = models.Person.objects.filter(ward=the_site().ward).select_related("team")
    return render(request, "desk/people.html", {"rows": rows.order_by("team__name", "name", "pk")})
