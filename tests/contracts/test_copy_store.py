"""What every CopyStore keeps: the one on disk and the one in memory, each with the tickets of the same file."""

from datetime import datetime, timedelta

import pytest

from kiosk.clock import VIETNAM
from kiosk.ids import TicketId
from kiosk.store.copies import SqliteCopyStore
from kiosk.store.draft_errands import SqliteErrandStore
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.tickets.copies import CopyId, SealedPage
from kiosk.tickets.ports import StoreBroken, StoreFull
from tests.contracts.test_ticket_store import DAY, ONE, TWO, locked, right
from tests.outbox.parcels import sealed

MORNING = datetime(2026, 11, 16, 8, 30, tzinfo=VIETNAM)
A, B, C = (CopyId(letter * 32) for letter in "abc")


def page(copy=A, size=8192):
    return SealedPage(copy, b"n" * 12, bytes(range(256)) * (size // 256))


@pytest.fixture
def copies(kind, database, tickets):
    return SqliteCopyStore(database) if kind == "disk" else tickets.copies


@pytest.fixture
def errands(kind, database, tickets):
    return SqliteErrandStore(database) if kind == "disk" else tickets.errands


@pytest.fixture
def three(copies):
    for copy in (A, B, C):
        copies.put(page(copy), MORNING + DAY)
    return copies


def test_a_page_comes_back_as_it_was_put(copies):
    copies.put(page(A, 512_000), MORNING + DAY)
    assert copies.page(A) == page(A, 512_000)
    assert copies.page(B) is None
    assert copies.here([A, B]) == {A}


def test_an_id_names_one_page(copies):
    copies.put(page(), MORNING + DAY)
    with pytest.raises(StoreBroken):
        copies.put(page(), MORNING + DAY)
    assert copies.page(A) == page()


def test_a_full_disk_keeps_nothing_and_loses_nothing(copies, fill_up):
    copies.put(page(), MORNING + DAY)
    fill_up()
    with pytest.raises(StoreFull):
        copies.put(page(B, 512_000), MORNING + DAY)
    assert copies.here([A, B]) == {A}


def test_it_tells_how_many_bytes_of_the_named_pages_lie_here(copies, tickets):
    assert copies.size([A]) == 0
    copies.put(page(A, 8192), MORNING + DAY)
    copies.put(page(B, 512_000), MORNING + DAY)
    tickets.keep_draft(locked(ONE), None, [A])
    assert copies.size([A, B, C]) == 8192 + 512_000
    assert copies.size([A]) == copies.size([A, A]) == 8192
    copies.forget([B])
    assert copies.size([A, B]) == 8192


def test_pages_are_forgotten_alone_and_more_than_once(three):
    three.forget([A, B])
    three.forget([A])
    assert three.here([A, B, C]) == {C}


def test_pages_that_a_draft_holds_are_not_let_go(three, tickets):
    tickets.keep_draft(locked(ONE), None, [A])
    three.let_go([A, B])
    assert three.here([A, B, C]) == {A, C}


def test_pages_that_a_draft_holds_are_forgotten_when_somebody_wishes_it(three, tickets):
    tickets.keep_draft(locked(ONE), None, [A])
    three.forget([A])
    assert three.here([A]) == frozenset()


def test_at_the_start_only_those_stay_that_a_draft_or_the_visit_holds(three, tickets):
    tickets.keep_draft(locked(ONE), None, [A])
    assert three.keep_only([B]) == 1
    assert three.here([A, B, C]) == {A, B}
    assert three.keep_only([B]) == 0


def test_what_no_draft_holds_goes_when_its_time_is_over(copies, tickets):
    copies.put(page(A), MORNING + DAY)
    copies.put(page(B), MORNING + 2 * DAY)
    copies.put(page(C), MORNING + DAY)
    tickets.keep_draft(locked(ONE), None, [C])
    assert copies.purge(MORNING + DAY - timedelta(seconds=1)) == 0
    assert copies.purge(MORNING + DAY) == 1
    assert copies.here([A, B, C]) == {B, C}


@pytest.mark.parametrize(
    "deleted",
    [
        pytest.param(lambda tickets, errands: tickets.forget_draft(ONE), id="here alone"),
        pytest.param(lambda tickets, errands: errands.forget(right(ONE)), id="by its holder"),
        pytest.param(lambda tickets, errands: errands.bury(ONE), id="because the desk says so"),
        pytest.param(lambda tickets, errands: tickets.purge(MORNING + 31 * DAY), id="by its age"),
        pytest.param(lambda tickets, errands: tickets.keep_draft(locked(TWO), right(ONE)), id="replaced"),
    ],
)
def test_the_pages_of_a_draft_go_with_it(three, tickets, errands, deleted):
    tickets.keep_draft(locked(ONE), None, [A, B])
    deleted(tickets, errands)
    assert three.here([A, B, C]) == {C}


def test_a_draft_that_is_filed_takes_its_pages_with_it(kind, database, three, tickets):
    outbox = SqliteOutboxStore(database) if kind == "disk" else None
    if outbox is None:
        from kiosk.store.memory import MemoryOutboxStore

        outbox = MemoryOutboxStore(tickets)
    tickets.keep_draft(locked(ONE), None, [A])
    outbox.put(sealed(), "A001", MORNING, right(ONE))
    assert three.here([A, B]) == {B}


def test_a_newer_draft_takes_over_what_it_names_and_the_rest_goes(three, tickets):
    tickets.keep_draft(locked(ONE), None, [A, B])
    tickets.keep_draft(locked(TWO), right(ONE), [B, C])
    assert three.here([A, B, C]) == {B, C}
    three.let_go([B, C])
    assert three.here([A, B, C]) == {B, C}


def test_the_same_draft_again_keeps_its_pages(three, tickets):
    tickets.keep_draft(locked(ONE), None, [A])
    tickets.keep_draft(locked(ONE, version=2), None, [A])
    assert tickets.draft(ONE).version == 2
    assert three.here([A]) == {A}


def test_a_draft_that_cannot_be_kept_takes_no_pages(three, tickets, fill_up):
    fill_up()
    with pytest.raises(StoreFull):
        tickets.keep_draft(locked(TicketId("9" * 32), size=512_000), None, [A])
    if hasattr(tickets, "disk"):
        tickets.disk.full = False
    three.let_go([A])
    assert three.here([A]) == frozenset()
