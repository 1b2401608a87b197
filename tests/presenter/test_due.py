"""Days to come: what a resident reads and hears about when to come back."""

from dataclasses import replace
from datetime import date, datetime

import msgspec
import pytest

from kiosk.clock import VIETNAM
from kiosk.pictures.day import day_of
from kiosk.presenter.due import back_event, back_words, due_picture, due_words
from kiosk.presenter.present import present
from kiosk.presenter.scene import Scene, Stage
from kiosk.procedures.hours import OpeningHours
from kiosk.settings import Event, Hours, Named
from kiosk.visit.reports import StatusFound
from kiosk.visit.states import State
from tests.visit.walking import catalogue, fresh, point, texts

WEEK = (Hours(days=(1, 2, 3, 4, 5), opens="07:30", closes="16:30"),)
EVENT = Event(
    day=date(2026, 11, 29),
    opens="08:00",
    closes="11:00",
    name=Named(vi="Ngày Chủ nhật thân thiện", en="Friendly Sunday"),
    place="Nhà văn hoá ấp Ví Dụ",
)
HOURS = OpeningHours(WEEK, (EVENT,))


def scene(now="2026-11-21 09:42", hours=HOURS, on_duty=""):
    at = datetime.fromisoformat(now).replace(tzinfo=VIETNAM)
    return Scene(
        catalogue(), texts(), point(), ("vi", "km", "en"), at, trial=True, hours=hours, on_duty=on_duty
    )


def stage(language="vi", **more):
    return Stage(replace(fresh(), language=language), scene(**more))


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("vi", "2026-11-26", "thứ Năm 26 tháng 11"),
        ("vi", "2026-11-29", "Chủ nhật 29 tháng 11"),
        ("vi", "2027-01-04", "thứ Hai 4 tháng 1 năm 2027"),
        ("en", "2026-11-26", "Thursday 26 November"),
        ("en", "2027-01-04", "Monday 4 January 2027"),
        ("km", "2026-11-26", "ថ្ងៃព្រហស្បតិ៍ ទី 26 ខែវិច្ឆិកា"),
    ],
)
def test_a_day_is_said_as_people_say_it(language, day, said):
    assert due_words(stage(language), date.fromisoformat(day)) == said


@pytest.mark.parametrize("language", ["vi", "km", "en"])
def test_the_day_has_a_leaf_in_the_screens_language(language):
    day = date(2026, 11, 26)
    assert day_of(due_picture(stage(language), day)) == (day, language)


def status(code, due_date, language="vi"):
    known = StatusFound("A 027", "1.001193", code, "", due_date, "", "9:42, 21/11", fresh=True)
    return present(replace(fresh(), state=State.STATUS, language=language, status=known), scene(), 1)


def test_the_status_shows_the_leaf_of_the_day():
    view = status(2, "2026-11-26", "km")
    assert view.second_picture == "day/2026-11-26/km"
    view = status(4, "2026-11-26")
    assert view.second_picture == "day/2026-11-26"
    assert view.big == "Dự kiến thứ Năm 26 tháng 11"


@pytest.mark.parametrize(
    ("code", "due_date", "picture"), [(0, "", "kept-here"), (1, "", "wait"), (9, "2026-11-26", "ward-house")]
)
def test_no_leaf_where_there_is_no_day_to_wait_for(code, due_date, picture):
    assert status(code, due_date).second_picture == picture


@pytest.mark.parametrize(
    ("now", "vi", "en"),
    [
        ("2026-11-23 06:00", "7 giờ 30", "7:30"),
        ("2026-11-21 09:42", "Thứ Hai 7 giờ 30", "Monday 7:30"),
        ("2026-11-23 17:00", "Thứ Tư 7 giờ 30", "Wednesday 7:30"),
        ("2026-02-13 17:00", "Thứ Hai 23/2", "Monday 23/2"),
        ("2026-11-28 12:00", "Chủ Nhật 8 giờ 00", "Sunday 8:00"),
        ("2026-11-23 09:00", "", ""),
    ],
)
def test_it_is_said_when_somebody_is_here_again(now, vi, en):
    assert back_words(stage("vi", now=now)) == vi
    assert back_words(stage("en", now=now)) == en


def test_the_header_says_it_when_nobody_is_on_duty():
    visit = replace(fresh(), state=State.HOME)
    assert present(visit, scene(), 1).header.helper == "Thứ Hai 7 giờ 30 có người trực"
    assert not present(visit, scene(), 1).header.on_duty
    assert "Tài" in present(visit, scene(on_duty="Anh Tài"), 1).header.helper
    assert present(visit, scene("2026-11-23 09:00"), 1).header.helper == "Chưa có người trực"
    assert present(visit, scene(hours=OpeningHours()), 1).header.helper == "Chưa có người trực"


def test_the_page_that_calls_for_help_says_when_and_where():
    view = present(replace(fresh(), state=State.HELP), scene("2026-11-28 12:00"), 1)
    assert "Chủ Nhật 8 giờ 00 (Nhà văn hoá ấp Ví Dụ)" in view.detail
    here = OpeningHours(WEEK, (msgspec.structs.replace(EVENT, place=""),))
    assert back_event(stage("en", now="2026-11-28 12:00", hours=here)) == "Friendly Sunday"
    assert back_event(stage()) == ""
