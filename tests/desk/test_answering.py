from datetime import timedelta

import msgspec
import pytest

from kiosk.desk import models
from kiosk.dossier.receipts import check_status, sign_query
from kiosk.dossier.seal import KioskSigner
from kiosk.ids import KioskId
from kiosk.wire.messages import (
    CONTENT_TYPE,
    INTAKE_PATH,
    PROTOCOL,
    STATUS_PATH,
    IntakeBatch,
    StatusReply,
)


def put(client, sealed):
    body = IntakeBatch(protocol=PROTOCOL, kiosk_id=KioskId("kiosk-a"), dossiers=(sealed,))
    assert (
        client.post(INTAKE_PATH, msgspec.msgpack.encode(body), content_type=CONTENT_TYPE).status_code == 200
    )


def ask(client, query):
    return client.post(STATUS_PATH, msgspec.msgpack.encode(query), content_type=CONTENT_TYPE)


def found(response):
    return msgspec.msgpack.decode(response.content, type=StatusReply).found


def test_a_new_dossier_answers_with_status_1_and_no_date(ward, client):
    ticket = ward.ticket()
    put(client, ward.seal(ticket=ticket))
    status = found(ask(client, sign_query(ticket, ward.known, ward.clock.now())))
    assert check_status(status, ticket, ward.site.keys.signer.public)
    assert (status.status, status.due_date, status.procedure) == (1, "", "1.004873")
    assert status.received_at == "2026-11-16T09:00:00+07:00"


def test_any_kiosk_of_the_ward_may_ask(ward, client):
    ticket = ward.ticket()
    put(client, ward.seal(ticket=ticket, signer=ward.revoked))
    assert found(ask(client, sign_query(ticket, ward.known, ward.clock.now()))).status == 1


def test_an_unknown_ticket_is_answered_with_nothing(ward, client):
    response = ask(client, sign_query(ward.ticket(), ward.known, ward.clock.now()))
    assert response.status_code == 200
    assert found(response) is None


def test_known_and_unknown_tickets_cost_the_same_signatures(ward, client, monkeypatch):
    signed = []
    real = __import__("kiosk.desk.answering", fromlist=["sign_status"]).sign_status
    monkeypatch.setattr("kiosk.desk.answering.sign_status", lambda *args: signed.append(1) or real(*args))
    ask(client, sign_query(ward.ticket(), ward.known, ward.clock.now()))
    assert signed == [1]


@pytest.mark.parametrize("minutes", [-11, 11])
def test_an_old_or_early_question_is_stale(ward, client, minutes):
    asked_at = ward.clock.now() + timedelta(minutes=minutes)
    response = ask(client, sign_query(ward.ticket(), ward.known, asked_at))
    assert (response.status_code, response.content) == (403, b"stale")


@pytest.mark.parametrize("time", ["", "yesterday", "2026-11-16T09:00:00"])
def test_a_question_without_a_usable_time_is_stale(ward, client, time):
    from kiosk.wire.messages import canonical

    query = sign_query(ward.ticket(), ward.known, ward.clock.now())
    query = msgspec.structs.replace(query, asked_at=time)
    query = msgspec.structs.replace(query, signature=ward.known.key.sign(canonical(query)))
    assert ask(client, query).content == b"stale"


def test_strangers_revoked_kiosks_and_forgers_are_refused_alike(ward, client):
    ticket = ward.ticket()
    put(client, ward.seal(ticket=ticket))
    forger = KioskSigner(ward.known.kiosk_id, ward.stranger.key)
    answers = {
        (response.status_code, response.content)
        for signer in (ward.stranger, ward.revoked, forger)
        for response in [ask(client, sign_query(ticket, signer, ward.clock.now()))]
    }
    assert answers == {(403, b"refused")}


def test_another_wards_dossier_is_not_found(ward, client):
    ticket = ward.ticket()
    put(client, ward.seal(ticket=ticket))
    models.Dossier.objects.update(ward="31135")
    assert found(ask(client, sign_query(ticket, ward.known, ward.clock.now()))) is None
