"""What every place promises where the ciphertext of the visit under way lies."""

import pytest

from kiosk.store.autosave import FileAutosave, MemoryAutosave
from kiosk.tickets.ports import StoreError


@pytest.fixture(params=["file", "memory"])
def place(request, tmp_path):
    return FileAutosave(tmp_path / "visit.autosave") if request.param == "file" else MemoryAutosave()


def test_there_is_nothing_at_first(place):
    assert place.read() is None


def test_the_latest_is_read(place):
    place.put(b"first, and longer")
    place.put(b"second")
    assert place.read() == b"second"


def test_what_is_deleted_is_gone(place):
    place.put(b"first")
    place.delete()
    place.delete()
    assert place.read() is None


def test_a_file_is_its_owners_alone_and_leaves_nothing_beside(tmp_path):
    place = FileAutosave(tmp_path / "visit.autosave")
    place.put(b"first")
    assert [(each.name, each.stat().st_mode & 0o777) for each in tmp_path.iterdir()] == [
        ("visit.autosave", 0o600)
    ]
    (tmp_path / "visit.autosave.new").write_bytes(b"half")
    place.delete()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_told_with_a_code(tmp_path):
    place = FileAutosave(tmp_path / "no folder" / "visit.autosave")
    with pytest.raises(StoreError) as told:
        place.put(b"first")
    assert told.value.code == "store-broken"
