"""When somebody is at the point again: what a neighbour reading the sign at the door would say."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import VIETNAM
from kiosk.procedures.hours import ALWAYS_CLOSED, OpeningHours, hours_of
from kiosk.procedures.working_days import WorkingDays
from kiosk.settings import Event, Hours, Named, read

WEEK = (
    Hours(days=(1, 2, 3, 4, 5), opens="07:30", closes="11:30"),
    Hours(days=(1, 2, 3, 4, 5), opens="13:30", closes="16:30"),
    Hours(days=(6,), opens="07:30", closes="11:30"),
)
SUNDAY = Event(
    day=date(2026, 11, 29),
    opens="07:30",
    closes="11:00",
    name=Named(vi="Ngày Chủ nhật thân thiện"),
    place="Nhà văn hoá ấp Ví Dụ",
)
CULTURE_DAY = Event(
    day=date(2026, 11, 24), opens="08:00", closes="10:00", name=Named(vi="Ngày Văn hoá Việt Nam")
)
HOURS = OpeningHours(WEEK, (SUNDAY, CULTURE_DAY), WorkingDays(closed=frozenset({date(2026, 11, 30)})))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("now", "is_open", "then"),
    [
        ("2026-11-20 07:29", False, "2026-11-20 07:30"),
        ("2026-11-20 07:30", True, "2026-11-20 13:30"),
        ("2026-11-20 11:29:59", True, "2026-11-20 13:30"),
        ("2026-11-20 11:30", False, "2026-11-20 13:30"),
        ("2026-11-20 16:30", False, "2026-11-21 07:30"),
        ("2026-11-21 12:00", False, "2026-11-23 07:30"),
        ("2026-11-22 09:00", False, "2026-11-23 07:30"),
        ("2026-11-23 17:00", False, "2026-11-24 08:00"),
        ("2026-11-24 09:00", True, "2026-11-25 07:30"),
        ("2026-11-24 14:00", False, "2026-11-25 07:30"),
        ("2026-11-28 12:00", False, "2026-11-29 07:30"),
        ("2026-11-29 10:00", True, "2026-12-01 07:30"),
    ],
)
def test_the_next_opening_is_what_the_sign_says(now, is_open, then):
    assert HOURS.is_open(at(now)) is is_open
    assert HOURS.next_opening(at(now)).starts == at(then)


def test_an_event_is_told_with_the_opening():
    opening = HOURS.next_opening(at("2026-11-28 12:00"))
    assert opening.event is SUNDAY
    assert opening.ends == at("2026-11-29 11:00")


def test_at_tet_nobody_comes_until_it_is_over():
    assert HOURS.next_opening(at("2026-02-14 12:00")).starts == at("2026-02-21 07:30")


def test_a_point_without_hours_never_opens():
    assert not ALWAYS_CLOSED.is_open(at("2026-11-20 09:00"))
    assert ALWAYS_CLOSED.next_opening(at("2026-11-20 09:00")) is None


def test_the_hours_of_the_example_point_hold():
    root = Path(__file__).parents[2]
    hours = hours_of(read(root / "config", root, root).point)
    assert hours.is_open(at("2026-11-20 09:00"))
    assert hours.next_opening(at("2026-11-21 12:00")).starts == at("2026-11-23 07:30")


times = st.times(time(0, 0), time(23, 58)).map(lambda one: one.replace(second=0, microsecond=0))


@st.composite
def spans(draw):
    opens, closes = sorted((draw(times), draw(times)))
    if opens == closes:
        closes = time(23, 59)
    return opens.isoformat("minutes"), closes.isoformat("minutes")


days = st.dates(date(2026, 11, 10), date(2026, 12, 10))
weekly = st.builds(
    lambda on, span: Hours(days=tuple(on), opens=span[0], closes=span[1]),
    st.sets(st.integers(1, 7), min_size=1),
    spans(),
)
events = st.builds(
    lambda day, span: Event(day=day, opens=span[0], closes=span[1], name=Named(vi="Ngày Ví Dụ")),
    days,
    spans(),
)
hours = st.builds(
    OpeningHours,
    st.lists(weekly, max_size=3).map(tuple),
    st.lists(events, max_size=3).map(tuple),
    st.builds(WorkingDays, st.frozensets(days, max_size=5), st.frozensets(days, max_size=5)),
)
HOLIDAY = date(2026, 11, 24)


def opened(hours, moment):
    """Tell by every rule alone, not by the day's list, whether the point is open in this minute."""
    clock = moment.time().isoformat("minutes")
    day = moment.date()
    off = day in hours.calendar.closed or (day == HOLIDAY and day not in hours.calendar.worked)
    by_week = any(one.opens <= clock < one.closes and day.isoweekday() in one.days for one in hours.weekly)
    by_event = any(one.opens <= clock < one.closes and one.day == day for one in hours.events)
    return by_event or (by_week and not off)


@given(hours, st.datetimes(datetime(2026, 11, 12), datetime(2026, 11, 28), timezones=st.just(VIETNAM)))  # noqa: DTZ001 - the zone is added
def test_open_and_next_agree_with_a_watch_that_looks_every_minute(hours, now):
    now = now.replace(second=0, microsecond=0, fold=0)
    assert hours.is_open(now) == opened(hours, now)
    following = hours.next_opening(now)
    starts = [
        moment
        for ahead in range(1, 36 * 60)
        if opened(hours, moment := now + timedelta(minutes=ahead))
        and not opened(hours, moment - timedelta(minutes=1))
    ]
    if starts:
        assert following is not None
        assert following.starts <= starts[0]
    if following is not None:
        assert following.starts > now
        assert opened(hours, following.starts)
        assert following.starts < following.ends
        assert opened(hours, following.ends - timedelta(minutes=1))
        assert following.starts.tzinfo is VIETNAM
