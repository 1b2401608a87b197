"""Copies that residents leave with the ward: apart from all applications, read on record, gone when they must be."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kiosk.desk import models
from kiosk.desk.answering import answer
from kiosk.desk.copies import KEPT_FOR, purge_copies
from kiosk.desk.drafts import answer_draft, purge
from kiosk.desk.intake import take_in
from kiosk.dossier.draft_words import sign_asking
from kiosk.dossier.receipts import sign_query
from kiosk.ids import KioskId
from kiosk.tickets.draft import write_digest
from kiosk.tickets.secret import derive, new_secret
from kiosk.wire import drafts as wire
from kiosk.wire.dossier import Answered, ConsentGiven
from kiosk.wire.messages import PROTOCOL, IntakeBatch

SENTINEL = "Trầnsentinel Thị Dấuvết"
DAY = 24 * 3600.0


class Ticket:
    """A ticket of a saved visit, and the copy that was left under it."""

    def __init__(self, ward):
        self.ward = ward
        self.keys = derive(new_secret(ward.site.ids.random_bytes))

    def copy(self, **more):
        plain = {
            "channel": "copy",
            "consents": (
                ConsentGiven(purpose="leave-copy", at="2026-11-16T08:55:00+07:00", how="touch-silenced"),
            ),
            "attachments": (),
            "helped": None,
            "working_days": None,
            "write_digest": write_digest(self.keys),
        }
        signer = more.pop("signer", None)
        return self.ward.seal(self.ward.fill(signer, **(plain | more)), signer=signer, ticket=self.keys.id)

    def forget(self, heir=""):
        """What a kiosk tells when the saved visit is deleted or filed, or saved again under another ticket."""
        now = self.ward.clock.now()
        asking = sign_asking(
            wire.ForgetDraft,
            self.ward.known,
            now,
            ticket_id=self.keys.id,
            proof=self.keys.write,
            expires=(now + timedelta(days=30)).isoformat(timespec="seconds"),
            heir=heir and heir.keys.id,
        )
        assert answer_draft(self.ward.site, asking).words[0].state == "dead"


@pytest.fixture
def ticket(ward):
    return Ticket(ward)


def put(ward, *sealed):
    reply = take_in(ward.site, IntakeBatch(protocol=PROTOCOL, kiosk_id=KioskId("kiosk-a"), dossiers=sealed))
    return [one.outcome for one in reply.results]


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def page(sealed, more=""):
    return f"/ban-de-lai/{sealed.dossier_id}/{more}"


def told_that_it_is_gone(officer, sealed):
    """Who opens it from a list of a while ago."""
    shown = text_of(officer.get(page(sealed), follow=True))
    return "không còn nữa" in shown and SENTINEL not in shown


def test_a_copy_never_stands_among_applications(ward, officer, ticket):
    sealed = ticket.copy()
    assert put(ward, sealed) == ["stored"]
    assert not models.Dossier.objects.exists()
    applications = text_of(officer.get("/"))
    assert SENTINEL not in applications
    assert 'Bản để lại <b class="count">1</b>' in applications
    assert officer.get(f"/ho-so/{sealed.dossier_id}/").status_code == 404


def test_the_list_of_copies_tells_who_what_when_and_until_when_and_that_is_on_record(ward, officer, ticket):
    put(ward, ticket.copy())
    shown = text_of(officer.get("/ban-de-lai/"))
    for expected in (SENTINEL, "A 027", "Xác nhận tình trạng hôn nhân", "08:56 16/11/2026", "16/12/2026"):
        assert expected in shown
    entry = models.AccessLog.objects.get()
    assert (entry.what, entry.dossier, entry.left_copy) == ("row", None, models.LeftCopy.objects.get())


def test_a_copy_is_read_whole_in_the_order_of_the_form_and_that_is_on_record(ward, officer, ticket):
    told = tuple(
        Answered(question=name, section="Người yêu cầu", label=name, value=name, shown=name, by="resident")
        for name in ("Một", "Hai", "Ba")
    )
    sealed = ticket.copy(answers=told)
    put(ward, sealed)
    shown = text_of(officer.get(page(sealed)))
    assert shown.index("<b>Một</b>") < shown.index("<b>Hai</b>") < shown.index("<b>Ba</b>")
    for expected in (
        SENTINEL,
        "092 152 004 321",
        "Để lại một bản cho cán bộ phường đọc",
        "Thẻ căn cước",
        "Chưa nộp",
    ):
        assert expected in shown
    assert "chạm trên màn hình, chưa nghe máy đọc hết" in shown
    assert [one.what for one in models.AccessLog.objects.all()] == ["dossier"]


@pytest.mark.parametrize("asked", ["sentinel", "tran sentinel", "dau vet", "dấuvết", "A027", "a 027"])
def test_a_copy_is_found_by_name_or_number(ward, officer, ticket, asked):
    put(
        ward,
        ticket.copy(name="Trần Sentinel Dấu Vết Dấuvết"),
        Ticket(ward).copy(name="Nguyễn Văn Mẫu", number="B 003"),
    )
    shown = text_of(officer.post("/ban-de-lai/tim/", {"q": asked}))
    assert "Trần Sentinel" in shown
    assert "Nguyễn Văn Mẫu" not in shown


@pytest.mark.parametrize("asked", ["'\"", "…", "khong co"])
def test_nonsense_finds_nothing_and_is_no_error(ward, officer, ticket, asked):
    put(ward, ticket.copy())
    assert "Không thấy bản nào" in text_of(officer.post("/ban-de-lai/tim/", {"q": asked}))


@pytest.mark.parametrize("page", ["-3", "z"])
def test_a_page_that_is_none_is_the_first_or_the_last(ward, officer, ticket, page):
    put(ward, ticket.copy())
    assert "Không thấy bản nào" not in text_of(officer.get("/ban-de-lai/", {"page": page}))


def test_a_name_that_is_looked_for_stands_in_no_address(ward, officer, ticket):
    put(ward, ticket.copy(name="Trần Sentinel"))
    shown = officer.get("/ban-de-lai/").content.decode()
    form = shown[shown.index('<form class="find') :]
    assert 'method="post"' in form[: form.index(">")]
    assert officer.get("/ban-de-lai/tim/", {"q": "sentinel"}).status_code == 405
    assert "Trần Sentinel" in text_of(officer.get("/ban-de-lai/", {"q": "khong co"}))


def test_an_empty_list_of_copies_says_so(ward, officer):
    assert "Chưa có ai để lại bản nào" in text_of(officer.get("/ban-de-lai/"))


@pytest.mark.parametrize("where", ["/ban-de-lai/", "", "xoa/"])
def test_a_stranger_reads_no_copy(ward, client, ticket, where):
    sealed = ticket.copy()
    put(ward, sealed)
    address = where if where.startswith("/") else page(sealed, where)
    response = (client.post if where == "xoa/" else client.get)(address)
    assert response.headers["Location"].startswith("/dang-nhap/")
    assert models.LeftCopy.objects.get().ended == ""
    assert not models.AccessLog.objects.exists()


def test_who_deletes_a_copy_is_on_record_and_nothing_of_it_is_left(ward, officer, ticket):
    sealed = ticket.copy()
    put(ward, sealed)
    assert "Đã xóa bản để lại" in text_of(officer.post(page(sealed, "xoa/"), {"sure": "yes"}, follow=True))
    row = models.LeftCopy.objects.get()
    left = (bytes(row.sealed), row.ticket_id, row.number_mark, bytes(row.write_digest))
    assert (left, row.ended) == ((b"", "", "", b""), "officer")
    entry = models.AccessLog.objects.get(what="deleted")
    assert (entry.left_copy, entry.officer) == (row, models.Officer.objects.get(role="officer"))
    assert told_that_it_is_gone(officer, sealed)


def test_who_touches_delete_twice_is_told_that_it_is_gone(ward, officer, ticket):
    sealed = ticket.copy()
    put(ward, sealed)
    officer.post(page(sealed, "xoa/"), {"sure": "yes"})
    assert "không còn nữa" in text_of(officer.post(page(sealed, "xoa/"), {"sure": "yes"}, follow=True))
    assert models.AccessLog.objects.filter(what="deleted").count() == 1
    assert officer.post(f"/ban-de-lai/{'0' * 32}/xoa/", {"sure": "yes"}).status_code == 404


def test_a_touch_by_mistake_deletes_nothing(ward, officer, ticket):
    sealed = ticket.copy()
    put(ward, sealed)
    assert "Chưa xóa" in text_of(officer.post(page(sealed, "xoa/"), follow=True))
    assert models.LeftCopy.objects.get().ended == ""


def test_only_a_post_deletes(ward, officer, ticket):
    sealed = ticket.copy()
    put(ward, sealed)
    assert officer.get(page(sealed, "xoa/")).status_code == 405
    assert models.LeftCopy.objects.get().ended == ""


def test_a_copy_sent_again_is_kept_once_with_the_first_receipt_even_when_it_is_gone(
    ward, client, ticket, officer
):
    sealed = ticket.copy()
    batch = IntakeBatch(protocol=PROTOCOL, kiosk_id=KioskId("kiosk-a"), dossiers=(sealed,))
    first = take_in(ward.site, batch).results[0]
    assert ward.vouches(first.receipt, sealed)
    officer.post(page(sealed, "xoa/"), {"sure": "yes"})
    ward.clock.advance(3600)
    again = take_in(ward.site, batch).results[0]
    assert (again.outcome, again.receipt) == ("duplicate", first.receipt)
    assert models.LeftCopy.objects.count() == 1
    assert bytes(models.LeftCopy.objects.get().sealed) == b""


def test_eight_senders_of_one_copy_store_it_once(ward, ticket, at_once):
    sealed = ticket.copy()
    outcomes = at_once(*[lambda: put(ward, sealed)[0]] * 8)
    assert sorted(outcomes) == ["duplicate"] * 7 + ["stored"]
    assert models.LeftCopy.objects.count() == 1


def test_other_bytes_under_a_known_id_are_refused(ward, ticket):
    first = ticket.copy()
    plain = ward.fill(channel="copy", dossier_id=first.dossier_id)
    put(ward, first)
    assert put(ward, ward.seal(plain, ticket=ticket.keys.id)) == ["refused"]


def test_a_revoked_kiosks_copy_is_marked_so(ward, officer, ticket):
    sealed = ticket.copy(signer=ward.revoked)
    assert put(ward, sealed) == ["quarantined"]
    assert "đã bị thu hồi khóa" in text_of(officer.get("/ban-de-lai/"))
    assert "đã bị thu hồi khóa" in text_of(officer.get(page(sealed)))


def test_a_question_about_its_ticket_is_answered_as_for_an_unknown_one(ward, ticket):
    put(ward, ticket.copy())
    query = sign_query(ticket.keys.id, ward.known, ward.clock.now())
    assert answer(ward.site, query).found is None


def test_after_thirty_days_from_when_it_was_left_it_is_shown_to_nobody_and_deleted(ward, officer, ticket):
    sealed = ticket.copy()
    ward.clock.advance(10 * DAY)  # it waited that long for a network
    put(ward, sealed)
    ward.clock.advance(20 * DAY - 60)
    assert purge_copies(ward.site) == 0
    assert SENTINEL in text_of(officer.get("/ban-de-lai/"))
    ward.clock.advance(120)
    assert told_that_it_is_gone(officer, sealed)
    assert SENTINEL not in text_of(officer.get("/ban-de-lai/"))
    assert purge(ward.site) == 1
    row = models.LeftCopy.objects.get()
    assert (row.ended, bytes(row.sealed)) == ("expired", b"")


def test_a_kiosk_whose_clock_runs_ahead_has_it_kept_no_longer(ward, ticket):
    ward.clock.advance(40 * DAY)
    sealed = ticket.copy()
    ward.clock._elapsed = 0.0
    put(ward, sealed)
    row = models.LeftCopy.objects.get()
    assert row.expires_at - row.received_at == KEPT_FOR


def test_deleting_the_saved_visit_ends_its_copy_whichever_comes_first(ward, ticket):
    later = Ticket(ward)
    early, late = ticket.copy(), later.copy()
    put(ward, early)
    ticket.forget()
    later.forget()
    assert put(ward, late) == ["stored"], "with a receipt: the kiosk need not send it again"
    ended = set(models.LeftCopy.objects.values_list("ended", flat=True))
    assert ended == {"person"}
    assert all(bytes(row.sealed) == b"" for row in models.LeftCopy.objects.all())


def test_the_copy_outlives_saving_again_and_ends_when_that_is_deleted_or_filed(ward, ticket):
    second, third = Ticket(ward), Ticket(ward)
    put(ward, ticket.copy())
    ticket.forget(heir=second)
    second.forget(heir=third)
    assert models.LeftCopy.objects.get().ended == ""
    third.forget()
    assert models.LeftCopy.objects.get().ended == "person"


def test_what_is_told_out_of_order_ends_it_all_the_same(ward, ticket):
    second = Ticket(ward)
    put(ward, ticket.copy())
    second.forget()
    assert models.LeftCopy.objects.get().ended == ""
    ticket.forget(heir=second)
    assert models.LeftCopy.objects.get().ended == "person"


def test_nobody_ends_a_copy_without_the_proof_of_its_own_ticket(ward, ticket):
    put(ward, ticket.copy())
    thief = Ticket(ward)
    thief.keys = replace(ticket.keys, write=bytes(32))
    thief.forget()
    assert models.LeftCopy.objects.get().ended == ""


def test_a_record_of_access_is_of_one_thing(ward, ticket):
    put(ward, ticket.copy(), ward.seal())
    both = {"dossier": models.Dossier.objects.get(), "left_copy": models.LeftCopy.objects.get()}
    for which in ({}, both):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.AccessLog.objects.create(
                ward=ward.site.ward,
                officer=models.Officer.objects.get(role="officer"),
                what="row",
                at=ward.clock.now(),
                **which,
            )


def test_an_officer_deletes_what_another_has_just_deleted(ward, ticket):
    from kiosk.desk.copies import delete_copy

    put(ward, ticket.copy())
    row, officer = models.LeftCopy.objects.get(), models.Officer.objects.get(role="officer")
    assert delete_copy(ward.site, officer, row)
    assert not delete_copy(ward.site, officer, row)
    assert models.AccessLog.objects.filter(what="deleted").count() == 1


def test_the_desk_serves_copies_over_its_own_door(ward, ticket):
    from tests.desk.test_intake import send

    sealed = ticket.copy()
    (result,) = send(Client(headers={"host": "localhost"}), sealed)
    assert ward.vouches(result.receipt, sealed)


def test_a_copy_that_came_in_while_its_visit_was_being_deleted_goes_at_the_next_purge(ward, ticket):
    ticket.forget()
    drafts = list(models.Draft.objects.all())
    models.Draft.objects.all().delete()  # as another transaction sees it before the first one's commit
    put(ward, ticket.copy())
    assert models.LeftCopy.objects.get().ended == ""
    models.Draft.objects.bulk_create(drafts)
    assert purge(ward.site) == 1
    assert models.LeftCopy.objects.get().ended == "person"


def test_a_copy_outlives_a_ticket_that_the_desk_refuses_since_another_had_taken_its_parents_place(
    ward, ticket
):
    """Saved again at two kiosks, neither with a network: the one heard of last opens nothing; its copy is there."""
    first, last = Ticket(ward), Ticket(ward)
    ticket.forget(heir=first)
    ticket.forget(heir=last)
    put(ward, last.copy())
    assert models.Draft.objects.get(ticket_id=last.keys.id).dead
    assert (purge(ward.site), models.LeftCopy.objects.get().ended) == (0, "")


@pytest.mark.parametrize("told", ["before", "behind"])
def test_a_copy_of_what_was_saved_later_takes_the_place_of_the_older_one(ward, officer, ticket, told):
    second, third = Ticket(ward), Ticket(ward)
    put(ward, ticket.copy(name="Trần Thị Cũ"))
    ticket.forget(heir=second)
    if told == "before":
        second.forget(heir=third)
    put(ward, third.copy(name="Trần Thị Mới"))
    if told == "behind":
        second.forget(heir=third)
    shown = text_of(officer.get("/ban-de-lai/"))
    assert "Trần Thị Mới" in shown
    assert "Trần Thị Cũ" not in shown
    third.forget()
    assert {one.ended for one in models.LeftCopy.objects.all()} == {"person"}
