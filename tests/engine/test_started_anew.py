"""Between two visits the kiosk is started anew: nobody is cut off, and nobody begins in that moment."""

import os

import pytest
from msgspec import structs

from kiosk import occupancy
from kiosk.settings import Settings
from kiosk.store.kept_key import MemoryKeyKeeper
from kiosk.visit import events as ev
from tests.engine.bench import Bench
from tests.engine.test_practice import begin as practising


@pytest.fixture
def mark(tmp_path):
    path = tmp_path / "visit.lock"
    occupancy.lay(path, os.getgid())
    return path


@pytest.fixture
def marked(settings, mark):
    updates = structs.replace(settings.kiosk.updates, visit=str(mark))
    kiosk = structs.replace(settings.kiosk, updates=updates)
    return Settings(kiosk, settings.point, settings.root, settings.state, settings.cache, settings.config)


@pytest.fixture
def bench(marked):
    made = Bench(marked)
    yield made
    made.close()


def free(mark):
    with occupancy.held(mark) as mine:
        return mine


def test_from_the_first_touch_to_the_last_page_nothing_is_started_anew(bench, mark):
    assert free(mark)
    bench.start()
    assert not free(mark)
    bench.fill()
    assert not free(mark)
    bench.send(ev.StartOver())
    bench.send(ev.Decide(yes=True))
    assert bench.view.state == "attract"
    assert free(mark)


def test_whoever_comes_while_it_is_started_anew_is_not_begun_with(bench, mark):
    with occupancy.held(mark):
        bench.press("language:vi")
        bench.press("language:km")
        assert bench.view.state == "attract"
        assert bench.session.shown_ticket is None
    assert {note["why"] for note in bench.noted("event-refused")} == {"started-anew"}
    assert not bench.parts.people.audit.entries()
    assert bench.press("language:vi").state != "attract"


def test_whoever_is_asked_after_a_crash_whether_to_go_on_is_not_kept_out(marked, mark):
    keeper = MemoryKeyKeeper()
    first = Bench(marked, keeper=keeper)
    first.start()
    first.papers()
    first.answer()
    first.database.close()
    first.core._stay._occupancy.ends()
    with occupancy.held(mark):
        after = Bench(marked, keeper=keeper, clock=first.clock, seed=2)
        assert after.view.state == "recover"
    first.core._stopped = True
    after.close()


def test_whoever_practises_is_not_cut_off_either(bench, mark):
    bench.press("language:vi")
    practising(bench)
    assert bench.core._stay.practice is not None
    assert not free(mark)
    bench.send(ev.StartOver())
    bench.send(ev.Decide(yes=True))
    assert bench.view.state == "attract"
    assert free(mark)
