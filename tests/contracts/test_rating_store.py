"""What every store of ratings keeps: how often, of nobody in particular."""

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from kiosk.clock import VIETNAM
from kiosk.ids import KioskId
from kiosk.outbox.ratings import KEPT, Rating
from kiosk.store.connection import Database
from kiosk.store.memory import MemoryRatingStore
from kiosk.store.ratings import SqliteRatingStore
from kiosk.tickets.ports import StoreFull

DAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=VIETNAM)
GLAD = Rating(KioskId("kiosk-a"), "kp-46", "1.001193", 5, "", "vi", DAY, 9)
WAITED = replace(GLAD, stars=2, reason="waited", language="km", hour=10)


@pytest.fixture(params=["disk", "memory"])
def store(request, database):
    return SqliteRatingStore(database) if request.param == "disk" else MemoryRatingStore()


def test_nobody_has_rated_yet(store):
    assert store.since(DAY) == {}


def test_a_rating_comes_back_whole(store):
    store.keep(GLAD)
    store.keep(WAITED)
    assert store.since(DAY) == {GLAD: 1, WAITED: 1}


def test_two_alike_count_as_two(store):
    for _ in range(2):
        store.keep(GLAD)
    assert store.since(DAY) == {GLAD: 2}


def test_only_those_from_the_day_on_are_told(store):
    store.keep(replace(GLAD, day=DAY - timedelta(days=1)))
    store.keep(GLAD)
    assert store.since(DAY) == {GLAD: 1}


def test_what_is_too_old_goes_and_the_rest_stays(store):
    last, gone = replace(GLAD, day=DAY - KEPT), replace(GLAD, day=DAY - KEPT - timedelta(days=1))
    for rating in (GLAD, last, gone, gone):
        store.keep(rating)
    assert store.purge(NOON) == 2
    assert store.purge(NOON) == 0
    assert store.since(gone.day) == {last: 1, GLAD: 1}


def test_a_full_disk_is_told_and_counts_nothing(tmp_path):
    full = MemoryRatingStore()
    full.disk.full = True
    reserved = Database(tmp_path / "full.sqlite3", reserve_bytes=1 << 62)
    for store in (full, SqliteRatingStore(reserved)):
        with pytest.raises(StoreFull):
            store.keep(GLAD)
        assert store.since(DAY) == {}
    reserved.close()


def test_a_rating_has_no_place_for_a_person_a_ticket_or_a_minute(tmp_path):
    database = Database(tmp_path / "own.sqlite3")
    columns = {name for _, name, *_ in database.rows("PRAGMA table_info(rating)")}
    assert columns == set(Rating.__slots__) | {"count"}
    assert not columns & {"ticket_id", "number", "visit", "at", "minute", "helper"}
    assert database.row("SELECT sql FROM sqlite_master WHERE name = 'rating'")[0].endswith("WITHOUT ROWID")
