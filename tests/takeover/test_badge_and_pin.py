import hashlib
import time

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ids import SeededIds
from kiosk.takeover.badge import BadgeSecret, badge_digest, new_badge, parse_badge
from kiosk.takeover.pin import FULL_COST, hash_pin, pin_matches
from kiosk.wire.checkdigits import draw

SEEDS = st.integers(0, 2**64)


@given(SEEDS)
def test_a_badge_reads_back_and_begins_with_2(seed):
    badge = new_badge(SeededIds(seed).random_bytes)
    assert badge.digits[0] == "2"
    assert parse_badge("\n".join(badge.groups())) == badge


@given(SEEDS, st.integers(0, 33), st.integers(1, 9))
def test_a_mistyped_badge_is_none(seed, place, change):
    digits = new_badge(SeededIds(seed).random_bytes).digits
    wrong = str((int(digits[place]) + change) % 10)
    assert parse_badge(digits[:place] + wrong + digits[place + 1 :]) is None


def test_a_ticket_is_no_badge(ids):
    ticket = draw("1", ids.random_bytes)
    assert parse_badge(ticket) is None
    with pytest.raises(ValueError, match="not a badge"):
        BadgeSecret(ticket)


def test_a_badge_never_prints(badge):
    assert badge.digits[1:9] not in f"{badge} {badge!r} {[badge]}"


def test_the_roster_finds_a_badge_by_a_digest_that_is_not_the_badges_bare_hash(badge):
    assert badge_digest(badge) != hashlib.sha256(badge.digits.encode()).digest()
    assert len(badge_digest(badge)) == 32


def test_only_the_right_pin_with_the_right_badge_matches(badge, ids, cheap):
    known = hash_pin("135790", badge, random_bytes=ids.random_bytes, cost=cheap)
    assert pin_matches("135790", badge, known)
    assert pin_matches("１３５７９０", badge, known)
    for wrong in ("135791", "035790", "13579", "1357900", "", "abcdef"):
        assert not pin_matches(wrong, badge, known)
    assert not pin_matches("135790", new_badge(ids.random_bytes), known)


def test_the_same_pin_never_has_the_same_hash_twice(badge, ids, cheap):
    hashes = {hash_pin("135790", badge, random_bytes=ids.random_bytes, cost=cheap).digest for _ in range(5)}
    assert len(hashes) == 5


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a"])
def test_a_pin_of_anything_but_six_digits_is_not_made(badge, ids, cheap, pin):
    with pytest.raises(ValueError, match="six digits") as caught:
        hash_pin(pin, badge, random_bytes=ids.random_bytes, cost=cheap)
    assert not pin or pin not in str(caught.value)


def test_at_full_cost_it_is_argon2id_over_pin_and_badge_with_64_mib_and_3_passes(badge, ids):
    known = hash_pin("135790", badge, random_bytes=ids.random_bytes)
    assert known.cost == FULL_COST
    again = Argon2id(salt=known.salt, length=32, iterations=3, lanes=4, memory_cost=65536)
    again.verify(b"135790" + badge.digits.encode(), known.digest)
    started = time.perf_counter()
    assert not pin_matches("135791", badge, known)
    assert time.perf_counter() - started > 0.02


def test_a_verifier_does_not_print(helper, roster):
    shown = f"{helper} {helper.pin} {roster}"
    for private in ("Mẫu", repr(helper.pin.digest), repr(helper.badge_digest)):
        assert private not in shown
