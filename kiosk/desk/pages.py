"""The officers' pages: the list of dossiers, one dossier, its attachments, and the acts on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kiosk.clock import VIETNAM
from kiosk.desk import home_words, models, words
from kiosk.desk.answering import in_words
from kiosk.desk.copies import living
from kiosk.desk.day_lists import residence_of
from kiosk.desk.homes import READY, TO_DO, visits
from kiosk.desk.intake import number_mark
from kiosk.desk.opening import Opened, open_rows, sections
from kiosk.desk.project import the_site
from kiosk.desk.promises import late, standing
from kiosk.desk.showing import date_shown, moment_shown, number_shown
from kiosk.desk.signin import officers_only
from kiosk.desk.workflow import Done, NotDone, Wish, both_dates, release, set_status
from kiosk.tickets.secret import parse
from kiosk.wire.dossier import Dossier, OnBehalf

PAGE = 25
"""Dossiers a page: each of them is decrypted to be shown."""
_EXTENSION = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf"}


@require_safe
@officers_only
def dossier_list(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Show the dossiers, newest first, narrowed by status or ticket number or dossier code."""
    if parse(_asked(request)) is not None:
        # It opens what its holder has saved, too: it stays in no address and on no page.
        messages.warning(request, words.TICKET_IN_SEARCH)
        return redirect("list")
    site = the_site()
    rows = models.Dossier.objects.filter(ward=site.ward)
    apart = rows.filter(state=models.Dossier.State.QUARANTINED)
    normal = rows.filter(state=models.Dossier.State.NORMAL)
    overdue = late(site, normal)
    lists = {"apart": apart, "late": overdue}
    chosen = next((name for name in lists if request.GET.get(name)), "")
    shown = _narrowed(request, lists.get(chosen, normal))
    page = Paginator(shown.select_related("kiosk").order_by("-received_at", "-pk"), PAGE).get_page(
        request.GET.get("page")
    )
    opened = open_rows(site, officer, list(page.object_list), models.AccessLog.What.ROW)
    context = {
        "rows": [_listed(one) for one in opened],
        "page": page,
        "links": links(request, page),
        "statuses": words.STATUS_CHOICES,
        "chosen": _status_of(request.GET.get("status")),
        "asked": _asked(request),
        "list": chosen,
        "apart": chosen == "apart",
        "apart_count": apart.count(),
        "late_count": overdue.count(),
        "any_at_all": rows.exists(),
        "copies": living(site).count(),
        "homes_asked": visits(site).filter(TO_DO).count(),
    }
    return render(request, "desk/list.html", context)


@require_safe
@officers_only
def dossier(request: HttpRequest, officer: models.Officer, dossier_id: str) -> HttpResponse:
    """Show everything of one dossier."""
    opened = _open(officer, dossier_id, models.AccessLog.What.DOSSIER)
    return render(request, "desk/dossier.html", _whole(opened))


@require_POST
@officers_only
def save(request: HttpRequest, officer: models.Officer, dossier_id: str) -> HttpResponse:
    """Set status, code, what is missing or to be paid, and note. A refused wish comes back as it was typed."""
    opened = _open(officer, dossier_id, models.AccessLog.What.DOSSIER)
    wish = Wish(
        status=_status_of(request.POST.get("status")),
        dossier_code=" ".join(request.POST.get("dossier_code", "").split()),
        note=request.POST.get("note", "").replace("\r\n", "\n").strip(),
        version=number_of(request.POST.get("version")),
        missing=_ticked(request, opened.plain),
        to_pay=_amount(request.POST.get("to_pay", "")),
    )
    days = opened.plain.working_days if opened.plain else None
    outcome = set_status(the_site(), officer, opened.row, wish, days)
    if isinstance(outcome, NotDone):
        opened.row.refresh_from_db()
        context = _whole(opened) | _typed(wish) | {"refused": words.REFUSED[outcome.reason]}
        return render(request, "desk/dossier.html", context, status=409)
    _say(request, outcome)
    return redirect("dossier", dossier_id)


@require_POST
@officers_only
def accept(request: HttpRequest, officer: models.Officer, dossier_id: str) -> HttpResponse:
    """Take a dossier out of quarantine."""
    outcome = release(the_site(), officer, _row(dossier_id), number_of(request.POST.get("version")))
    if isinstance(outcome, NotDone):
        messages.warning(request, words.REFUSED[outcome.reason])
    else:
        messages.success(request, words.RELEASED)
    return redirect("dossier", dossier_id)


@require_safe
@officers_only
def attachment(request: HttpRequest, officer: models.Officer, dossier_id: str, place: int) -> HttpResponse:
    """Return one scanned page: pictures to be seen, PDF to be saved; nothing is cached or guessed at."""
    opened = _open(officer, dossier_id, models.AccessLog.What.ATTACHMENT)
    pages = opened.plain.attachments if opened.plain else ()
    if not 1 <= place <= len(pages):
        raise Http404
    page = pages[place - 1]
    response = HttpResponse(page.data, content_type=page.media_type)
    manner = "inline" if page.media_type.startswith("image/") and "save" not in request.GET else "attachment"
    name = f"dinh-kem-{place}.{_EXTENSION[page.media_type]}"
    response.headers["Content-Disposition"] = f'{manner}; filename="{name}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _row(dossier_id: str) -> models.Dossier:
    rows = models.Dossier.objects.select_related("kiosk", "updated_by")
    row: models.Dossier | None = rows.filter(ward=the_site().ward, dossier_id=dossier_id).first()
    if row is None:
        raise Http404
    return row


def _open(officer: models.Officer, dossier_id: str, what: str) -> Opened[models.Dossier]:
    return open_rows(the_site(), officer, [_row(dossier_id)], what)[0]


def _narrowed(request: HttpRequest, rows: QuerySet[models.Dossier]) -> QuerySet[models.Dossier]:
    status = _status_of(request.GET.get("status"))
    if status:
        rows = rows.filter(status=status)
    asked = _asked(request)
    if asked:
        rows = rows.filter(Q(number_mark=number_mark(the_site(), asked)) | Q(dossier_code__iexact=asked))
    return rows


def _asked(request: HttpRequest) -> str:
    """Return what is looked for; a NUL is in no number and no code."""
    return request.GET.get("q", "").replace("\0", "")[:60].strip()


def links(request: HttpRequest, page: Page[Any]) -> dict[str, str]:
    """Return the addresses of the pages before and behind, of the same search."""

    def to(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    found = {}
    if page.has_previous():
        found["newer"] = to(page.number - 1)
    if page.has_next():
        found["older"] = to(page.number + 1)
    return found


def _listed(opened: Opened[models.Dossier]) -> dict[str, Any]:
    return {
        "row": opened.row,
        "plain": opened.plain,
        "received": opened.row.received_at.astimezone(VIETNAM),
        "tone": words.TONE[opened.row.status],
        "standing": standing(the_site(), opened.row),
    }


def _on_behalf(told: OnBehalf | None) -> tuple[str, str, str] | None:
    """Return who asked for somebody who was not there, as what, and what was seen of their leave, in words."""
    if told is None:
        return None
    return (
        words.ASKED_BY[told.asked_by],
        words.RELATION[told.relation],
        words.AUTHORISATION[told.authorisation],
    )


def _whole(opened: Opened[models.Dossier]) -> dict[str, Any]:
    plain, row = opened.plain, opened.row
    context = _listed(opened) | {
        "statuses": words.STATUS_CHOICES,
        "needs_note": sorted(words.NEEDS_NOTE),
        "quarantined": row.state == models.Dossier.State.QUARANTINED,
        **_typed(row),
        "changes": [
            (change, change.at.astimezone(VIETNAM), words.TONE[change.status], in_words(change))
            for change in row.changes.select_related("officer").order_by("-at", "-pk")
        ],
    }
    if plain is None:
        return context
    return context | {
        "sections": [
            (part.name, [(one, words.GIVEN_BY[one.by]) for one in part.answers]) for part in sections(plain)
        ],
        "due": both_dates(the_site(), row, plain),
        "papers": _papers(plain, row),
        "personal_number": number_shown(plain.applicant.personal_number),
        "birth_date": date_shown(plain.applicant.birth_date),
        "consents": [
            (words.PURPOSE[one.purpose], words.HOW.get(one.how, one.how), moment_shown(one.at))
            for one in plain.consents
        ],
        "attachments": [
            (place, page, words.MEDIA[page.media_type], page.media_type.startswith("image/"))
            for place, page in enumerate(plain.attachments, start=1)
        ],
        "channel": words.CHANNEL[plain.channel],
        "by_portal": plain.channel == "portal",
        "offered_code": plain.portal_code if row.version == 1 else "",
        **_at_home(plain, row),
        "on_behalf": _on_behalf(plain.on_behalf),
        "language": words.LANGUAGE.get(plain.language, plain.language),
    }


def _at_home(plain: Dossier, row: models.Dossier) -> dict[str, Any]:
    """Return the visit at home of this dossier; where there is none, what its result could be brought there by."""
    visit = models.HomeVisit.objects.filter(dossier=row).first()
    if visit is not None or row.status != READY:
        return {"visit": visit}
    home = residence_of(plain, row.ward)
    place = ", ".join(part for part in (home.house, home.hamlet) if part) if home else ""
    return {"visit": None, "bring_home": True, "lives_at": place, "asked_how": home_words.ASKED_HOW.items()}


def _typed(given: Wish | models.Dossier) -> dict[str, Any]:
    """Return what stands in the form: what is kept, or what was just typed and refused."""
    return {"typed": given, "ticked": {paper for paper, _ in given.missing}}


def _papers(plain: Dossier, row: models.Dossier) -> list[tuple[str, str, bool]]:
    """Return what may be missing, by id and official name: the dossier's papers, then what was ticked besides."""
    of = {paper.paper: (paper.label, paper.has) for paper in plain.papers}
    more = {paper: (name, False) for paper, name in row.missing if paper not in of}
    return [(paper, name, has) for paper, (name, has) in {**of, **more}.items()]


def _ticked(request: HttpRequest, plain: Dossier | None) -> tuple[tuple[str, str], ...]:
    """Return the papers that were ticked; what is no paper of this dossier is none."""
    ticked = set(request.POST.getlist("missing"))
    papers = plain.papers if plain else ()
    return tuple((paper.paper, paper.label) for paper in papers if paper.paper in ticked)


def _amount(text: str) -> int:
    """Return an amount as people write it, 0 for none, -1 for what is no amount."""
    digits = "".join(text.split()).removesuffix("đ").replace(".", "").replace(",", "")
    if not digits:
        return 0
    return number_of(digits) or -1


def _say(request: HttpRequest, done: Done) -> None:
    if done.odd_code:
        messages.warning(request, words.CODE_SHAPE)
    elif done.changed:
        messages.success(request, words.SAVED)
    else:
        messages.info(request, words.SAVED_SAME)


def _status_of(text: str | None) -> int:
    """Return a status code, 0 for anything else."""
    number = number_of(text)
    return number if number in words.STATUS else 0


def number_of(text: str | None) -> int:
    """Return a number as a form or an address says it, of at most nine digits; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 - fits
