"""What systemd is to a kiosk: starts core and face, knows when both are ready, and answers who asks at a socket."""

import selectors
import socket
import subprocess
import threading
import time
from contextlib import suppress

LONGEST = 90.0
"""Seconds until both programs have said that they are ready."""


class Service:
    """One program of the kiosk, started from what ``current`` stands for at that moment."""

    def __init__(self, name, current, words, folder, environment):
        self._current, self._words, self._environment = current, words, environment
        self._notify = folder / f"{name}.notify"
        self._log = folder / f"{name}.log"
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._line.bind(str(self._notify))
        self._program = None

    def stop(self):
        """End it as systemd does."""
        if self._program is None:
            return
        self._program.terminate()
        try:
            self._program.wait(30)
        except subprocess.TimeoutExpired:
            self._program.kill()
            self._program.wait()

    def start(self):
        """Begin."""
        home = self._current.resolve()
        command = [str(home / "venv" / "bin" / "python"), "-m", "kiosk", *map(str, self._words)]
        surroundings = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "NOTIFY_SOCKET": str(self._notify)}
        with self._log.open("ab") as log:
            self._program = subprocess.Popen(
                command, cwd=home, env={**surroundings, **self._environment},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def await_ready(self, until):
        """Tell whether it has said that it is ready, before ``until`` and before it ended."""
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._line, selectors.EVENT_READ)
            while (left := until - time.monotonic()) > 0 and self._program.poll() is None:
                if waiting.select(min(left, 0.2)) and b"READY=1" in self._line.recv(4096):
                    return True
        return False

    @property
    def pid(self):
        return self._program.pid

    def is_on(self):
        return self._program is not None and self._program.poll() is None

    def close(self):
        self.stop()
        self._line.close()


class Services:
    """All of one kiosk."""

    def __init__(self, services):
        self.services = services

    def restart(self):
        """Start all anew; tell whether all came up."""
        for each in self.services:
            each.stop()
        for each in self.services:
            each.start()
        until = time.monotonic() + LONGEST
        return all(each.await_ready(until) for each in self.services)

    def are_on(self):
        return all(each.is_on() for each in self.services)

    def close(self):
        for each in self.services:
            each.close()


class Door:
    """A socket of the machine: each who asks is answered by ``act``."""

    def __init__(self, place, act):
        self.place, self._act = place, act
        self._line = socket.socket(socket.AF_UNIX)
        self._line.bind(str(place))
        self._line.listen()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        while True:
            try:
                one, _ = self._line.accept()
            except OSError:
                return
            with one, suppress(OSError):  # whoever asked may have gone
                one.sendall(self._act(one.makefile("rb").readline()) + b"\n")

    def close(self):
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()
        self._thread.join()
        self.place.unlink()
