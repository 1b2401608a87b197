import pytest

from kiosk.store.connection import Database
from kiosk.store.memory import MemoryTicketStore
from kiosk.store.tickets import SqliteTicketStore
from tests.store.later import opened_by_a_later_release


@pytest.fixture
def database(tmp_path, monkeypatch):
    """A file that a later release has had: everywhere else in the tests it is this one's own."""
    opened_by_a_later_release(monkeypatch, tmp_path / "kiosk.sqlite3")
    opened = Database(tmp_path / "kiosk.sqlite3")
    yield opened
    opened.close()


@pytest.fixture(params=["disk", "memory"])
def kind(request):
    return request.param


@pytest.fixture
def tickets(kind, database):
    return SqliteTicketStore(database) if kind == "disk" else MemoryTicketStore()


@pytest.fixture
def fill_up(kind, database, tickets):
    """Fills the disk of all stores that stand on these tickets' own."""

    def fill():
        if kind == "disk":
            ((pages,),) = database.rows("PRAGMA page_count")
            database.rows(f"PRAGMA max_page_count = {pages}")
        else:
            tickets.disk.full = True

    return fill
