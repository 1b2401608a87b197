"""On a disk that is nearly full nothing new is promised, and what waits can still leave."""

import pytest

from kiosk.ids import TicketId
from kiosk.outbox.ports import Filed
from kiosk.store.connection import Database
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.store.tickets import SqliteTicketStore
from kiosk.tickets.ports import StoreBroken, StoreFull
from kiosk.wire.drafts import LockedDraft
from tests.outbox.parcels import NOON, sealed

ONE = TicketId("1" * 32)
DRAFT = LockedDraft(
    id=ONE,
    version=1,
    expires="2026-12-16T12:00:00+07:00",
    nonce=b"n" * 12,
    ciphertext=bytes(4096),
    write_digest=b"d" * 32,
)


@pytest.fixture
def parcel(tmp_path):
    """A dossier that waits, and a draft, from before the disk ran full."""
    before, waiting = Database(tmp_path / "kiosk.sqlite3"), sealed()
    SqliteOutboxStore(before).put(waiting, "A001", NOON)
    SqliteTicketStore(before).keep_draft(DRAFT, None)
    before.close()
    return waiting


@pytest.fixture
def full(tmp_path, parcel):
    """The same file, with less room than the reserve asks for."""
    database = Database(tmp_path / "kiosk.sqlite3", reserve_bytes=1 << 80)
    yield database
    database.close()


def test_nothing_new_is_promised(full):
    outbox, tickets, late = SqliteOutboxStore(full), SqliteTicketStore(full), sealed()
    for promise in (
        lambda: outbox.put(late, "A002", NOON),
        lambda: tickets.reserve("A", "queue", ONE, NOON),
        lambda: tickets.keep_draft(DRAFT, None),
    ):
        with pytest.raises(StoreFull) as refusal:
            promise()
        assert refusal.value.code == "disk-full"
    assert outbox.entry(late.dossier_id) is None
    assert tickets.last_number("A") is None


def test_a_folder_that_is_gone_is_broken(tmp_path):
    folder = tmp_path / "away"
    folder.mkdir()
    database = Database(folder / "kiosk.sqlite3")
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(StoreBroken):
        SqliteOutboxStore(database).put(sealed(), "A001", NOON)
    database.close()


def test_what_waits_can_leave_and_what_is_forgotten_goes(full, parcel):
    outbox, tickets = SqliteOutboxStore(full), SqliteTicketStore(full)
    outbox.mark(parcel.dossier_id, "sent", "timeout")
    outbox.accept(Filed(parcel.dossier_id, parcel.ticket_id, "A001", "2026-11-16T12:00:05+07:00"))
    tickets.forget_draft(ONE)
    assert (outbox.entry(parcel.dossier_id), tickets.draft(ONE)) == (None, None)
    assert tickets.miss(ONE) == 1
