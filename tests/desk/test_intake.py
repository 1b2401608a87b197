import msgspec
import pytest
from django.test import Client

from kiosk.desk import models
from kiosk.desk.project import BODY_LIMIT
from kiosk.desk.quiet import QuietFormatter
from kiosk.dossier.seal import KioskSigner
from kiosk.ids import KioskId, WardCode
from kiosk.wire.messages import (
    BATCH_LIMIT,
    CONTENT_TYPE,
    HELLO_PATH,
    INTAKE_PATH,
    PROTOCOL,
    IntakeBatch,
    IntakeReply,
)


def post(client, body, kind=CONTENT_TYPE):
    return client.post(INTAKE_PATH, body, content_type=kind)


def batch_of(*sealed):
    return msgspec.msgpack.encode(
        IntakeBatch(protocol=PROTOCOL, kiosk_id=KioskId("kiosk-a"), dossiers=sealed)
    )


def send(client, *sealed):
    response = post(client, batch_of(*sealed))
    assert response.status_code == 200, response.content
    return msgspec.msgpack.decode(response.content, type=IntakeReply).results


def test_a_dossier_is_stored_and_the_receipt_is_the_desks_word_for_exactly_these_bytes(ward, client):
    sealed = ward.seal()
    (result,) = send(client, sealed)
    assert result.outcome == "stored"
    assert ward.vouches(result.receipt, sealed)
    row = models.Dossier.objects.get()
    assert (bytes(row.sealed), row.state, row.status, row.ward) == (sealed.sealed, "normal", 1, "26791")


def test_the_same_dossier_sent_again_is_a_duplicate_with_the_first_receipt(ward, client):
    sealed = ward.seal()
    (first,) = send(client, sealed)
    ward.clock.advance(3600)
    (again,) = send(client, sealed)
    assert again.outcome == "duplicate"
    assert again.receipt == first.receipt
    assert models.Dossier.objects.count() == 1


def test_a_batch_may_hold_the_same_dossier_twice(ward, client):
    sealed = ward.seal()
    results = send(client, sealed, sealed, ward.seal())
    assert [one.outcome for one in results] == ["stored", "duplicate", "stored"]


def test_eight_senders_of_one_dossier_store_it_once_and_all_get_the_same_receipt(ward, at_once):
    sealed = ward.seal()

    def one_sender():
        return send(Client(headers={"host": "localhost"}), sealed)[0]

    results = at_once(*[one_sender] * 8)
    assert sorted(one.outcome for one in results) == ["duplicate"] * 7 + ["stored"]
    assert len({msgspec.msgpack.encode(one.receipt) for one in results}) == 1
    assert models.Dossier.objects.count() == 1


def test_the_same_id_with_other_bytes_is_refused_and_the_first_stays(ward, client):
    plain, ticket = ward.fill(), ward.ticket()
    first, other = ward.seal(plain, ticket=ticket), ward.seal(plain, ticket=ticket)
    send(client, first)
    (result,) = send(client, other)
    assert (result.outcome, result.reason, result.receipt) == ("refused", "id-conflict", None)
    assert bytes(models.Dossier.objects.get().sealed) == first.sealed


def test_a_dossier_in_the_database_under_another_ticket_is_a_conflict(ward, client):
    sealed = ward.seal()
    send(client, sealed)
    models.Dossier.objects.update(ticket_id=ward.ticket())
    assert send(client, sealed)[0].reason == "id-conflict"


def test_a_revoked_kiosks_dossier_is_kept_apart_with_a_receipt(ward, client):
    sealed = ward.seal(signer=ward.revoked)
    (result,) = send(client, sealed)
    assert result.outcome == "quarantined"
    assert ward.vouches(result.receipt, sealed)
    assert models.Dossier.objects.get().state == "quarantined"
    assert send(client, sealed)[0].outcome == "duplicate"


@pytest.mark.parametrize("changed", ["ticket_id", "sealed_at", "sealed", "signature"])
def test_an_envelope_changed_after_signing_is_refused(ward, client, changed):
    sealed = ward.seal()
    value = {"sealed": b"x" * 60, "signature": b"s" * 64}.get(changed, "0" * 32)
    (result,) = send(client, msgspec.structs.replace(sealed, **{changed: value}))
    assert (result.outcome, result.reason) == ("refused", "bad-signature")
    assert not models.Dossier.objects.exists()


def test_a_signature_of_the_wrong_length_is_refused(ward, client):
    (result,) = send(client, msgspec.structs.replace(ward.seal(), signature=b"short"))
    assert result.reason == "bad-signature"


def test_a_kiosk_signing_in_anothers_name_is_refused(ward, client):
    thief = KioskSigner(ward.known.kiosk_id, ward.stranger.key)
    (result,) = send(client, ward.seal(signer=thief))
    assert result.reason == "bad-signature"


def test_an_unknown_kiosk_is_refused(ward, client):
    assert send(client, ward.seal(signer=ward.stranger))[0].reason == "unknown-kiosk"


def test_another_wards_dossier_is_refused(ward, client):
    assert send(client, ward.seal(ward="31135"))[0].reason == "wrong-ward"


def test_what_no_key_of_the_ward_opens_is_refused(ward, client):
    assert send(client, ward.seal(ward_key=ward.other_ward_key))[0].reason == "unreadable"


def test_a_dossier_that_names_another_kiosk_inside_is_refused(ward, client):
    inside = ward.fill(ward.revoked)
    outside = KioskSigner(inside.kiosk_id, ward.known.key)
    sealed = ward.seal(inside, signer=outside)
    unsigned = msgspec.structs.replace(sealed, kiosk_id=ward.known.kiosk_id)
    from kiosk.wire.messages import canonical

    resigned = msgspec.structs.replace(unsigned, signature=ward.known.key.sign(canonical(unsigned)))
    assert send(client, resigned)[0].reason == "unreadable"
    assert not models.Dossier.objects.exists()


def test_good_dossiers_are_stored_beside_refused_ones(ward, client):
    results = send(client, ward.seal(ward=WardCode("31135")), ward.seal())
    assert [one.outcome for one in results] == ["refused", "stored"]


def test_a_full_batch_is_taken_and_a_fuller_one_refused(ward, client):
    sealed = [ward.seal() for _ in range(BATCH_LIMIT + 1)]
    assert {one.outcome for one in send(client, *sealed[:BATCH_LIMIT])} == {"stored"}
    refused = post(client, batch_of(*sealed))
    assert (refused.status_code, refused.content) == (413, b"batch-too-large")


@pytest.mark.parametrize(
    "body", [b"\xc1", b"\x80", b"not messagepack", b"\x00" * 1000, b"\xdd\xff\xff\xff\xff"]
)
def test_garbage_gets_a_short_code(ward, client, body):
    response = post(client, body)
    assert (response.status_code, response.content) == (400, b"garbage")


def test_another_protocol_is_refused(ward, client):
    body = msgspec.msgpack.encode({"protocol": 2, "kiosk_id": "kiosk-a", "dossiers": []})
    assert post(client, body).content == b"protocol"


def test_another_content_type_is_refused(ward, client):
    assert post(client, batch_of(), "application/json").status_code == 415


def test_a_body_beyond_the_limit_is_refused(ward, client):
    response = post(client, b"\x00" * (BODY_LIMIT + 1))
    assert (response.status_code, response.content) == (413, b"too-large")


def test_the_doors_for_machines_open_to_post_only(ward, client):
    assert client.get(INTAKE_PATH).status_code == 405


def test_hello_tells_the_desks_time(ward, client):
    said = msgspec.msgpack.decode(client.get(HELLO_PATH).content)
    assert said == {"ok": True, "protocol": 1, "ward": "26791", "time": "2026-11-16T09:00:00+07:00"}


def test_a_busy_database_makes_the_kiosk_come_back_without_a_receipt(ward, client, monkeypatch):
    from django.db import OperationalError

    def locked(*_, **__):
        raise OperationalError("database is locked")

    monkeypatch.setattr("kiosk.desk.intake.models.Dossier.objects.bulk_create", locked)
    response = post(client, batch_of(ward.seal()))
    assert (response.status_code, response.content) == (503, b"busy")


def test_an_unforeseen_failure_says_no_more_than_failed(ward, monkeypatch, caplog):
    def broken(*_, **__):
        raise ValueError("Nguyễn Văn Mẫu")

    monkeypatch.setattr("kiosk.desk.api.take_in", broken)
    quiet = Client(headers={"host": "localhost"}, raise_request_exception=False)
    response = post(quiet, batch_of())
    assert (response.status_code, response.content) == (500, b"failed")
    (failure,) = [record for record in caplog.records if record.exc_info]
    written = QuietFormatter().format(failure)
    assert "ValueError at" in written
    assert "Mẫu" not in written
