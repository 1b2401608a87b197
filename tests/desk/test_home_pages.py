"""The officers' pages of visits at home."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from kiosk.desk import models
from kiosk.wire.dossier import HomeAsked, Paper
from kiosk.wire.visits import Custody
from tests.desk.conftest import MORNING, PIXEL, SENTINEL
from tests.desk.homes import HOME, TODAY, state_of

LIST = "/tan-nha/"


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def mark_of(visit):
    visit.refresh_from_db()
    return f"{visit.visit_id}:{visit.version}"


def planned(officer, *visits, **typed):
    form = {"home": [mark_of(one) for one in visits], "day": TODAY.isoformat(), "at": ""} | typed
    return officer.post(f"{LIST}xep/", form, follow=True)


def page_of(visit, more=""):
    return f"{LIST}{visit.visit_id}/{more}"


@pytest.fixture
def visit(asked_home):
    return asked_home()


def test_homes_stand_by_hamlet_and_every_opening_is_on_record(officer, asked_home):
    asked_home(replace(HOME, hamlet="Ấp Mười"))
    asked_home(replace(HOME, hamlet="Ấp An", name="Lê Thị Ví Dụ"))
    asked_home(replace(HOME, hamlet=""))
    shown = text_of(officer.get(LIST))
    assert shown.index("Ấp An") < shown.index("Ấp Mười") < shown.index("Chưa rõ ấp, khu phố")
    for expected in (
        SENTINEL,
        "Lê Thị Ví Dụ",
        "Gần chùa Dấuvết",
        "0912 345 678",
        "đi lại khó, nói tiếng Khmer",
    ):
        assert expected in shown
    assert [one.what for one in models.AccessLog.objects.all()] == ["row"] * 3


@pytest.mark.parametrize("where", ["", "{}/", "phieu/?ngay=2026-11-16", "{}/ky/" + "0" * 32 + "/dan/"])
def test_only_officers_read_where_somebody_lives(client, ward_it, visit, where):
    address = LIST + where.format(visit.visit_id)
    assert "chỉ cán bộ một cửa" in text_of(ward_it.get(address), 403)
    ward_it.logout()
    assert client.get(address).headers["Location"].startswith("/dang-nhap/")
    assert not models.AccessLog.objects.exists()


@pytest.mark.parametrize("where", ["xep/", "{}/ghi/", "{}/da-trao/"])
def test_only_officers_change_anything_about_a_visit(ward_it, visit, helper, where):
    helper()
    form = {"home": mark_of(visit), "who": "p:h-tai", "day": TODAY.isoformat(), "what": "drop"}
    assert ward_it.post(LIST + where.format(visit.visit_id), form).status_code == 403
    assert state_of(visit) == "asked"


def test_homes_that_are_marked_are_given_to_somebody_for_a_day(officer, asked_home, helper):
    helper()
    one, two, left = asked_home(), asked_home(), asked_home()
    shown = text_of(planned(officer, one, two, who="p:h-tai", at="08:30", bring=["forms", "ink"]))
    assert "Đã xếp lịch 2 nhà." in shown
    assert "Thứ hai 16/11/2026: Trần Văn Mẫu" in shown
    assert [state_of(each) for each in (one, two, left)] == ["planned", "planned", "asked"]
    assert (one.person.helper_id, one.at, one.bring) == ("h-tai", "08:30", "forms ink")
    assert models.HomeAct.objects.filter(what="plan", officer__role="officer").count() == 2


def test_a_whole_team_may_be_sent(officer, visit, helper, team):
    helper()
    planned(officer, visit, who=f"t:{team.pk}")
    visit.refresh_from_db()
    assert (visit.state, visit.team, visit.person) == ("planned", team, None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"who": ""}, "Xin chọn người hoặc tổ đi."),
        ({"who": "p:nobody"}, "Xin chọn người hoặc tổ đi."),
        ({"who": "t:999999999999"}, "Xin chọn người hoặc tổ đi."),
        ({"day": "2026-11-15"}, "Xin chọn ngày từ hôm nay tới 60 ngày nữa."),
        ({"day": "x"}, "Xin chọn ngày từ hôm nay tới 60 ngày nữa."),
        ({"at": "9 giờ"}, "Giờ hẹn phải như 08:30, hoặc để trống."),
        ({"home": []}, "Xin đánh dấu nhà cần tới."),
        ({"home": ["x"]}, "Lịch vừa được người khác sửa"),
    ],
)
def test_a_plan_that_is_refused_comes_back_with_what_was_typed(officer, visit, helper, typed, said):
    helper()
    shown = text_of(planned(officer, visit, **({"who": "p:h-tai", "bring": "ink"} | typed)), 409)
    assert said in shown
    assert 'value="ink" checked' in shown
    assert state_of(visit) == "asked"


def test_whose_pin_is_too_old_for_a_list_is_said_where_they_are_chosen_and_when_they_are(
    officer,
    visit,
    helper,
):
    helper()
    models.Person.objects.update(lock_public=None)
    assert "cần mã PIN mới" in text_of(officer.get(LIST))
    assert "làm mã PIN mới" in text_of(planned(officer, visit, who="p:h-tai"))


def test_ward_it_is_told_whose_pin_is_too_old_for_a_list(ward_it, helper):
    helper()
    page = "/nguoi-truc/nguoi/h-tai/"
    assert "đi nhà bà con thì làm mã PIN mới" not in text_of(ward_it.get(page))
    models.Person.objects.update(lock_public=None)
    assert "đi nhà bà con thì làm mã PIN mới" in text_of(ward_it.get(page))


def test_a_visit_is_read_whole_and_that_is_on_record(officer, visit):
    shown = text_of(officer.get(page_of(visit)))
    for expected in (SENTINEL, HOME.house, HOME.landmark, "Hàng xóm xin giùm", "Buổi sáng", "A 027"):
        assert expected in shown
    assert [one.what for one in models.AccessLog.objects.all()] == ["dossier"]


def test_a_visit_whose_dossier_was_kept_for_its_time_says_so(officer, visit):
    models.Dossier.objects.update(sealed=b"", emptied_at=MORNING)
    for address in (LIST, page_of(visit)):
        shown = text_of(officer.get(address))
        assert "theo hạn lưu của phường" in shown
        assert "khóa khác" not in shown


def test_the_bereaved_are_spoken_of_gently(officer, asked_home):
    visit = asked_home(replace(HOME, for_whom="bereaved"))
    assert "Nhà có tang" in text_of(officer.get(LIST))
    assert "chia buồn trước khi hỏi giấy tờ" in text_of(officer.get(page_of(visit)))


def test_somebody_who_told_no_procedure_and_no_name_is_visited_all_the_same(officer, asked_home):
    visit = asked_home(
        HomeAsked(for_whom="self"), name="", procedure="", procedure_name="", answers=(), papers=()
    )
    for address in (LIST, page_of(visit)):
        shown = text_of(officer.get(address))
        assert "Chưa rõ" in shown
        assert "Chưa có tên" in shown


@pytest.mark.parametrize(
    ("what", "after"), [("unplan", "asked"), ("done", "done"), ("drop", "dropped"), ("again", "planned")]
)
def test_an_officer_writes_down_what_has_become_of_a_visit(officer, visit, helper, give, what, after):
    give(visit, to=helper())
    officer.post(page_of(visit, "ghi/"), {"home": mark_of(visit), "what": what})
    assert state_of(visit) == after


def test_what_another_officer_has_changed_meanwhile_is_not_overwritten(officer, visit, helper, give):
    before, to = mark_of(visit), helper()
    give(visit, to=to)
    shown = text_of(officer.post(page_of(visit, "ghi/"), {"home": before, "what": "drop"}, follow=True))
    assert "vừa được người khác sửa" in shown
    assert state_of(visit) == "planned"


def test_a_sheet_of_a_day_holds_its_homes_and_no_others(officer, asked_home, helper, give):
    tai, lan = helper(), helper("lan")
    mine = asked_home(papers=(Paper(paper="a", label="Giấy chứng sinh", has=False),))
    give(mine, to=tai, at="08:30", bring=("ink",))
    give(asked_home(replace(HOME, name="Lê Thị Ví Dụ")), to=lan)
    give(asked_home(replace(HOME, name="Ngô Văn Mai")), to=tai, day=TODAY + timedelta(days=1))
    shown = text_of(officer.get(f"{LIST}phieu/?ngay=2026-11-16&nguoi=h-tai"))
    for expected in (
        SENTINEL,
        "08:30",
        "Giấy chứng sinh",
        "Hộp mực lăn tay",
        "Thứ hai 16/11/2026",
        HOME.hamlet,
    ):
        assert expected in shown
    assert "Lê Thị Ví Dụ" not in shown
    assert "Ngô Văn Mai" not in shown
    assert [one.dossier for one in models.AccessLog.objects.filter(what="dossier")] == [mine.dossier]


@pytest.mark.parametrize("query", ["", "?ngay=x", "?ngay=2026-11-16&nguoi=%00", "?ngay=2026-11-16&to=9x"])
def test_a_sheet_of_nobody_is_no_page(officer, visit, query):
    assert officer.get(f"{LIST}phieu/{query}").status_code == 404


def test_custody_is_shown_with_both_signatures(officer, visit, helper, give, report, hand_over):
    give(visit, to=helper())
    told = report(visit.visit_id)
    hand_over(told)
    shown = text_of(officer.get(page_of(visit)))
    for expected in (
        "Nhận giấy tờ",
        f"Giấy của {SENTINEL}",
        "làm dấu vì không viết được, hàng xóm chứng kiến",
    ):
        assert expected in shown
    for whose in ("dan", "nguoi-di"):
        picture = officer.get(page_of(visit, f"ky/{told.report}/{whose}/"))
        assert (picture.content, picture.headers["Content-Type"]) == (PIXEL, "image/png")
        assert picture.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert picture.headers["Cache-Control"] == "no-store"


def test_what_is_no_picture_is_not_shown_as_one(officer, visit, report, hand_over):
    told = report(visit.visit_id, custody=Custody(resident=b"<svg/>", helper=b"", how="signed"))
    hand_over(told)
    assert "<img" not in text_of(officer.get(page_of(visit)))
    assert officer.get(page_of(visit, f"ky/{told.report}/dan/")).status_code == 404


def test_a_report_of_one_visit_shows_no_signature_under_another(
    officer, visit, asked_home, report, hand_over
):
    told, other = report(visit.visit_id), asked_home()
    hand_over(told)
    assert officer.get(page_of(other, f"ky/{told.report}/dan/")).status_code == 404


def test_a_result_that_was_handed_over_becomes_status_10_by_the_officers_word(
    officer,
    visit,
    helper,
    give,
    report,
    hand_over,
):
    give(visit, to=helper())
    confirm = page_of(visit, "da-trao/")
    assert officer.post(confirm, {"version": "1"}).status_code == 404
    hand_over(report(visit.visit_id, "result"))
    assert "Chuyển sang 10" in text_of(officer.get(page_of(visit)))
    officer.post(confirm, {"version": "7"})
    assert models.Dossier.objects.get().status == 1, "the officer saw another version"
    shown = text_of(officer.post(confirm, {"version": "1"}, follow=True))
    assert "Chuyển sang 10" not in shown
    assert models.StatusChange.objects.get().status == 10


def test_the_dossier_and_the_list_lead_to_the_visit(officer, visit):
    assert 'Tới nhà <b class="count">1</b>' in text_of(officer.get("/"))
    assert page_of(visit) in text_of(officer.get(f"/ho-so/{visit.dossier.dossier_id}/"))


def test_a_visit_of_a_dossier_that_stands_apart_is_no_page(ward, officer, asked_home):
    visit = asked_home(signer=ward.revoked)
    assert officer.get(page_of(visit)).status_code == 404
    assert SENTINEL not in text_of(officer.get(LIST))


@pytest.mark.parametrize("tab", ["asked", "planned", "done", "over", "x"])
def test_an_empty_list_of_homes_says_so(ward, officer, tab):
    assert 'class="card empty"' in text_of(officer.get(LIST, {"muc": tab, "page": "-9"}))


def test_the_day_that_is_hoped_for_is_shown_and_stands_in_the_plan(officer, asked_home, helper):
    helper()
    hoped = asked_home(replace(HOME, day="2026-11-18"))
    said = "Buổi sáng, mong Thứ tư 18/11/2026"
    assert said in text_of(officer.get(LIST))
    shown = text_of(officer.get(page_of(hoped)))
    assert said in shown
    assert 'name="day" type="date" value="2026-11-18"' in shown


@pytest.mark.parametrize("day", ["2026-11-15", "2027-11-18", "soon"])
def test_a_day_that_cannot_be_planned_any_more_does_not_stand_in_the_plan(officer, asked_home, helper, day):
    helper()
    shown = text_of(officer.get(page_of(asked_home(replace(HOME, day=day)))))
    assert f'name="day" type="date" value="{TODAY.isoformat()}"' in shown


def test_the_sheet_of_the_day_tells_the_day_that_was_hoped_for(officer, asked_home, helper, give):
    give(asked_home(replace(HOME, day="2026-11-18")), to=helper(), at="08:30")
    sheet = text_of(officer.get(f"{LIST}phieu/?ngay={TODAY.isoformat()}&nguoi=h-tai"))
    assert "hẹn 08:30" in sheet
    assert "mong Thứ tư 18/11/2026" in sheet
