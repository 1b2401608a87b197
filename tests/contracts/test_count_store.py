"""What every store of counts keeps: how often, of nobody in particular, and told whole."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from kiosk.clock import VIETNAM
from kiosk.ids import KioskId
from kiosk.outbox.ratings import KEPT, Rating
from kiosk.store.connection import Database
from kiosk.store.counts import SqliteCountStore
from kiosk.store.memory import MemoryRatingStore
from kiosk.store.ratings import SqliteRatingStore
from kiosk.tickets.ports import StoreFull
from kiosk.wire.counts import CELLS_AT_MOST, VisitEnd

TEN = datetime(2026, 11, 21, 10, 0, tzinfo=VIETNAM)
END = VisitEnd(
    point="kp-46",
    procedure="1.001193",
    screen="review",
    result="left",
    minutes=5,
    helped=True,
    language="km",
    day="2026-11-21",
    hour=9,
)
RATING = Rating(KioskId("kiosk-a"), "kp-46", "1.001193", 5, "", "vi", date(2026, 11, 21), 9)


@pytest.fixture(params=["disk", "memory"])
def stores(request, database):
    if request.param == "disk":
        return SqliteCountStore(database), SqliteRatingStore(database)
    ratings = MemoryRatingStore()
    return ratings.ends, ratings


def test_nobody_has_come_yet(stores):
    assert stores[0].kept() == {}
    assert stores[0].batch("a" * 32, TEN) is None


def test_two_alike_are_one_row_that_says_two(stores):
    for _ in range(2):
        stores[0].keep(END)
    stores[0].keep(replace(END, helped=False))
    assert stores[0].kept() == {END: 2, replace(END, helped=False): 1}


def test_only_hours_that_are_over_are_told(stores):
    counts, ratings = stores
    for hour in (9, 10):
        counts.keep(replace(END, hour=hour))
        ratings.keep(replace(RATING, hour=hour))
    assert counts.batch("a" * 32, TEN - timedelta(seconds=1)) is None
    batch = counts.batch("b" * 32, TEN.astimezone(UTC))
    assert [(one.of, one.count) for one in batch.ends] == [(END, 1)]
    assert [(one.of.stars, one.of.hour, one.count) for one in batch.opinions] == [(5, 9, 1)]
    assert list(counts.kept()) == [replace(END, hour=10)]
    assert [one.hour for one in ratings.since(date(2026, 1, 1))] == [10]


def test_a_batch_comes_again_as_it_was_until_it_is_told(stores):
    counts, _ = stores
    counts.keep(END)
    first = counts.batch("a" * 32, TEN)
    counts.keep(END)
    assert counts.batch("b" * 32, TEN + timedelta(hours=1)) == first
    counts.told(first.id)
    second = counts.batch("c" * 32, TEN + timedelta(hours=1))
    assert (second.id, second.ends) == ("c" * 32, first.ends)
    counts.told(second.id)
    assert counts.batch("d" * 32, TEN + timedelta(hours=1)) is None


def test_ratings_of_two_letters_of_one_point_are_one_opinion(stores):
    counts, ratings = stores
    for kiosk in ("kiosk-a", "kiosk-b"):
        ratings.keep(replace(RATING, kiosk=KioskId(kiosk)))
    (told,) = counts.batch("a" * 32, TEN).opinions
    assert told.count == 2
    assert ratings.since(date(2026, 1, 1)) == {}


def test_what_is_more_than_a_batch_holds_follows_in_the_next(stores):
    counts, _ = stores
    for one in range(CELLS_AT_MOST + 3):
        counts.keep(replace(END, procedure=f"1.{one:06}"))
    batch = counts.batch("a" * 32, TEN)
    counts.told(batch.id)
    rest = counts.batch("b" * 32, TEN)
    assert (len(batch.ends), len(rest.ends)) == (CELLS_AT_MOST, 3)
    assert not {one.of for one in batch.ends} & {one.of for one in rest.ends}


def test_what_is_too_old_goes_told_or_not(stores):
    counts, _ = stores
    counts.keep(END)
    counts.batch("a" * 32, TEN)
    counts.keep(END)
    assert counts.purge(TEN + KEPT) == 0
    assert counts.purge(TEN + KEPT + timedelta(days=1)) == 2
    assert counts.batch("b" * 32, TEN + KEPT) is None


def test_a_full_disk_is_told_and_counts_nothing(tmp_path):
    ratings = MemoryRatingStore()
    ratings.disk.full = True
    reserved = Database(tmp_path / "full.sqlite3", reserve_bytes=1 << 62)
    for store in (ratings.ends, SqliteCountStore(reserved)):
        with pytest.raises(StoreFull):
            store.keep(END)
        assert store.kept() == {}
    reserved.close()


def test_a_count_has_no_place_for_a_person_a_ticket_or_a_minute(tmp_path):
    database = Database(tmp_path / "own.sqlite3")
    columns = {name for _, name, *_ in database.rows("PRAGMA table_info(visit_end)")}
    assert columns == set(VisitEnd.__struct_fields__) | {"count"}
    assert not columns & {"ticket_id", "number", "visit", "at", "minute", "seconds", "helper", "kiosk"}
    assert database.row("SELECT sql FROM sqlite_master WHERE name = 'visit_end'")[0].endswith("WITHOUT ROWID")
