"""The pages on which ward IT lets kiosks in and sends them away: codes, shown once; wishes by stick; revoking."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kiosk.clock import VIETNAM
from kiosk.desk import models, words
from kiosk.desk.badges import qr_path
from kiosk.desk.enrolment import (
    LIVES,
    MISSES,
    MOST_AT_ONCE,
    CodeWish,
    MadeCode,
    answer_enrol,
    make_codes,
    revoke_kiosk,
)
from kiosk.desk.people_pages import once, typed, used_once
from kiosk.desk.project import the_site
from kiosk.desk.signin import it_only
from kiosk.pictures.qr import of_text
from kiosk.wire.enrol import AskToEnrol, Enrolled, grouped
from kiosk.wire.messages import PROTOCOL

ANSWER_NAME: Final = "tra-loi-{kiosk}.bin"
CODES_NAME: Final = "ma-ghi-danh.txt"
_SHOWN: Final = 30
_PARTS: Final = 3
_MOST_BYTES: Final = 16 * 1024


@require_safe
@it_only
def enrolment(request: HttpRequest, _officer: models.Officer) -> HttpResponse:
    """Show the ward's kiosks, the codes of late, and the forms."""
    return _page(request)


@require_POST
@it_only
def codes(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Make codes for the machines that stand in the form, a line each, and answer with them: now and never again."""
    wishes = _wishes(request)
    lives = request.POST.get("lives", "now")
    if not wishes or len(wishes) > MOST_AT_ONCE:
        said = words.CODE_REFUSED["too-many" if wishes else "none"].format(most=MOST_AT_ONCE)
        return _page(request, said, status=409)
    if not used_once(request):
        messages.warning(request, words.CODE_REFUSED["shown-once"])
        return redirect("enrolment")
    made = make_codes(
        the_site(),
        officer,
        wishes,
        lives=lives if lives in LIVES else "now",
        again=bool(request.POST.get("again")),
    )
    if isinstance(made, tuple):
        wish, refused = made
        return _page(request, f"{wish.kiosk_id} {wish.series}: {words.CODE_REFUSED[refused]}", status=409)
    if request.POST.get("file"):
        return _codes_file(made)
    where = request.build_absolute_uri("/").rstrip("/")
    side, path = qr_path(of_text(where))
    shown = [(one.row, grouped(one.code), one.row.expires_at.astimezone(VIETNAM)) for one in made]
    context = {
        "tab": "enrolment",
        "codes": shown,
        "where": where,
        "side": side,
        "path": path,
        "misses": MISSES,
    }
    return render(request, "desk/enrol_codes.html", context)


@require_POST
@it_only
def by_stick(request: HttpRequest, _officer: models.Officer) -> HttpResponse:
    """Take the wish of a kiosk without network from a stick, and answer with the file that is carried back."""
    given = request.FILES.get("wish")
    try:
        raw = given.read(_MOST_BYTES) if given is not None else b""
        ask = msgspec.msgpack.decode(raw, type=AskToEnrol)
    except (msgspec.MsgspecError, ValueError):
        return _page(request, words.CODE_REFUSED["no-file"], status=409)
    if ask.protocol != PROTOCOL:
        return _page(request, words.CODE_REFUSED["no-file"], status=409)
    answered = answer_enrol(the_site(), ask)
    if not isinstance(answered, Enrolled):
        return _page(request, words.CODE_REFUSED[answered], status=409)
    response = HttpResponse(msgspec.msgpack.encode(answered), content_type="application/octet-stream")
    name = ANSWER_NAME.format(kiosk=ask.kiosk_id)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@it_only
def revoke(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Trust a kiosk's key no longer, with the reason."""
    rows = models.Kiosk.objects.filter(ward=the_site().ward, kiosk_id=request.POST.get("kiosk", "")[:64])
    row = rows.first()
    if row is None:
        raise Http404
    if revoke_kiosk(the_site(), officer, row, request.POST.get("why", "")):
        messages.success(request, words.KIOSK_REVOKED.format(kiosk=row.kiosk_id))
    else:
        messages.warning(request, words.CODE_REFUSED["why"])
    return redirect("enrolment")


def _wishes(request: HttpRequest) -> list[CodeWish]:
    """Return the one machine of the short form, or all lines of the long one."""
    if typed(request, "kiosk"):
        one = CodeWish(typed(request, "kiosk"), typed(request, "series").upper(), typed(request, "point"))
        return [one]
    found = []
    for line in request.POST.get("machines", "").splitlines():
        parts = line.replace(",", " ").replace(";", " ").split()
        if parts:
            kiosk, series, point = (
                (*parts, "", "", "")[:_PARTS] if len(parts) <= _PARTS else (line[:64], "", "")
            )
            found.append(CodeWish(kiosk, series.upper(), point))
    return found


def _codes_file(made: list[MadeCode]) -> HttpResponse:
    lines = [f"{one.row.kiosk_id} {grouped(one.code)}\n" for one in made]
    response = HttpResponse("".join(lines), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{CODES_NAME}"'
    return response


def _page(request: HttpRequest, refused: str = "", status: int = 200) -> HttpResponse:
    site = the_site()
    kiosks = models.Kiosk.objects.filter(ward=site.ward).order_by("revoked_at", "point", "kiosk_id")
    late = (
        models.Enrolment.objects.filter(ward=site.ward).select_related("made_by").order_by("-made_at", "-pk")
    )
    context: dict[str, Any] = {
        "tab": "enrolment",
        "kiosks": [_kiosk(one) for one in kiosks],
        "late": [_code(one) for one in late[:_SHOWN]],
        "whys": list(words.WHY_REVOKED.items()),
        "points": sorted({one.point for one in kiosks if one.revoked_at is None}),
        "typed": request.POST,
        "once": once(request),
        "refused": refused,
    }
    return render(request, "desk/enrolment.html", context, status=status)


def _kiosk(row: models.Kiosk) -> dict[str, Any]:
    return {
        "row": row,
        "since": row.enrolled_at.astimezone(VIETNAM) if row.enrolled_at else None,
        "gone": row.revoked_at.astimezone(VIETNAM) if row.revoked_at else None,
        "why": words.WHY_REVOKED.get(row.revoked_why, ""),
    }


def _code(row: models.Enrolment) -> dict[str, Any]:
    over = not row.ended and the_site().clock.now() >= row.expires_at
    return {
        "row": row,
        "made": row.made_at.astimezone(VIETNAM),
        "until": row.expires_at.astimezone(VIETNAM),
        "state": words.CODE_STATE["over" if over else row.ended],
        "waits": not row.ended and not over,
    }
