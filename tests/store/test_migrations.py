"""A file of any older version opens; a newer program's file is left alone; the outbox comes along."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from kiosk.outbox.visits import KeptReport
from kiosk.store import migrations
from kiosk.store.connection import Database
from kiosk.store.migrations import Step
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.store.visits import SqliteVisitStore
from kiosk.tickets.ports import StoreBroken
from tests.outbox.parcels import NOON, sealed

NEXT = (*migrations.STEPS, Step(("ALTER TABLE outbox ADD COLUMN colour TEXT NOT NULL DEFAULT ''",)))


def version_of(path):
    with sqlite3.connect(path) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def test_a_new_file_is_at_this_programs_version(tmp_path):
    path = tmp_path / "kiosk.sqlite3"
    Database(path).close()
    assert version_of(path) == len(migrations.STEPS)


def test_opening_again_changes_nothing(tmp_path):
    path = tmp_path / "kiosk.sqlite3"
    Database(path).close()
    before = path.read_bytes()
    Database(path).close()
    assert path.read_bytes() == before


@pytest.mark.parametrize("spoilt", ["UPDATE served_from SET steps = 99", "DROP TABLE served_from"])
def test_a_newer_programs_file_that_needs_it_is_refused_and_left_alone(tmp_path, spoilt):
    path = tmp_path / "kiosk.sqlite3"
    Database(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute(spoilt)
    with pytest.raises(StoreBroken) as refusal:
        Database(path)
    assert "newer-database" in str(refusal.value)
    assert version_of(path) == 99


def test_an_update_keeps_what_waits_for_the_ward(tmp_path, monkeypatch):
    path, parcel = tmp_path / "kiosk.sqlite3", sealed()
    old = Database(path)
    SqliteOutboxStore(old).put(parcel, "A001", NOON)
    old.close()
    monkeypatch.setattr(migrations.migrate, "__defaults__", (NEXT,))
    new = Database(path)
    assert [entry.dossier for entry in SqliteOutboxStore(new).waiting(50)] == [parcel]
    assert new.row("SELECT colour FROM outbox") == ("",)
    new.close()


def test_an_update_keeps_what_was_reported_of_homes_and_its_order(tmp_path, monkeypatch):
    path, before = tmp_path / "kiosk.sqlite3", migrations.STEPS.index(Step(migrations._MISSED))
    with monkeypatch.context() as earlier:
        earlier.setattr(migrations.migrate, "__defaults__", (migrations.STEPS[:before],))
        old = Database(path)
        for name in ("b", "a"):
            SqliteVisitStore(old).put(KeptReport(name, "v1", "papers", NOON.date(), b"sealed"))
        SqliteVisitStore(old).refused("b", "unreadable")
        old.close()
    new = Database(path)
    SqliteVisitStore(new).put(KeptReport("c", "v1", "missed", NOON.date(), b"sealed"))
    assert [one.id for one in SqliteVisitStore(new).reports(20)] == ["a", "c", "b"]
    assert SqliteVisitStore(new).counts() == (3, 1)
    new.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path, parcel = tmp_path / "kiosk.sqlite3", sealed()
    old = Database(path)
    SqliteOutboxStore(old).put(parcel, "A001", NOON)
    old.close()
    halves = ("CREATE TABLE half (x TEXT) STRICT", "DROP TABLE outbox", "NO SUCH STATEMENT")
    bad = (*migrations.STEPS, Step(halves))
    monkeypatch.setattr(migrations.migrate, "__defaults__", (bad,))
    with pytest.raises(StoreBroken):
        Database(path)
    monkeypatch.undo()
    assert version_of(path) == len(migrations.STEPS)
    same = Database(path)
    assert same.rows("SELECT name FROM sqlite_master WHERE name = 'half'") == []
    assert SqliteOutboxStore(same).entry(parcel.dossier_id).dossier == parcel
    same.close()


def test_two_programs_may_open_a_new_file_at_once(tmp_path):
    path = tmp_path / "kiosk.sqlite3"
    with ThreadPoolExecutor(4) as threads:
        opened = list(threads.map(lambda _: Database(path), range(4)))
    for database in opened:
        database.close()
    assert version_of(path) == len(migrations.STEPS)
