"""The style sheet and two font weights, served by the desk itself: no other host is asked for anything."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

_STYLE = Path(__file__).parent / "static" / "desk.css"
_FONTS = ("BeVietnamPro-Medium.ttf", "BeVietnamPro-Bold.ttf")
_YEAR = 31_536_000


def static_file(_request: HttpRequest, name: str) -> HttpResponse:
    """Return one of the three files; 404 for any other name."""
    found = _files().get(name)
    if found is None:
        raise Http404
    content, kind = found
    response = HttpResponse(content, content_type=kind)
    response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    return response


@cache
def style_address() -> str:
    """Return the style sheet's address, new whenever its content is new."""
    content, _ = _files()["desk.css"]
    return f"{reverse('static', args=['desk.css'])}?v={hashlib.sha256(content).hexdigest()[:12]}"


@cache
def _files() -> dict[str, tuple[bytes, str]]:
    import fontpkg_be_vietnam_pro

    fonts = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
    return {
        "desk.css": (_STYLE.read_bytes(), "text/css; charset=utf-8"),
        **{name: ((fonts / name).read_bytes(), "font/ttf") for name in _FONTS},
    }
