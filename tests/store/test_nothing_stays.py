"""What was deleted is gone from the bytes of the file and its log, not only from the answers."""

from datetime import timedelta

import pytest

from kiosk.ids import TicketId
from kiosk.outbox.ports import Filed
from kiosk.store.connection import Database
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.store.tickets import SqliteTicketStore
from kiosk.wire.drafts import LockedDraft, WriteRight
from tests.outbox.parcels import IDS, NOON, SENTINEL, sealed

ONE, TWO = TicketId("1" * 32), TicketId("2" * 32)
PIECE = 48


@pytest.fixture
def folder(tmp_path):
    return tmp_path


@pytest.fixture
def database(folder):
    opened = Database(folder / "kiosk.sqlite3")
    yield opened
    opened.close()


def on_disk(folder, secret):
    """Tell whether any piece of ``secret`` lies in any file of the folder."""
    files = [file.read_bytes() for file in folder.iterdir()]
    pieces = [secret[at : at + PIECE] for at in range(0, len(secret) - PIECE, PIECE)]
    return any(piece in content for content in files for piece in pieces)


def locked(ticket, ciphertext):
    return LockedDraft(
        id=ticket,
        version=1,
        expires=(NOON + timedelta(days=30)).isoformat(),
        nonce=b"n" * 12,
        ciphertext=ciphertext,
        write_digest=b"d" * 32,
    )


def crowd(database):
    """Fill neighbouring pages, so that deleting frees some and shares others."""
    store = SqliteTicketStore(database)
    for count in range(8):
        store.keep_draft(locked(TicketId(f"{count:032x}"), IDS.random_bytes(900)), None)
    return store


@pytest.mark.parametrize("size", [600, 4096, 40_960])
def test_a_forgotten_drafts_bytes_are_gone(folder, database, size):
    store, secret = crowd(database), IDS.random_bytes(size)
    store.keep_draft(locked(ONE, secret), None)
    assert on_disk(folder, secret)
    store.forget_draft(ONE)
    assert not on_disk(folder, secret)


def test_a_replaced_drafts_bytes_are_gone(folder, database):
    right = WriteRight(id=ONE, proof=IDS.random_bytes(32), expires=(NOON + timedelta(days=30)).isoformat())
    store, secret, newer = crowd(database), IDS.random_bytes(8192), IDS.random_bytes(8192)
    store.keep_draft(locked(ONE, secret), None)
    store.keep_draft(locked(TWO, newer), right)
    assert not on_disk(folder, secret)
    assert on_disk(folder, newer)


def test_an_expired_drafts_bytes_are_gone(folder, database):
    store, secret = crowd(database), IDS.random_bytes(8192)
    store.keep_draft(locked(ONE, secret), None)
    store.purge(NOON + timedelta(days=30))
    assert not on_disk(folder, secret)


def test_a_filed_dossiers_bytes_are_gone(folder, database):
    store, parcel = SqliteOutboxStore(database), sealed("x" * 9000)
    store.put(parcel, "A001", NOON)
    assert on_disk(folder, parcel.sealed)
    store.accept(Filed(parcel.dossier_id, parcel.ticket_id, "A001", "2026-11-16T12:00:05+07:00"))
    assert not on_disk(folder, parcel.sealed)


def test_a_waiting_dossier_shows_no_name(folder, database):
    SqliteOutboxStore(database).put(sealed(), "A001", NOON)
    content = b"".join(file.read_bytes() for file in folder.iterdir())
    assert SENTINEL.encode() not in content
