"""The key of a helper's day lists comes from badge and PIN together."""

import pytest

from kiosk.ids import SystemIds
from kiosk.takeover.badge import new_badge
from kiosk.takeover.day_key import make_lock, open_lock
from kiosk.takeover.pin import PinCost, hash_pin

CHEAP = PinCost(memory_kib=64, passes=1, lanes=1)
RANDOM = SystemIds().random_bytes
BADGE = new_badge(RANDOM)


@pytest.fixture
def lock():
    return make_lock("482913", BADGE, random_bytes=RANDOM, cost=CHEAP)


def test_badge_and_pin_open_the_lock(lock):
    key = open_lock(lock, "482913", BADGE)
    assert key.public == lock.public


@pytest.mark.parametrize("pin", ["482914", "", "48291", "4829131", "abcdef"])
def test_another_pin_opens_nothing(lock, pin):
    assert open_lock(lock, pin, BADGE) is None


def test_another_badge_opens_nothing(lock):
    assert open_lock(lock, "482913", new_badge(RANDOM)) is None


def test_the_same_pin_made_again_is_another_lock(lock):
    again = make_lock("482913", BADGE, random_bytes=RANDOM, cost=CHEAP)
    assert again.public != lock.public
    assert again.key_id != lock.key_id


def test_the_verifier_of_the_pin_is_not_the_key():
    def still(count):
        return bytes(count)

    lock = make_lock("482913", BADGE, random_bytes=still, cost=CHEAP)
    known = hash_pin("482913", BADGE, random_bytes=still, cost=CHEAP)
    assert known.salt == lock.salt
    assert open_lock(lock, "482913", BADGE).raw != known.digest


def test_a_pin_that_is_none_makes_no_lock():
    with pytest.raises(ValueError, match="six digits"):
        make_lock("12345", BADGE, random_bytes=RANDOM, cost=CHEAP)


def test_nothing_of_the_key_can_be_printed(lock):
    key = open_lock(lock, "482913", BADGE)
    assert key.raw.hex() not in repr(key)
    assert repr(key.raw) not in repr(key)
    assert repr(lock) == "DayLock(…)"
