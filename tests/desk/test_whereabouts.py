"""What the officer says of a dossier, how it stands to its promised day, and what a kiosk is told of it."""

from datetime import timedelta

import msgspec
import pytest

from kiosk.desk import models, words
from kiosk.dossier.receipts import check_status, sign_query
from kiosk.wire.dossier import Paper
from kiosk.wire.messages import CONTENT_TYPE, STATUS_ASKED, STATUS_PATH, StatusReply
from tests.desk.test_pages import put, save, text_of

PAPERS = (
    Paper(paper="birth_notice", label="Giấy chứng sinh", has=True),
    Paper(paper="parent_card", label="Thẻ căn cước của cha hoặc mẹ", has=False),
)
BOTH = ["birth_notice", "parent_card"]


@pytest.fixture
def filed(ward):
    """A dossier at the desk with two papers: its page and its ticket."""
    ticket = ward.ticket()
    (page,) = put(ward, ward.seal(ward.fill(papers=PAPERS), ticket=ticket))
    return page, ticket


def asked(ward, client, ticket, path=STATUS_ASKED):
    query = sign_query(ticket, ward.known, ward.clock.now())
    answer = client.post(path, msgspec.msgpack.encode(query), content_type=CONTENT_TYPE)
    found = msgspec.msgpack.decode(answer.content, type=StatusReply).found
    assert check_status(found, ticket, ward.site.keys.signer.public)
    return found


def on(ward, days):
    ward.clock.advance(timedelta(days=days).total_seconds())


def test_ticked_papers_reach_the_kiosk_by_their_ids_and_need_no_note(ward, client, officer, filed):
    page, ticket = filed
    assert save(officer, page, status="5", missing=BOTH).status_code == 302
    found = asked(ward, client, ticket)
    assert (found.status, found.missing, found.note) == (5, ("birth_notice", "parent_card"), "")


def test_the_form_shows_what_was_ticked(officer, filed):
    page, _ = filed
    save(officer, page, status="5", missing=["parent_card"])
    shown = text_of(officer.get(page))
    assert 'value="parent_card" checked' in shown
    assert 'value="birth_notice" >' in shown
    assert "Còn thiếu: Thẻ căn cước của cha hoặc mẹ." in shown


def test_a_refused_wish_keeps_its_ticks(officer, filed):
    page, _ = filed
    shown = text_of(save(officer, page, status="5", missing=BOTH, version="0"))
    assert shown.count(" checked>") == len(BOTH)


def test_a_paper_of_another_dossier_cannot_be_missing(officer, filed):
    page, _ = filed
    assert save(officer, page, status="5", missing=["somebody_elses"]).status_code == 409
    assert models.Dossier.objects.get().missing == []


def test_what_is_missing_is_forgotten_when_the_work_goes_on(ward, client, officer, filed):
    page, ticket = filed
    save(officer, page, status="5", missing=BOTH)
    save(officer, page, status="2", missing=BOTH, to_pay="8000")
    found = asked(ward, client, ticket)
    assert (found.missing, found.to_pay) == ((), 0)


@pytest.mark.parametrize("typed", ["8000", "8.000", "8 000đ", "8,000"])
def test_an_amount_is_read_as_people_write_it(ward, client, officer, filed, typed):
    page, ticket = filed
    save(officer, page, status="6", to_pay=typed)
    assert asked(ward, client, ticket).to_pay == 8000


def test_an_older_kiosk_reads_in_the_note_what_it_cannot_read_in_parts(ward, client, officer, filed):
    page, ticket = filed
    save(officer, page, status="5", missing=BOTH, note="Xin đem bản chánh.")
    found = asked(ward, client, ticket, STATUS_PATH)
    assert found.missing == ()
    assert found.note == "Còn thiếu: Giấy chứng sinh; Thẻ căn cước của cha hoặc mẹ. Xin đem bản chánh."
    save(officer, page, status="6", to_pay="8000")
    assert asked(ward, client, ticket, STATUS_PATH).note == "Phải đóng 8.000 đồng."


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, words.IN_TIME.format(days=3)),
        (2, words.IN_TIME.format(days=1)),
        (3, words.DUE_TODAY),
        (4, words.LATE.format(days=1)),
        (8, words.LATE.format(days=2)),
    ],
    ids=["on Monday", "on Wednesday", "on the day", "on Friday", "on the holiday of 24 November"],
)
def test_the_officer_sees_how_a_dossier_stands_to_its_promise(ward, officer, filed, days, said):
    page, _ = filed
    save(officer, page)
    on(ward, days)
    assert f'<b class="standing">{said}</b>' in text_of(officer.get(page))
    assert said in text_of(officer.get("/"))


def test_what_is_late_has_a_list_of_its_own_and_a_count(ward, officer, filed):
    page, _ = filed
    save(officer, page)
    on(ward, 3)
    assert page not in text_of(officer.get("/", {"late": "1"}))
    on(ward, 1)
    shown = text_of(officer.get("/", {"late": "1"}))
    assert page in shown
    assert 'Trễ hẹn <b class="count">1</b>' in shown


@pytest.mark.parametrize("status", ["5", "6"])
def test_what_waits_for_the_resident_is_not_called_late(ward, officer, filed, status):
    page, _ = filed
    save(officer, page)
    save(officer, page, status=status, note="Xin bổ sung.")
    on(ward, 10)
    assert page not in text_of(officer.get("/", {"late": "1"}))
    assert "standing" not in text_of(officer.get(page))


@pytest.mark.parametrize(("days", "said"), [(3, words.DONE_IN_TIME), (4, words.DONE_LATE.format(days=1))])
def test_what_is_done_says_whether_it_was_in_time(ward, officer, filed, days, said):
    page, _ = filed
    save(officer, page)
    on(ward, days)
    save(officer, page, status="9")
    on(ward, 5)
    save(officer, page, status="10")
    assert said in text_of(officer.get(page))


def test_what_was_filed_on_the_portal_offers_its_code_until_an_officer_has_saved(ward, officer):
    sealed = ward.seal(ward.fill(papers=PAPERS, channel="portal", portal_code="H13.05-261121-0007"))
    (page,) = put(ward, sealed)
    shown = text_of(officer.get(page))
    assert 'name="dossier_code" value="H13.05-261121-0007"' in shown
    assert "đúng như Cổng báo" in shown
    save(officer, page, status="4", dossier_code="")
    assert 'name="dossier_code" value=""' in text_of(officer.get(page))


def test_what_was_filed_at_the_desk_says_nothing_of_the_portal(officer, filed):
    assert "đúng như Cổng báo" not in text_of(officer.get(filed[0]))


def test_no_name_stands_beside_what_is_missing_in_the_open(officer, filed):
    page, _ = filed
    save(officer, page, status="5", missing=BOTH)
    row = models.Dossier.objects.get()
    assert row.missing == [
        ["birth_notice", "Giấy chứng sinh"],
        ["parent_card", "Thẻ căn cước của cha hoặc mẹ"],
    ]
    assert models.StatusChange.objects.get().missing == row.missing
