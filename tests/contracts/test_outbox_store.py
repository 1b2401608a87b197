"""What every OutboxStore keeps: the one on disk and the one in memory."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from kiosk.ids import DossierId, ProcedureCode, TicketId
from kiosk.outbox.ports import REMEMBERED, Entry, Filed
from kiosk.store.memory import MemoryOutboxStore
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.tickets.ports import StoreFull
from kiosk.wire.drafts import LockedDraft, WriteRight
from kiosk.wire.messages import DossierStatus
from kiosk.wire.upload import PIECES_ABOVE
from tests.outbox.parcels import NOON, sealed


@pytest.fixture
def store(kind, database, tickets):
    return SqliteOutboxStore(database) if kind == "disk" else MemoryOutboxStore(tickets)


def filed(parcel, number="A001"):
    return Filed(parcel.dossier_id, parcel.ticket_id, number, "2026-11-16T12:00:05+07:00")


def status(ticket, code=2):
    return DossierStatus(
        ticket_id=ticket,
        procedure=ProcedureCode("1.001193"),
        status=code,
        dossier_code="H29.1-261116-0001",
        received_at="2026-11-16T13:00:00+07:00",
        due_date="2026-11-19",
        updated_at="2026-11-16T13:00:00+07:00",
        note="",
        desk_key_id="k",
        signature=b"s",
    )


def test_an_entry_comes_back_byte_for_byte(store):
    parcel = sealed()
    store.put(parcel, "A001", NOON)
    assert store.entry(parcel.dossier_id) == Entry(parcel, "A001", "waiting", NOON, 0, "")
    assert store.waiting(50) == (store.entry(parcel.dossier_id),)


def test_the_same_dossier_again_changes_nothing(store):
    parcel = sealed()
    store.put(parcel, "A001", NOON)
    store.mark(parcel.dossier_id, "sent", "timeout")
    before = store.entry(parcel.dossier_id)
    store.put(parcel, "A009", NOON + timedelta(hours=1))
    assert store.waiting(50) == (before,)


def test_a_dossier_that_was_filed_does_not_come_back(store):
    parcel = sealed()
    store.put(parcel, "A001", NOON)
    store.accept(filed(parcel))
    store.put(parcel, "A001", NOON)
    assert store.entry(parcel.dossier_id) is None


def test_the_oldest_put_goes_first_whatever_the_clock_said(store):
    parcels = [sealed() for _ in range(4)]
    for hours, parcel in zip((5, 1, 3, 0), parcels, strict=True):
        store.put(parcel, "A001", NOON + timedelta(hours=hours))
    assert [entry.dossier for entry in store.waiting(3)] == parcels[:3]


def test_the_least_tried_goes_before_the_oldest_and_all_in_the_order_in_which_they_were_put(store):
    parcels = [sealed() for _ in range(4)]
    for parcel in parcels:
        store.put(parcel, "A001", NOON)
    store.mark(parcels[0].dossier_id, "sent", "timeout")
    assert [entry.dossier for entry in store.waiting(3)] == parcels[1:]
    assert [entry.dossier for entry in store.waiting(4)] == parcels


def test_no_more_bytes_are_taken_than_asked_for_but_one_always(store):
    parcels = [sealed("x" * 20_000) for _ in range(4)]
    for parcel in parcels:
        store.put(parcel, "A001", NOON)
    size = len(parcels[0].sealed)
    assert [entry.dossier for entry in store.waiting(50, 2 * size)] == parcels[:2]
    assert [entry.dossier for entry in store.waiting(50, 2 * size - 1)] == parcels[:1]
    assert [entry.dossier for entry in store.waiting(50, 1)] == parcels[:1]


def test_what_is_heavy_and_what_is_not_may_be_asked_for_by_itself(store):
    light, heavy = sealed(), sealed("x" * PIECES_ABOVE)
    edge = replace(light, dossier_id=DossierId("e" * 32), sealed=bytes(PIECES_ABOVE))
    for parcel in (light, heavy, edge):
        store.put(parcel, "A001", NOON)
    assert [entry.dossier for entry in store.waiting(9, heavy=True)] == [heavy]
    assert [entry.dossier for entry in store.waiting(9, heavy=False)] == [light, edge]
    assert [entry.dossier for entry in store.waiting(9)] == [light, heavy, edge]
    store.mark(heavy.dossier_id, "needs-person", "unreadable")
    assert store.waiting(9, heavy=True) == ()


def test_a_try_that_brought_it_further_does_not_count_but_says_why_it_is_not_done(store):
    parcel = sealed()
    store.put(parcel, "A001", NOON)
    store.mark(parcel.dossier_id, "sent", "timeout", further=True)
    entry = store.entry(parcel.dossier_id)
    assert (entry.state, entry.tries, entry.last_reason) == ("sent", 0, "timeout")


def test_sent_is_sent_again_and_what_needs_a_person_is_not(store):
    sent, needs, waits = sealed(), sealed(), sealed()
    for parcel in (sent, needs, waits):
        store.put(parcel, "A001", NOON)
    store.mark(sent.dossier_id, "sent", "timeout")
    store.mark(needs.dossier_id, "needs-person", "wrong-ward")
    assert [entry.dossier for entry in store.waiting(50)] == [sent, waits]
    assert store.counts() == {"waiting": 1, "sent": 1, "needs-person": 1}


def test_since_when_the_oldest_waits_is_told_of_what_is_still_to_be_sent(store):
    assert store.oldest() is None
    refused, first, second = sealed(), sealed(), sealed()
    for hours, parcel in enumerate((refused, first, second)):
        store.put(parcel, "A001", NOON + timedelta(hours=hours))
    store.mark(refused.dossier_id, "needs-person", "bad-signature")
    store.mark(first.dossier_id, "sent", "timeout")
    assert store.oldest() == NOON + timedelta(hours=1)
    store.accept(filed(first))
    assert store.oldest() == NOON + timedelta(hours=2)


def test_each_mark_is_a_try_with_its_reason(store):
    parcel = sealed()
    store.put(parcel, "A001", NOON)
    store.mark(parcel.dossier_id, "waiting", "offline")
    store.mark(parcel.dossier_id, "sent", "http-500")
    entry = store.entry(parcel.dossier_id)
    assert (entry.state, entry.tries, entry.last_reason) == ("sent", 2, "http-500")


def test_what_needs_a_person_may_be_sent_to_wait_again(store):
    parcel = sealed()
    store.put(parcel, "A001", NOON)
    store.mark(parcel.dossier_id, "needs-person", "wrong-ward")
    store.mark(parcel.dossier_id, "waiting", "by-hand")
    assert [entry.dossier for entry in store.waiting(50)] == [parcel]


def test_what_was_refused_waits_again_when_somebody_has_seen_to_it(store):
    refused, sent = sealed(), sealed()
    for parcel in (refused, sent):
        store.put(parcel, "A001", NOON)
    store.mark(refused.dossier_id, "needs-person", "unknown-kiosk")
    store.mark(sent.dossier_id, "sent", "timeout")
    assert store.ask_again() == 1
    assert store.counts() == {"waiting": 1, "sent": 1, "needs-person": 0}
    assert store.entry(refused.dossier_id).last_reason == "unknown-kiosk"
    assert store.ask_again() == 0


def test_accepting_deletes_that_entry_only_and_remembers_it(store):
    parcel, other = sealed(), sealed()
    store.put(parcel, "A001", NOON)
    store.put(other, "A002", NOON)
    store.accept(filed(parcel))
    assert store.entry(parcel.dossier_id) is None
    assert store.filed(parcel.ticket_id) == filed(parcel)
    assert [entry.dossier for entry in store.waiting(50)] == [other]


def test_several_are_accepted_at_once_and_nothing_else_goes(store):
    first, second, other, stranger = sealed(), sealed(), sealed(), sealed()
    for parcel in (first, second, other):
        store.put(parcel, "A001", NOON)
    store.accept(filed(first, "A001"), filed(stranger, "A009"), filed(second, "A002"))
    assert [entry.dossier for entry in store.waiting(9)] == [other]
    assert store.filed(first.ticket_id) == filed(first, "A001")
    assert store.filed(second.ticket_id) == filed(second, "A002")
    assert store.filed(stranger.ticket_id) is None


def test_accepting_twice_or_what_never_was_here_changes_nothing(store):
    parcel, stranger = sealed(), sealed()
    store.put(parcel, "A001", NOON)
    store.accept(filed(parcel))
    store.accept(filed(parcel, "A099"))
    store.accept(filed(stranger))
    assert store.filed(parcel.ticket_id).number == "A001"
    assert store.filed(stranger.ticket_id) is None


def test_one_ticket_may_stand_for_two_dossiers_and_tells_the_later(store):
    first = sealed()
    second = sealed(ticket=first.ticket_id)
    for parcel, number in ((first, "A001"), (second, "A002")):
        store.put(parcel, number, NOON)
        store.accept(filed(parcel, number))
    assert store.filed(first.ticket_id).number == "A002"


def test_marking_an_unknown_dossier_changes_nothing(store):
    store.mark(DossierId("0" * 32), "sent", "timeout")
    assert store.counts() == {"waiting": 0, "sent": 0, "needs-person": 0}


def test_the_last_known_status_is_remembered(store):
    ticket = TicketId("5" * 32)
    assert store.last_status(ticket) is None
    store.keep_status(status(ticket, 2))
    store.keep_status(status(ticket, 4))
    assert store.last_status(ticket) == status(ticket, 4)


def test_a_full_disk_is_said_before_any_promise(store, fill_up):
    kept, refused = sealed(), sealed("x" * 300_000)
    store.put(kept, "A001", NOON)
    fill_up()
    with pytest.raises(StoreFull):
        store.put(refused, "A002", NOON)
    assert [entry.dossier for entry in store.waiting(50)] == [kept]


def draft(ticket):
    return LockedDraft(
        id=TicketId(ticket),
        version=1,
        expires="2026-12-16T12:00:00+07:00",
        nonce=b"n" * 12,
        ciphertext=b"c" * 4096,
        write_digest=b"w" * 32,
    )


def right(ticket):
    return WriteRight(id=TicketId(ticket), proof=b"p" * 32, expires="2026-12-16T12:00:00+07:00")


def test_a_dossier_takes_the_place_of_the_draft_it_came_from(store, tickets):
    tickets.keep_draft(draft("a" * 32), None)
    tickets.keep_draft(draft("b" * 32), None)
    store.put(sealed(), "A001", NOON, replaces=right("a" * 32))
    assert tickets.draft(TicketId("a" * 32)) is None
    assert tickets.draft(TicketId("b" * 32)) is not None


def test_a_draft_stays_when_its_dossier_could_not_be_kept(store, tickets, fill_up):
    tickets.keep_draft(draft("a" * 32), None)
    large = sealed("x" * 2_000_000)
    fill_up()
    with pytest.raises(StoreFull):
        store.put(large, "A001", NOON, replaces=right("a" * 32))
    assert store.waiting(50) == ()
    assert tickets.draft(TicketId("a" * 32)) is not None


def test_what_was_filed_and_where_it_was_is_forgotten_in_time_and_what_waits_never(store):
    old, new, waiting = sealed(), sealed(), sealed()
    for parcel in (old, new, waiting):
        store.put(parcel, "A001", NOON)
    store.accept(filed(old))
    later = (NOON + timedelta(days=2)).isoformat()
    store.accept(Filed(new.dossier_id, new.ticket_id, "A002", later))
    store.keep_status(status(old.ticket_id))
    store.keep_status(replace(status(new.ticket_id), updated_at=later))
    assert store.purge(NOON + REMEMBERED) == 0
    assert store.purge(NOON + REMEMBERED + timedelta(days=1)) == 2
    assert (store.filed(old.ticket_id), store.last_status(old.ticket_id)) == (None, None)
    assert store.filed(new.ticket_id) is not None
    assert store.last_status(new.ticket_id) is not None
    assert store.purge(NOON + 2 * REMEMBERED) == 2
    assert [entry.dossier for entry in store.waiting(50)] == [waiting]
