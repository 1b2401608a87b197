"""What every TicketStore keeps: the one on disk and the one in memory."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from kiosk.clock import VIETNAM
from kiosk.ids import TicketId
from kiosk.tickets.ports import StoreBroken, StoreFull, TicketRow
from kiosk.wire.drafts import LockedDraft, WriteRight

MORNING = datetime(2026, 11, 16, 8, 30, tzinfo=VIETNAM)
DAY = timedelta(days=1)
ONE, TWO = TicketId("1" * 32), TicketId("2" * 32)


def locked(ticket=ONE, *, size=4096, expires=MORNING + 30 * DAY, version=1):
    return LockedDraft(
        id=ticket,
        version=version,
        expires=expires.isoformat(timespec="seconds"),
        nonce=b"n" * 12,
        ciphertext=bytes(range(256)) * (size // 256),
        write_digest=b"d" * 32,
    )


def right(ticket):
    """The right to delete a draft, as its ticket gives it."""
    return WriteRight(id=ticket, proof=b"p" * 32, expires=(MORNING + 30 * DAY).isoformat())


@pytest.fixture
def store(tickets):
    return tickets


def test_numbers_count_up_by_series_and_the_row_is_kept_as_reserved(store):
    first = store.reserve("A", "queue", ONE, MORNING)
    second = store.reserve("A", "receipt", TWO, MORNING)
    other = store.reserve("B", "resume", TicketId("3" * 32), MORNING)
    assert [row.number for row in (first, second, other)] == ["A001", "A002", "B001"]
    assert store.ticket(TWO) == TicketRow("A002", "receipt", TWO, "reserved", MORNING, 0) == second
    assert store.last_number("A") == (date(2026, 11, 16), 2)


def test_a_ticket_tells_in_which_language_it_was_printed(store):
    assert store.reserve("A", "receipt", ONE, MORNING, language="km").language == "km"
    store.reserve("A", "resume", TWO, MORNING)
    assert [store.ticket(ticket).language for ticket in (ONE, TWO)] == ["km", ""]


def test_a_new_day_starts_at_one_by_vietnams_calendar(store):
    store.reserve("A", "queue", ONE, MORNING)
    late = datetime(2026, 11, 16, 16, 59, tzinfo=UTC)
    assert store.reserve("A", "queue", TWO, late).number == "A002"
    assert store.reserve("A", "queue", TicketId("3" * 32), late + timedelta(minutes=1)).number == "A001"
    assert store.last_number("A") == (date(2026, 11, 17), 1)


def test_a_clock_set_back_to_an_earlier_day_uses_no_number_again(store):
    store.reserve("A", "queue", ONE, MORNING)
    assert store.reserve("A", "queue", TWO, MORNING - DAY).number == "A002"
    assert store.last_number("A") == (date(2026, 11, 16), 2)


def test_an_unused_series_has_no_last_number(store):
    assert store.last_number("A") is None


def test_one_id_has_one_ticket_and_a_refused_one_takes_no_number(store):
    store.reserve("A", "queue", ONE, MORNING)
    with pytest.raises(StoreBroken):
        store.reserve("A", "queue", ONE, MORNING)
    assert store.last_number("A") == (date(2026, 11, 16), 1)


def test_two_threads_never_take_the_same_number(store):
    ids = [TicketId(f"{count:032x}") for count in range(40)]
    with ThreadPoolExecutor(4) as threads:
        rows = list(threads.map(lambda ticket: store.reserve("A", "queue", ticket, MORNING), ids))
    assert sorted(row.number for row in rows) == [f"A{count:03d}" for count in range(1, 41)]


def test_printing_and_reprints_are_noted(store):
    store.reserve("A", "queue", ONE, MORNING)
    store.set_state(ONE, "unknown")
    store.count_reprint(ONE)
    store.count_reprint(ONE)
    row = store.ticket(ONE)
    assert (row.state, row.reprints) == ("unknown", 2)


def test_after_a_crash_a_slip_under_way_is_unknown_and_one_never_begun_has_failed(store):
    ids = [TicketId(str(digit) * 32) for digit in range(1, 6)]
    states = ("reserved", "printing", "printed", "failed", "unknown")
    for ticket, state in zip(ids, states, strict=True):
        store.reserve("A", "receipt", ticket, MORNING)
        store.set_state(ticket, state)
    assert store.settle() == 2
    assert [store.ticket(ticket).state for ticket in ids] == [
        "failed",
        "unknown",
        "printed",
        "failed",
        "unknown",
    ]
    assert store.settle() == 0


def test_an_unknown_ticket_is_none_and_stays_none(store):
    store.set_state(ONE, "printed")
    store.count_reprint(ONE)
    assert store.ticket(ONE) is None


def test_a_draft_comes_back_as_it_was(store):
    draft = locked()
    store.keep_draft(draft, None)
    assert store.draft(ONE) == draft
    assert store.draft(TWO) is None


def test_saving_again_kills_the_old_ticket_in_the_same_step(store):
    store.keep_draft(locked(ONE), None)
    store.keep_draft(locked(TWO, version=2), right(ONE))
    assert store.draft(ONE) is None
    assert store.draft(TWO).version == 2


def test_a_draft_kept_under_its_own_id_again_takes_its_place(store):
    store.keep_draft(locked(ONE), None)
    store.keep_draft(locked(ONE, version=2), right(ONE))
    assert store.draft(ONE).version == 2


def test_a_draft_whose_expiry_is_no_time_is_not_kept(store):
    for nonsense in ("soon", "2026-11-16T08:30:00"):
        with pytest.raises(ValueError):
            store.keep_draft(msgspec.structs.replace(locked(), expires=nonsense), None)
    assert store.draft(ONE) is None


def test_forgetting_is_done_once_and_may_be_asked_twice(store):
    store.keep_draft(locked(), None)
    store.forget_draft(ONE)
    store.forget_draft(ONE)
    assert store.draft(ONE) is None


def test_misses_count_by_ticket_and_outlive_the_draft(store):
    store.keep_draft(locked(), None)
    assert [store.miss(ONE), store.miss(ONE), store.miss(TWO)] == [1, 2, 1]
    store.forget_draft(ONE)
    assert store.miss(ONE) == 3


def test_purging_drops_expired_drafts_at_their_moment_and_tells_how_many(store):
    store.keep_draft(locked(ONE, expires=MORNING + DAY), None)
    store.keep_draft(locked(TWO, expires=MORNING + 2 * DAY), None)
    assert store.purge(MORNING + DAY - timedelta(seconds=1)) == 0
    assert store.purge(MORNING + DAY) == 1
    assert (store.draft(ONE), store.draft(TWO) is None) == (None, False)


def test_purging_drops_tickets_after_60_days_and_keeps_the_count_of_the_series(store):
    store.reserve("A", "queue", ONE, MORNING)
    store.reserve("A", "queue", TWO, MORNING + DAY)
    store.purge(MORNING + 60 * DAY + timedelta(hours=1))
    assert store.ticket(ONE) is None
    assert store.ticket(TWO) is not None
    assert store.last_number("A") == (date(2026, 11, 17), 1)


def test_misses_are_dropped_60_days_after_the_first_purge_that_sees_them(store):
    store.miss(ONE)
    store.purge(MORNING)
    store.purge(MORNING + 60 * DAY)
    assert store.miss(ONE) == 2
    store.purge(MORNING + 61 * DAY)
    assert store.miss(ONE) == 1


def test_a_full_disk_is_said_and_changes_nothing(store, fill_up):
    store.reserve("A", "queue", ONE, MORNING)
    store.keep_draft(locked(ONE), None)
    fill_up()
    with pytest.raises(StoreFull) as refusal:
        store.keep_draft(locked(TWO, size=64 * 4096), right(ONE))
    assert refusal.value.code == "disk-full"
    assert store.draft(ONE) == locked(ONE)
    assert store.draft(TWO) is None
    assert store.last_number("A") == (date(2026, 11, 16), 1)
