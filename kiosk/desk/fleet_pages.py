"""The page of machines: which points need somebody today, the worst first; and one machine with its last days."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kiosk.clock import VIETNAM
from kiosk.desk import fleet, line_words, models, statics
from kiosk.desk import fleet_words as words
from kiosk.desk.plots import columns
from kiosk.desk.project import the_site
from kiosk.desk.signin import it_only


@require_safe
@it_only
def machines(request: HttpRequest, _officer: models.Officer) -> HttpResponse:
    """Show all machines, and which versions stand side by side."""
    site = the_site()
    found = fleet.machines(site)
    counts = Counter(one.grade for one in found)
    context = {
        "tab": "fleet",
        "fleet_style": statics.style_address("fleet.css"),
        "tally": [(grade, counts[grade], said) for grade, said in words.GRADE.items()],
        "machines": [_shown(one) for one in found],
        "serving": fleet.serving(found),
        "changes": [
            {"of": one, "rates": one.rates, "verdict": words.VERDICT[one.verdict]}
            for one in fleet.changes(site)
        ],
    }
    return render(request, "desk/fleet.html", context)


@require_safe
@it_only
def machine(request: HttpRequest, _officer: models.Officer, kiosk_id: str) -> HttpResponse:
    """Show one machine, all that it says of itself and its last two weeks."""
    site = the_site()
    found = fleet.machines(site, kiosk_id)
    if not found:
        raise Http404
    days = fleet.days(site, found[0].row)
    context = _shown(found[0]) | {
        "tab": "fleet",
        "fleet_style": statics.style_address("fleet.css"),
        "figure_style": statics.style_address("figures.css"),
        "heard_plot": columns("Số giờ máy báo về, mỗi ngày", {day: hours for day, hours, _, _ in days}),
        "waiting_plot": columns("Hồ sơ chờ nhiều nhất, mỗi ngày", {day: most for day, _, most, _ in days}),
        "fault_plot": columns("Số lỗi, mỗi ngày", {day: faults for day, _, _, faults in days}),
    }
    return render(request, "desk/machine.html", context)


def _shown(one: fleet.Machine) -> dict[str, Any]:
    told, pulse = one.condition, one.pulse
    visit = told.last_visit_at if told is not None else None
    return {
        "one": one,
        "grade": words.GRADE[one.grade],
        "printer": line_words.PRINTER.get(pulse.printer, pulse.printer) if pulse is not None else "",
        "scanner": words.STATE.get(told.scanner, told.scanner) if told is not None else "",
        "sound": words.STATE.get(told.sound, told.sound) if told is not None else "",
        "last_visit": visit.astimezone(VIETNAM) if visit else None,
        "head": f"{pulse.count}:{bytes(pulse.digest).hex()}" if pulse is not None and pulse.count else "",
    }
