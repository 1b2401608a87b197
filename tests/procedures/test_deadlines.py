"""Working days are counted as an officer counts them on the wall calendar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures.deadlines import (
    Due,
    counts_from,
    days_late,
    due,
    due_date,
    last_worked_before,
    promised_days,
    working_days_late,
)
from kiosk.procedures.types import Time
from kiosk.procedures.working_days import PUBLIC, WorkingDays

# Written out by hand, as the wall calendar has them: the library that the kiosk counts with has no say here.
ANNOUNCED = frozenset(
    date.fromisoformat(day)
    for day in (
        "2026-01-01",
        *("2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"),
        *("2026-04-26", "2026-04-27", "2026-04-30", "2026-05-01"),
        *("2026-08-31", "2026-09-01", "2026-09-02", "2026-11-24"),
        "2027-01-01",
        *("2027-02-04", "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-02-09", "2027-02-10"),
        *("2027-04-16", "2027-04-30", "2027-05-01", "2027-05-03", "2027-09-02", "2027-09-03", "2027-11-24"),
    )
)
MOVED = frozenset({date(2026, 8, 22)})
"""The Saturday that is worked for Monday 31 August 2026."""
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)


@pytest.mark.parametrize(
    ("received", "days", "due_on"),
    [
        ("2026-11-18 09:42", 0, "2026-11-18"),
        ("2026-11-18 14:59:59", 0, "2026-11-18"),
        ("2026-11-18 15:00", 0, "2026-11-19"),
        ("2026-11-20 15:00", 0, "2026-11-23"),
        ("2026-11-21 09:42", 0, "2026-11-23"),
        ("2026-11-23 16:00", 0, "2026-11-25"),
        ("2026-11-24 08:00", 0, "2026-11-25"),
        ("2026-11-18 09:42", 3, "2026-11-23"),
        ("2026-11-20 09:42", 2, "2026-11-25"),
        ("2026-11-20 16:00", 1, "2026-11-25"),
        ("2026-08-28 16:00", 1, "2026-09-04"),
        ("2026-08-21 16:00", 0, "2026-08-22"),
        ("2026-02-13 15:00", 0, "2026-02-23"),
    ],
)
def test_a_result_is_due_on_the_day_the_officer_would_say(received, days, due_on):
    assert due_date(datetime.fromisoformat(received), days, PUBLIC.works) == date.fromisoformat(due_on)


def test_every_day_of_two_years_is_worked_or_off_as_announced():
    day = FIRST
    while day <= LAST:
        weekday = day.strftime("%a") not in {"Sat", "Sun"}
        assert PUBLIC.works(day) == (day in MOVED or (weekday and day not in ANNOUNCED)), day
        assert PUBLIC.is_holiday(day) == (day in ANNOUNCED), day
        day += timedelta(days=1)


days_of_two_years = st.dates(FIRST, LAST)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 8, 1)),  # noqa: DTZ001 - local time of the office
    st.integers(0, 60),
    st.frozensets(days_of_two_years, max_size=40),
    st.frozensets(days_of_two_years, max_size=40),
)
def test_counting_day_by_day_gives_the_same(received, days, closed, worked):
    calendar = WorkingDays(closed, worked)
    # The naive count: a list of all the days that are worked, walked from the day of reception on.
    every = [FIRST + timedelta(days=ahead) for ahead in range((LAST - FIRST).days + 1)]
    open_days = [
        day
        for day in every
        if day not in closed
        and (day in worked or day in MOVED or (day.weekday() not in {5, 6} and day not in ANNOUNCED))
    ]
    from_when = [
        day
        for day in open_days
        if day > received.date() or (day == received.date() and received.time() < time(15))
    ]
    assert counts_from(received, calendar.works) == from_when[0]
    assert due_date(received, days, calendar.works) == from_when[days]


def test_a_day_that_the_ward_both_closes_and_works_is_closed():
    monday = date(2026, 11, 23)
    assert not WorkingDays(frozenset({monday}), frozenset({monday})).works(monday)


def test_reception_after_three_counts_from_the_next_working_day():
    assert counts_from(datetime(2026, 11, 20, 15, 0), PUBLIC.works) == date(2026, 11, 23)  # noqa: DTZ001 - as above


def test_an_office_that_never_opens_is_a_broken_promise():
    with pytest.raises(ValueError):
        due_date(datetime(2026, 11, 20, 9, 0), 1, lambda day: False)  # noqa: DTZ001 - as above
    with pytest.raises(ValueError):
        due_date(datetime(2026, 11, 20, 9, 0), -1, PUBLIC.works)  # noqa: DTZ001 - as above


FRIDAY = datetime(2026, 11, 20, 9, 0)  # noqa: DTZ001 - as above


@pytest.mark.parametrize(
    ("given_time", "statute", "promise", "verified"),
    [
        (Time(), None, None, None),
        (Time(statute=3), "2026-11-26", None, None),
        (Time(statute=3, promise=1), "2026-11-26", "2026-11-23", None),
        (Time(statute=3, promise=1, verified=5), "2026-11-26", "2026-11-23", "2026-11-30"),
        (Time(statute=3, promise=3), "2026-11-26", None, None),
        (Time(promise=0), None, "2026-11-20", None),
        (Time(statute=0), "2026-11-20", None, None),
    ],
)
def test_what_the_law_gives_and_what_the_ward_promises_stand_side_by_side(
    given_time, statute, promise, verified
):
    days = [None if text is None else date.fromisoformat(text) for text in (statute, promise, verified)]
    told = due(FRIDAY, given_time, PUBLIC.works)
    assert told == Due(date(2026, 11, 20), *days)
    assert told.expected == (days[1] or days[0])
    assert promised_days(given_time) == (
        given_time.statute if given_time.promise is None else given_time.promise
    )


PROMISED = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("today", "late", "working"),
    [
        (date(2026, 11, 20), 0, 0),
        (date(2026, 11, 21), 1, 0),
        (date(2026, 11, 23), 3, 1),
        (date(2026, 11, 24), 4, 1),
    ],
    ids=["on the day", "on the Saturday after it", "on the Monday after it", "on the holiday after that"],
)
def test_what_is_not_done_on_its_day_is_late_from_the_next(today, late, working):
    works = WorkingDays().works
    assert days_late(PROMISED, today, works) == late
    assert working_days_late(PROMISED, today, works) == working


def test_a_day_that_the_ward_has_closed_since_it_was_promised_moves_to_the_next():
    works = WorkingDays(closed=frozenset({PROMISED})).works
    assert days_late(PROMISED, date(2026, 11, 23), works) == 0
    assert days_late(PROMISED, date(2026, 11, 25), works) == 2


def test_the_last_working_day_before_a_monday_is_friday():
    assert last_worked_before(date(2026, 11, 23), WorkingDays().works) == PROMISED
