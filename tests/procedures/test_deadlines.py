"""Working days are counted as an officer counts them on the wall calendar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures.deadlines import counts_from, due_date, is_working_day

HOLIDAYS = frozenset({date(2026, 11, 24), date(2026, 9, 1), date(2026, 9, 2)})


def closed(day: date) -> bool:
    return day in HOLIDAYS


@pytest.mark.parametrize(
    ("received", "days", "due"),
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
        ("2026-08-31 16:00", 1, "2026-09-04"),
    ],
)
def test_a_result_is_due_on_the_day_the_officer_would_say(received, days, due):
    assert due_date(datetime.fromisoformat(received), days, closed) == date.fromisoformat(due)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001 - local time of the office
    st.integers(0, 60),
    st.frozensets(st.dates(date(2026, 1, 1), date(2028, 6, 1)), max_size=60),
)
def test_counting_day_by_day_gives_the_same(received, days, holidays):
    day, left = received.date(), days
    started = received.time() < time(15)
    while True:
        works = day.weekday() not in {5, 6} and day not in holidays
        if works and started and left == 0:
            break
        if works and started:
            left -= 1
        started = True
        day += timedelta(days=1)
    assert due_date(received, days, holidays.__contains__) == day
    assert is_working_day(day, holidays.__contains__)


def test_reception_after_three_counts_from_the_next_working_day():
    assert counts_from(datetime(2026, 11, 20, 15, 0), closed) == date(2026, 11, 23)  # noqa: DTZ001 - as above


def test_an_office_that_never_opens_is_a_broken_promise():
    with pytest.raises(ValueError):
        due_date(datetime(2026, 11, 20, 9, 0), 1, lambda day: True)  # noqa: DTZ001 - as above
    with pytest.raises(ValueError):
        due_date(datetime(2026, 11, 20, 9, 0), -1, closed)  # noqa: DTZ001 - as above
