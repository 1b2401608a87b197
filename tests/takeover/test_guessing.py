"""Whoever guesses at a PIN gains no try by pulling the plug, nor by setting the clock back. On the real store."""

import os
import signal
from datetime import timedelta

import pytest

from kiosk.store.connection import Database
from kiosk.store.sign_in import SqlitePinAttempts
from kiosk.takeover import sign_in as door
from kiosk.takeover.sign_in import FREE_MISSES, LOCKED_MISSES, next_try, sign_in

CODES = ("locked", "wait", "wrong-pin", "revoked", "roster-expired")
KILLED = "killed"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kiosk.sqlite3"


@pytest.fixture
def guess(path, badge, roster):
    """A kiosk that starts, takes a PIN, and loses its power in the moment in which the PIN is looked at."""

    def die(*_):
        os.kill(os.getpid(), signal.SIGKILL)

    def power_cycle(now):
        child = os.fork()
        if child == 0:
            try:
                door.pin_matches = die
                attempts = SqlitePinAttempts(Database(path))
                answer = sign_in(badge.digits, "000000", roster, attempts, now=now, point="KP3")
                os._exit(CODES.index(answer.code))
            finally:
                os._exit(99)
        status = os.waitpid(child, 0)[1]
        return KILLED if os.WIFSIGNALED(status) else CODES[os.WEXITSTATUS(status)]

    return power_cycle


def misses(path, helper):
    database = Database(path)
    found = SqlitePinAttempts(database).misses(helper.id)
    database.close()
    return found


def test_every_guess_counts_though_the_power_is_cut_before_the_answer(path, guess, helper, monday_nine):
    now = monday_nine
    for count in range(1, LOCKED_MISSES + 1):
        assert guess(now) == KILLED
        assert misses(path, helper).count == count
        now = next_try(misses(path, helper)) or now
    assert guess(now) == "locked"
    assert guess(now + timedelta(days=3)) == "locked", "waiting frees nobody"


def test_a_clock_that_is_set_back_gains_no_try(path, guess, helper, monday_nine):
    for _ in range(FREE_MISSES):
        assert guess(monday_nine) == KILLED
    for back in (timedelta(seconds=1), timedelta(days=1), timedelta(days=400)):
        assert guess(monday_nine - back) == "wait"
    assert misses(path, helper).count == FREE_MISSES
