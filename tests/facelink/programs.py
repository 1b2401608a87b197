"""Face and core as programs of their own, started as systemd does: with a socket to notify it by, and a watchdog."""

import errno
import os
import signal
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from kiosk.store import kept_key
from tests.contracts.service_manager import ServiceManager
from tests.engine.test_killed_in_mid_visit import AS_SYSTEMD
from tests.visit.walking import ROOT

PATIENCE = 60.0
LOOK = 0.05


def until(holds, why=lambda: "", within=PATIENCE):
    left = within
    while not holds():
        assert left > 0, why()
        threading.Event().wait(LOOK)
        left -= LOOK


class Program:
    """One of the two, as its unit starts it."""

    def __init__(self, folder, words, environment, around=(), module="kiosk", watchdog=4.0, fds=()):
        """``around``: what it is started by, with ``fds``; ``watchdog``: seconds that systemd waits for a sign."""
        folder.mkdir(exist_ok=True)
        self.manager = ServiceManager(folder)
        self._told = folder / "told"
        self._words = [*around, sys.executable, "-X", "importtime", "-m", module, *words]
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("KIVY", "SDL"))}
        self._environment = {**clean, **environment, "WATCHDOG_USEC": str(int(watchdog * 1e6))}
        self._fds = fds
        self.process = None

    def start(self):
        self.manager.listen()
        self.manager.told.clear()
        held = self.manager.held.get(kept_key.NAME)
        script = 'exec "$@"' if held is None else AS_SYSTEMD.format(held)
        with self._told.open("ab") as told:
            self.process = subprocess.Popen(
                ["sh", "-c", script, "sh", *map(str, self._words)],
                cwd=ROOT,
                env={**self._environment, **self.manager.environment(0)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=told,
                pass_fds=self._fds if held is None else (held,),
            )

    def has_told(self, message):
        self.manager.listen()
        name, _, value = message.partition("=")
        return {name: value} in self.manager.told

    def signs(self):
        """How many signs of life it has given since its start."""
        self.manager.listen()
        return self.manager.told.count({"WATCHDOG": "1"})

    def wait_ready(self):
        until(lambda: self.has_told("READY=1") or self.process.poll() is not None, self.told)
        assert self.process.poll() is None, self.told()

    def told(self):
        lines = self._told.read_text(encoding="utf-8").splitlines()
        return "\n".join(line for line in lines if not line.startswith("import time:"))

    def imported(self):
        lines = self._told.read_text(encoding="utf-8").splitlines()
        return {line.rsplit("|", 1)[-1].strip() for line in lines if line.startswith("import time:")}

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def close(self):
        if self.process is not None and self.process.poll() is None:
            self.kill()
        self.manager.close()


def open_files(process):
    """What a process has open, by /proc: names of files, sockets, devices."""
    names = []
    for link in Path(f"/proc/{process.pid}/fd").iterdir():
        with suppress(OSError):
            names.append(str(link.readlink()))
    return names


def sockets(process):
    """The families of the sockets that a process has open, by its own tables in /proc."""
    held = {name[8:-1] for name in open_files(process) if name.startswith("socket:[")}
    families, known = set(), set()
    for name, column in (
        ("unix", 6),
        ("netlink", 9),
        *((name, 9) for name in ("tcp", "tcp6", "udp", "udp6")),
    ):
        lines = Path(f"/proc/{process.pid}/net/{name}").read_text(encoding="ascii").splitlines()[1:]
        found = held & {line.split()[column] for line in lines}
        known |= found
        families |= {name} if found else set()
    return families | ({"other"} if held - known else set())


def unix_sockets_alone():
    """A filter of system calls, as RestrictAddressFamilies=AF_UNIX makes it: the bytes of a program for the kernel."""
    number, unix, allow, refuse = {"x86_64": 41, "aarch64": 198}[os.uname().machine], 1, 0x7FFF0000, 0x50000
    load, equal, back = 0x20, 0x15, 0x06
    steps = (
        (load, 0, 0, 0),  # which call is it?
        (equal, 0, 3, number),
        (load, 0, 0, 16),  # socket: of which family?
        (equal, 1, 0, unix),
        (back, 0, 0, refuse | errno.EAFNOSUPPORT),
        (back, 0, 0, allow),
    )
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
