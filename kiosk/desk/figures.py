"""The ward's figures, added up from what its kiosks have counted. Nothing here is about one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet, Sum

from kiosk.clock import VIETNAM
from kiosk.desk import figure_words as words
from kiosk.desk import models
from kiosk.desk.hiding import LEAST, Shown, pairs_shown, share, shown
from kiosk.desk.site import Site

LEFT: Final = "left"
GLAD: Final = 4
"""From so many of five faces on somebody was content."""
_DONE: Final = (9, 10)


@dataclass(frozen=True, slots=True)
class Period:
    """Which days and which point are looked at. ``since`` <= day < ``until``; point "": all."""

    since: date
    until: date
    point: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: how often, and how it went. None: hidden."""

    name: str
    code: str
    total: Shown
    done: Shown
    left: Shown
    helped: Shown
    alone: Shown
    glad: Shown
    """Percent of those who rated."""

    @property
    def cells(self) -> tuple[Shown, ...]:
        """The numbers in the order of figure_words.COLUMNS."""
        return self.total, self.done, self.left, self.helped, self.alone, self.glad


@dataclass(slots=True)
class _Sums:
    """What is added up for one line."""

    left: int = 0
    done: int = 0
    helped: int = 0
    alone: int = 0
    glad: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """The whole of a period."""

    total: int
    done: Shown
    left: Shown
    helped: Shown
    glad: Shown
    rated: Shown

    @property
    def enough(self) -> bool:
        """False where all together is too little to be shown."""
        return self.total >= LEAST


class Figures:
    """Those of one ward in one period."""

    def __init__(self, site: Site, period: Period) -> None:
        self._ward = site.ward
        self.period = period

    def head(self) -> Head:
        """Return the whole."""
        sums = _Sums()
        for row in self._visits().values("result", "helped").annotate(n=Sum("count")):
            _add_visits(sums, row)
        for row in self._opinions().values("stars").annotate(n=Sum("count")):
            _add_opinions(sums, row)
        parts = shown({"done": sums.done, "left": sums.left})
        helped = shown({"helped": sums.helped, "alone": sums.alone})
        rated = sums.glad + sums.other
        glad = share(sums.glad, sums.other)
        return Head(
            total=sums.done + sums.left,
            done=parts["done"],
            left=parts["left"],
            helped=helped["helped"],
            glad=glad,
            rated=rated if rated >= LEAST else None,
        )

    def screens(self) -> dict[str, Shown]:
        """Return on which pages people gave up, the most frequent first."""
        found = self._visits().filter(result=LEFT).values("screen").annotate(n=Sum("count"))
        counts = shown({words.screen_said(row["screen"]): row["n"] for row in found})
        return dict(sorted(counts.items(), key=lambda one: (-(one[1] or 0), one[0])))

    def results(self) -> dict[str, Shown]:
        """Return what came of the visits."""
        found = self._count("result")
        return shown({said: found.get(code, 0) for code, said in words.RESULT.items()})

    def minutes(self) -> dict[str, Shown]:
        """Return how long visits took, in steps."""
        found = self._count("minutes")
        return shown({said: found.get(step, 0) for step, said in words.MINUTES.items()})

    def hours(self) -> dict[str, Shown]:
        """Return at which hours people came, from the first to the last of the day."""
        found = self._count("hour")
        if not found:
            return {}
        return shown({f"{hour}h": found.get(hour, 0) for hour in range(min(found), max(found) + 1)})

    def days(self) -> dict[str, Shown]:
        """Return how many came, by day, or by month where the period is longer than one."""
        found: Counter[str] = Counter()
        daily = (self.period.until - self.period.since).days <= 31  # noqa: PLR2004 - days of a month
        for day, count in self._count("day").items():
            found[str(day.day) if daily else f"{day.month}/{day.year % 100:02}"] += count
        return shown({label: found[label] for label in self._labels(daily=daily)})

    def stars(self) -> dict[str, Shown]:
        """Return how people rated, the best first."""
        rows = self._opinions().values("stars").annotate(n=Sum("count"))
        found = {row["stars"]: row["n"] for row in rows}
        return shown({said: found.get(stars, 0) for stars, said in words.STARS.items()})

    def reasons(self) -> dict[str, Shown]:
        """Return why people were not content, as far as they said."""
        rows = self._opinions().exclude(reason="").values("reason").annotate(n=Sum("count"))
        found = {row["reason"]: row["n"] for row in rows}
        return shown({said: found.get(code, 0) for code, said in words.REASON.items()})

    def by_point(self) -> list[Row]:
        """Return a line for each point."""
        return self._by(("point",), lambda row: [row["point"]], lambda code: code)

    def by_procedure(self, names: Mapping[str, str]) -> list[Row]:
        """Return a line for each procedure."""
        return self._by(
            ("procedure",),
            lambda row: [row["procedure"]],
            lambda code: names.get(code, code) if code else words.NO_PROCEDURE,
        )

    def by_team(self) -> list[Row]:
        """Return a line for each team: of the hours in which one of it was on duty. Two at once count for both."""
        rota = _Rota(self._ward)
        return self._by(("kiosk__point", "day", "hour"), rota.teams, lambda name: name or words.NO_TEAM)

    def progress(self) -> tuple[Shown, Shown]:
        """Return how many dossiers were done in the period on the promised day or before, and how many later."""
        begins, ends = self.period.since, self.period.until
        changes = models.StatusChange.objects.filter(ward=self._ward, status__in=_DONE)
        first: dict[int, tuple[date, date]] = {}
        for pk, at, due in (
            changes.exclude(dossier__due_date=None)
            .order_by("-at")
            .values_list("dossier_id", "at", "dossier__due_date")
        ):
            first[pk] = at.astimezone(VIETNAM).date(), due
        done = [(day, due) for day, due in first.values() if begins <= day < ends]
        in_time = sum(day <= due for day, due in done)
        found = pairs_shown({"": (in_time, len(done) - in_time)})
        return found[""]

    def sent(self) -> tuple[Shown, Shown]:
        """Return how many dossiers came in by the kiosks in the period: as files, and by the official portal."""
        begins, ends = (_midnight(day) for day in (self.period.since, self.period.until))
        rows = models.Dossier.objects.filter(ward=self._ward, received_at__gte=begins, received_at__lt=ends)
        portal = rows.filter(channel="portal").count()
        return pairs_shown({"": (rows.exclude(channel="portal").count(), portal)})[""]

    def _visits(self) -> QuerySet[models.VisitCount]:
        return models.VisitCount.objects.filter(self._when(), ward=self._ward)

    def _opinions(self) -> QuerySet[models.OpinionCount]:
        return models.OpinionCount.objects.filter(self._when(), ward=self._ward)

    def _when(self) -> Q:
        within = Q(day__gte=self.period.since, day__lt=self.period.until)
        return within & Q(point=self.period.point) if self.period.point else within

    def _count(self, name: str) -> dict[Any, int]:
        return {row[name]: row["n"] for row in self._visits().values(name).annotate(n=Sum("count"))}

    def _labels(self, *, daily: bool) -> Iterable[str]:
        day = self.period.since
        while day < self.period.until:
            yield str(day.day) if daily else f"{day.month}/{day.year % 100:02}"
            day = day + timedelta(days=1) if daily else next_month(day)

    def _by(
        self,
        names: tuple[str, ...],
        keys: Callable[[dict[str, Any]], list[str]],
        named: Callable[[str], str],
    ) -> list[Row]:
        sums: defaultdict[str, _Sums] = defaultdict(_Sums)
        for row in self._visits().values(*names, "result", "helped").annotate(n=Sum("count")):
            for key in keys(row):
                _add_visits(sums[key], row)
        for row in self._opinions().values(*names, "stars").annotate(n=Sum("count")):
            for key in keys(row):
                _add_opinions(sums[key], row)
        totals = shown({key: one.done + one.left for key, one in sums.items()})
        ends = pairs_shown({key: (one.done, one.left) for key, one in sums.items()})
        hands = pairs_shown({key: (one.helped, one.alone) for key, one in sums.items()})
        # What is hidden comes last, by its name: its place must not tell what its number does not.
        ordered = sorted(sums, key=lambda key: (-(totals[key] or 0), named(key)))
        return [
            Row(
                named(key),
                key,
                totals[key],
                *ends[key],
                *hands[key],
                share(sums[key].glad, sums[key].other),
            )
            for key in ordered
        ]


class _Rota:
    """Which teams were on duty at a point in an hour, by the ward's shifts as they stand now."""

    def __init__(self, ward: str) -> None:
        found: defaultdict[str, list[tuple[int | None, date | None, time, time, str]]] = defaultdict(list)
        rows = models.Shift.objects.filter(ward=ward).values_list(
            "point", "weekday", "day", "starts", "ends", "person__team__name"
        )
        for point, *shift in rows:
            found[point].append(tuple(shift))
        self._shifts = found

    def teams(self, row: Mapping[str, Any]) -> list[str]:
        """Return the teams' names, [""] where nobody had a shift."""
        day, hour = row["day"], row["hour"]
        begins, ends = time(hour), time(hour, 59, 59)
        names = {
            team
            for weekday, once, starts, over, team in self._shifts.get(row["kiosk__point"], ())
            if (once == day or weekday == day.weekday()) and starts <= ends and over > begins
        }
        return sorted(names) or [""]


def next_month(day: date) -> date:
    """Return the first day of the month after that of ``day``."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def months(site: Site) -> list[date]:
    """Return the first days of the months in which anything was counted, the latest first; none of the future."""
    today = site.clock.now().astimezone(VIETNAM).date()
    rows = models.VisitCount.objects.filter(ward=site.ward, day__lte=today).dates(
        "day", "month", order="DESC"
    )
    return list(rows)


def points(site: Site) -> list[str]:
    """Return the points of which anything was counted."""
    rows = models.VisitCount.objects.filter(ward=site.ward).values_list("point", flat=True)
    return sorted(rows.distinct())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)


def _add_visits(sums: _Sums, row: Mapping[str, Any]) -> None:
    if row["result"] == LEFT:
        sums.left += row["n"]
    else:
        sums.done += row["n"]
    if row["helped"]:
        sums.helped += row["n"]
    else:
        sums.alone += row["n"]


def _add_opinions(sums: _Sums, row: Mapping[str, Any]) -> None:
    if row["stars"] >= GLAD:
        sums.glad += row["n"]
    else:
        sums.other += row["n"]
