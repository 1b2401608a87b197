import hashlib
import traceback
from datetime import datetime

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.dossier.errors import DossierError
from kiosk.dossier.keys import new_signing_key, new_ward_key
from kiosk.dossier.seal import (
    _SUITE,
    KioskSigner,
    WardPublicKey,
    _bound,
    key_id,
    open_sealed,
    seal,
    verify_kiosk,
)
from kiosk.ids import KioskId, TicketId, WardCode
from kiosk.wire import dossier as wire_dossier
from kiosk.wire.messages import SealedDossier

ENVELOPE = {
    "dossier_id": "f" * 32,
    "kiosk_id": "kiosk-b",
    "ward": "26735",
    "ticket_id": "e" * 32,
    "sealed_at": "2026-05-04T12:00:01+07:00",
}


def replaced(sealed: SealedDossier, /, **values: object) -> SealedDossier:
    return msgspec.structs.replace(sealed, **values)


def flipped(data: bytes, place: int, bits: int) -> bytes:
    place %= len(data)
    return data[:place] + bytes([data[place] ^ bits]) + data[place + 1 :]


def refused(sealed: SealedDossier, key: object) -> str:
    with pytest.raises(DossierError) as caught:
        open_sealed(sealed, key)
    assert caught.value.__cause__ is None
    return caught.value.code


def resealed(sealed: SealedDossier, inside: bytes, ward_key: object) -> SealedDossier:
    public = X25519PublicKey.from_public_bytes(ward_key.public.raw)
    return replaced(sealed, sealed=_SUITE.encrypt(inside, public, _bound(sealed)))


def test_the_ward_reads_what_was_sealed(sealed, ward_key, dossier):
    assert open_sealed(sealed, ward_key) == dossier


def test_the_envelope_tells_what_the_desk_needs_and_nothing_of_the_resident(sealed, dossier, ward_key):
    assert (sealed.dossier_id, sealed.kiosk_id, sealed.ward) == (dossier.dossier_id, "kiosk-a", "26734")
    assert sealed.key_id == ward_key.public.key_id
    assert sealed.sealed_at == "2026-05-04T12:00:00+07:00"
    on_the_wire = msgspec.msgpack.encode(sealed)
    for private in ("Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "1.001193", "A 027"):
        assert private.encode() not in on_the_wire


def test_it_survives_the_wire(sealed, ward_key, dossier, kiosk_signer):
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(sealed), type=SealedDossier)
    assert verify_kiosk(again, kiosk_signer.public)
    assert open_sealed(again, ward_key) == dossier


def test_sealing_twice_gives_different_bytes(sealed, dossier, ward_key, kiosk_signer, noon):
    again = seal(
        dossier,
        ward=WardCode("26734"),
        ward_key=ward_key.public,
        signer=kiosk_signer,
        ticket_id=sealed.ticket_id,
        sealed_at=noon,
    )
    assert again.sealed != sealed.sealed


@given(place=st.integers(0, 10_000), bits=st.integers(1, 255))
def test_a_change_of_any_byte_fails(sealed, ward_key, kiosk_signer, place, bits):
    changed = replaced(sealed, sealed=flipped(sealed.sealed, place, bits))
    assert refused(changed, ward_key) == "unreadable"
    assert not verify_kiosk(changed, kiosk_signer.public)


@given(length=st.integers(0, 10_000))
def test_a_cut_off_dossier_fails(sealed, ward_key, length):
    assert (
        refused(replaced(sealed, sealed=sealed.sealed[: length % len(sealed.sealed)]), ward_key)
        == "unreadable"
    )


@pytest.mark.parametrize("name", ENVELOPE)
def test_an_exchanged_envelope_fails_even_without_looking_at_the_signature(sealed, ward_key, name):
    assert refused(replaced(sealed, **{name: ENVELOPE[name]}), ward_key) == "unreadable"


@pytest.mark.parametrize("name", [*ENVELOPE, "key_id"])
def test_an_exchanged_envelope_breaks_the_signature(sealed, kiosk_signer, name):
    assert not verify_kiosk(replaced(sealed, **{name: ENVELOPE.get(name, "0" * 16)}), kiosk_signer.public)


@given(place=st.integers(0, 63), bits=st.integers(1, 255))
def test_a_changed_signature_fails(sealed, kiosk_signer, place, bits):
    changed = replaced(sealed, signature=flipped(sealed.signature, place, bits))
    assert not verify_kiosk(changed, kiosk_signer.public)


@pytest.mark.parametrize("signature", [b"", b"short", bytes(64), bytes(65)])
def test_what_is_no_signature_fails(sealed, kiosk_signer, signature):
    assert not verify_kiosk(replaced(sealed, signature=signature), kiosk_signer.public)


def test_another_kiosks_key_does_not_verify(sealed, ids):
    assert not verify_kiosk(sealed, new_signing_key(ids.random_bytes).public_key())


def test_another_wards_key_does_not_open(sealed, ids):
    other = new_ward_key(ids.random_bytes)
    assert refused(sealed, other) == "wrong-key"
    assert refused(replaced(sealed, key_id=other.public.key_id), other) == "unreadable"


def test_another_protocol_is_refused(sealed, ward_key):
    assert refused(replaced(sealed, protocol=2), ward_key) == "wrong-protocol"


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ({"kiosk_id": "kiosk-b"}, "wrong-kiosk"),
        ({"dossier_id": "f" * 32}, "wrong-dossier"),
        ({"schema": 99}, "wrong-schema"),
    ],
)
def test_an_inside_that_contradicts_the_outside_is_refused(sealed, dossier, ward_key, inside, code):
    plain = wire_dossier.encode(msgspec.structs.replace(dossier, **inside))
    assert refused(resealed(sealed, plain, ward_key), ward_key) == code


@pytest.mark.parametrize("inside", [b"", b"\xc1", b"\x80", b"\x81\xa4name\xa3abc", b"\x81\xa2\xff\xff\x01"])
def test_an_inside_that_is_no_dossier_is_unreadable(sealed, ward_key, inside):
    assert refused(resealed(sealed, inside, ward_key), ward_key) == "unreadable"


def test_a_refusal_does_not_quote_the_inside(sealed, dossier, ward_key):
    said = msgspec.structs.replace(dossier, channel="Nguyễn Văn Mẫu")
    odd = resealed(sealed, wire_dossier.encode(said), ward_key)
    with pytest.raises(DossierError) as caught:
        open_sealed(odd, ward_key)
    assert caught.value.code == "unreadable"
    told = "".join(traceback.format_exception(caught.value))
    assert "DossierError: unreadable" in told
    assert "ValidationError" not in told


def test_a_kiosk_seals_only_in_its_own_name(dossier, ward_key, kiosk_signer, noon):
    for kiosk, made, code in (
        (KioskId("kiosk-b"), dossier, "wrong-kiosk"),
        (KioskId("kiosk-a"), msgspec.structs.replace(dossier, schema=99), "wrong-schema"),
    ):
        with pytest.raises(DossierError) as caught:
            seal(
                made,
                ward=WardCode("26734"),
                ward_key=ward_key.public,
                signer=KioskSigner(kiosk, kiosk_signer.key),
                ticket_id=TicketId("f" * 32),
                sealed_at=noon,
            )
        assert caught.value.code == code


def test_a_time_without_zone_is_not_written_on_the_wire(dossier, ward_key, kiosk_signer, ticket_id):
    with pytest.raises(ValueError, match="aware"):
        seal(
            dossier,
            ward=WardCode("26734"),
            ward_key=ward_key.public,
            signer=kiosk_signer,
            ticket_id=ticket_id,
            sealed_at=datetime(2026, 5, 4, 12, 0),  # noqa: DTZ001 - the very thing refused
        )


def test_a_key_is_named_by_its_hash():
    raw = bytes(range(32))
    assert key_id(raw) == hashlib.sha256(raw).hexdigest()[:16]
    assert WardPublicKey.of(raw) == WardPublicKey(key_id(raw), raw)


def test_private_keys_do_not_print(ward_key, kiosk_signer, desk_signer):
    for holder in (ward_key, kiosk_signer, desk_signer):
        assert "raw=" not in repr(holder)
        assert "key=" not in repr(holder)
    assert repr(ward_key.raw) not in f"{ward_key}"


def test_a_visit_asked_for_at_home_lies_inside_the_seal_without_a_form(
    dossier, ward_key, kiosk_signer, ticket_id, noon
):
    home = wire_dossier.HomeAsked("bereaved", name="Trần Thị Ví Dụ", hamlet="Ấp Ví Dụ", landmark="Chùa")
    asked = msgspec.structs.replace(
        dossier, procedure=wire_dossier.NO_PROCEDURE, channel="home-visit", answers=(), home=home
    )
    ward = WardCode("26734")
    whole = seal(
        asked,
        ward=ward,
        ward_key=ward_key.public,
        signer=kiosk_signer,
        ticket_id=ticket_id,
        sealed_at=noon,
    )
    assert open_sealed(whole, ward_key).home == home
    assert "Ví Dụ" not in repr(home)
    assert b"V\xc3\xad D\xe1\xbb\xa5" not in whole.sealed


def test_a_dossier_keeps_silent_about_what_a_desk_that_is_a_little_older_would_refuse_it_for(dossier):
    plain = wire_dossier.encode(dossier)
    assert not {"home", "portal_code"} & set(msgspec.msgpack.decode(plain))
    assert wire_dossier.decode(plain) == dossier
