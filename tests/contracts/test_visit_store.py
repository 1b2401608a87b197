"""What every VisitStore keeps: the one on disk and the one in memory."""

from datetime import date, timedelta
from typing import get_args

import pytest

from kiosk.ids import HelperId
from kiosk.outbox.visits import KeptList, KeptReport
from kiosk.store.memory_visits import MemoryVisitStore
from kiosk.store.visits import SqliteVisitStore
from kiosk.tickets.ports import StoreFull
from kiosk.wire.visits import Stage

TODAY = date(2026, 11, 16)
DAY = timedelta(days=1)
TAI, LAN = HelperId("tai"), HelperId("lan")


def a_list(helper=TAI, day=TODAY, sealed=b"sealed list"):
    return KeptList(helper, day, sealed)


def a_report(name="a", visit="v1", stage="papers", day=TODAY, size=64):
    return KeptReport(name * 32, visit, stage, day, name.encode() * size)


@pytest.fixture
def visits(kind, database, tickets):
    return SqliteVisitStore(database) if kind == "disk" else MemoryVisitStore(tickets.disk)


def test_a_list_comes_back_for_its_helper_and_its_day_alone(visits):
    visits.keep_lists([a_list(), a_list(LAN, sealed=b"hers")])
    assert visits.list_of(TAI, TODAY) == a_list()
    assert visits.list_of(LAN, TODAY).sealed == b"hers"
    assert visits.list_of(TAI, TODAY + DAY) is None


def test_newer_lists_take_the_place_of_all_that_were_kept(visits):
    visits.keep_lists([a_list(), a_list(LAN)])
    visits.keep_lists([a_list(sealed=b"newer")])
    assert visits.list_of(TAI, TODAY).sealed == b"newer"
    assert visits.list_of(LAN, TODAY) is None


def test_lists_are_gone_on_the_next_day(visits):
    visits.keep_lists([a_list(), a_list(day=TODAY + DAY)])
    assert visits.purge(TODAY) == 0
    assert visits.purge(TODAY + DAY) == 1
    assert visits.list_of(TAI, TODAY) is None
    assert visits.list_of(TAI, TODAY + DAY) is not None


def test_reports_wait_in_their_order_until_the_ward_has_them(visits):
    for name in "abc":
        visits.put(a_report(name))
    assert [one.id[0] for one in visits.reports(2)] == ["a", "b"]
    visits.done("a" * 32)
    visits.done("a" * 32)
    assert visits.reports(9) == (a_report("b"), a_report("c"))
    assert visits.counts() == (2, 0)


@pytest.mark.parametrize("stage", get_args(Stage))
def test_whatever_can_be_told_of_a_home_is_kept(visits, stage):
    visits.put(a_report(stage=stage))
    assert [one.stage for one in visits.reports(20)] == [stage]
    assert visits.told() == {("v1", stage)}


def test_the_same_report_is_kept_once_even_after_the_ward_has_it(visits):
    visits.put(a_report())
    visits.put(a_report(size=3))
    assert visits.reports(9) == (a_report(),)
    visits.done("a" * 32)
    visits.put(a_report())
    assert visits.reports(9) == ()


def test_what_the_ward_refuses_stays_and_lets_the_others_pass(visits):
    visits.put(a_report("a"))
    visits.put(a_report("b"))
    visits.refused("a" * 32, "unknown-visit")
    visits.refused("f" * 32, "unknown-visit")
    assert [(one.id[0], one.reason) for one in visits.reports(9)] == [("b", ""), ("a", "unknown-visit")]
    assert visits.counts() == (2, 1)


def test_what_was_done_at_a_home_is_known_after_its_report_has_gone(visits):
    visits.put(a_report("a"))
    visits.put(a_report("b", "v2", "result"))
    visits.done("a" * 32)
    assert visits.told() == {("v1", "papers"), ("v2", "result")}


def test_a_report_that_waits_outlives_every_purge(visits):
    visits.put(a_report("a"))
    visits.put(a_report("b", "v2"))
    visits.done("b" * 32)
    visits.purge(TODAY + 90 * DAY)
    assert visits.reports(9) == (a_report("a"),)
    assert visits.told() == {("v1", "papers")}


def test_a_full_disk_keeps_nothing_new_and_loses_nothing(visits, fill_up):
    visits.keep_lists([a_list()])
    visits.put(a_report("a"))
    fill_up()
    with pytest.raises(StoreFull):
        visits.put(a_report("b", size=300_000))
    with pytest.raises(StoreFull):
        visits.keep_lists([a_list(LAN, sealed=b"l" * 300_000)])
    assert visits.reports(9) == (a_report("a"),)
    assert visits.list_of(TAI, TODAY) == a_list()
    assert visits.told() == {("v1", "papers")}
