"""What people and machines get when a page is not there or something broke: plain words, no inner details."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from kiosk.desk import statics
from kiosk.desk.project import the_site

_WORDS = {
    400: ("Không hiểu yêu cầu này", "Xin quay lại danh sách và thử lần nữa."),
    403: ("Trang đã cũ", "Phiên làm việc đã đổi. Xin quay lại, tải lại trang rồi làm tiếp."),
    404: ("Không có trang này", "Có thể đường dẫn sai, hoặc hồ sơ không thuộc phường mình."),
    500: (
        "Trang này đang trục trặc",
        "Hồ sơ vẫn còn nguyên. Xin thử lại; nếu vẫn vậy, báo người phụ trách máy.",
    ),
}
_PHONE = "/truc/"
_CODES = {400: "garbage", 403: "refused", 404: "not-found", 500: "failed"}


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 - Django's name
    """Answer 400."""
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 - Django's name
    """Answer 403."""
    return _answer(request, 403)


def csrf(request: HttpRequest, **_reason: Any) -> HttpResponse:
    """Answer a form whose token is missing or old."""
    return _answer(request, 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 - Django's name
    """Answer 404."""
    return _answer(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return _answer(request, 500)


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    if request.path.startswith("/api/"):
        return HttpResponse(_CODES[status], status=status, content_type="text/plain; charset=utf-8")
    title, what_to_do = _WORDS[status]
    site = the_site()
    # without the request: a page about a failing database must not ask the database who is signed in
    frame = {"ward_name": site.settings.ward.name, "trial": site.trial, "style": statics.style_address()}
    # a helper's telephone has no other page here
    frame["home"] = _PHONE if request.path.startswith(_PHONE) else "/"
    page = render_to_string("desk/failure.html", {**frame, "title": title, "what_to_do": what_to_do})
    return HttpResponse(page, status=status)
