from datetime import date, datetime, time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import VIETNAM
from kiosk.dossier.keys import new_signing_key
from kiosk.ids import HelperId
from kiosk.takeover.badge import new_badge
from kiosk.takeover.roster import (
    RosterRefused,
    Shift,
    SignedRoster,
    _key_id,
    read_roster,
    sign_roster,
)
from kiosk.wire.messages import canonical


@pytest.fixture(scope="module")
def data(roster, ward_key):
    return sign_roster(roster, ward_key)


def signed_as_it_is(body: bytes, key) -> bytes:
    unsigned = SignedRoster(key_id=_key_id(key.public_key()), roster=body, signature=b"")
    return msgspec.msgpack.encode(msgspec.structs.replace(unsigned, signature=key.sign(canonical(unsigned))))


def test_a_signed_roster_reads_back(data, roster, ward_key):
    assert read_roster(data, ward_key.public_key(), 0) == roster


def test_the_same_version_may_be_read_again_and_an_older_one_not(data, roster, ward_key):
    assert read_roster(data, ward_key.public_key(), 5) == roster
    assert read_roster(data, ward_key.public_key(), 6) == RosterRefused("older-version")


@given(place=st.integers(0, 100_000), bits=st.integers(1, 255))
def test_a_change_of_any_byte_is_refused(data, ward_key, place, bits):
    changed = bytearray(data)
    changed[place % len(data)] ^= bits
    assert isinstance(read_roster(bytes(changed), ward_key.public_key(), 0), RosterRefused)


@given(st.binary(max_size=200))
def test_no_file_breaks_the_reader(ward_key, junk):
    assert read_roster(junk, ward_key.public_key(), 0) == RosterRefused("unreadable")


def test_a_roster_by_another_key_is_refused(roster, ward_key, ids):
    stranger = new_signing_key(ids.random_bytes)
    foreign = sign_roster(roster, stranger)
    assert read_roster(foreign, ward_key.public_key(), 0) == RosterRefused("wrong-key")
    pretended = msgspec.structs.replace(
        msgspec.msgpack.decode(foreign, type=SignedRoster), key_id=_key_id(ward_key.public_key())
    )
    answer = read_roster(msgspec.msgpack.encode(pretended), ward_key.public_key(), 0)
    assert answer == RosterRefused("bad-signature")


@pytest.mark.parametrize(
    "change", [{"expires_at": "2026-06-01T08:00:00"}, {"expires_at": "soon"}, {"version": "x"}, {"more": 1}]
)
def test_a_signed_roster_of_another_shape_is_unreadable(roster, ward_key, change):
    body = msgspec.msgpack.encode(msgspec.to_builtins(roster, builtin_types=(bytes,)) | change)
    assert read_roster(signed_as_it_is(body, ward_key), ward_key.public_key(), 0) == RosterRefused(
        "unreadable"
    )


def test_helpers_are_found_by_badge_and_by_id(roster, helper, badge, ids):
    assert roster.by_badge(badge) == helper
    assert roster.by_badge(new_badge(ids.random_bytes)) is None
    assert roster.by_id(HelperId("h1")) == helper
    assert roster.by_id(HelperId("h2")) is None


@pytest.mark.parametrize(
    ("at", "point", "on"),
    [
        ("2026-05-04T08:00:00", "KP3", True),
        ("2026-05-04T11:29:59", "KP3", True),
        ("2026-05-04T11:30:00", "KP3", False),
        ("2026-05-04T07:59:59", "KP3", False),
        ("2026-05-05T09:00:00", "KP3", False),
        ("2026-05-11T09:00:00", "KP3", True),
        ("2026-05-04T09:00:00", "KP4", False),
    ],
)
def test_a_weekly_shift_is_for_its_weekday_hours_and_point(helper, at, point, on):
    assert helper.on_shift(datetime.fromisoformat(at).replace(tzinfo=VIETNAM), point) is on


def test_a_shift_may_be_for_one_day():
    shift = Shift(point="KP3", day=date(2026, 5, 4), starts=time(8), ends=time(9))
    assert shift.covers(datetime(2026, 5, 4, 8, 30, tzinfo=VIETNAM), "KP3")
    assert not shift.covers(datetime(2026, 5, 11, 8, 30, tzinfo=VIETNAM), "KP3")


@pytest.mark.parametrize(
    "values",
    [
        {"starts": time(8), "ends": time(9)},
        {"starts": time(8), "ends": time(9), "weekday": 1, "day": date(2026, 5, 4)},
        {"starts": time(8), "ends": time(9), "weekday": 7},
        {"starts": time(9), "ends": time(9), "weekday": 1},
    ],
)
def test_a_shift_that_makes_no_sense_is_refused(values):
    with pytest.raises(ValueError):
        Shift(point="KP3", **values)


def test_the_roster_knows_when_it_ends(roster):
    assert roster.expires() == datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)
