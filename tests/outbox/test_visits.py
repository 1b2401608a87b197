"""When the ward is talked to about visits at home, and what leaves the laptop."""

from datetime import date, datetime

import pytest

from kiosk.clock import VIETNAM
from kiosk.ids import HelperId
from kiosk.outbox.ports import Unreached
from kiosk.outbox.sending import SELDOM
from kiosk.outbox.visits import ASK_EVERY, KeptList, KeptReport, ReportWord, VisitSender
from kiosk.store.memory import MemoryTicketStore
from kiosk.store.memory_visits import MemoryVisitStore
from kiosk.tickets.ports import StoreFull

NOW = datetime(2026, 11, 16, 8, 30, tzinfo=VIETNAM)
TODAY = date(2026, 11, 16)
LIST = KeptList(HelperId("tai"), TODAY, b"sealed")


class Desk:
    """Says what it is told to say."""

    def __init__(self):
        self.words, self.asked, self.found, self.told = {}, 0, (LIST,), []

    def lists(self, _at):
        self.asked += 1
        return self.found

    def report(self, report):
        self.told.append(report.id)
        return self.words.get(report.id, ReportWord(kept=True))


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def disk():
    return MemoryTicketStore().disk


@pytest.fixture
def store(disk):
    return MemoryVisitStore(disk)


@pytest.fixture
def sender(store, desk):
    return VisitSender(store, desk, lambda: 0.0)


def put(store, *names):
    for name in names:
        store.put(KeptReport(name, "v1", "papers", TODAY, name.encode()))


def test_only_what_the_ward_has_kept_leaves(store, desk, sender):
    put(store, "a", "b", "c")
    desk.words["b"] = ReportWord(kept=False, reason="unknown-visit")
    synced = sender.sync(0.0, NOW)
    assert (synced.handed, synced.refused) == (2, 1)
    assert [one.id for one in store.reports(9)] == ["b"]


def test_where_the_line_breaks_all_that_was_not_answered_stays(store, desk, sender):
    put(store, "a", "b", "c")
    desk.words["b"] = Unreached("timeout")
    synced = sender.sync(0.0, NOW)
    assert synced.code == "timeout"
    assert [one.id for one in store.reports(9)] == ["b", "c"]
    assert desk.asked == 0


def test_a_request_that_the_desk_never_reads_is_refused_and_holds_nothing_up(store, desk, sender):
    put(store, "a", "b")
    desk.words["a"] = Unreached("http-413")
    sender.sync(0.0, NOW)
    assert [(one.id, one.reason) for one in store.reports(9)] == [("a", "http-413")]


def test_lists_are_asked_for_now_and_then_or_when_somebody_wants_theirs(store, desk, sender):
    assert sender.due(0.0)
    sender.sync(0.0, NOW)
    assert store.list_of(LIST.helper, TODAY) == LIST
    assert not sender.due(ASK_EVERY - 1)
    sender.hurry()
    sender.sync(60.0, NOW)
    assert desk.asked == 1
    sender.sync(60.0, NOW, lists=True)
    assert desk.asked == 2
    assert sender.due(60.0 + ASK_EVERY)


def test_on_a_line_that_is_paid_by_the_byte_lists_are_asked_for_seldom_and_a_report_goes_at_once(store, desk):
    sender = VisitSender(store, desk, lambda: 0.0, frugal=True)
    sender.sync(0.0, NOW)
    assert not sender.due(SELDOM - 1)
    put(store, "r1")
    sender.hurry()
    assert sender.due(60.0)
    sender.sync(60.0, NOW)
    assert (desk.told, desk.asked) == (["r1"], 1)
    assert sender.due(60.0 + SELDOM)
    sender.sync(60.0 + SELDOM, NOW)
    assert desk.asked == 2


def test_without_a_network_what_was_brought_stays_and_it_is_tried_ever_more_rarely(store, desk, sender):
    sender.sync(0.0, NOW)
    desk.found = Unreached("offline")
    for tries in range(1, 4):
        assert sender.sync(10_000.0 * tries, NOW).code == "offline"
        assert sender.tries == tries
    assert not sender.due(30_005.0)
    assert store.list_of(LIST.helper, TODAY) == LIST


def test_a_store_that_breaks_is_not_asked_again_at_once(store, desk, sender, disk):
    disk.full = True
    with pytest.raises(StoreFull):
        sender.sync(0.0, NOW)
    assert not sender.due(1.0)
