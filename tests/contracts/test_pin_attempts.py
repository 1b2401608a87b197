"""What every counter of wrong PINs keeps."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from kiosk.clock import VIETNAM
from kiosk.ids import HelperId
from kiosk.store.connection import Database
from kiosk.store.memory import MemoryPinAttempts
from kiosk.store.sign_in import SqlitePinAttempts
from kiosk.takeover.ports import Misses

TAI, HOA = HelperId("tai"), HelperId("hoa")
MORNING = datetime(2026, 11, 16, 8, 30, 15, 250000, tzinfo=VIETNAM)


@pytest.fixture(params=["disk", "memory"])
def attempts(request, database):
    return SqlitePinAttempts(database) if request.param == "disk" else MemoryPinAttempts()


def test_whoever_never_missed_has_none(attempts):
    assert attempts.misses(TAI) == Misses(0, None)


def test_each_miss_counts_for_its_helper_with_its_time(attempts):
    assert attempts.record_miss(TAI, MORNING) == Misses(1, MORNING)
    later = MORNING + timedelta(seconds=15)
    assert attempts.record_miss(TAI, later) == Misses(2, later) == attempts.misses(TAI)
    assert attempts.misses(HOA) == Misses(0, None)


def test_clearing_starts_from_none_and_may_be_asked_twice(attempts):
    attempts.record_miss(TAI, MORNING)
    attempts.record_miss(HOA, MORNING)
    attempts.clear(TAI)
    attempts.clear(TAI)
    assert attempts.misses(TAI) == Misses(0, None)
    assert attempts.misses(HOA).count == 1


def test_two_at_once_count_as_two(attempts):
    with ThreadPoolExecutor(4) as threads:
        counts = list(threads.map(lambda _: attempts.record_miss(TAI, MORNING).count, range(40)))
    assert sorted(counts) == list(range(1, 41))


def test_pulling_the_plug_gains_no_try(tmp_path):
    path = tmp_path / "kiosk.sqlite3"
    pulled = Database(path)
    SqlitePinAttempts(pulled).record_miss(TAI, MORNING)
    again = Database(path)
    assert SqlitePinAttempts(again).misses(TAI) == Misses(1, MORNING)
    again.close()
    pulled.close()
