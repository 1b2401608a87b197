"""The one door to SQLite: durable, private, and clear about what went wrong."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from kiosk.clock import VIETNAM
from kiosk.ids import TicketId
from kiosk.store.connection import Database, stamp
from kiosk.store.tickets import SqliteTicketStore
from kiosk.tickets.ports import StoreBroken, StoreFull


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kiosk.sqlite3"


def test_what_is_promised_of_the_file_is_set(path):
    database = Database(path)
    said = {
        name: database.row(f"PRAGMA {name}")[0] for name in ("journal_mode", "synchronous", "secure_delete")
    }
    assert said == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
    assert database.row("PRAGMA foreign_keys") == (1,)
    assert database.row("PRAGMA busy_timeout") == (5000,)
    database.close()


def test_every_table_is_strict(path):
    database = Database(path)
    tables = database.rows("SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite%'")
    assert len(tables) >= 9
    assert all(strict for _, strict in tables)
    database.close()


def test_file_and_log_are_the_owners_alone(path):
    database = Database(path)
    with database.change() as write:
        write.execute("INSERT INTO birth_year_miss (ticket_id, count) VALUES ('t', 1)")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == dict.fromkeys(("kiosk.sqlite3", "kiosk.sqlite3-wal", "kiosk.sqlite3-shm"), 0o600)
    database.close()


def test_a_change_that_breaks_off_leaves_nothing(path):
    database = Database(path)

    def break_off():
        with database.change() as write:
            write.execute("INSERT INTO birth_year_miss (ticket_id, count) VALUES ('t', 1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert database.rows("SELECT * FROM birth_year_miss") == []
    with database.change() as write:
        write.execute("INSERT INTO birth_year_miss (ticket_id, count) VALUES ('t', 2)")
    assert database.row("SELECT count FROM birth_year_miss") == (2,)
    database.close()


def test_a_file_that_is_no_database_is_broken_and_left_as_it_is(path):
    path.write_bytes(b"not a database, but somebody's file\n" * 400)
    before = path.read_bytes()
    with pytest.raises(StoreBroken) as refusal:
        Database(path)
    assert str(refusal.value) == "SQLITE_NOTADB"
    assert refusal.value.code == "store-broken"
    assert path.read_bytes() == before


def test_a_folder_that_is_missing_is_broken(tmp_path):
    with pytest.raises(StoreBroken) as refusal:
        Database(tmp_path / "nowhere" / "kiosk.sqlite3")
    assert str(tmp_path) not in str(refusal.value)


def test_a_closed_database_is_broken(path):
    database = Database(path)
    database.close()
    with pytest.raises(StoreBroken):
        database.rows("SELECT 1")


def test_sqlite_saying_full_is_full_and_the_rest_still_reads(path):
    database = Database(path)
    ((pages,),) = database.rows("PRAGMA page_count")
    database.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFull) as refusal, database.change() as write:
        write.execute("INSERT INTO last_status VALUES ('t', zeroblob(100000))")
    assert (str(refusal.value), refusal.value.code) == ("SQLITE_FULL", "disk-full")
    assert database.rows("SELECT * FROM last_status") == []
    database.close()


def test_an_error_tells_no_value(path):
    database = Database(path)
    with pytest.raises(StoreBroken) as refusal, database.change() as write:
        write.execute("INSERT INTO series VALUES (?, ?, ?)", ("A", "2026-11-16", "Trần Thị Ví Dụ"))
    assert "Trần" not in f"{refusal.value!r}"
    database.close()


def test_a_scrub_empties_the_log_and_says_when_a_reader_is_in_the_way(path):
    database = Database(path)
    with database.change() as write:
        write.execute("INSERT INTO birth_year_miss (ticket_id, count) VALUES ('t', 1)")
    log = path.with_name("kiosk.sqlite3-wal")
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM birth_year_miss").fetchall()
    assert database.scrub() is False
    reader.execute("COMMIT")
    reader.close()
    assert database.scrub() is True
    assert log.stat().st_size == 0
    assert database.row("PRAGMA busy_timeout") == (5000,)
    database.close()


def test_two_programs_on_one_file_never_take_the_same_number(path):
    programs = [SqliteTicketStore(Database(path)) for _ in range(2)]

    def take(turn):
        ticket = TicketId(f"{turn:032x}")
        return programs[turn % 2].reserve("A", "queue", ticket, datetime(2026, 11, 16, tzinfo=VIETNAM)).number

    with ThreadPoolExecutor(2) as threads:
        numbers = list(threads.map(take, range(60)))
    assert sorted(numbers) == [f"A{count:03d}" for count in range(1, 61)]
    for program in programs:
        program._database.close()


def test_stored_times_sort_as_time_and_are_never_naive():
    here = datetime(2026, 11, 16, 6, 59, tzinfo=VIETNAM)
    assert stamp(here) == "2026-11-15T23:59:00.000000+00:00" < stamp(datetime(2026, 11, 16, tzinfo=UTC))
    with pytest.raises(ValueError):
        stamp(here.replace(tzinfo=None))
