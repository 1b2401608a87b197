"""What every audit store keeps: a chain that only grows."""

import pytest

from kiosk.ids import HelperId, KioskId, VisitId
from kiosk.store.audit import SqliteAuditStore
from kiosk.store.memory import MemoryAuditStore
from kiosk.takeover.audit import GENESIS, Act, AuditError, append, verify
from kiosk.tickets.ports import StoreBroken


@pytest.fixture(params=["disk", "memory"])
def store(request, database):
    return SqliteAuditStore(database) if request.param == "disk" else MemoryAuditStore()


def act(name, helper="tai", visit="v1", detail=""):
    return Act(
        at="2026-11-16T08:30:00+07:00",
        kiosk=KioskId("kiosk-a"),
        helper=helper and HelperId(helper),
        act=name,
        visit=visit and VisitId(visit),
        detail=detail,
    )


def grow(store, *acts):
    for one in acts:
        store.append(append(store.head(), one))


def test_an_empty_chain_starts_at_genesis(store):
    assert store.head() == GENESIS
    assert list(store.entries()) == []


def test_entries_come_back_whole_and_in_order(store):
    grow(store, act("sign-in"), act("wipe", helper=None, visit=None, detail="idle"), act("sign-out"))
    entries = store.entries()
    assert [entry.act.act for entry in entries] == ["sign-in", "wipe", "sign-out"]
    assert entries[1].act == act("wipe", helper=None, visit=None, detail="idle")
    assert verify(entries, known=store.head()) is None
    assert store.head() == entries[-1].head()


def test_entries_are_told_from_a_number_on(store):
    grow(store, act("a"), act("b"), act("c"))
    assert [entry.number for entry in store.entries(since=1)] == [1, 2]
    assert list(store.entries(since=3)) == []


def test_no_more_entries_are_read_than_are_wanted(store):
    grow(store, act("a"), act("b"), act("c"))
    assert [entry.number for entry in store.entries(1, 1)] == [1]
    assert [entry.number for entry in store.entries(1, 9)] == [1, 2]
    assert list(store.entries(0, 0)) == []


def test_what_does_not_follow_is_not_kept(store):
    grow(store, act("a"))
    early, head = append(GENESIS, act("b")), store.head()
    with pytest.raises(AuditError) as refusal:
        store.append(early)
    assert refusal.value.code == "broken-chain"
    assert store.head() == head
    assert len(store.entries()) == 1


def test_on_disk_nothing_changes_or_goes(database):
    store = SqliteAuditStore(database)
    grow(store, act("a"), act("b"))
    for change in ("DELETE FROM audit WHERE number = 1", "UPDATE audit SET helper = 'hoa'"):
        with pytest.raises(StoreBroken), database.change() as write:
            write.execute(change)
    assert verify(store.entries(), known=store.head()) is None
