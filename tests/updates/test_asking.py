"""The updater asks the machine to start the kiosk anew, and nobody is cut off by that."""

import os
import socket
import threading
from contextlib import suppress

import pytest

from kiosk import occupancy
from kiosk.occupancy import FileOccupancy
from kiosk.updates.asking import AskedServices, MarkedRest


class Starter:
    """A machine that starts kiosks: answers each who asks with ``says``; None hangs up without a word."""

    def __init__(self, folder, says=b"ready\n"):
        self.place, self.says, self.asked, self.seen = folder / "restart.sock", says, [], lambda: None
        self.line = socket.socket(socket.AF_UNIX)
        self.line.bind(str(self.place))
        self.line.listen()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        while True:
            try:
                one, _ = self.line.accept()
            except OSError:
                return
            with one:
                self.asked.append(one.makefile("rb").readline())
                self.seen()
                with suppress(BrokenPipeError):  # whoever asked has gone
                    one.sendall(self.says or b"")

    def close(self):
        self.line.shutdown(socket.SHUT_RDWR)
        self.line.close()
        self.thread.join()


@pytest.fixture
def starter(tmp_path):
    made = Starter(tmp_path)
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
    starter.seen = lambda: begun.append(kiosk.begins())
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


@pytest.mark.parametrize("says", [b"silent\n", b"readying\n", b"\n", b"x" * 9000, None])
def test_whatever_is_no_yes_is_a_no(starter, mark, says):
    starter.says = says
    assert AskedServices(starter.place, mark).restart(9.0) == "silent"


def test_a_machine_that_answers_nothing_in_time_has_not_started_it(starter, mark):
    over = threading.Event()
    starter.seen = over.wait
    assert AskedServices(starter.place, mark).restart(0.05) == "silent"
    over.set()


def test_where_nobody_starts_kiosks_it_is_not_started(tmp_path, mark):
    assert AskedServices(tmp_path / "nobody.sock", mark).restart(9.0) == "silent"


def test_a_mark_that_cannot_be_looked_at_is_taken_for_somebody(starter, tmp_path):
    (tmp_path / "file").write_text("")
    odd = tmp_path / "file" / "visit.lock"
    assert not MarkedRest(odd).free()
    assert AskedServices(starter.place, odd).restart(9.0) == "occupied"
