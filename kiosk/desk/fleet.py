"""Which kiosks need somebody today, why, and what to do; and what a change of the program did to its faults."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final, Literal

from kiosk.clock import VIETNAM
from kiosk.desk import fleet_words as words
from kiosk.desk import line_words, models
from kiosk.desk.site import Site
from kiosk.wire.heartbeat import LAST_GOOD

Grade = Literal["now", "soon", "well"]
KEPT: Final = timedelta(days=35)
SILENT: Final = timedelta(minutes=10)
"""So long a kiosk that is on has never been silent, beyond the time that it leaves between heartbeats."""
_OLD: Final = timedelta(hours=24)
_APART: Final = timedelta(minutes=5)
_SOON_OVER: Final = timedelta(days=3)
_FULL_MB, _FILLING_MB = 500, 2_000
_MUTE: Final = frozenset({"", "ready", "near-end"})
"""What a printer says that prints, or that nobody has asked yet."""
LEAST_MINUTES: Final = 300
"""Of visits before and after: of fewer nothing is said about a release."""
_MORE: Final = 1.5


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is amiss, and what to do about it."""

    code: str
    grade: Grade
    said: str

    @property
    def act(self) -> str:
        """What to do, in a line."""
        return words.ACT[self.code]


@dataclass(frozen=True, slots=True)
class Machine:
    """One kiosk with all that is known of it."""

    row: models.Kiosk
    pulse: models.Pulse | None
    condition: models.Condition | None
    troubles: tuple[Trouble, ...]

    @property
    def grade(self) -> Grade:
        """The worst of its troubles."""
        grades = {trouble.grade for trouble in self.troubles}
        return "now" if "now" in grades else "soon" if grades else "well"

    @property
    def heard_at(self) -> datetime | None:
        """When it was last heard, in Vietnam's time."""
        heard = self.pulse.heard_at if self.pulse is not None else None
        return heard.astimezone(VIETNAM) if heard else None


def machines(site: Site, kiosk_id: str = "") -> list[Machine]:
    """Return the ward's kiosks, or one of them: what needs somebody first, and of these who needs most."""
    rows = models.Kiosk.objects.filter(ward=site.ward, revoked_at=None)
    if kiosk_id:
        rows = rows.filter(kiosk_id=kiosk_id)
    look = _Look(site)
    found = [look.at(row) for row in rows.select_related("pulse", "condition").order_by("point", "kiosk_id")]
    order = {"now": 0, "soon": 1, "well": 2}
    return sorted(found, key=lambda one: (order[one.grade], -len(one.troubles)))


def silent_after(told: models.Condition | None) -> timedelta:
    """Return how long a kiosk that is on may have been silent."""
    return SILENT + timedelta(minutes=told.every if told is not None else 0)


def is_missed(site: Site, heard: datetime, told: models.Condition | None) -> bool:
    """Tell whether a kiosk that was last heard then has been silent too long while its point was open."""
    return office_time(site, heard, site.clock.now()) > silent_after(told)


def office_day(site: Site) -> timedelta:
    """Return how long the points are open on a day that the ward works."""
    opens, closes = _office(site)
    return datetime.combine(date.min, closes) - datetime.combine(date.min, opens)


def office_time(site: Site, since: datetime, until: datetime) -> timedelta:
    """Return how much of the time between two moments the points were open. Beyond KEPT it is not counted any more."""
    (opens, closes), calendar = _office(site), site.settings.calendar()
    begin, end = max(since, until - KEPT).astimezone(VIETNAM), until.astimezone(VIETNAM)
    open_for = timedelta()
    for ahead in range((end.date() - begin.date()).days + 1):
        day = begin.date() + timedelta(days=ahead)
        if calendar.works(day):
            first = max(begin, datetime.combine(day, opens, VIETNAM))
            last = min(end, datetime.combine(day, closes, VIETNAM))
            open_for += max(timedelta(), last - first)
    return open_for


def _office(site: Site) -> tuple[time, time]:
    office = site.settings.office
    return time.fromisoformat(office.opens), time.fromisoformat(office.closes)


class _Look:
    """What is the same for all kiosks, asked once."""

    def __init__(self, site: Site) -> None:
        self._site, self._now = site, site.clock.now()
        alarms = models.AuditAlarm.objects.filter(ward=site.ward, closed_at=None)
        self._alarmed = set(alarms.values_list("kiosk_id", flat=True))
        issues = models.RosterIssue.objects.filter(ward=site.ward)
        self._rosters: Mapping[int, datetime] = dict(issues.values_list("version", "expires_at"))

    def at(self, row: models.Kiosk) -> Machine:
        pulse: models.Pulse | None = getattr(row, "pulse", None)
        condition: models.Condition | None = getattr(row, "condition", None)
        found = [self._silent(pulse, condition)]
        if row.pk in self._alarmed:
            found.append(_trouble("alarm", "now"))
        if pulse is not None and pulse.heard_at is not None:
            found += self._by_pulse(pulse)
        if condition is not None:
            found += self._by_condition(condition, waits=pulse is not None and pulse.waiting > 0)
        troubles = sorted(filter(None, found), key=lambda one: one.grade != "now")
        return Machine(row, pulse, condition, tuple(troubles))

    def _silent(self, pulse: models.Pulse | None, told: models.Condition | None) -> Trouble | None:
        heard = pulse.heard_at if pulse is not None else None
        if heard is None:
            return _trouble("never-heard", "now")
        if not is_missed(self._site, heard, told):
            return None
        long = office_time(self._site, heard, self._now) >= office_day(self._site)
        return _trouble("silent", "now" if long else "soon", words.span(self._now - heard))

    def _by_pulse(self, pulse: models.Pulse) -> Iterable[Trouble | None]:
        if pulse.stuck:
            yield _trouble("refused", "now", pulse.stuck)
        if pulse.printer not in _MUTE:
            yield _trouble("printer", "now", line_words.PRINTER.get(pulse.printer, pulse.printer))
        if pulse.heard_at and pulse.said_at and abs(pulse.heard_at - pulse.said_at) > _APART:
            yield _trouble("clock", "soon", words.span(abs(pulse.heard_at - pulse.said_at)))
        if self._rosters:
            yield self._roster(pulse.roster_version)

    def _roster(self, version: int) -> Trouble | None:
        expires = self._rosters.get(version)
        if expires is None or expires <= self._now:
            return _trouble("no-roster", "now")
        if expires - self._now > _SOON_OVER:
            return None
        return _trouble("roster", "soon", f"{expires.astimezone(VIETNAM):%d/%m}")

    def _by_condition(self, told: models.Condition, *, waits: bool) -> Iterable[Trouble | None]:
        if waits and told.oldest_since and self._now - told.oldest_since > _OLD:
            yield _trouble("unsent", "now", words.span(self._now - told.oldest_since))
        if 0 <= told.disk_mb < _FILLING_MB:
            grade: Grade = "now" if told.disk_mb < _FULL_MB else "soon"
            yield _trouble("disk", grade, told.disk_mb)
        if told.near_end:
            yield _trouble("near-end", "soon")
        for what, state in (("scanner", told.scanner), ("sound", told.sound)):
            if state == "absent":
                yield _trouble(what, "soon")
        if told.content == LAST_GOOD:
            yield _trouble("content", "soon")


def _trouble(code: str, grade: Grade, about: object = "") -> Trouble:
    return Trouble(code, grade, words.TROUBLE[code].format(about))


def purge_samples(site: Site) -> int:
    """Delete the hours that are over for longer than they are kept; return how many."""
    old = models.Sample.objects.filter(ward=site.ward, hour__lt=site.clock.now() - KEPT)
    return int(old.delete()[0])


@dataclass(frozen=True, slots=True)
class Change:
    """What a change of the program did, on the machines that made it."""

    before: str
    after: str
    machines: int
    faults: tuple[int, int]
    """Counted under the one and the other."""
    minutes: tuple[int, int]
    """Of visits, likewise."""

    @property
    def rates(self) -> tuple[float | None, float | None]:
        """Faults an hour of visits; None where there were too few."""
        first, second = (
            round(faults * 60 / minutes, 2) if minutes >= LEAST_MINUTES else None
            for faults, minutes in zip(self.faults, self.minutes, strict=True)
        )
        return first, second

    @property
    def verdict(self) -> Literal["few", "more", "less", "same"]:
        """What is to be thought of it."""
        before, after = self.rates
        if before is None or after is None:
            return "few"
        if after > before * _MORE and self.faults[1] >= 3:  # noqa: PLR2004 - one or two may be chance
            return "more"
        return "less" if before > after * _MORE else "same"


def changes(site: Site) -> list[Change]:
    """Return the changes from one version to another in the hours that are kept, the latest first."""
    rows = models.Sample.objects.filter(ward=site.ward).exclude(version="").order_by("kiosk_id", "hour", "pk")
    sums: dict[tuple[str, str], list[tuple[_Stretch, _Stretch]]] = defaultdict(list)
    for stretches in _by_kiosk(rows).values():
        for before, after in pairwise(stretches):
            sums[before.version, after.version].append((before, after))
    found = [(max(pair[1].begun for pair in pairs), _change(*named, pairs)) for named, pairs in sums.items()]
    return [change for _, change in sorted(found, key=lambda one: one[0], reverse=True)]


@dataclass(slots=True)
class _Stretch:
    """The hours of one kiosk under one version, one after the other."""

    version: str
    begun: datetime
    faults: int = 0
    minutes: int = 0


def _by_kiosk(rows: Iterable[models.Sample]) -> Mapping[int, list[_Stretch]]:
    found: dict[int, list[_Stretch]] = defaultdict(list)
    for row in rows:
        mine = found[row.kiosk_id]
        if not mine or mine[-1].version != row.version:
            mine.append(_Stretch(row.version, row.hour))
        mine[-1].faults += row.faults
        mine[-1].minutes += row.visit_minutes
    return found


def _change(before: str, after: str, pairs: list[tuple[_Stretch, _Stretch]]) -> Change:
    def both(of: Callable[[_Stretch], int]) -> tuple[int, int]:
        return sum(of(pair[0]) for pair in pairs), sum(of(pair[1]) for pair in pairs)

    return Change(before, after, len(pairs), both(lambda one: one.faults), both(lambda one: one.minutes))


@dataclass(frozen=True, slots=True)
class Serving:
    """How many machines serve one version in one ring, with one content."""

    version: str
    ring: int
    content: str
    machines: int


def serving(found: Iterable[Machine]) -> list[Serving]:
    """Return which versions, rings and contents stand side by side, the most machines first."""
    counts: dict[tuple[str, int, str], int] = defaultdict(int)
    for one in found:
        if one.condition is not None:
            counts[one.condition.version, one.condition.ring, one.condition.content] += 1
    return [
        Serving(*what, count) for what, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]


def days(site: Site, kiosk: models.Kiosk, most: int = 14) -> list[tuple[str, int, int, int]]:
    """Return of each of the last days: its name, hours in which it was heard, most that waited, faults."""
    today = site.clock.now().astimezone(VIETNAM).date()
    told: dict[object, list[models.Sample]] = defaultdict(list)
    for row in kiosk.samples.filter(hour__gte=site.clock.now() - timedelta(days=most)):
        told[row.hour.astimezone(VIETNAM).date()].append(row)
    found = []
    for back in range(most - 1, -1, -1):
        day = today - timedelta(days=back)
        rows = told[day]
        hours = len({row.hour for row in rows})
        waited = max((row.waiting for row in rows), default=0)
        found.append((f"{day:%d/%m}", hours, waited, sum(row.faults for row in rows)))
    return found
