"""The accounts of the desk itself: who has one, and closing one. Nobody opens one here.

Whoever could make an officer's account, or give it a password, could read the dossiers; so that is done on the desk's
own machine only (``kiosk desk officer``). A closed account opens again with the password that its owner had.
"""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kiosk.clock import VIETNAM
from kiosk.desk import models, words
from kiosk.desk.people import record
from kiosk.desk.project import the_site
from kiosk.desk.signin import it_only


@require_safe
@it_only
def accounts(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Show everyone who may open the desk's pages."""
    rows = models.Officer.objects.filter(ward=the_site().ward).select_related("user")
    shown = [
        {
            "row": one,
            "role": words.ROLE[one.role],
            "last": one.user.last_login.astimezone(VIETNAM) if one.user.last_login else None,
            "own": one.pk == officer.pk,
        }
        for one in rows.order_by("role", "name", "pk")
    ]
    return render(request, "desk/accounts.html", {"rows": shown})


@require_POST
@it_only
def close(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Close somebody else's account at once, with all that they have open."""
    if _set(request, officer, active=False):
        messages.success(request, words.PEOPLE_SAID["account-closed"])
    else:
        messages.warning(request, words.PEOPLE_REFUSED["own-account"])
    return redirect("accounts")


@require_POST
@it_only
def reopen(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Let the owner in again, with the password that they had."""
    if _set(request, officer, active=True):
        messages.success(request, words.PEOPLE_SAID["account-opened"])
    return redirect("accounts")


def _set(request: HttpRequest, officer: models.Officer, *, active: bool) -> bool:
    """Close or open the account that the form names; False for one's own."""
    name = request.POST.get("account", "")[:150]
    rows = models.Officer.objects.filter(ward=the_site().ward, user__username=name).select_related("user")
    row = rows.first()
    if row is None:
        raise Http404
    if row.pk == officer.pk:
        return False
    with transaction.atomic():
        row.user.is_active = active
        row.user.save(update_fields=["is_active"])
        what = "account-opened" if active else "account-closed"
        record(the_site(), officer, what, detail=f"{row.user.username}, {row.name}")
    return True
