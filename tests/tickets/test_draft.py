import hashlib
from datetime import datetime, timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import VIETNAM
from kiosk.ids import ProcedureCode, SeededIds
from kiosk.tickets.draft import (
    BLOCK,
    Draft,
    DraftAnswer,
    LockedDraft,
    _bound,
    is_expired,
    lock,
    may_write,
    pad,
    unlock,
)
from kiosk.tickets.secret import derive, new_secret

TAG = 16
NAME = "Nguyễn Văn Mẫu"
EXPIRES = datetime(2026, 6, 3, 12, 0, tzinfo=VIETNAM)


@pytest.fixture(scope="module")
def ids():
    return SeededIds(3)


@pytest.fixture(scope="module")
def secret(ids):
    return new_secret(ids.random_bytes)


def draft_of(value: str) -> Draft:
    return Draft(
        language="vi",
        procedure=ProcedureCode("1.001193"),
        apart={"noi-sinh": "trong-nuoc"},
        answers={"ten": DraftAnswer(value, "resident")},
        papers={"to-khai": True},
        birth_year=1960,
        position="question:ten",
        made_at="2026-05-04T12:00:00+07:00",
        extra={},
    )


@pytest.fixture(scope="module")
def locked(ids, secret):
    return lock(draft_of(NAME), secret, version=1, expires=EXPIRES, random_bytes=ids.random_bytes)


def replaced(locked: LockedDraft, **values: object) -> LockedDraft:
    return msgspec.structs.replace(locked, **values)


@given(st.text(max_size=6000))
def test_the_ticket_brings_back_what_was_locked(ids, secret, value):
    kept = lock(draft_of(value), secret, version=2, expires=EXPIRES, random_bytes=ids.random_bytes)
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(kept), type=LockedDraft)
    assert unlock(again, secret) == draft_of(value)
    assert (len(kept.ciphertext) - TAG) % BLOCK == 0


def test_what_is_stored_tells_nothing(ids, locked, secret):
    stored = msgspec.msgpack.encode(locked)
    keys = derive(secret)
    for private in (NAME.encode(), b"1.001193", b"1960", secret.digits.encode(), keys.key, keys.write):
        assert private not in stored
    longer = lock(draft_of(NAME * 20), secret, version=1, expires=EXPIRES, random_bytes=ids.random_bytes)
    assert len(longer.ciphertext) == len(locked.ciphertext) == BLOCK + TAG


def test_a_draft_does_not_print():
    assert NAME not in f"{draft_of(NAME)!r} {draft_of(NAME)} {draft_of(NAME).answers}"
    assert "1960" not in repr(draft_of(NAME))


def test_each_saving_has_its_own_nonce(ids, locked, secret):
    again = lock(draft_of(NAME), secret, version=1, expires=EXPIRES, random_bytes=ids.random_bytes)
    assert again.nonce != locked.nonce
    assert again.ciphertext != locked.ciphertext
    assert len(locked.nonce) == 12


@given(place=st.integers(0, BLOCK + TAG - 1), bits=st.integers(1, 255))
def test_a_change_of_any_byte_fails(locked, secret, place, bits):
    changed = bytearray(locked.ciphertext)
    changed[place] ^= bits
    assert unlock(replaced(locked, ciphertext=bytes(changed)), secret) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("version", 2),
        ("expires", "2027-06-03T12:00:00+07:00"),
        ("nonce", bytes(12)),
        ("nonce", b""),
        ("ciphertext", b""),
        ("id", "f" * 32),
    ],
)
def test_what_stands_beside_the_ciphertext_cannot_be_changed(locked, secret, field, value):
    assert unlock(replaced(locked, **{field: value}), secret) is None


def test_another_ticket_opens_nothing(locked, ids):
    other = new_secret(ids.random_bytes)
    assert unlock(locked, other) is None
    assert unlock(replaced(locked, id=derive(other).id), other) is None


@pytest.mark.parametrize("plain", [b"\x80", b"\xc1", b"\x81\xa1x\x01", b"\x81\xa2\xff\xff\x01"])
def test_a_draft_of_another_shape_is_not_opened(locked, secret, plain):
    bound = _bound(locked.id, locked.version, locked.expires)
    ciphertext = ChaCha20Poly1305(derive(secret).key).encrypt(locked.nonce, pad(plain), bound)
    assert unlock(replaced(locked, ciphertext=ciphertext), secret) is None


def test_only_the_write_proof_gives_the_right_to_overwrite(locked, secret):
    keys = derive(secret)
    assert may_write(locked, keys.write)
    assert not may_write(locked, keys.key)
    assert not may_write(locked, locked.write_digest)
    assert locked.write_digest == hashlib.sha256(keys.write).digest()


def test_a_draft_ends_at_its_expiry(locked):
    assert not is_expired(locked, EXPIRES - timedelta(seconds=1))
    assert is_expired(locked, EXPIRES)


def test_an_expiry_without_zone_is_refused(ids, secret):
    with pytest.raises(ValueError, match="aware"):
        lock(
            draft_of(NAME),
            secret,
            version=1,
            expires=EXPIRES.replace(tzinfo=None),
            random_bytes=ids.random_bytes,
        )
