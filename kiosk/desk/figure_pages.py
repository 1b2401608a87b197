"""The page of figures, and its tables as files. Officers and ward IT read it; no name and no dossier stands in it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kiosk.clock import VIETNAM
from kiosk.desk import figure_words as words
from kiosk.desk import models, statics
from kiosk.desk.figures import Figures, Period, Row, months, next_month, points
from kiosk.desk.hiding import Shown
from kiosk.desk.plots import bars, columns
from kiosk.desk.procedure_names import procedure_names
from kiosk.desk.project import the_site
from kiosk.desk.signin import staff_only

YEAR: Final = "nam"
_MONTHS_OF_A_YEAR: Final = 12
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_SCREENS_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is looked at, as the address says it."""

    month: str
    period: Period


@require_safe
@staff_only
def figures(request: HttpRequest, officer: models.Officer) -> HttpResponse:
    """Show how visits went in a month or a year, at one point or all of them."""
    site, wish = the_site(), _wish(request)
    found = Figures(site, wish.period)
    head = found.head()
    context: dict[str, Any] = {
        "tab": "figures",
        "is_it": officer.role == models.Officer.Role.IT,
        "figure_style": statics.style_address("figures.css"),
        "months": [(_month_code(one), _month_said(one)) for one in months(site)],
        "points": points(site),
        "wish": wish,
        "year": words.YEAR,
        "head": head,
    }
    if head.enough:
        context |= _told(found)
    return render(request, "desk/figures.html", context)


@require_safe
@staff_only
def table(request: HttpRequest, _officer: models.Officer, by: str) -> HttpResponse:
    """Return one table as a file that a spreadsheet opens; what is hidden on the page is hidden in it."""
    if by not in words.BY:
        raise Http404
    wish = _wish(request)
    rows = _rows(Figures(the_site(), wish.period), by)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([words.BY[by], "Mã", *words.COLUMNS])
    for row in rows:
        writer.writerow([_plain(row.name), _plain(row.code), *map(_cell, row.cells)])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="so-lieu-{by}-{wish.month}.csv"'
    return answer


def _told(found: Figures) -> dict[str, Any]:
    screens = dict(list(found.screens().items())[:_SCREENS_SHOWN])
    in_time, late = found.progress()
    sent, portal = found.sent()
    return {
        "days": columns("Lượt theo ngày", found.days()),
        "hours": columns("Lượt theo giờ trong ngày", found.hours()),
        "screens": bars("Bỏ dở ở trang nào", screens, "striped"),
        "results": bars("Kết quả của lượt", found.results()),
        "minutes": bars("Lâu bao nhiêu", found.minutes()),
        "stars": bars("Năm khuôn mặt", found.stars()),
        "reasons": bars("Vì sao chưa vui", found.reasons(), "striped"),
        "tables": [(by, title, _rows(found, by)) for by, title in words.BY.items()],
        "columns": words.COLUMNS,
        "in_time": in_time,
        "late": late,
        "sent": sent,
        "portal": portal,
    }


def _rows(found: Figures, by: str) -> list[Row]:
    if by == "diem":
        return found.by_point()
    return found.by_procedure(procedure_names()) if by == "thu-tuc" else found.by_team()


def _wish(request: HttpRequest) -> _Wish:
    """Return what the address asks for; without a month, or with one that is none: the present one."""
    today = the_site().clock.now().astimezone(VIETNAM).date()
    asked = request.GET.get("month", "")
    point = request.GET.get("point", "")
    point = point if point in points(the_site()) else ""
    until = next_month(today)
    if asked == YEAR:
        return _Wish(YEAR, Period(_back(until, _MONTHS_OF_A_YEAR), until, point))
    try:
        since = date.fromisoformat(f"{asked}-01")
    except ValueError:
        since = today.replace(day=1)
    if not 2000 <= since.year < 2200:  # noqa: PLR2004 - what can be a month of a kiosk
        since = today.replace(day=1)
    return _Wish(_month_code(since), Period(since, next_month(since), point))


def _back(day: date, count: int) -> date:
    months_since = day.year * 12 + day.month - 1 - count
    return date(months_since // 12, months_since % 12 + 1, 1)


def _month_code(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def _month_said(day: date) -> str:
    return words.MONTH.format(month=day.month, year=day.year)


def _cell(count: Shown) -> str:
    return words.HIDDEN if count is None else str(count)


def _plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
