"""The result of a dossier that is ready is brought home where its applicant asks: listed, handed over, confirmed."""

import pytest
from msgspec import structs

from kiosk.desk import models, rosters
from kiosk.desk.day_lists import residence_of
from kiosk.desk.home_words import RESULT_FOR
from kiosk.desk.homes import bring_result
from kiosk.desk.intake import take_in
from kiosk.dossier.day_list import open_list
from kiosk.dossier.draft_words import sign_asking
from kiosk.ids import KioskId
from kiosk.takeover.day_key import open_lock
from kiosk.wire.dossier import Answered, Paper
from kiosk.wire.messages import PROTOCOL, IntakeBatch
from kiosk.wire.visits import AskDayLists
from tests.desk.conftest import SENTINEL
from tests.desk.homes import state_of
from tests.desk.test_home_pages import LIST, page_of, text_of

LIVES = "26791|Khu phố Dấuvết|Số 8|"


def answer(value, question="place", section="Người yêu cầu", shown=""):
    return Answered(
        question=question,
        section=section,
        label="Nơi cư trú",
        value=value,
        shown=shown or value,
        by="resident",
    )


@pytest.fixture
def dossier(ward):
    """Takes in an ordinary dossier, at the desk under a status."""

    def make(status=9, signer=None, place=LIVES, **more):
        named = answer(SENTINEL, "name")
        child = answer("26791|Khu phố 1|Số 1|", "child_place", "Trẻ em")
        answers = (child, named, *((answer(place, shown="Số 8, tỉnh khác"),) if place else ()))
        papers = (Paper(paper="a", label="Giấy A", has=True),)
        filled = ward.fill(signer, answers=answers, papers=papers, **more)
        batch = IntakeBatch(
            protocol=PROTOCOL, kiosk_id=KioskId("kiosk-a"), dossiers=(ward.seal(filled, signer=signer),)
        )
        take_in(ward.site, batch)
        row = models.Dossier.objects.get(dossier_id=filled.dossier_id)
        row.status = status
        row.save(update_fields=["status"])
        return row

    return make


def ask(officer, row, how="by-phone"):
    return officer.post(f"/ho-so/{row.dossier_id}/dem-toi-nha/", {"how": how}, follow=True)


def test_a_result_that_somebody_asks_for_at_home_waits_among_the_homes(officer, clerk, dossier):
    row = dossier()
    page = text_of(officer.get(f"/ho-so/{row.dossier_id}/"))
    assert "Số 8, Khu phố Dấuvết" in page
    shown = text_of(ask(officer, row))
    visit = models.HomeVisit.objects.get()
    assert (visit.errand, visit.state, visit.dossier) == ("result", "asked", row)
    act = visit.acts.get()
    assert (act.what, act.officer) == ("by-phone", clerk)
    for expected in (SENTINEL, "Khu phố Dấuvết", "Số 8", RESULT_FOR, "Bà con gọi điện xin đem kết quả"):
        assert expected in shown
    assert 'value="result" checked' in shown or "Chưa có ai để giao" in shown
    assert page_of(visit) in text_of(officer.get(LIST))


def test_on_the_list_stands_the_result_and_nothing_else_to_do(ward, clerk, dossier, helper, give):
    tai, row = helper(), dossier()
    visit = models.HomeVisit.objects.get(visit_id=bring_result(ward.site, clerk, row, "by-counter"))
    assert give(visit, to=tai) is None
    from kiosk.desk.day_lists import answer_lists

    (sealed,) = answer_lists(ward.site, sign_asking(AskDayLists, ward.known, ward.clock.now())).lists
    tai.row.refresh_from_db()
    (stop,) = open_list(sealed, open_lock(rosters.lock_of(tai.row), tai.pin, tai.badge).raw).stops
    assert (stop.name, stop.hamlet, stop.house) == (SENTINEL, "Khu phố Dấuvết", "Số 8")
    assert (stop.papers, stop.steps, [one.id for one in stop.results]) == ((), (), ["result"])


def test_a_result_that_was_handed_over_at_home_ends_the_dossier_by_one_word_of_the_officer(
    ward, officer, clerk, dossier, helper, give, report, hand_over
):
    row = dossier()
    visit = models.HomeVisit.objects.get(visit_id=bring_result(ward.site, clerk, row, "by-phone"))
    give(visit, to=helper())
    hand_over(report(visit.visit_id, "result"))
    assert state_of(visit) == "returned"
    waiting = text_of(officer.get(LIST, {"muc": "done"}))
    assert page_of(visit) in waiting
    assert "Chờ cán bộ xác nhận" in waiting
    assert page_of(visit) not in text_of(officer.get(LIST, {"muc": "over"}))
    assert 'Tới nhà <b class="count">1</b>' in text_of(officer.get("/"))
    row.refresh_from_db()
    officer.post(page_of(visit, "da-trao/"), {"version": str(row.version)})
    row.refresh_from_db()
    assert row.status == 10
    assert page_of(visit) in text_of(officer.get(LIST, {"muc": "over"}))
    assert page_of(visit) not in text_of(officer.get(LIST, {"muc": "done"}))
    assert 'Tới nhà <b class="count">' not in text_of(officer.get("/"))
    visit.refresh_from_db()
    officer.post(page_of(visit, "ghi/"), {"what": "again", "home": f"{visit.visit_id}:{visit.version}"})
    assert state_of(visit) == "returned", "what is over is not taken up again"


def test_a_report_that_was_wrong_is_taken_back_and_the_home_planned_again(
    officer, clerk, ward, dossier, helper, give, report, hand_over
):
    visit = models.HomeVisit.objects.get(visit_id=bring_result(ward.site, clerk, dossier(), "by-phone"))
    tai = helper()
    give(visit, to=tai)
    hand_over(report(visit.visit_id, "result"))
    visit.refresh_from_db()
    officer.post(page_of(visit, "ghi/"), {"what": "again", "home": f"{visit.visit_id}:{visit.version}"})
    assert state_of(visit) == "asked"
    assert give(visit, to=tai) is None


@pytest.mark.parametrize("status", [1, 2, 4, 5, 8, 10])
def test_what_is_not_ready_is_not_brought(officer, dossier, status):
    row = dossier(status)
    assert "dem-toi-nha" not in text_of(officer.get(f"/ho-so/{row.dossier_id}/"))
    assert "Chưa giao được" in text_of(ask(officer, row))
    assert not models.HomeVisit.objects.exists()


def test_nobody_goes_where_no_address_was_told_or_nobody_has_asked(officer, dossier, ward):
    nowhere, apart = dossier(place=""), dossier(signer=ward.revoked)
    assert "không ghi chỗ ở" in text_of(officer.get(f"/ho-so/{nowhere.dossier_id}/"))
    for row in (nowhere, apart):
        assert "Chưa giao được" in text_of(ask(officer, row))
    assert "Xin chọn bà con xin bằng cách nào" in text_of(ask(officer, dossier(), "unasked"))
    assert not models.HomeVisit.objects.exists()


def test_two_officers_at_once_send_somebody_there_once(ward, clerk, dossier, at_once):
    row = dossier()
    ids = at_once(*[lambda: bring_result(ward.site, clerk, row, "by-phone")] * 2)
    assert sorted(bool(one) for one in ids) == [False, True]
    assert models.HomeVisit.objects.count() == 1


def test_only_officers_bring_anything(ward_it, client, dossier):
    row = dossier()
    for who in (ward_it, client):
        assert who.post(f"/ho-so/{row.dossier_id}/dem-toi-nha/", {"how": "by-phone"}).status_code in {
            302,
            403,
        }
    assert not models.HomeVisit.objects.exists()


def test_where_an_applicant_lives_is_told_by_the_answers_about_them_alone(ward):
    def lives(*answers):
        return residence_of(ward.fill(answers=answers), ward.site.ward)

    child, named = answer(LIVES, "child_place", "Trẻ em"), answer(SENTINEL, "name")
    assert lives(child, named) is None
    assert lives(child) is None
    assert lives(named, answer("Số 8, ấp cũ")) is None, "words of an old card name no commune"
    away = lives(named, answer("31639|Ấp An|Số 8|", shown="Số 8, Ấp An, xã khác"))
    assert (away.hamlet, away.house) == ("", "Số 8, Ấp An, xã khác")


def test_where_nobody_knew_the_applicants_name_nobody_elses_address_passes_for_theirs(ward):
    nameless = structs.replace(ward.fill().applicant, name="")
    unknown, home = answer("", "child_name", "Trẻ em"), answer(LIVES, "child_place", "Trẻ em")
    filled = structs.replace(ward.fill(answers=(unknown, home)), applicant=nameless)
    assert residence_of(filled, ward.site.ward) is None
