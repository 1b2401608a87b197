import pytest

from kiosk.store.connection import Database


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "kiosk.sqlite3")
    yield opened
    opened.close()
