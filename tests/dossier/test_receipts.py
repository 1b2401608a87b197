import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.dossier.keys import new_signing_key
from kiosk.dossier.receipts import (
    DeskSigner,
    check_query,
    check_receipt,
    check_status,
    make_receipt,
    sign_query,
    sign_status,
)
from kiosk.ids import KioskId, ProcedureCode, TicketId
from kiosk.wire.messages import DossierStatus, Receipt, StatusQuery, canonical

KIOSK = KioskId("kiosk-a")


@pytest.fixture(scope="session")
def receipt(sealed, desk_signer, noon):
    return make_receipt(sealed, desk_signer, noon)


@pytest.fixture(scope="session")
def status(desk_signer, ticket_id):
    unsigned = DossierStatus(
        ticket_id=ticket_id,
        procedure=ProcedureCode("1.001193"),
        status=2,
        dossier_code="H29-1",
        received_at="2026-05-04T13:00:00+07:00",
        due_date="2026-05-07",
        updated_at="2026-05-04T13:00:00+07:00",
        note="",
        desk_key_id="",
        signature=b"",
    )
    return sign_status(unsigned, desk_signer)


def resigned(receipt: Receipt, signer: DeskSigner, **values: object) -> Receipt:
    changed = msgspec.structs.replace(receipt, **values)
    return msgspec.structs.replace(changed, signature=signer.key.sign(canonical(changed)))


def test_the_desks_receipt_for_these_bytes_is_good(receipt, sealed, desk_signer):
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(receipt), type=Receipt)
    assert check_receipt(again, sealed, KIOSK, desk_signer.public) == "good"
    assert receipt.sealed_sha256 == hashlib.sha256(sealed.sealed).digest()
    assert receipt.received_at == "2026-05-04T12:00:00+07:00"


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        ({"dossier_id": "f" * 32}, "wrong-dossier"),
        ({"sealed_sha256": bytes(32)}, "wrong-bytes"),
        ({"kiosk_id": "kiosk-b"}, "wrong-kiosk"),
    ],
)
def test_a_receipt_for_something_else_is_told_apart(receipt, sealed, desk_signer, other, verdict):
    signed_again = resigned(receipt, desk_signer, **other)
    assert check_receipt(signed_again, sealed, KIOSK, desk_signer.public) == verdict
    unsigned = msgspec.structs.replace(receipt, **other)
    assert check_receipt(unsigned, sealed, KIOSK, desk_signer.public) == "bad-signature"


@pytest.mark.parametrize("field", ["received_at", "desk_key_id"])
def test_no_field_of_a_receipt_can_be_changed(receipt, sealed, desk_signer, field):
    changed = msgspec.structs.replace(receipt, **{field: "2026"})
    assert check_receipt(changed, sealed, KIOSK, desk_signer.public) == "bad-signature"


@given(place=st.integers(0, 63), bits=st.integers(1, 255))
def test_a_changed_signature_is_bad(receipt, sealed, desk_signer, place, bits):
    signature = bytearray(receipt.signature)
    signature[place] ^= bits
    changed = msgspec.structs.replace(receipt, signature=bytes(signature))
    assert check_receipt(changed, sealed, KIOSK, desk_signer.public) == "bad-signature"


def test_a_receipt_that_names_another_key_than_it_is_signed_with_is_bad(receipt, sealed, desk_signer):
    misnamed = resigned(receipt, desk_signer, desk_key_id="0" * 16)
    assert check_receipt(misnamed, sealed, KIOSK, desk_signer.public) == "bad-signature"


def test_another_desks_receipt_is_bad(sealed, desk_signer, noon, ids):
    stranger = DeskSigner(new_signing_key(ids.random_bytes))
    foreign = make_receipt(sealed, stranger, noon)
    assert check_receipt(foreign, sealed, KIOSK, desk_signer.public) == "bad-signature"
    pretended = resigned(foreign, stranger, desk_key_id=desk_signer.key_id)
    assert check_receipt(pretended, sealed, KIOSK, desk_signer.public) == "bad-signature"


def test_a_status_is_the_desks_word_about_one_ticket(status, desk_signer, ticket_id):
    assert check_status(status, ticket_id, desk_signer.public)
    assert not check_status(status, TicketId("e" * 32), desk_signer.public)


@pytest.mark.parametrize(
    ("field", "value"), [("status", 9), ("due_date", "2026-05-08"), ("note", "x"), ("desk_key_id", "0" * 16)]
)
def test_no_field_of_a_status_can_be_changed(status, desk_signer, ticket_id, field, value):
    changed = msgspec.structs.replace(status, **{field: value})
    assert not check_status(changed, ticket_id, desk_signer.public)


def test_a_question_is_signed_by_the_kiosk_that_asks(kiosk_signer, ticket_id, noon, ids):
    query = sign_query(ticket_id, kiosk_signer, noon)
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(query), type=StatusQuery)
    assert check_query(again, kiosk_signer.public)
    assert not check_query(query, new_signing_key(ids.random_bytes).public_key())
    for field, value in (("ticket_id", "e" * 32), ("kiosk_id", "kiosk-b"), ("asked_at", "2026")):
        assert not check_query(msgspec.structs.replace(query, **{field: value}), kiosk_signer.public)


def test_a_signature_of_one_kind_never_stands_for_another(receipt, status, desk_signer, ticket_id):
    borrowed = msgspec.structs.replace(status, signature=receipt.signature)
    assert not check_status(borrowed, ticket_id, desk_signer.public)
