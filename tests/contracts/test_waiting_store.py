"""What every WaitingStore keeps: the one on disk and the one in memory."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from functools import partial

import pytest

from kiosk.clock import VIETNAM
from kiosk.ids import TicketId
from kiosk.store.memory_waiting import MemoryWaitingStore
from kiosk.store.waiting import SqliteWaitingStore
from kiosk.tickets.ports import StoreBroken, StoreFull
from kiosk.waiting import line as lines

MORNING = datetime(2026, 11, 16, 8, 30, tzinfo=VIETNAM)
LATE = datetime(2026, 11, 16, 23, 58, tzinfo=VIETNAM)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(kind, database, tickets):
    return SqliteWaitingStore(database) if kind == "disk" else MemoryWaitingStore(tickets)


def ticket(number):
    return TicketId(f"{number:032d}")


def take(store, number, at=MORNING, *, series="A", first=False, language="vi"):
    return store.take(series, ticket(number), first=first, language=language, at=at)


def take_many(store):
    for number in range(2, 400):
        take(store, number)


def standing(store, at=MORNING):
    return {place.number: place.standing for place in store.line(at).places}


def next_at(now=MORNING, counter=1):
    return partial(lines.call_next, counter=counter, now=now)


def test_a_number_is_committed_before_it_is_told_and_stands_last(store):
    taken = [take(store, 1), take(store, 2, MORNING + MINUTE, first=True, language="km")]
    assert [place.number for place in taken] == ["A001", "A002"]
    line = store.line(MORNING)
    assert line.places == tuple(taken)
    assert line.day == date(2026, 11, 16)
    assert (line.places[1].first, line.places[1].language) == (True, "km")
    assert line.places[1].taken_at == MORNING + MINUTE


def test_the_numbers_of_the_queue_and_of_all_other_tickets_never_meet(store, tickets):
    take(store, 1)
    other = tickets.reserve("A", "receipt", ticket(2), MORNING)
    assert (other.number, take(store, 3).number) == ("A002", "A003")
    assert tickets.ticket(ticket(1)).kind == "queue"
    assert tickets.ticket(ticket(1)).state == "reserved"


def test_an_id_that_has_a_ticket_takes_no_number(store, tickets):
    tickets.reserve("A", "receipt", ticket(1), MORNING)
    with pytest.raises(StoreBroken):
        take(store, 1)
    assert store.line(MORNING).places == ()
    assert take(store, 2).number == "A002"


def test_what_a_helper_does_is_kept_whole(store):
    for number in range(1, 5):
        take(store, number, first=number == 3)
    called = store.change(next_at(MORNING + MINUTE), MORNING + MINUTE)
    assert [place.number for place in called.serving] == ["A003"]
    assert called.streak == 1
    store.change(lambda line: lines.call_again(line, 1), MORNING + MINUTE)
    store.change(lambda line: lines.absent(line, 1), MORNING + MINUTE)
    again = store.line(MORNING + MINUTE)
    assert again.find("A003").absences == 1
    assert again.find("A003").rest == lines.BACK
    assert again.find("A003").called_at == MORNING + MINUTE
    assert again.streak == 1
    store.change(next_at(), MORNING)
    store.change(lambda line: lines.done(line, 1), MORNING)
    store.change(lambda line: lines.put_first(line, "A004", first=True), MORNING)
    assert standing(store) == {"A001": "done", "A002": "waiting", "A003": "waiting", "A004": "waiting"}
    assert store.line(MORNING).find("A004").first


def test_at_midnight_a_new_day_begins_at_1_and_whoever_still_waited_is_gone(store):
    take(store, 1, LATE)
    take(store, 2, LATE)
    store.change(next_at(LATE), LATE)
    assert standing(store, LATE) == {"A001": "called", "A002": "waiting"}
    assert store.line(LATE + 5 * MINUTE) == lines.Line(date(2026, 11, 17))
    assert take(store, 3, LATE + 5 * MINUTE).number == "A001"
    assert standing(store, LATE + 5 * MINUTE) == {"A001": "waiting"}
    assert store.change(next_at(LATE + 6 * MINUTE), LATE + 6 * MINUTE).find("A001").ticket_id == ticket(3)


def test_a_clock_that_is_set_back_takes_nothing_back_and_the_numbers_go_on(store):
    take(store, 1)
    assert take(store, 2, MORNING - 2 * DAY).number == "A002"
    assert take(store, 3, MORNING - 3 * timedelta(hours=1)).number == "A003"
    line = store.line(MORNING - 2 * DAY)
    assert line.day == MORNING.date()
    assert [place.number for place in line.waiting] == ["A001", "A002", "A003"]
    called = store.change(next_at(MORNING - 2 * DAY), MORNING - 2 * DAY)
    assert [place.number for place in called.serving] == ["A001"]


def test_each_kiosk_of_a_point_counts_its_own_letter(store):
    assert take(store, 1, series="A").number == "A001"
    assert take(store, 2, series="B").number == "B001"


def test_an_act_that_breaks_changes_nothing(store):
    take(store, 1)

    def broken(line):
        lines.call_next(line, 1, MORNING)
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        store.change(broken, MORNING)
    assert standing(store) == {"A001": "waiting"}


def test_a_full_disk_takes_no_number_and_changes_nothing(store, fill_up):
    take(store, 1)
    fill_up()
    with pytest.raises(StoreFull):
        take_many(store)
    taken = len(store.line(MORNING).places)
    assert taken == int(store.line(MORNING).places[-1].number[1:])


def test_numbers_that_are_taken_at_the_same_moment_are_all_different(store):
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda number: take(store, number).number, range(1, 41)))
    assert sorted(taken) == [f"A{number:03d}" for number in range(1, 41)]
    assert len(store.line(MORNING).places) == 40


def test_two_calls_at_the_same_moment_call_two_numbers(store):
    for number in range(1, 11):
        take(store, number)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda counter: store.change(next_at(counter=counter), MORNING), range(1, 11)))
    assert len({place.number for place in store.line(MORNING).serving}) == 10


def test_lines_of_days_that_are_long_over_go(store):
    take(store, 1, MORNING - 61 * DAY)
    take(store, 2, MORNING - 59 * DAY)
    take(store, 3)
    assert store.purge(MORNING) == 1
    assert standing(store) == {"A001": "waiting"}
    assert store.purge(MORNING + 2 * DAY) == 1
