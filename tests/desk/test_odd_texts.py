"""Letters and times that one database takes and another does not: the desk takes or refuses them alike on all."""

from datetime import UTC, datetime

import msgspec
import pytest
from django.test import Client

from kiosk.desk import models
from kiosk.desk.intake import take_in
from kiosk.desk.setup import prepare
from kiosk.desk.workflow import NOTE_LENGTH
from kiosk.dossier.receipts import sign_query
from kiosk.ids import DossierId, KioskId, TicketId
from kiosk.wire.drafts import CheckDrafts, FetchDraft, ForgetDraft, ForgiveDraft, KeepDraft, MissDraft
from kiosk.wire.messages import (
    CONTENT_TYPE,
    INTAKE_PATH,
    PROTOCOL,
    STATUS_PATH,
    IntakeBatch,
    IntakeReply,
    StatusReply,
    canonical,
)

TEXTS = [
    "C:\\ghi\\x00chú\\",
    "'; DROP TABLE desk_dossier; --",
    "100 % %s %(note)s {note} $1 ?",
    "dòng một\ndòng hai\t'\"`",
    "ខ្មែរ \u200b👵🏾 \u202eảo",
    "\ud7ff\ufffd\U0010ffff",
    "👵" * NOTE_LENGTH,
]


def send(*sealed):
    batch = IntakeBatch(protocol=PROTOCOL, kiosk_id=KioskId("kiosk-a"), dossiers=sealed)
    response = Client(headers={"host": "localhost"}).post(
        INTAKE_PATH, msgspec.msgpack.encode(batch), content_type=CONTENT_TYPE
    )
    assert response.status_code == 200, response.content
    return msgspec.msgpack.decode(response.content, type=IntakeReply).results


def signed(ward, sealed, **changed):
    unsigned = msgspec.structs.replace(sealed, **changed)
    return msgspec.structs.replace(unsigned, signature=ward.known.key.sign(canonical(unsigned)))


@pytest.mark.parametrize("text", TEXTS)
def test_a_note_is_kept_letter_by_letter(ward, officer, text):
    sealed = ward.seal()
    take_in(ward.site, IntakeBatch(protocol=PROTOCOL, kiosk_id=sealed.kiosk_id, dossiers=(sealed,)))
    page = f"/ho-so/{sealed.dossier_id}/"
    wish = {"status": "2", "dossier_code": text[:40].replace("\n", ""), "note": text, "version": 1}
    assert officer.post(f"{page}luu/", wish).headers["Location"] == page
    row = models.Dossier.objects.get()
    assert (row.note, models.StatusChange.objects.get().note) == (text, text)
    assert sealed.dossier_id in officer.get("/", {"q": row.dossier_code}).content.decode()


@pytest.mark.parametrize("field", ["note", "dossier_code"])
def test_a_nul_in_a_form_is_refused_and_changes_nothing(ward, officer, field):
    sealed = ward.seal()
    take_in(ward.site, IntakeBatch(protocol=PROTOCOL, kiosk_id=sealed.kiosk_id, dossiers=(sealed,)))
    wish = {"status": "2", "version": 1} | {field: "ghi\0chú"}
    assert officer.post(f"/ho-so/{sealed.dossier_id}/luu/", wish).status_code == 400
    assert models.Dossier.objects.get().version == 1


def test_a_nul_in_a_name_or_a_cookie_is_refused(ward, client):
    assert client.post("/dang-nhap/", {"name": "can\0bo", "password": "x"}).status_code == 400
    client.cookies["sessionid"] = "x" * 20 + "\0" + "x" * 11
    assert client.get("/").status_code == 400


def test_what_is_looked_for_may_hold_anything(ward, officer):
    for asked in [*TEXTS, "\0", "a\0b", "\\", "%", "_"]:
        assert officer.get("/", {"q": asked}).status_code == 200


def broken(ward):
    whole = ward.fill
    return {
        "another kiosk's name with a NUL": (
            msgspec.structs.replace(ward.seal(), kiosk_id="a\0"),
            "unknown-kiosk",
        ),
        "an endless name of a kiosk": (
            msgspec.structs.replace(ward.seal(), kiosk_id="a" * 999),
            "unknown-kiosk",
        ),
        "a NUL within": (ward.seal(whole(procedure="1.0\x0004873")), "unreadable"),
        "a NUL in the time": (signed(ward, ward.seal(), sealed_at="2026\0"), "unreadable"),
        "an endless time": (
            signed(ward, ward.seal(), sealed_at="2026-11-16T09:00:00." + "0" * 99),
            "unreadable",
        ),
        "a NUL in the ticket": (signed(ward, ward.seal(), ticket_id=TicketId("\0" * 32)), "unreadable"),
        "a NUL in the id": (signed(ward, ward.seal(), dossier_id=DossierId("\0" * 32)), "unreadable"),
    }


def test_an_odd_dossier_is_refused_by_itself_and_holds_no_other_back(ward):
    for name, (odd, reason) in broken(ward).items():
        first, refused, last = send(ward.seal(), odd, ward.seal())
        assert (refused.outcome, refused.reason) == ("refused", reason), name
        assert (first.outcome, last.outcome) == ("stored", "stored"), name


@pytest.mark.parametrize("odd", ["\0" * 32, "\0", "", "F" * 32, "\\x00", "é" * 32, "0" * 4096])
def test_what_is_no_id_finds_no_dossier_and_no_draft(ward, client, ask, saved, odd):
    _, right = saved()
    query = msgspec.msgpack.encode(sign_query(TicketId(odd), ward.known, ward.clock.now()))
    answer = client.post(STATUS_PATH, query, content_type=CONTENT_TYPE)
    assert msgspec.msgpack.decode(answer.content, type=StatusReply).found is None
    asked = [
        ask(FetchDraft, ticket_id=odd),
        ask(MissDraft, ticket_id=odd),
        ask(ForgiveDraft, ticket_id=odd, proof=right.proof),
        ask(ForgetDraft, ticket_id=odd, proof=right.proof, expires=right.expires, heir=""),
        ask(CheckDrafts, ticket_ids=(right.id, odd)),
    ]
    if odd:
        asked.append(ask(ForgetDraft, ticket_id=right.id, proof=right.proof, expires=right.expires, heir=odd))
    assert {(one.status_code, one.content) for one in asked} == {(400, b"garbage")}
    assert models.Draft.objects.count() == 0


@pytest.mark.parametrize(
    "expires",
    [
        "2026-11-20T23:30:00-10:00",
        "2026-11-21T23:30:00.000001+14:00",
        "2026-11-21T09:30:00Z",
        "2026-11-21T16:30:00+07:00",
        "2026-11-21T17:29:59.999999+08:00",
    ],
)
def test_a_draft_goes_at_its_very_moment_in_whatever_zone_it_was_told(ward, ask, saved, expires):
    draft = msgspec.structs.replace(saved()[0], expires=expires)
    ask(KeepDraft, draft=draft)
    until = datetime.fromisoformat(expires)
    assert models.Draft.objects.get().expires_at == until
    assert models.Draft.objects.get().expires_at.tzinfo == UTC
    ward.clock.advance((until - ward.clock.now()).total_seconds() - 0.5)
    ask(MissDraft, ticket_id=draft.id)
    assert models.Draft.objects.count() == 1
    ward.clock.advance(0.5)
    ask(MissDraft, ticket_id=draft.id)
    assert models.Draft.objects.count() == 0


@pytest.mark.parametrize("expires", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_time_beyond_the_calendar_is_garbage(ask, saved, expires):
    draft, right = saved()
    kept = ask(KeepDraft, draft=msgspec.structs.replace(draft, expires=expires))
    gone = ask(ForgetDraft, ticket_id=right.id, proof=right.proof, expires=expires, heir="")
    assert {(one.status_code, one.content) for one in (kept, gone)} == {(400, b"garbage")}


@pytest.mark.parametrize("between", ["\0", "é", "👵", " "])
def test_a_time_with_an_odd_letter_within_is_garbage(ask, saved, between):
    draft, _ = saved()
    odd = msgspec.structs.replace(draft, expires=draft.expires.replace("T", between))
    kept = ask(KeepDraft, draft=odd)
    assert (kept.status_code, kept.content) == (400, b"garbage")
    assert not models.Draft.objects.exists()


def test_an_officer_sees_when_it_came_by_the_clock_on_the_wall(ward, officer):
    ward.clock.advance(14 * 3600 + 59 * 60)
    sealed = ward.seal()
    take_in(ward.site, IntakeBatch(protocol=PROTOCOL, kiosk_id=sealed.kiosk_id, dossiers=(sealed,)))
    shown = officer.get(f"/ho-so/{sealed.dossier_id}/").content.decode()
    assert "23:59" in shown
    assert "16/11/2026" in shown


def test_preparing_again_leaves_what_stands(ward):
    sealed = ward.seal()
    send(sealed)
    before = list(models.Kiosk.objects.order_by("pk").values())
    prepare(ward.site)
    assert list(models.Kiosk.objects.order_by("pk").values()) == before
    assert bytes(models.Dossier.objects.get().sealed) == sealed.sealed


def test_what_an_address_asks_for_may_hold_anything(ward, ward_it):
    for asked in [*TEXTS, "\0", "9" * 30]:
        for page, name in (("/nguoi-truc/ca/", "diem"), ("/nguoi-truc/ca/", "ngay"), ("/nhat-ky/", "helper")):
            assert ward_it.get(page, {name: asked}).status_code == 200
    note = {"note": "Đã xem lại với người phụ trách."}
    assert ward_it.post(f"/nhat-ky/{'9' * 30}/ghi-lai/", note).status_code == 404
