"""The days that may be hoped for: from tomorrow on, as the ward works and the point is open."""

from datetime import date

import pytest

from kiosk.procedures.answers import Accepted, Refused, accept
from kiosk.procedures.coming import coming_days
from kiosk.procedures.hours import OpeningHours
from kiosk.procedures.types import Question, Text
from kiosk.procedures.working_days import WorkingDays
from kiosk.settings import Event, Hours, Named

FRIDAY = date(2026, 11, 20)
DAY = Question(
    id="home_day",
    section="home",
    type="coming_day",
    ask=Text(vi="Mong tới ngày nào?"),
    label=Text(vi="Mong ngày"),
    official="Ngày mong muốn",
    picture="calendar-day",
)


def numbers(hours, today=FRIDAY):
    return [day.day for day in coming_days(hours, today)]


def test_neither_today_nor_weekends_nor_public_holidays_are_offered():
    # 24 November is a public holiday.
    assert numbers(OpeningHours()) == [23, 25, 26, 27, 30, 1, 2]


def test_what_the_ward_has_closed_is_not_offered_and_what_it_works_is():
    calendar = WorkingDays(closed=frozenset({date(2026, 11, 23)}), worked=frozenset({date(2026, 11, 21)}))
    assert numbers(OpeningHours(calendar=calendar))[:3] == [21, 25, 26]


def test_a_saturday_on_which_the_point_is_open_is_offered():
    event = Event(day=date(2026, 11, 28), opens="08:00", closes="11:00", name=Named(vi="Thử"))
    assert 21 in numbers(OpeningHours(weekly=(Hours(days=(6,), opens="07:30", closes="11:00"),)))
    assert 28 in numbers(OpeningHours(events=(event,)))


@pytest.mark.parametrize("raw", ["any", "2026-11-23"])
def test_any_day_and_a_day_to_come_are_answers(raw):
    assert accept(DAY, raw, FRIDAY) == Accepted(raw)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("2026-11-20", "day_gone"),
        ("2026-11-19", "day_gone"),
        ("2026-11", "bad_choice"),
        ("23/11/2026", "bad_choice"),
        ("2026-11-31", "bad_choice"),
        ("soon", "bad_choice"),
    ],
)
def test_a_day_that_is_over_and_what_is_no_day_are_none(raw, code):
    refused = accept(DAY, raw, FRIDAY)
    assert isinstance(refused, Refused)
    assert refused.complaint.code == code
