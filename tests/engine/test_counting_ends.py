"""How visits end is counted: where, with what, how long in steps, helped or not; who it was is not."""

import json

import pytest

from kiosk.outbox.counts import step_of
from kiosk.tickets.ports import StoreFull
from kiosk.visit import events as ev
from kiosk.wire.counts import VisitEnd
from tests.visit.walking import GOOD


def ends(bench):
    return bench.parts.counting.store.kept()


def only(bench):
    ((end, count),) = ends(bench).items()
    assert count == 1
    return end


def test_a_visit_that_is_filed_is_counted_with_its_hour_and_nothing_of_the_person(bench):
    bench.file()
    bench.leave("rate:5")
    end = only(bench)
    assert (end.procedure, end.screen, end.result, end.helped) == ("1.001193", "rate", "filed", True)
    assert (end.point, end.language, end.day, end.hour) == (bench.settings.point.code, "vi", "2026-11-21", 9)
    row = bench.database.rows("SELECT * FROM visit_end")[0]
    assert {str(value) for value in row} == {str(value) for value in (*_values(end), 1)}
    for told in (*GOOD.values(), "A001", "tai", bench.session.visit.id):
        assert told not in [str(value) for value in row if value not in {1, 2, 9}], told


def _values(end):
    told = json.loads(json.dumps([getattr(end, name) for name in VisitEnd.__struct_fields__]))
    return [int(value) if isinstance(value, bool) else value for value in told]


def test_who_walks_away_is_counted_on_the_page_under_the_question_whether_somebody_is_there(bench):
    bench.start(language="km")
    bench.papers()
    assert bench.view.state == "question"
    bench.wait(400)
    assert bench.view.state == "attract"
    end = only(bench)
    assert (end.screen, end.result, end.helped, end.language) == ("question", "left", False, "km")
    assert end.minutes in {2, 5}


def test_the_time_before_the_first_touch_is_nobodys(bench):
    bench.wait(3600)
    bench.start()
    bench.send(ev.StartOver())
    bench.send(ev.Decide(yes=True))
    assert (only(bench).minutes, only(bench).screen) == (0, "papers")
    assert bench.noted("visit-wiped")[-1]["seconds"] < 120


def test_nobody_is_counted_where_nobody_came(bench):
    bench.wait(7200)
    assert ends(bench) == {}


def test_practice_is_never_counted(bench):
    bench.start()
    bench.core._wipe(bench.session.visit, practises=True)
    bench.core._show()
    bench.core._wipe(bench.core._visit)
    bench.settle()
    assert ends(bench) == {}


def test_an_hour_is_told_when_it_is_over_and_then_once(bench):
    bench.file()
    bench.leave("rate:5")
    bench.wait(120)
    assert bench.count_desk.counted == {}
    bench.count_desk.mute = True
    bench.wait(20 * 60)
    assert sum(bench.count_desk.counted.values()) == 2, "the visit and its rating"
    bench.count_desk.mute = False
    bench.wait(300)
    assert sum(bench.count_desk.counted.values()) == 2
    assert ends(bench) == {}
    assert bench.database.rows("SELECT * FROM count_batch") == []
    assert bench.database.rows("SELECT * FROM rating") == []


def test_what_the_desk_will_never_count_holds_up_nothing_that_comes_after_it(bench):
    bench.count_desk.refuses = True
    bench.file()
    bench.leave("rate:5")
    bench.wait(25 * 60)
    assert bench.database.rows("SELECT * FROM count_batch") == []
    bench.count_desk.refuses = False
    bench.file()
    bench.leave("rate:5")
    bench.wait(65 * 60)
    assert sum(bench.count_desk.counted.values()) == 2


def test_without_a_network_what_is_counted_waits(bench):
    bench.count_desk.away = True
    bench.file()
    bench.leave("rate:5")
    bench.wait(25 * 60)
    assert len(bench.database.rows("SELECT * FROM count_batch")) == 1
    bench.count_desk.away = False
    bench.wait(120)
    assert bench.database.rows("SELECT * FROM count_batch") == []


class Broken:
    """A store that breaks its promise in one way or the other."""

    def __init__(self, error):
        self.error = error

    def __getattr__(self, name):
        def broken(*_):
            raise self.error

        return broken


@pytest.mark.parametrize("error", [StoreFull("full"), RuntimeError("broken")])
def test_a_store_that_fails_hinders_nobody_from_leaving(bench, error):
    bench.core._carrier.endings._store = Broken(error)
    bench.file()
    bench.leave("rate:5")
    assert bench.view.state == "attract"
    bench.start()
    assert bench.view.state == "papers"


def test_lengths_are_told_in_steps():
    assert [step_of(minutes * 60) for minutes in (-1, 0, 1.9, 2, 9.9, 10, 39, 400)] == [
        0,
        0,
        0,
        2,
        5,
        10,
        20,
        40,
    ]
