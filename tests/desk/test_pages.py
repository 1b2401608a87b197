import re
from datetime import timedelta
from typing import get_args, get_type_hints

import msgspec
import pytest
from django.test import Client

from kiosk.desk import models, words
from kiosk.desk.intake import take_in
from kiosk.desk.workflow import Done, NotDone, Wish, set_status
from kiosk.ids import KioskId
from kiosk.wire.dossier import Answered, OnBehalf, Person
from kiosk.wire.messages import PROTOCOL, IntakeBatch
from tests.databases import kept

SENTINEL = "Trầnsentinel Thị Dấuvết"


def put(ward, *sealed):
    batch = IntakeBatch(protocol=PROTOCOL, kiosk_id=KioskId("kiosk-a"), dossiers=sealed)
    take_in(ward.site, batch)
    return [f"/ho-so/{one.dossier_id}/" for one in sealed]


def save(officer, page, **more):
    row = models.Dossier.objects.get(dossier_id=page.split("/")[2])
    values = {"status": "2", "dossier_code": "", "note": "", "version": row.version} | more
    return officer.post(f"{page}luu/", values)


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("where", ["", "luu/", "nhan-vao-danh-sach/", "dinh-kem/1/"])
def test_a_stranger_is_led_to_the_sign_in_page(ward, client, where):
    (page,) = put(ward, ward.seal())
    for path in ("/", f"{page}{where}"):
        ask = client.post if where in {"luu/", "nhan-vao-danh-sach/"} and path != "/" else client.get
        response = ask(path)
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/dang-nhap/")
    assert not models.AccessLog.objects.exists()


def test_someone_with_a_log_in_but_no_office_here_is_not_let_in(ward, client):
    from django.contrib.auth.models import User

    models.Officer.objects.update(ward="31135")
    try:
        client.force_login(User.objects.get(username="canbo"))
        assert client.get("/").status_code == 302
    finally:
        models.Officer.objects.update(ward="26791")


def test_the_list_opens_its_rows_and_records_who_saw_them(ward, officer):
    put(ward, ward.seal(), ward.seal())
    page = text_of(officer.get("/"))
    assert page.count(SENTINEL) == 2
    assert "A 027" in page
    assert "Xác nhận tình trạng hôn nhân" in page
    assert [one.what for one in models.AccessLog.objects.all()] == ["row", "row"]


def test_an_empty_list_says_so_gently(ward, officer):
    assert "Chưa có hồ sơ nào" in text_of(officer.get("/"))


def test_a_ticket_number_is_found_however_it_is_typed(ward, officer):
    put(
        ward,
        ward.seal(ward.fill(number="A 027")),
        ward.seal(ward.fill(number="B 003", name="Nguyễn Văn Mẫu")),
    )
    found = text_of(officer.get("/", {"q": "a027"}))
    assert SENTINEL in found
    assert "Nguyễn Văn Mẫu" not in found
    assert "Không thấy hồ sơ nào như vậy" in text_of(officer.get("/", {"q": "Z 999"}))


def test_the_list_is_narrowed_by_status(ward, officer):
    page, _ = put(ward, ward.seal(), ward.seal(ward.fill(name="Nguyễn Văn Mẫu")))
    save(officer, page)
    found = text_of(officer.get("/", {"status": "2"}))
    assert SENTINEL in found
    assert "Nguyễn Văn Mẫu" not in found


@pytest.mark.parametrize(
    "query", [{"status": "x"}, {"status": "99"}, {"page": "-3"}, {"page": "z"}, {"q": "\x00'\""}]
)
def test_nonsense_in_the_address_is_no_error(ward, officer, query):
    put(ward, ward.seal())
    assert officer.get("/", query).status_code == 200


def test_twenty_five_dossiers_a_page(ward, officer):
    put(ward, *(ward.seal() for _ in range(27)))
    first = officer.get("/")
    assert text_of(first).count(SENTINEL) == 25
    assert text_of(officer.get("/", {"page": "2"})).count(SENTINEL) == 2
    assert "?page=2" in text_of(first)


def test_a_dossier_shows_applicant_helper_answers_papers_and_consent(ward, officer):
    (page,) = put(ward, ward.seal())
    shown = text_of(officer.get(page))
    for expected in (
        SENTINEL,
        "092 152 004 321",
        "02/03/1952",
        "Nguyễn Văn Mẫu",
        "Tổ 3",
        "Họ, chữ đệm, tên",
        "Thẻ căn cước",
        "Nộp hồ sơ về bộ phận một cửa",
        "08:55 16/11/2026",
        "Trang 1",
        "Gửi từ điểm hỗ trợ",
    ):
        assert expected in shown, expected


def test_a_dossier_filled_in_alone_says_that_nobody_helped(ward, officer):
    (page,) = put(ward, ward.seal(ward.fill(helped=None)))
    assert "Người dân tự làm tại máy" in text_of(officer.get(page))


def test_opening_a_dossier_is_on_record(ward, officer):
    (page,) = put(ward, ward.seal())
    officer.get(page)
    entry = models.AccessLog.objects.get()
    assert (entry.what, entry.officer.name, entry.at) == ("dossier", "Trần Thị Ví Dụ", ward.clock.now())


def test_markup_in_an_answer_is_shown_as_text(ward, officer):
    evil = '<script>alert("x")</script>'
    answer = Answered(question="a", section=evil, label=evil, value=evil, shown=evil, by="resident")
    person = Person(name=evil, personal_number=evil, birth_date=evil, phone=evil, relationship=evil)
    plain = ward.fill(number=evil, answers=(answer,), applicant=person, procedure_name=evil)
    (page,) = put(ward, ward.seal(plain))
    for shown in (text_of(officer.get(page)), text_of(officer.get("/"))):
        assert "<script" not in shown
        assert "&lt;script&gt;" in shown


def test_a_picture_is_shown_and_a_pdf_is_saved(ward, officer):
    (page,) = put(ward, ward.seal())
    picture, pdf = officer.get(f"{page}dinh-kem/1/"), officer.get(f"{page}dinh-kem/2/")
    assert picture.content.startswith(b"\x89PNG")
    assert picture.headers["Content-Disposition"] == 'inline; filename="dinh-kem-1.png"'
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="dinh-kem-2.pdf"'
    for response in (picture, pdf):
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"
        assert "sandbox" in response.headers["Content-Security-Policy"]
    assert {one.what for one in models.AccessLog.objects.all()} == {"attachment"}
    assert officer.get(f"{page}dinh-kem/3/").status_code == 404


def test_receiving_a_dossier_promises_a_date_counted_from_now(ward, officer):
    (page,) = put(ward, ward.seal())
    ward.clock.advance(timedelta(days=3).total_seconds())
    assert save(officer, page).status_code == 302
    row = models.Dossier.objects.get()
    assert (row.status, row.due_date.isoformat()) == (2, "2026-11-25")
    assert "25/11/2026" in text_of(officer.get(page))


def test_the_wards_day_stands_beside_the_laws(ward, officer):
    (page,) = put(ward, ward.seal(ward.fill(working_days=1, statute_days=3)))
    assert "Nhận bây giờ thì hẹn 17/11/2026, theo luật 19/11/2026" in text_of(officer.get(page))
    ward.clock.advance(timedelta(days=1).total_seconds())
    save(officer, page)
    ward.clock.advance(timedelta(days=5).total_seconds())
    shown = text_of(officer.get(page))
    assert "<b>18/11/2026</b> <small>Theo luật: 20/11/2026</small>" in shown
    save(officer, page, status="4")
    assert "Theo luật: 20/11/2026" in text_of(officer.get(page))


def test_the_law_alone_is_said_once(ward, officer):
    (page,) = put(ward, ward.seal(ward.fill(working_days=3, statute_days=3)))
    assert "theo luật" not in text_of(officer.get(page))
    save(officer, page)
    assert "Theo luật" not in text_of(officer.get(page))


@pytest.mark.parametrize(
    ("hours", "due"),
    [
        (0, "2026-11-19"),
        (6, "2026-11-20"),
        (24 * 5, "2026-11-27"),
    ],
    ids=["in the morning", "at three in the afternoon", "on a Saturday before the holiday of 24 November"],
)
def test_the_date_minds_the_hour_the_weekend_and_the_holidays(ward, officer, hours, due):
    (page,) = put(ward, ward.seal())
    ward.clock.advance(3600 * hours)
    save(officer, page)
    assert models.Dossier.objects.get().due_date.isoformat() == due


def test_no_date_is_promised_where_the_procedure_knows_none(ward, officer):
    (page,) = put(ward, ward.seal(ward.fill(working_days=None)))
    save(officer, page)
    assert models.Dossier.objects.get().due_date is None
    assert "cán bộ tự hẹn" in text_of(officer.get(page))


def test_saving_again_keeps_the_date_and_a_stop_takes_it_away(ward, officer):
    (page,) = put(ward, ward.seal())
    save(officer, page)
    ward.clock.advance(timedelta(days=1).total_seconds())
    save(officer, page, dossier_code="H29.12-261117-0001")
    save(officer, page, status="4")
    assert models.Dossier.objects.get().due_date.isoformat() == "2026-11-19"
    save(officer, page, status="8", note="Chờ giấy.")
    assert models.Dossier.objects.get().due_date is None


@pytest.mark.parametrize("status", sorted(words.STATUS))
def test_each_of_the_ten_statuses_can_be_set_and_is_in_the_history(ward, officer, status):
    (page,) = put(ward, ward.seal())
    save(officer, page, status=str(status), note="Xin đem bản chính.")
    assert models.Dossier.objects.get().status == status
    change = models.StatusChange.objects.get()
    assert (change.status, change.officer.name) == (status, "Trần Thị Ví Dụ")


@pytest.mark.parametrize("status", sorted(words.NEEDS_NOTE))
def test_a_status_that_asks_something_of_the_resident_needs_a_note(ward, officer, status):
    (page,) = put(ward, ward.seal())
    response = save(officer, page, status=str(status), dossier_code="kept as typed")
    assert response.status_code == 409
    reason = {words.MISSING: "missing-needed", words.TO_PAY: "amount-needed"}.get(status, "note-needed")
    assert words.REFUSED[reason] in text_of(response)
    assert "kept as typed" in text_of(response)
    assert models.Dossier.objects.get().status == 1


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"status": "11"}, "status"),
        ({"status": ""}, "status"),
        ({"note": "a" * 121}, "note-long"),
        ({"status": "6", "to_pay": "tám ngàn"}, "amount"),
        ({"dossier_code": "a" * 41}, "code-long"),
    ],
)
def test_what_cannot_be_is_refused_in_words(ward, officer, typed, reason):
    (page,) = put(ward, ward.seal())
    response = save(officer, page, **typed)
    assert words.REFUSED[reason] in text_of(response)
    assert not models.StatusChange.objects.exists()


@pytest.mark.parametrize(
    ("code", "usual"),
    [
        ("H29.12-261121-0001", True),
        ("000.12.34.H29-261121-0001", True),
        ("H13.5.7-261121-0123", True),
        ("29-1", False),
    ],
)
def test_an_unusual_dossier_code_is_taken_with_a_word_of_doubt(ward, officer, code, usual):
    (page,) = put(ward, ward.seal())
    save(officer, page, dossier_code=code)
    assert models.Dossier.objects.get().dossier_code == code
    assert (words.CODE_SHAPE not in text_of(officer.get(page))) == usual


def test_two_officers_cannot_overwrite_each_other_unseen(ward, officer):
    (page,) = put(ward, ward.seal())
    save(officer, page, version="1")
    late = save(officer, page, status="9", version="1")
    assert words.REFUSED["changed"] in text_of(late)
    assert models.Dossier.objects.get().status == 2


def test_two_officers_saving_in_the_same_moment_do_not_both_win(ward, officer):
    put(ward, ward.seal())
    first, second = models.Dossier.objects.get(), models.Dossier.objects.get()
    person = models.Officer.objects.get(role="officer")
    one = set_status(ward.site, person, first, Wish(2, "", "", 1), 3)
    other = set_status(ward.site, person, second, Wish(9, "", "", 1), 3)
    assert (type(one), other) == (Done, NotDone("changed"))
    assert models.Dossier.objects.get().status == 2
    assert models.StatusChange.objects.count() == 1


def test_quarantine_is_apart_until_an_officer_takes_it_over_on_record(ward, officer):
    (page,) = put(ward, ward.seal(signer=ward.revoked))
    assert SENTINEL not in text_of(officer.get("/"))
    assert SENTINEL in text_of(officer.get("/", {"apart": "1"}))
    assert save(officer, page).status_code == 409
    officer.post(f"{page}nhan-vao-danh-sach/", {"version": "1"})
    assert SENTINEL in text_of(officer.get("/"))
    assert models.StatusChange.objects.get().released


def test_a_dossier_of_a_lost_key_is_named_and_not_hidden(ward, officer):
    (page,) = put(ward, ward.seal())
    models.Dossier.objects.update(key_id="0" * 16)
    assert "Không mở được" in text_of(officer.get("/"))
    assert "Hồ sơ vẫn còn nguyên" in text_of(officer.get(page))


def test_another_wards_dossier_is_not_there(ward, officer):
    (page,) = put(ward, ward.seal())
    models.Dossier.objects.update(ward="31135")
    assert officer.get(page).status_code == 404
    assert SENTINEL not in text_of(officer.get("/"))


def test_no_page_is_kept_by_a_browser_and_none_loads_from_elsewhere(ward, officer):
    (page,) = put(ward, ward.seal())
    for path in ("/", page, "/dang-nhap/", "/khong-co/"):
        response = officer.get(path)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert response.headers["X-Frame-Options"] == "DENY"
        assert not re.search(r'(?:src|href)="(?:https?:)?//', text_of(response))
        assert "Bản thử" in text_of(response)


@pytest.mark.parametrize("name", ["desk.css", "BeVietnamPro-Medium.ttf", "BeVietnamPro-Bold.ttf"])
def test_style_and_fonts_come_from_the_desk_itself(ward, client, name):
    response = client.get(f"/static/{name}")
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["settings.py", "..%2fsettings.py", "desk.sqlite3"])
def test_nothing_else_is_served_as_a_file(ward, client, name):
    assert client.get(f"/static/{name}").status_code == 404


def test_a_form_without_its_token_is_refused_in_words(ward, officer):
    (page,) = put(ward, ward.seal())
    strict = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    strict.cookies = officer.cookies
    response = strict.post(f"{page}luu/", {"status": "2", "version": "1"})
    assert response.status_code == 403
    assert "Trang đã cũ" in text_of(response)


def test_no_name_stands_in_the_database_or_its_journal(ward, officer):
    (page,) = put(ward, ward.seal())
    officer.get("/", {"q": SENTINEL})
    save(officer, page)
    officer.get(page)
    files = kept(ward.site.state)
    assert any(path.name.endswith("-wal") or path.parent.name == "pg_wal" for path in files)
    for path, content in files.items():
        for trace in (SENTINEL, "Dấuvết", "092152004321", "A 027"):
            assert trace.encode() not in content, path.name
            assert trace.encode("utf-16-le") not in content, path.name


def test_the_search_for_traces_finds_what_is_there(ward, officer):
    (page,) = put(ward, ward.seal())
    save(officer, page, note="Tìmthấy")
    assert any("Tìmthấy".encode() in content for content in kept(ward.site.state).values())


def test_the_sealed_dossier_survives_unchanged(ward, officer):
    sealed = ward.seal()
    put(ward, sealed)
    from kiosk.desk.envelopes import envelope

    assert msgspec.msgpack.encode(envelope(models.Dossier.objects.get())) == msgspec.msgpack.encode(sealed)


def test_who_asked_for_somebody_who_was_not_there_is_read_beside_the_applicant(ward, officer):
    asked = OnBehalf(asked_by="neighbour", relation="neighbour", authorisation="paper")
    theirs, own = put(ward, ward.seal(ward.fill(on_behalf=asked)), ward.seal())
    page = text_of(officer.get(theirs))
    assert "Làm giùm người vắng mặt. Hàng xóm tới điểm hỗ trợ" in page
    assert "đã xem giấy ủy quyền" in page
    assert "Làm giùm" not in text_of(officer.get(own))


def test_every_code_of_such_a_case_has_its_words():
    for field, known in zip(
        OnBehalf.__struct_fields__, (words.ASKED_BY, words.RELATION, words.AUTHORISATION), strict=True
    ):
        assert set(get_args(get_type_hints(OnBehalf)[field])) == set(known)
