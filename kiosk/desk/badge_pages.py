"""The sheets of badges and PINs: shown in the answer to the act that makes them, and never again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kiosk.desk import models, words
from kiosk.desk.badges import MOST_AT_ONCE, Made, badge_qr, make_badge, make_pin
from kiosk.desk.people import by_name
from kiosk.desk.people_pages import the_person, used_once
from kiosk.desk.project import the_site
from kiosk.desk.signin import it_only
from kiosk.desk.statics import portrait_address, style_address

CARDS_A_SHEET = 10
SLIPS_A_SHEET = 14
_LONG = 56
"""Letters of name and team from which the picture gives way."""


_CHECKS = 107
"""Of 0.8 mm, across a badge."""
CLOTH = "".join(f"M{x} {x % 2}h1v1h-1z" for x in range(_CHECKS))


@require_POST
@it_only
def badges(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Make badges and PINs for the people that are marked, and answer with the sheets to print."""
    site, marked = the_site(), request.POST.getlist("person")
    rows = models.Person.objects.filter(ward=site.ward, helper_id__in=marked, revoked_at__isnull=True)
    wanted = sorted(rows.select_related("team")[: MOST_AT_ONCE + 1], key=by_name)
    if not wanted:
        return _back(request, "none-marked")
    if len(wanted) > MOST_AT_ONCE:
        return _back(request, "too-many")
    if not used_once(request):
        return _back(request, "shown-once")
    return _sheets(request, [make_badge(site, officer, one) for one in wanted])


@require_POST
@it_only
def pin(request: HttpRequest, officer: models.Officer, helper: str) -> HttpResponse:
    """Make a new PIN under the badge that was scanned or typed, or a new badge and PIN without one."""
    site, row = the_site(), the_person(helper)
    if row.revoked_at is not None:
        messages.warning(request, words.PEOPLE_REFUSED["shift-person"])
        return redirect("person", helper)
    if request.POST.get("lost"):
        made = make_badge(site, officer, row) if used_once(request) else "shown-once"
    else:
        made = (
            make_pin(site, officer, row, request.POST.get("badge", ""))
            if used_once(request)
            else "shown-once"
        )
    if not isinstance(made, Made):
        messages.warning(request, words.PEOPLE_REFUSED[made])
        return redirect("person", helper)
    return _sheets(request, [made])


def _back(request: HttpRequest, why: str) -> HttpResponse:
    messages.warning(request, words.PEOPLE_REFUSED[why].format(most=MOST_AT_ONCE))
    return redirect("people")


def _sheets(request: HttpRequest, made: list[Made]) -> HttpResponse:
    cards = [_card(one) for one in made]
    context = {
        "sheet_style": style_address("sheets.css"),
        "cloth": (_CHECKS, CLOTH),
        "card_sheets": list(_in_parts([one for one in cards if one["side"]], CARDS_A_SHEET)),
        "slip_sheets": list(_in_parts(cards, SLIPS_A_SHEET)),
    }
    return render(request, "desk/badges.html", context)


def _card(made: Made) -> dict[str, Any]:
    side, path = badge_qr(made.badge) if made.badge else (0, "")
    return {
        "row": made.person,
        "role": words.ROLE[made.person.role],
        "portrait": portrait_address(made.person.portrait),
        "long": len(made.person.name) + len(made.person.team.name) > _LONG,
        "side": side,
        "path": path,
        "groups": made.badge.groups() if made.badge else (),
        "pin": f"{made.pin[:3]} {made.pin[3:]}",
    }


def _in_parts(cards: list[dict[str, Any]], size: int) -> Iterable[list[dict[str, Any]]]:
    return (cards[at : at + size] for at in range(0, len(cards), size))
