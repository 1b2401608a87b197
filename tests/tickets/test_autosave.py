"""What lies on the disk of a visit under way."""

import itertools

from msgspec import structs

from kiosk.ids import SeededIds
from kiosk.tickets.autosave import Autosave, lock, unlock
from kiosk.tickets.draft import BLOCK, Draft, DraftAnswer
from kiosk.visit.look import Look

KEY = bytes(range(32))
DRAFT = Draft(
    language="km",
    procedure="1.001193",
    apart={},
    answers={"mother": DraftAnswer("Nguyễn Hoàng Phương Ví Dụ", "card")},
    papers={"proof": True},
    birth_year=1961,
    position="mother",
    made_at="2026-11-21T09:42:00+07:00",
)
LEFT = Autosave(draft=DRAFT, look=Look(size=4), loudness=3, at=12.5, versions=2)
random_bytes = SeededIds(5).random_bytes


def test_it_opens_with_its_key():
    assert unlock(lock(LEFT, KEY, random_bytes), KEY) == LEFT


def test_it_opens_with_no_other_key():
    assert unlock(lock(LEFT, KEY, random_bytes), bytes(32)) is None


def test_a_changed_byte_is_noticed_wherever_it_is():
    locked = lock(LEFT, KEY, random_bytes)
    for place in itertools.chain(range(40), range(40, len(locked), 97), [len(locked) - 1]):
        changed = locked[:place] + bytes([locked[place] ^ 1]) + locked[place + 1 :]
        assert unlock(changed, KEY) is None
    assert unlock(b"", KEY) is None
    assert unlock(locked[:20], KEY) is None


def test_its_size_tells_no_answer_and_two_of_the_same_are_not_alike():
    longer = structs.replace(LEFT, draft=structs.replace(DRAFT, answers={}))
    first, second, other = (lock(each, KEY, random_bytes) for each in (LEFT, LEFT, longer))
    assert len(first) == len(second) == len(other) == 12 + BLOCK + 16
    assert first != second


def test_it_prints_nothing_of_itself():
    assert repr(LEFT) == "Autosave(…)"
