"""What everybody promises who keeps those who start the kiosk anew away from those who stand before it."""

import grp
import os
import signal
import stat
import subprocess
import sys
from contextlib import nullcontext

import pytest

from kiosk import occupancy
from kiosk.occupancy import FileOccupancy, MemoryOccupancy


class ByFile:
    def __init__(self, folder):
        self.mark = folder / "visit.lock"
        self.kiosk = FileOccupancy(self.mark)

    def held(self):
        return occupancy.held(self.mark)


class InMemory:
    def __init__(self):
        self.kiosk = MemoryOccupancy()

    def held(self):
        return self.kiosk.held()


@pytest.fixture(params=["memory", "file"])
def machine(request, tmp_path):
    return InMemory() if request.param == "memory" else ByFile(tmp_path)


def test_nothing_is_started_anew_while_somebody_is_here(machine):
    assert machine.kiosk.begins()
    with machine.held() as mine:
        assert not mine
    assert machine.kiosk.begins()


def test_nobody_begins_while_the_kiosk_is_started_anew(machine):
    assert machine.kiosk.begins()
    machine.kiosk.ends()
    with machine.held() as mine:
        assert mine
        assert not machine.kiosk.begins()
        assert not machine.kiosk.begins()
    assert machine.kiosk.begins()


def test_whoever_has_gone_is_waited_for_no_longer(machine):
    machine.kiosk.begins()
    machine.kiosk.begins()
    machine.kiosk.ends()
    machine.kiosk.ends()
    with machine.held() as mine:
        assert mine


def test_one_alone_starts_it_anew(machine):
    machine.kiosk.begins()
    machine.kiosk.ends()
    with machine.held() as mine, machine.held() as second:
        assert mine
        assert not second
        assert not machine.kiosk.begins()
    assert machine.kiosk.begins()


def test_where_no_kiosk_has_ever_run_nobody_stands(tmp_path):
    with occupancy.held(tmp_path / "visit.lock") as mine:
        assert mine
    assert not list(tmp_path.iterdir())


def test_a_mark_that_cannot_be_written_keeps_nobody_out(tmp_path):
    kiosk = FileOccupancy(tmp_path / "not-there" / "visit.lock")
    assert kiosk.begins()
    kiosk.ends()


def test_a_kiosk_that_is_killed_gives_its_mark_back(tmp_path):
    mark = tmp_path / "visit.lock"
    program = (
        "import sys; from pathlib import Path; from kiosk.occupancy import FileOccupancy;"
        "kiosk = FileOccupancy(Path(sys.argv[1])); print(kiosk.begins(), flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(mark)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as kiosk:
        try:
            assert kiosk.stdout.readline() == b"True\n"
            with occupancy.held(mark) as mine:
                assert not mine
        finally:
            kiosk.send_signal(signal.SIGKILL)
        kiosk.wait()
    with occupancy.held(mark) as mine:
        assert mine


def test_the_group_that_updates_may_lock_the_mark_and_nobody_else(tmp_path):
    mark = tmp_path / "visit.lock"
    group = next(one.gr_gid for one in grp.getgrall() if one.gr_gid != os.getgid())
    with nullcontext() if os.getuid() == 0 else pytest.raises(PermissionError):
        occupancy.lay(mark, group)
        assert stat.S_IMODE(mark.stat().st_mode) == 0o640
        assert mark.stat().st_gid == group
    occupancy.lay(mark, os.getgid())
    FileOccupancy(mark).begins()
    assert stat.S_IMODE(mark.stat().st_mode) == 0o640
