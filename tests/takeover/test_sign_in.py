from datetime import datetime, timedelta

import msgspec
import pytest

from kiosk.ids import HelperId
from kiosk.takeover import sign_in as door
from kiosk.takeover.badge import new_badge
from kiosk.takeover.ports import Misses
from kiosk.takeover.sign_in import SignedIn, SignInRefused, free_locked, next_try, sign_in

PIN = "135790"
WRONG = "000000"


class RecordedAttempts:
    """Counts like a store and keeps the order of what was asked."""

    def __init__(self, count: int = 0, last_at: datetime | None = None) -> None:
        self.kept = Misses(count, last_at)
        self.order: list[str] = []

    def misses(self, helper: HelperId) -> Misses:
        self.order.append("asked")
        return self.kept

    def record_miss(self, helper: HelperId, at: datetime) -> Misses:
        self.order.append("committed")
        self.kept = Misses(self.kept.count + 1, at)
        return self.kept

    def clear(self, helper: HelperId) -> None:
        self.order.append("cleared")
        self.kept = Misses(0, None)


@pytest.fixture
def enter(badge, roster, monday_nine):
    def _enter(attempts, *, pin=PIN, badge_text=badge.digits, roster=roster, now=monday_nine, point="KP3"):
        return sign_in(badge_text, pin, roster, attempts, now=now, point=point)

    return _enter


def test_a_helper_on_duty_signs_in_with_badge_and_pin(enter, helper):
    attempts = RecordedAttempts()
    assert enter(attempts) == SignedIn(helper, None)
    assert attempts.kept == Misses(0, None)


def test_a_try_is_committed_before_the_pin_is_looked_at(enter, monkeypatch):
    attempts = RecordedAttempts()

    def look(*arguments):
        attempts.order.append("looked")
        return look_for_real(*arguments)

    look_for_real = door.pin_matches
    monkeypatch.setattr(door, "pin_matches", look)
    enter(attempts, pin=WRONG)
    assert attempts.order == ["asked", "committed", "looked"]
    attempts.order.clear()
    enter(attempts)
    assert attempts.order == ["asked", "committed", "looked", "cleared"]


def test_pulling_the_plug_while_the_pin_is_looked_at_gains_no_try(enter, monkeypatch):
    attempts = RecordedAttempts()

    def plug_pulled(*_arguments):
        raise SystemExit

    monkeypatch.setattr(door, "pin_matches", plug_pulled)
    with pytest.raises(SystemExit):
        enter(attempts)
    assert attempts.kept.count == 1


@pytest.mark.parametrize("pin", [WRONG, "", "12345", "abc", PIN + "0"])
def test_a_wrong_pin_is_counted_whatever_it_looks_like(enter, helper, pin):
    attempts = RecordedAttempts()
    assert enter(attempts, pin=pin) == SignInRefused("wrong-pin", helper.id)
    assert attempts.kept.count == 1


def test_an_unknown_or_foreign_code_is_refused_without_counting(enter, ids):
    attempts = RecordedAttempts()
    for text in (
        "",
        "Nguyễn Văn Mẫu",
        "1916358742195195762645319395141525",
        new_badge(ids.random_bytes).digits,
    ):
        assert enter(attempts, badge_text=text) == SignInRefused("unknown-badge")
    assert attempts.order == []


def test_a_revoked_helper_is_refused(enter, helper, roster):
    gone = msgspec.structs.replace(roster, helpers=(msgspec.structs.replace(helper, revoked=True),))
    assert enter(RecordedAttempts(), roster=gone) == SignInRefused("revoked", helper.id)


def test_from_the_fifth_miss_on_each_try_waits_twice_as_long(enter, monday_nine):
    attempts = RecordedAttempts()
    now = monday_nine
    waits = []
    for _ in range(14):
        refused = enter(attempts, pin=WRONG, now=now)
        assert refused.code == "wrong-pin"
        waits.append(0 if refused.until is None else (refused.until - now).total_seconds())
        now = refused.until or now
    assert waits == [0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 960, 1920, 3840, 7680]
    assert enter(attempts, pin=WRONG, now=now).code == "locked"
    assert enter(attempts, now=now + timedelta(days=300)).code in {"locked", "roster-expired"}
    assert attempts.kept.count == 15


def test_a_try_during_the_wait_is_neither_looked_at_nor_counted(enter, helper, monday_nine):
    attempts = RecordedAttempts(5, monday_nine)
    until = monday_nine + timedelta(seconds=15)
    early = enter(attempts, now=until - timedelta(milliseconds=1))
    assert early == SignInRefused("wait", helper.id, until)
    assert attempts.order == ["asked"]
    assert isinstance(enter(attempts, now=until), SignedIn)
    assert attempts.kept.count == 0


def test_a_locked_helper_stays_out_with_the_right_pin(enter, helper, monday_nine):
    attempts = RecordedAttempts(15, monday_nine - timedelta(days=3))
    assert enter(attempts) == SignInRefused("locked", helper.id)
    assert attempts.order == ["asked"]


def test_off_shift_or_at_another_point_is_let_in_with_the_override_recorded(enter, helper, monday_nine):
    assert enter(RecordedAttempts(), now=monday_nine + timedelta(hours=5)) == SignedIn(helper, "off-shift")
    assert enter(RecordedAttempts(), point="KP4") == SignedIn(helper, "off-shift")


def test_an_expired_roster_lets_in_for_14_days_with_the_override_recorded(enter, helper, roster):
    end = roster.expires()
    last = end + timedelta(days=14) - timedelta(seconds=1)
    for now in (end, last):
        assert enter(RecordedAttempts(), now=now) == SignedIn(helper, "expired-roster")
    attempts = RecordedAttempts()
    assert enter(attempts, now=end + timedelta(days=14)) == SignInRefused("roster-expired", helper.id)
    assert attempts.order == []


def test_before_the_end_of_the_roster_nothing_is_overlooked(enter, helper, monday_nine):
    assert enter(RecordedAttempts(), now=monday_nine + timedelta(days=21)) == SignedIn(helper, None)


def test_only_another_helper_on_duty_frees_a_locked_one(helper, monday_nine):
    attempts = RecordedAttempts(15, monday_nine)
    assert not free_locked(helper.id, SignedIn(helper, None), attempts)
    other = msgspec.structs.replace(helper, id=HelperId("h2"))
    assert not free_locked(helper.id, SignedIn(other, "off-shift"), attempts)
    assert not free_locked(helper.id, SignedIn(other, "expired-roster"), attempts)
    assert attempts.kept.count == 15
    assert free_locked(helper.id, SignedIn(other, None), attempts)
    assert attempts.kept.count == 0


def test_whoever_missed_less_than_five_times_does_not_wait(monday_nine):
    assert next_try(Misses(0, None)) is None
    assert next_try(Misses(4, monday_nine)) is None
    assert next_try(Misses(5, monday_nine)) == monday_nine + timedelta(seconds=15)
