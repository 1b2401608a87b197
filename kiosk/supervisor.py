"""The service manager that started this program: told that it is ready, and that it is alive, for as long as it is.

What systemd's ``sd_notify`` does, without its library. Whoever is supervised by nobody tells nobody.
"""

from __future__ import annotations

import array
import socket
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from threading import Event, Thread
from typing import Final

PATIENCE: Final = 0.5
"""Seconds that the service manager is given to take a message."""
SHARES: Final = 4
"""How often a program says that it is alive in the time after which it would be taken for hung."""
OFTEN: Final = 1.0
"""Seconds between two looks where nobody waits for a sign of life, until the program is ready."""
Ask = Callable[[Callable[[], None]], None]
"""Has something called by a loop, in its turn; returns at once."""


@dataclass(frozen=True)
class Supervisor:
    """Who is told. ``address``: of NOTIFY_SOCKET, "" for nobody; ``patience``: seconds of WATCHDOG_USEC, or None."""

    address: str = ""
    patience: float | None = None

    def tell(self, message: str, fd: int | None = None) -> bool:
        """Tell it, with a descriptor for it to hold; False where it did not take the message."""
        if not self.address:
            return False
        address = f"\0{self.address[1:]}" if self.address.startswith("@") else self.address
        more = [] if fd is None else [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [fd]))]
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
                line.settimeout(PATIENCE)
                line.connect(address)
                line.sendmsg([message.encode()], more)
        except OSError:
            return False
        return True


def supervisor_of(environment: MutableMapping[str, str], pid: int) -> Supervisor:
    """Return who supervises this process; how long it waits for a sign of life leaves the environment.

    NOTIFY_SOCKET stays there: whoever keeps something with the service manager takes it out.
    """
    patience = _patience(environment, pid)
    for name in ("WATCHDOG_USEC", "WATCHDOG_PID"):
        environment.pop(name, None)
    return Supervisor(environment.get("NOTIFY_SOCKET", ""), patience)


def _patience(environment: Mapping[str, str], pid: int) -> float | None:
    waits = environment.get("WATCHDOG_USEC", "")
    if environment.get("WATCHDOG_PID", str(pid)) != str(pid) or not waits.isdecimal() or not int(waits):
        return None
    return int(waits) / 1_000_000


class Watchdog:
    """Says "ready" when a loop has gone round once, and "alive" for as long as it goes round and all is ``well``.

    It asks from a thread of its own, and asks again only when the loop has answered: one that hangs is not heaped up
    with questions, and is not spoken for.
    """

    def __init__(self, supervisor: Supervisor, ask: Ask, well: Callable[[], bool] = lambda: True) -> None:
        self._supervisor = supervisor
        self._ask = ask
        self._well = well
        self._answered, self._over = Event(), Event()
        self._thread = Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin; nothing is begun where nobody supervises."""
        if self._supervisor.address:
            self._thread.start()

    def stop(self) -> None:
        """End: the program ends in order, and nobody takes it for hung meanwhile."""
        self._over.set()
        self._answered.set()
        if self._thread.is_alive():
            self._thread.join()
            self._supervisor.tell("STOPPING=1")

    def _watch(self) -> None:
        patience = self._supervisor.patience
        every = patience / SHARES if patience else OFTEN
        ready = False
        while not self._over.is_set():
            self._answered.clear()
            self._ask(self._answered.set)
            self._answered.wait()
            if self._over.is_set():
                return
            if self._well():
                self._supervisor.tell("WATCHDOG=1" if ready else "READY=1")
                ready = True
                if not patience:
                    return
            self._over.wait(every)
