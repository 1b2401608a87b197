"""kill -9 of a real `kiosk run` at random moments of a visit, behind a stand-in for systemd that starts it anew.

Before somebody says that they go on, neither an answer nor the procedure is seen; the name never lies on the disk in
clear; and once it is forgotten nothing that lay there can be opened.
"""

import os
import random
import select
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.store import kept_key
from kiosk.tickets.autosave import unlock
from kiosk.wiring.build import AUTOSAVE
from tests.contracts.service_manager import ServiceManager
from tests.visit.walking import ROOT

FULL = bool(os.environ.get("KIOSK_TEST_FULL"))
KILLS = 100 if FULL else 3
PATIENCE = 90
NAME = "Huỳnh Thị Tuyết Sương Mai"
FIRST, ASKED, QUESTION = "Chạm để bắt đầu", "Mình làm tiếp nghen?", "Bé tên gì?"
FORGET, GO_ON = ".1", ".2"
TO_PAPERS = (".1", ".1", ".1", ".1", ".1")
"""Vietnamese, a birth, under six, the certificate alone, begin."""
ALL_PAPERS = ".7"
AS_SYSTEMD = 'LISTEN_PID=$$ exec "$@" 3<>/proc/self/fd/{}'
"""systemd hands descriptors over from number 3 on, and names the process that they are for."""


class Life:
    """One process of the kiosk with the terminal face."""

    def __init__(self, settings, manager):
        manager.listen()
        held = manager.held.get(kept_key.NAME)
        script = 'exec "$@"' if held is None else AS_SYSTEMD.format(held)
        command = [sys.executable, "-m", "kiosk", "--state", str(settings.state), "run", "--face", "terminal"]
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            ["sh", "-c", script, "sh", *command],
            cwd=ROOT,
            env={**os.environ, **manager.environment(0)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=() if held is None else (held,),
        )
        self.seen = ""

    def read_until(self, *wanted):
        """Read what the terminal shows until one of these stands there; return it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = [each for each in wanted if each in self.seen]
            if found:
                return found[0]
            if select.select([self.process.stdout], [], [], 0.5)[0]:
                data = os.read(self.process.stdout.fileno(), 65536)
                assert data, "the kiosk is gone"
                self.seen += data.decode(errors="replace")
        raise AssertionError(f"none of {wanted} is shown: {self.seen}")

    def watch(self, seconds):
        """Let it go on and read what it shows meanwhile."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self.process.stdout], [], [], left)[0]:
                self.seen += os.read(self.process.stdout.fileno(), 65536).decode(errors="replace")

    def type(self, line, *then):
        self.seen = ""
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()
        return self.read_until(*then) if then else ""

    def to_first_question(self):
        for line in TO_PAPERS:
            self.type(line, "Chọn số")
        self.type(ALL_PAPERS, QUESTION)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)
        self.process.stdin.close()
        self.process.stdout.close()


@pytest.fixture
def manager(tmp_path_factory):
    made = ServiceManager(tmp_path_factory.mktemp("systemd"))
    yield made
    made.close()


def on_disk(settings):
    """Every byte in the kiosk's folder."""
    return b"".join(path.read_bytes() for path in settings.state.rglob("*") if path.is_file())


def forgets(life, settings, manager):
    """Have it forgotten; what lay on the disk opened before and opens no more."""
    held, place = manager.held[kept_key.NAME], settings.state / AUTOSAVE
    key, locked = os.pread(held, 64, 0), place.read_bytes()
    assert unlock(locked, key) is not None
    life.type(FORGET, FIRST)
    assert unlock(locked, os.pread(held, 64, 0)) is None
    until = time.monotonic() + PATIENCE
    while place.exists() and time.monotonic() < until:
        life.watch(0.01)
    assert not place.exists()


@pytest.mark.timeout(7200)
def test_killed_at_any_moment_of_a_visit_it_is_asked_whether_to_go_on(settings, manager):
    chance, took, came_back = random.Random(11), [], 0
    life, expected = Life(settings, manager), False
    for _ in range(KILLS):
        found = life.read_until(FIRST, ASKED)
        assert (found == ASKED) or not expected, "a visit is lost"
        if found == ASKED:
            took.append(time.monotonic() - life.began)
            came_back += 1
            assert NAME not in life.seen
            assert "khai sanh" not in life.seen.lower()
            if chance.random() < 0.4:
                forgets(life, settings, manager)
                found = FIRST
            else:
                life.type(GO_ON, "Khai sanh")
        if found == FIRST:
            life.to_first_question()
            life.type(NAME, "Chọn số")
        life.watch(chance.random() * 0.5)
        life.type(chance.choice((".1", ".2", "1961")))
        life.watch(chance.random() * 0.5)
        life.kill()
        assert NAME.encode() not in on_disk(settings)
        life, expected = Life(settings, manager), True
    assert life.read_until(FIRST, ASKED) == ASKED
    forgets(life, settings, manager)
    life.kill()
    tell(
        f"kill -9 in mid-visit: {KILLS} kills, {came_back + 1} visits came back, 0 lost; "
        f"from the start to the question {statistics.median(took or [0.0]):.1f} s (median)"
    )


@pytest.mark.timeout(600)
def test_after_a_loss_of_power_nothing_comes_back(settings, manager, tmp_path_factory):
    life = Life(settings, manager)
    life.read_until(FIRST)
    life.to_first_question()
    life.type(NAME, "Chọn số")
    life.kill()
    booted = ServiceManager(tmp_path_factory.mktemp("booted"))
    try:
        life = Life(settings, booted)
        assert life.read_until(FIRST, ASKED) == FIRST
        life.kill()
    finally:
        booted.close()


def tell(figure):
    path = os.environ.get("KIOSK_TEST_FIGURES")
    if path:
        with Path(path).open("a", encoding="utf-8") as figures:
            figures.write(f"{figure}\n")
