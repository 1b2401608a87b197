"""What every store of errands keeps: the one on disk and the one in memory."""

from datetime import datetime, timedelta

import pytest

from kiosk.clock import VIETNAM
from kiosk.ids import TicketId
from kiosk.store.draft_errands import SqliteErrandStore
from kiosk.store.memory import MemoryTicketStore
from kiosk.store.tickets import SqliteTicketStore
from kiosk.wire.drafts import LockedDraft, WriteRight

MORNING = datetime(2026, 11, 16, 8, 30, tzinfo=VIETNAM)
EXPIRES = (MORNING + timedelta(days=30)).isoformat(timespec="seconds")
ONE, TWO = TicketId("1" * 32), TicketId("2" * 32)


def locked(ticket):
    return LockedDraft(
        id=ticket, version=1, expires=EXPIRES, nonce=b"n" * 12, ciphertext=b"c" * 99, write_digest=b"d" * 32
    )


def right(ticket):
    return WriteRight(id=ticket, proof=b"p" * 32, expires=EXPIRES)


@pytest.fixture(params=["disk", "memory"])
def stores(request, database):
    if request.param == "disk":
        return SqliteTicketStore(database), SqliteErrandStore(database)
    tickets = MemoryTicketStore()
    return tickets, tickets.errands


def told(errands):
    return [(one.kind, one.ticket_id) for one in errands.errands(50)]


def test_what_is_saved_is_to_be_kept_by_the_desk_too(stores):
    tickets, errands = stores
    tickets.keep_draft(locked(ONE), None)
    (errand,) = errands.errands(50)
    assert (errand.kind, errand.draft, errand.right) == ("keep", locked(ONE), None)
    assert errands.waits(ONE, "keep")
    errands.done(errand)
    assert (errands.errands(50), errands.waits(ONE, "keep")) == ((), False)
    assert tickets.draft(ONE) == locked(ONE)


def test_the_old_one_is_told_dead_before_the_new_one_is_kept(stores):
    tickets, errands = stores
    tickets.keep_draft(locked(ONE), None)
    tickets.keep_draft(locked(TWO), right(ONE))
    assert told(errands) == [("forget", ONE), ("keep", TWO)]
    assert (errands.errands(1)[0].right, errands.errands(1)[0].heir) == (right(ONE), TWO)


def test_an_errand_that_something_newer_has_replaced_is_not_done_by_its_answer(stores):
    tickets, errands = stores
    tickets.keep_draft(locked(ONE), None)
    (under_way,) = errands.errands(50)
    errands.forget(right(ONE))
    errands.done(under_way)
    assert told(errands) == [("forget", ONE)]


def test_tries_are_told_one_by_one_and_forgiven_together(stores):
    tickets, errands = stores
    tickets.keep_draft(locked(ONE), None)
    errands.miss(right(ONE))
    errands.miss(right(ONE))
    assert told(errands) == [("keep", ONE), ("miss", ONE), ("miss", ONE)]
    assert {one.right for one in errands.errands(50)} == {None}
    errands.forgive(right(ONE))
    assert told(errands) == [("keep", ONE), ("forgive", ONE)]


def test_what_the_desk_calls_dead_is_deleted_with_all_that_was_to_be_told(stores):
    tickets, errands = stores
    tickets.keep_draft(locked(ONE), None)
    errands.miss(right(ONE))
    errands.bury(ONE)
    assert (tickets.draft(ONE), errands.errands(50)) == (None, ())


def test_the_ids_of_what_lies_here_come_in_pieces(stores):
    tickets, errands = stores
    for ticket in (TWO, ONE):
        tickets.keep_draft(locked(ticket), None)
    assert (errands.held("", 1), errands.held(ONE, 5), errands.held(TWO, 5)) == ((ONE,), (TWO,), ())


def test_nothing_outlives_the_draft_it_is_about(stores):
    tickets, errands = stores
    tickets.keep_draft(locked(ONE), None)
    errands.forget(right(TWO))
    tickets.purge(MORNING + timedelta(days=30))
    assert errands.errands(50) == ()


def test_a_right_shows_nothing_of_its_proof():
    assert "p" * 4 not in repr(right(ONE))
