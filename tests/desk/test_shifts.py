"""The calendar of duty, and what of it stands in the signed list."""

from datetime import date, time

import pytest

from kiosk.desk import badges, models, people, rosters
from kiosk.takeover.pin import PinCost

WEEK = "/nguoi-truc/ca/"
CHEAP = PinCost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def tai(ward, monkeypatch):
    """A volunteer with a badge."""
    monkeypatch.setattr(badges, "COST", CHEAP)
    team = models.Team.objects.create(ward=ward.site.ward, name="Tổ 3")
    row = models.Person.objects.create(
        ward=ward.site.ward, helper_id="h-tai", name="Trần Văn Mẫu", shown_name="Anh Mẫu", team=team
    )
    badges.make_badge(ward.site, models.Officer.objects.get(role="it"), row)
    return row


def add(client, day="2026-11-18", starts="07:30", ends="11:30", how="weekly", **more):
    typed = {"person": "h-tai", "point": "KP3", "day": day, "starts": starts, "ends": ends, "how": how}
    return client.post(WEEK + "them/", typed | more, follow=True)


def text_of(response):
    return " ".join(response.content.decode().split())


def shifts_of(ward):
    (helper,) = rosters.read(ward.site, rosters.current(ward.site)).helpers
    return helper.shifts


def test_a_weekly_shift_is_seen_in_each_week_and_stands_in_the_list(ward, ward_it, tai):
    assert "Thứ tư hằng tuần, 07:30–11:30, KP3" in text_of(add(ward_it))
    for day in ("2026-11-18", "2026-11-25", "2031-02-05"):
        assert "Anh Mẫu</a>" in text_of(ward_it.get(WEEK, {"ngay": day}))
    (shift,) = shifts_of(ward)
    assert (shift.weekday, shift.day, shift.starts, shift.ends) == (2, None, time(7, 30), time(11, 30))


def test_a_single_day_is_seen_in_its_week_only(ward, ward_it, tai):
    add(ward_it, how="day")
    assert "Anh Mẫu</a>" in text_of(ward_it.get(WEEK, {"ngay": "2026-11-20"}))
    assert "Anh Mẫu</a>" not in text_of(ward_it.get(WEEK, {"ngay": "2026-11-25"}))
    assert shifts_of(ward)[0].day == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"starts": "11:30", "ends": "11:30"}, "Giờ kết thúc"),
        ({"starts": "25:00"}, "Giờ kết thúc"),
        ({"day": "18/11/2026"}, "chọn ngày"),
        ({"point": "elsewhere"}, "điểm có máy"),
        ({"person": "h-nobody"}, "chọn người"),
    ],
)
def test_a_shift_that_cannot_be_says_why(ward_it, tai, wrong, said):
    answer = add(ward_it, **wrong)
    assert answer.status_code == 409
    assert said in text_of(answer)
    assert not models.Shift.objects.exists()


def test_two_shifts_of_one_person_at_the_same_time_are_pointed_out(ward_it, tai):
    add(ward_it)
    page = text_of(add(ward_it, starts="11:00", ends="13:00", how="day"))
    assert "Trùng giờ với ca khác của người này: Thứ tư hằng tuần" in page
    assert page.count('class="doubt">Trùng giờ') == 2
    assert "Trùng giờ với ca khác" not in text_of(
        add(ward_it, day="2026-11-19", starts="11:30", ends="12:00")
    )


def test_shifts_that_only_touch_do_not_meet(ward_it, tai):
    add(ward_it)
    assert "Trùng giờ" not in text_of(add(ward_it, starts="11:30", ends="13:00"))


def test_a_public_holiday_is_shown_and_warned_of(ward_it, tai):
    page = text_of(add(ward_it, day="2027-01-01", how="day"))
    assert "Phường nghỉ ngày 01/01/2027" in page
    assert "Nghỉ lễ" in page
    assert "Nghỉ lễ" not in text_of(ward_it.get(WEEK, {"ngay": "2026-11-18"}))


def test_a_shift_taken_away_is_gone_from_the_list_too(ward, ward_it, tai):
    add(ward_it)
    ward_it.post(WEEK + "bo/", {"shift": models.Shift.objects.get().pk, "day": "2026-11-18"})
    assert shifts_of(ward) == ()
    assert [act.what for act in tai.acts.order_by("pk")] == ["badge", "shift", "shift-gone"]


@pytest.mark.parametrize("asked", ["", "x", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_nonsense_in_the_address_shows_this_week(ward_it, tai, asked):
    assert "Ca trực 16/11 – 22/11/2026" in text_of(ward_it.get(WEEK, {"ngay": asked}))


def test_whoever_is_revoked_has_no_shift_any_more(ward, ward_it, tai):
    add(ward_it)
    people.revoke(ward.site, models.Officer.objects.get(role="it"), tai, "Chuyển công tác")
    assert shifts_of(ward) == ()
    assert "Anh Mẫu</a>" not in text_of(ward_it.get(WEEK))


def test_the_same_hours_of_many_days_are_said_in_few_words(ward, ward_it, tai):
    for day in ("2026-11-16", "2026-11-18", "2026-11-20"):
        add(ward_it, day=day)
    add(ward_it, day="2026-12-24", starts="13:00", ends="17:00", how="day")
    assert people.duties_said(ward.site, tai.shifts.all()) == [
        "T2, T4, T6, 07:30–11:30, KP3",
        "24/12/2026, 13:00–17:00, KP3",
    ]
