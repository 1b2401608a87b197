"""What every DayStore tells: the one on disk and the one in memory."""

from datetime import timedelta

import pytest

from kiosk.ids import TicketId
from kiosk.outbox.ports import Filed
from kiosk.store.day import SqliteDayStore
from kiosk.store.memory import MemoryOutboxStore
from kiosk.store.memory_day import MemoryDayStore
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.tickets.ports import StoreFull
from kiosk.visit.day import AtHome, Day, HandedIn, Stuck
from kiosk.wire.drafts import LockedDraft
from tests.outbox.parcels import NOON, sealed


@pytest.fixture
def outbox(kind, database, tickets):
    return SqliteOutboxStore(database) if kind == "disk" else MemoryOutboxStore(tickets)


@pytest.fixture
def store(kind, database, tickets, outbox):
    return SqliteDayStore(database) if kind == "disk" else MemoryDayStore(outbox, tickets)


def refused(outbox, reason="unreadable"):
    parcel = sealed()
    outbox.put(parcel, "A002", NOON)
    outbox.mark(parcel.dossier_id, "needs-person", reason)
    return parcel


def draft(ticket):
    later = (NOON + timedelta(days=7)).isoformat()
    return LockedDraft(
        id=ticket, version=1, expires=later, nonce=b"n" * 12, ciphertext=b"c", write_digest=b"w" * 32
    )


def test_nothing_is_told_of_an_empty_day(store):
    assert store.look(NOON) == Day()


def test_what_the_desk_refused_is_told_with_its_reason_until_it_is_sent_again(store, outbox):
    parcel = refused(outbox)
    assert store.look(NOON).stuck == (Stuck(parcel.dossier_id, "A002", "unreadable"),)
    store.note_told(parcel.dossier_id, NOON)
    assert store.look(NOON).stuck[0].told_at == NOON
    store.retry(parcel.dossier_id)
    assert (store.look(NOON).stuck, store.look(NOON).waiting) == ((), 1)


def test_what_waits_and_what_nobody_has_answered_for_are_told_apart_and_since_when(store, outbox):
    handed, waiting = sealed(), sealed()
    outbox.put(handed, "A002", NOON)
    outbox.put(waiting, "A003", NOON + timedelta(minutes=5))
    outbox.mark(handed.dossier_id, "sent", "timeout")
    refused(outbox)
    day = store.look(NOON + timedelta(hours=1))
    assert (day.waiting, day.unanswered, day.waits_since) == (2, 1, NOON)
    outbox.accept(Filed(handed.dossier_id, handed.ticket_id, "A002", NOON.isoformat()))
    day = store.look(NOON + timedelta(hours=1))
    assert (day.waiting, day.unanswered, day.waits_since) == (1, 0, NOON + timedelta(minutes=5))


def test_sending_again_leaves_what_needs_nobody_as_it_is(store, outbox):
    parcel = sealed()
    outbox.put(parcel, "A002", NOON)
    outbox.mark(parcel.dossier_id, "sent", "timeout")
    store.retry(parcel.dossier_id)
    assert outbox.entry(parcel.dossier_id).state == "sent"


def test_a_visit_at_home_waits_here_and_then_is_sent(store, outbox, tickets):
    parcel = sealed()
    tickets.reserve("A", "home-visit", parcel.ticket_id, NOON)
    assert store.look(NOON).at_home == (), "nothing was sealed for it"
    outbox.put(parcel, "A001", NOON)
    assert store.look(NOON).at_home == (AtHome("A001", sent=False),)
    outbox.accept(Filed(parcel.dossier_id, parcel.ticket_id, "A001", NOON.isoformat()))
    assert store.look(NOON).at_home == (AtHome("A001", sent=True),)
    assert store.look(NOON + timedelta(days=15)).at_home == ()


def test_what_was_handed_in_is_counted_by_the_day_of_its_number_and_what_the_ward_has_answered_for_is_not_here(
    store, outbox, tickets
):
    assert store.handed_in(NOON.date()) == HandedIn()
    tickets.reserve("A", "queue", TicketId("1" * 32), NOON)
    parcels = [sealed() for _ in range(4)]
    midnight = NOON.replace(hour=0, minute=0)
    for parcel, at in zip(parcels, (midnight, NOON, NOON, midnight - timedelta(seconds=1)), strict=True):
        row = tickets.reserve("LA", "receipt", parcel.ticket_id, at)
        outbox.put(parcel, row.number, at)
    assert store.handed_in(NOON.date()) == HandedIn(3, 3)
    assert store.handed_in(NOON.date() - timedelta(days=1)) == HandedIn(1, 1)
    first, second, *_ = parcels
    outbox.accept(Filed(first.dossier_id, first.ticket_id, "LA001", NOON.isoformat()))
    outbox.mark(second.dossier_id, "needs-person", "unreadable")
    assert store.handed_in(NOON.date()) == HandedIn(3, 2), "what the ward refused is here still"


def test_saved_visits_are_told_by_their_numbers_and_those_taken_up_for_a_day(store, tickets):
    saved = TicketId("1" * 32)
    tickets.reserve("A", "resume", saved, NOON)
    tickets.keep_draft(draft(saved), None)
    assert (store.look(NOON).saved, store.look(NOON).taken_up) == (("A001",), ())
    store.note_taken_up(saved, NOON)
    store.note_taken_up(TicketId("2" * 32), NOON)
    assert store.look(NOON).taken_up == ("A001",), "of another point's tickets nothing is known here"
    assert store.look(NOON + timedelta(days=1)).taken_up == ()


def test_a_full_disk_is_told(store, fill_up):
    fill_up()

    def note_many():
        for turn in range(4000):
            store.note_taken_up(TicketId(f"{turn:032d}"), NOON)

    with pytest.raises(StoreFull):
        note_many()
