"""After a later release has had the file, this one serves it again: what waits is there, and leaves."""

import os
import re
import sqlite3
from datetime import timedelta

import pytest

from kiosk.ids import SeededIds
from kiosk.outbox.sending import send_due
from kiosk.store.connection import Database
from kiosk.store.migrations import ALL, STEPS, Step, served_from
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.store.tickets import SqliteTicketStore
from kiosk.tickets.draft import Draft, DraftAnswer, lock, unlock
from kiosk.tickets.ports import StoreBroken
from kiosk.tickets.secret import derive, new_secret
from kiosk.ward.memory import MemoryDesk
from tests.outbox.parcels import NOON, judge, receipt, sealed, status
from tests.store.later import more, opened_by_a_later_release, tables

FULL = bool(os.environ.get("KIOSK_TEST_FULL"))
DOSSIERS, DRAFTS = (1000, 50) if FULL else (40, 5)
BREAKING = Step(("ALTER TABLE outbox RENAME COLUMN number TO ticket_number",))
_ADDS = re.compile(
    r"CREATE TABLE (?P<table>\w+) \(|CREATE INDEX \w+ ON |INSERT INTO (?P<into>\w+) "
    r"|ALTER TABLE \w+ ADD COLUMN \w+ \w+( NOT NULL DEFAULT \S+)?$"
)


def draft_of(number):
    return Draft(
        language="vi",
        procedure="1.001193",
        apart={},
        answers={"name": DraftAnswer(value=f"Mẫu {number}", by="resident")},
        papers={},
        birth_year=1950,
        position="name",
        made_at=NOON.isoformat(),
    )


@pytest.fixture
def waiting(tmp_path):
    """A file in which dossiers and drafts wait: its path, the dossiers, and the drafts by their tickets' secrets."""
    path, ids = tmp_path / "kiosk.sqlite3", SeededIds(9)
    database, drafts = Database(path), {}
    parcels = [sealed() for _ in range(DOSSIERS)]
    for number, parcel in enumerate(parcels):
        SqliteOutboxStore(database).put(parcel, f"A{number:03}", NOON)
    for number in range(DRAFTS):
        secret, draft = new_secret(ids.random_bytes), draft_of(number)
        locked = lock(
            draft, secret, version=1, expires=NOON + timedelta(days=30), random_bytes=ids.random_bytes
        )
        SqliteTicketStore(database).keep_draft(locked, None)
        drafts[secret] = draft
    database.close()
    return path, parcels, drafts


def served_from_in(path):
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT steps FROM served_from").fetchone()[0]


def test_what_waited_leaves_and_drafts_open_after_a_later_release_had_the_file(waiting, monkeypatch):
    path, parcels, drafts = waiting
    opened_by_a_later_release(monkeypatch, path)
    database = Database(path)
    store, desk = SqliteOutboxStore(database), MemoryDesk(receipt, status)
    while send_due(store, desk, judge).accepted:
        pass
    assert desk.stored == {parcel.dossier_id: parcel for parcel in parcels}
    assert (store.waiting(10), desk.stores) == ((), DOSSIERS)
    kept = SqliteTicketStore(database)
    assert [unlock(kept.draft(derive(secret).id), secret) for secret in drafts] == list(drafts.values())
    database.close()


def test_what_this_release_keeps_meanwhile_is_there_for_the_later_one(waiting, monkeypatch):
    path, parcels, _ = waiting
    opened_by_a_later_release(monkeypatch, path)
    database, another = Database(path), sealed()
    SqliteOutboxStore(database).put(another, "A999", NOON)
    database.close()
    opened_by_a_later_release(monkeypatch, path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS) + 1,)
        names = [name for (name,) in connection.execute("SELECT dossier_id FROM outbox ORDER BY place")]
    assert names == [parcel.dossier_id for parcel in (*parcels, another)]


def test_a_file_that_a_later_release_has_changed_for_good_is_refused_and_left_alone(waiting, monkeypatch):
    path = waiting[0]
    opened_by_a_later_release(monkeypatch, path, Step(more(), ALL), BREAKING)
    before = path.read_bytes()
    with pytest.raises(StoreBroken, match="newer-database"):
        Database(path)
    assert path.read_bytes() == before


def test_a_change_for_which_this_release_is_ready_is_served(waiting, monkeypatch):
    """What one release has prepared, the next may change: the step names the prepared one's number."""
    path = waiting[0]
    opened_by_a_later_release(monkeypatch, path, Step(("DROP INDEX filed_ticket",), served_from=len(STEPS)))
    Database(path).close()
    assert served_from_in(path) == len(STEPS)


def test_each_file_says_who_can_serve_it(waiting, monkeypatch):
    path = waiting[0]
    assert served_from_in(path) == served_from() == len(STEPS)
    opened_by_a_later_release(monkeypatch, path)
    assert served_from_in(path) == len(STEPS)
    opened_by_a_later_release(monkeypatch, path, Step(more(), ALL), BREAKING)
    assert served_from_in(path) == len(STEPS) + 2


def test_the_later_file_of_these_tests_has_more_in_every_table(waiting, monkeypatch):
    path = waiting[0]
    opened_by_a_later_release(monkeypatch, path)
    with sqlite3.connect(path) as connection:
        there = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
    assert {name for name in there if not name.startswith("sqlite_")} == {*tables(), "later"}


def adds_only(step):
    made = set()
    for statement in step.statements:
        found = _ADDS.match(statement)
        if found is None or (found["into"] and found["into"] not in made):
            return False
        made |= {found["table"]} - {None}
    return True


def test_a_step_that_says_that_it_only_adds_does_only_add():
    assert [
        number for number, step in enumerate(STEPS) if step.served_from == ALL and not adds_only(step)
    ] == []
    assert adds_only(Step(more()))
    for statement in (
        "DROP TABLE outbox",
        "ALTER TABLE outbox RENAME COLUMN number TO x",
        "ALTER TABLE outbox ADD COLUMN x TEXT NOT NULL",
        "CREATE UNIQUE INDEX one ON outbox (number)",
        "CREATE TRIGGER t AFTER DELETE ON draft BEGIN SELECT 1; END",
        "INSERT INTO outbox (number) VALUES ('A001')",
        "UPDATE outbox SET tries = 0",
    ):
        assert not adds_only(Step((statement,))), statement
