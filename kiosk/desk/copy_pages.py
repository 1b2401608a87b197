"""The officers' pages of copies left with the ward: their list, one copy, and deleting it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kiosk.clock import VIETNAM
from kiosk.desk import models, words
from kiosk.desk.copies import delete_copy, living
from kiosk.desk.intake import number_mark
from kiosk.desk.opening import Opened, open_rows, sections
from kiosk.desk.pages import PAGE, links
from kiosk.desk.project import the_site
from kiosk.desk.showing import date_shown, moment_shown, number_shown
from kiosk.desk.signin import officers_only
from kiosk.procedures.folding import folded
from kiosk.tickets.secret import parse

MOST = 100
"""Copies that a search shows at most: whoever finds so many asks for more of the name."""
_Copy = Opened[models.LeftCopy]


@require_safe
@officers_only
def copy_list(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Show the copies, newest first."""
    site = the_site()
    rows = living(site)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = open_rows(site, officer, list(page.object_list), models.AccessLog.What.ROW)
    context = _list(shown, rows.count()) | {"page": page, "links": links(request, page)}
    return render(request, "desk/copies.html", context)


@require_POST
@officers_only
def find(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Show the copies of a number, else of a name. That is searched for by opening each of them, which is on record;
    what was asked for stands in no address.
    """
    site, asked = the_site(), request.POST.get("q", "")[:60].strip()
    if not asked:
        return redirect("copies")
    if parse(asked) is not None:
        messages.warning(request, words.TICKET_IN_SEARCH)
        return redirect("list")
    rows = living(site)
    found = open_rows(
        site, officer, list(rows.filter(number_mark=number_mark(site, asked))), models.AccessLog.What.ROW
    )
    if not found:
        everyone = open_rows(site, officer, list(rows), models.AccessLog.What.ROW)
        found = [one for one in everyone if folded(asked) and folded(asked) in folded(_name(one))]
    page = Paginator(found[:MOST], MOST).get_page(1)
    context = _list(list(page.object_list), rows.count()) | {"page": page, "links": {}, "asked": asked}
    return render(request, "desk/copies.html", context)


def _list(shown: list[_Copy], copies: int) -> dict[str, Any]:
    return {"rows": [_listed(one) for one in shown], "copies": copies, "asked": ""}


@require_safe
@officers_only
def left_copy(request: HttpRequest, officer: models.Officer, dossier_id: str) -> HttpResponse:
    """Show all that has been told, in the order of the form, so that the person can be helped on."""
    site, known = the_site(), _known(dossier_id)
    row = living(site).filter(pk=known.pk).first()
    if row is None:
        messages.info(request, words.COPY_GONE)
        return redirect("copies")
    opened = open_rows(site, officer, [row], models.AccessLog.What.DOSSIER)[0]
    return render(request, "desk/copy.html", _whole(opened))


@require_POST
@officers_only
def delete(request: HttpRequest, officer: models.Officer, dossier_id: str) -> HttpResponse:
    """Delete a copy; whoever has not ticked that it may go is asked again."""
    if request.POST.get("sure") != "yes":
        messages.warning(request, words.COPY_SURE)
        return redirect("copy", dossier_id)
    if delete_copy(the_site(), officer, _known(dossier_id)):
        messages.success(request, words.COPY_DELETED)
    else:
        messages.info(request, words.COPY_GONE)
    return redirect("copies")


def _known(dossier_id: str) -> models.LeftCopy:
    """Return the ward's copy of that id, one of which nothing is left, too."""
    rows = models.LeftCopy.objects.defer("sealed").filter(ward=the_site().ward, dossier_id=dossier_id)
    row: models.LeftCopy | None = rows.first()
    if row is None:
        raise Http404
    return row


def _name(opened: _Copy) -> str:
    return opened.plain.applicant.name if opened.plain else ""


def _listed(opened: _Copy) -> dict[str, Any]:
    row, plain = opened.row, opened.plain
    return {
        "row": row,
        "plain": plain,
        "left": moment_shown(plain.made_at) if plain else "",
        "until": row.expires_at.astimezone(VIETNAM),
    }


def _whole(opened: _Copy) -> dict[str, Any]:
    plain, context = opened.plain, _listed(opened)
    if plain is None:
        return context
    return context | {
        "sections": [
            (part.name, [(one, words.GIVEN_BY[one.by]) for one in part.answers]) for part in sections(plain)
        ],
        "personal_number": number_shown(plain.applicant.personal_number),
        "birth_date": date_shown(plain.applicant.birth_date),
        "consents": [
            (
                words.PURPOSE.get(one.purpose, one.purpose),
                words.HOW.get(one.how, one.how),
                moment_shown(one.at),
            )
            for one in plain.consents
        ],
        "language": words.LANGUAGE.get(plain.language, plain.language),
        "readers": [
            (one.officer.name, one.at.astimezone(VIETNAM))
            for one in opened.row.accesses.select_related("officer")
            .filter(what=models.AccessLog.What.DOSSIER)
            .order_by("-at", "-pk")[:20]
        ],
    }
