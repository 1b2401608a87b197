"""The updater asks the machine to start the kiosk anew, and nobody is cut off by that."""

import os
import threading

import pytest

from kiosk import occupancy
from kiosk.occupancy import FileOccupancy
from kiosk.updates.asking import AskedServices, MarkedRest
from kiosk.updates.asking_probe import AskedProbe
from kiosk.updates.ports import Healthy, Unhealthy
from tests.updates.sockets import Answering


@pytest.fixture
def starter(tmp_path):
    made = Answering(tmp_path / "restart.sock")
    yield made
    made.close()


@pytest.fixture
def mark(tmp_path):
    path = tmp_path / "visit.lock"
    occupancy.lay(path, os.getgid())
    return path


def test_between_two_visits_the_kiosk_is_started_anew(starter, mark):
    assert MarkedRest(mark).free()
    assert AskedServices(starter.place, mark).restart(9.0) == "ready"
    assert starter.asked == [b"restart\n"]


def test_nobody_begins_until_the_answer_has_come(starter, mark):
    kiosk, begun = FileOccupancy(mark), []
    starter.seen = lambda _: begun.append(kiosk.begins())
    AskedServices(starter.place, mark).restart(9.0)
    assert begun == [False]
    assert kiosk.begins()
    kiosk.ends()


def test_while_somebody_is_here_the_machine_is_not_even_asked(starter, mark):
    kiosk = FileOccupancy(mark)
    kiosk.begins()
    assert not MarkedRest(mark).free()
    assert AskedServices(starter.place, mark).restart(9.0) == "occupied"
    assert starter.asked == []
    kiosk.ends()
    assert AskedServices(starter.place, mark).restart(9.0) == "ready"


@pytest.mark.parametrize("says", [b"silent\n", b"readying\n", b"\n", b"x" * 9000, b""])
def test_whatever_is_no_yes_is_a_no(starter, mark, says):
    starter.says = says
    assert AskedServices(starter.place, mark).restart(9.0) == "silent"


def test_a_machine_that_answers_nothing_in_time_has_not_started_it(starter, mark):
    over = threading.Event()
    starter.seen = lambda _: over.wait() and None
    assert AskedServices(starter.place, mark).restart(0.05) == "silent"
    over.set()


def test_where_nobody_starts_kiosks_it_is_not_started(tmp_path, mark):
    assert AskedServices(tmp_path / "nobody.sock", mark).restart(9.0) == "silent"


def test_a_mark_that_cannot_be_looked_at_is_taken_for_somebody(starter, tmp_path):
    (tmp_path / "file").write_text("")
    odd = tmp_path / "file" / "visit.lock"
    assert not MarkedRest(odd).free()
    assert AskedServices(starter.place, odd).restart(9.0) == "occupied"


def test_a_release_is_tried_by_the_machine_and_its_word_is_taken(starter, tmp_path):
    starter.says = b"healthy\n"
    probe = AskedProbe(starter.place, 9.0)
    assert probe.run(tmp_path / "releases" / "2026.2") == Healthy()
    assert starter.asked == [b"2026.2\n"]
    starter.says = b"unreadable-back\n"
    assert probe.run(tmp_path / "2026.2") == Unhealthy("unreadable-back")


@pytest.mark.parametrize("says", [b"", b"\n", b"healthy enough\n", b"\xff\n", b"nonsense\n"])
def test_a_word_that_nobody_knows_is_no_health(starter, tmp_path, says):
    starter.says = says
    assert AskedProbe(starter.place, 9.0).run(tmp_path) == Unhealthy("machine")


def test_where_nobody_tries_releases_none_is_healthy(tmp_path):
    assert AskedProbe(tmp_path / "nobody.sock", 9.0).run(tmp_path) == Unhealthy("machine")
