"""Style sheets, a script, two fonts and the helpers' portraits, served by the desk itself: no other host is asked."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

_STYLES = Path(__file__).parent / "static"
_SHEETS = ("desk.css", "duty.css", "home-sheet.css", "sheets.css", "figures.css", "fleet.css")
_SCRIPT = "duty.js"
_PORTRAITS = Path(__file__).resolve().parents[2] / "assets" / "illustrations" / "portraits"
_FONTS = ("BeVietnamPro-Medium.ttf", "BeVietnamPro-Bold.ttf")
_YEAR = 31_536_000


def static_file(_request: HttpRequest, name: str) -> HttpResponse:
    """Return one of the files; 404 for any other name."""
    found = _files().get(name)
    if found is None:
        raise Http404
    content, kind = found
    response = HttpResponse(content, content_type=kind)
    response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    return response


@cache
def style_address(name: str = "desk.css") -> str:
    """Return a file's address, new whenever its content is new. Raises KeyError for one that is not there."""
    content, _ = _files()[name]
    return f"{reverse('static', args=[name])}?v={hashlib.sha256(content).hexdigest()[:12]}"


def portrait_address(code: str) -> str:
    """Return the address of a drawn portrait; empty when there is none of that code."""
    name = f"portrait-{code}.svg"
    return style_address(name) if name in _files() else ""


@cache
def _files() -> dict[str, tuple[bytes, str]]:
    import fontpkg_be_vietnam_pro

    fonts = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
    return {
        **{name: ((_STYLES / name).read_bytes(), "text/css; charset=utf-8") for name in _SHEETS},
        _SCRIPT: ((_STYLES / _SCRIPT).read_bytes(), "text/javascript; charset=utf-8"),
        **{
            f"portrait-{one.stem}.svg": (one.read_bytes(), "image/svg+xml")
            for one in _PORTRAITS.glob("*.svg")
        },
        **{name: ((fonts / name).read_bytes(), "font/ttf") for name in _FONTS},
    }
