"""From the ticket that somebody brings to the counter to what the ward has of theirs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kiosk.desk import models, words
from kiosk.desk.copies import living
from kiosk.desk.project import the_site
from kiosk.desk.signin import officers_only
from kiosk.tickets.secret import derive, parse


@require_POST
@sensitive_post_parameters("ticket")
@officers_only
def by_ticket(request: HttpRequest, _: models.Officer) -> HttpResponse:
    """Lead from a ticket, scanned or typed, to its dossier, or to the copy that was left under it.

    The digits are a secret: they come by POST, stand in no address or log, and are given back to no page.
    """
    secret = parse(request.POST.get("ticket", ""))
    if secret is None:
        messages.warning(request, words.NO_TICKET)
        return redirect("list")
    site, ticket = the_site(), derive(secret).id
    rows = models.Dossier.objects.filter(ward=site.ward, ticket_id=ticket)
    # What stands apart comes last: a kiosk that is no longer trusted leads nobody past the real one.
    dossier = rows.order_by("state", "-received_at", "-pk")
    found = dossier.values_list("dossier_id", flat=True).first()
    if found is not None:
        return redirect("dossier", found)
    copy = living(site).filter(ticket_id=ticket).values_list("dossier_id", flat=True).first()
    if copy is not None:
        return redirect("copy", copy)
    messages.warning(request, words.TICKET_UNKNOWN)
    return redirect("list")
