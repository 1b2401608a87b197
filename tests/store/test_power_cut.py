"""The power goes at any moment: whatever the kiosk has said to be kept is kept, whole."""

import os
from pathlib import Path

import pytest

from kiosk.ids import TicketId
from kiosk.store.connection import Database
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.tickets.ports import StoreError
from tests.store.living import SHIPPED
from tests.store.powercut import SAID, WROTE, Disk, cuts, record

FULL = bool(os.environ.get("KIOSK_TEST_FULL"))
CUTS = 1_000 if FULL else 30
TURNS = 150 if FULL else 40


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    """The record of an outbox as it ships."""
    return lived(tmp_path_factory.mktemp("life"), SHIPPED)


def lived(place, synchronous):
    folder = place / "state"
    folder.mkdir()
    log = place / "record"
    words = ("tests.store.living", str(folder / "kiosk.sqlite3"), str(TURNS), synchronous)
    return folder, record(folder, log, *words)


def told(said, word):
    """Ids that were said with this word; a line that is cut off says nothing."""
    return {line.split()[1] for line in said.splitlines(keepends=True) if line.strip().startswith(f"{word} ")}


def lost(folder, said):
    """Ids that were promised and are not there, or not whole."""
    kept, leaving, left = (told(said, word) for word in ("kept", "leaves", "left"))
    try:
        database = Database(folder / "kiosk.sqlite3")
    except StoreError:
        return kept
    try:
        if database.row("PRAGMA integrity_check") != ("ok",):
            return kept
        store = SqliteOutboxStore(database)
        waiting = {entry.dossier.dossier_id: entry.dossier for entry in store.waiting(10**6)}
        assert not left & waiting.keys()
        whole = {name for name, one in waiting.items() if not one.sealed.replace(name.encode(), b"")}
        filed = {name for name in leaving if store.filed(TicketId(name)) is not None}
        return kept - whole - filed
    except StoreError:
        return kept
    finally:
        database.close()


def test_the_record_tells_all_that_was_done_to_the_files(life):
    folder, entries = life
    disk = Disk(folder)
    for entry in entries:
        disk.do(*entry)
    really = {
        str(path): path.read_bytes() for path in folder.resolve().iterdir() if path.suffix != ".sqlite3-shm"
    }
    assert disk.now() == really
    assert len(told(disk.said, "kept")) == TURNS
    assert {SAID, WROTE} <= {kind for kind, *_ in entries}


def test_nothing_that_was_said_to_be_kept_is_lost_when_the_power_goes(life, tmp_path):
    folder, entries = life
    promised = 0
    for place, said in cuts(entries, folder, CUTS, 27, tmp_path):
        assert lost(place, said) == set()
        promised += len(told(said, "kept"))
    assert promised > CUTS
    tell(f"power cuts at the kiosk: {CUTS}, {promised} promises looked after, 0 lost")


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_the_cuts_would_find_a_store_that_promises_too_early(tmp_path, synchronous):
    (tmp_path / "life").mkdir()
    folder, entries = lived(tmp_path / "life", synchronous)
    assert any(lost(place, said) for place, said in cuts(entries, folder, CUTS, 28, tmp_path / "cuts"))


def tell(figure):
    path = os.environ.get("KIOSK_TEST_FIGURES")
    if path:
        with Path(path).open("a", encoding="utf-8") as figures:
            figures.write(f"{figure}\n")
