"""How the kiosks are, for a Prometheus that the ward may have: text exposition format 0.0.4. Of people nothing.

Closed, as if it were not there, unless the settings name a token.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kiosk.desk import fleet
from kiosk.desk.project import the_site

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
Value = Callable[[fleet.Machine], float | None]


def _seconds(at: datetime | None) -> float | None:
    return None if at is None else at.timestamp()


GAUGES: Final[tuple[tuple[str, str, Value], ...]] = (
    (
        "kiosk_last_heard_timestamp_seconds",
        "When the kiosk was last heard, by the desk's clock.",
        lambda one: _seconds(one.heard_at),
    ),
    (
        "kiosk_dossiers_waiting",
        "Dossiers that wait to be sent.",
        lambda one: one.pulse.waiting if one.pulse else None,
    ),
    (
        "kiosk_dossiers_stuck",
        "Dossiers that need a person.",
        lambda one: one.pulse.stuck if one.pulse else None,
    ),
    (
        "kiosk_oldest_unsent_timestamp_seconds",
        "Since when the oldest unsent dossier has waited.",
        lambda one: _seconds(one.condition.oldest_since) if one.condition else None,
    ),
    (
        "kiosk_disk_free_bytes",
        "Free on the disk that keeps the kiosk's state.",
        lambda one: one.condition.disk_mb * 1e6 if one.condition and one.condition.disk_mb >= 0 else None,
    ),
    (
        "kiosk_paper_near_end",
        "1 when the printer says that its roll is nearly used up.",
        lambda one: float(one.condition.near_end) if one.condition else None,
    ),
    (
        "kiosk_roster_version",
        "The roster that the kiosk has; 0: none.",
        lambda one: one.pulse.roster_version if one.pulse else None,
    ),
    (
        "kiosk_audit_entries",
        "Acts of the kiosk's audit chain that the desk has.",
        lambda one: one.pulse.count if one.pulse else None,
    ),
)
"""By name: what it means, and its value; None where it is not known."""


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Return all kiosks' figures to whoever brings the token; 401 to others, 404 where none is set."""
    site = the_site()
    token = site.settings.metrics.token
    if not token:
        raise Http404
    brought = request.headers.get("Authorization", "")
    if not hmac.compare_digest(brought.encode(), f"Bearer {token}".encode()):
        return HttpResponse(
            "token\n", status=401, content_type="text/plain", headers={"WWW-Authenticate": "Bearer"}
        )
    return HttpResponse("".join(_lines(fleet.machines(site))), content_type=CONTENT_TYPE)


def _lines(found: list[fleet.Machine]) -> Iterator[str]:
    for name, means, value in GAUGES:
        yield _head(name, means, "gauge")
        for one in found:
            known = value(one)
            if known is not None:
                yield f"{name}{_labels(one)} {float(known)!r}\n"
    yield _head("kiosk_trouble", "1 for each trouble that the kiosk has now.", "gauge")
    for one in found:
        for trouble in one.troubles:
            yield f"kiosk_trouble{_labels(one, code=trouble.code, grade=trouble.grade)} 1\n"
    yield _head("kiosk_info", "What the kiosk serves; always 1.", "gauge")
    for one in found:
        told = one.condition
        if told is not None:
            yield f"kiosk_info{_labels(one, version=told.version, ring=str(told.ring), content=told.content)} 1\n"
    for name, means, value in COUNTERS:
        yield _head(name, means, "counter")
        for one in found:
            known = value(one)
            if known is not None:
                yield f"{name}{_labels(one)} {float(known)!r}\n"


COUNTERS: Final[tuple[tuple[str, str, Value], ...]] = (
    (
        "kiosk_faults_total",
        "Things that did not work, since the kiosk's program began.",
        lambda one: one.condition.faults if one.condition else None,
    ),
    (
        "kiosk_visit_seconds_total",
        "Time that somebody was at the kiosk, since its program began.",
        lambda one: one.condition.visit_minutes * 60 if one.condition else None,
    ),
)
"""As of GAUGES; they begin anew with the program."""


def _head(name: str, means: str, kind: str) -> str:
    return f"# HELP {name} {means}\n# TYPE {name} {kind}\n"


def _labels(one: fleet.Machine, **more: str) -> str:
    labels = {"kiosk": one.row.kiosk_id, "point": one.row.point} | more
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
