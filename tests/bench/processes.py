"""A program and everything that it has started, looked at from outside."""

import os
import signal
import subprocess
import time
from pathlib import Path

from tests.bench.display import pause

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")


class Program:
    """One started program. `began` is the time just before the start."""

    def __init__(self, command, display):
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("KIVY", "SDL"))}
        environment = {**clean, "DISPLAY": display.name, "LC_ALL": "C.UTF-8"}
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            list(map(str, command)),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def megabytes(self):
        """Proportional set size of all processes: memory that several share is counted once."""
        return sum(_pss(process) for process in self._all()) / 1024

    def busy(self):
        """Seconds of the processor that all processes have used so far."""
        return sum(_busy(process) for process in self._all())

    def _all(self):
        children = {}
        for entry in PROC.iterdir():
            if entry.name.isdigit() and (told := _stat(int(entry.name))):
                children.setdefault(int(told[1]), []).append(int(entry.name))
        found, look = [], [self._process.pid]
        while look:
            found.append(look.pop())
            look += children.get(found[-1], [])
        return found

    def end(self):
        """End it and all that it has started, and wait for that."""
        every = self._all()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
        while any(_stat(process) for process in every):
            pause(0.05)


def _stat(process):
    """What stands behind the name in /proc/PID/stat, nothing for a process that is gone or has ended."""
    try:
        told = (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
    return [] if told[0] == "Z" else told


def _busy(process):
    told = _stat(process)
    return (int(told[11]) + int(told[12])) / TICK if told else 0.0


def _pss(process):
    try:
        lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
