"""The key of the autosave: 32 bytes in a piece of memory that the service manager holds while no program runs.

systemd's file-descriptor store keeps a memfd open over a crash and hands it to the program started next; what is in
it goes with the power, and with ``systemctl stop``. There is one memfd for as long as the service lives: a new key
overwrites the last one in it, and dropping it overwrites it with nothing, with no message that could come too late.
"""

from __future__ import annotations

import os
import select
from collections.abc import Mapping, MutableMapping
from typing import Final

from kiosk.supervisor import Supervisor

KEY_BYTES: Final = 32
NAME: Final = "visit-key"
"""What the descriptor is called in the store."""
FIRST_FD: Final = 3
"""The number of the first descriptor that a service is handed."""
BARRIER_SECONDS: Final = 3.0
"""Seconds that it is given to have dealt with every message before."""


class NoKeyKeeper:
    """Nobody holds a key: this program was not started by systemd, so nothing is autosaved."""

    keeps = False

    def begin(self) -> bytes | None:
        """Return None: nothing was left."""
        return None

    def keep(self, key: bytes) -> bool:
        """Return False; the key is not looked at."""
        del key
        return False

    def drop(self) -> None:
        """Nothing is held."""


class MemoryKeyKeeper:
    """Holds the key for as long as this object lives, over as many programs as are made with it: a twin."""

    keeps = True

    def __init__(self) -> None:
        self._key = b""

    def begin(self) -> bytes | None:
        """Return what was left."""
        return self._key or None

    def keep(self, key: bytes) -> bool:
        """Hold it."""
        self._key = key
        return True

    def drop(self) -> None:
        """Forget it."""
        self._key = b""


class SystemdKeyKeeper:
    """Holds the key in a memfd in systemd's store. ``address``: of NOTIFY_SOCKET; ``left``: what was handed over."""

    def __init__(self, address: str, left: int | None = None) -> None:
        self._manager = Supervisor(address)
        self._fd = left
        self.keeps = True

    def begin(self) -> bytes | None:
        """Return what was left; where nothing can be handed over, nothing is kept in this run."""
        if self._fd is not None:
            try:
                found = os.pread(self._fd, KEY_BYTES, 0)
                os.pwrite(self._fd, found, 0)  # one that cannot be overwritten could not be dropped
            except OSError:
                self._take_back(self._fd)
                self._fd = None
            else:
                return found if len(found) == KEY_BYTES and any(found) else None
        self.keeps = self._hand_over()
        return None

    def keep(self, key: bytes) -> bool:
        """Write it into the memory that systemd holds."""
        return self._write(key)

    def drop(self) -> None:
        """Overwrite it."""
        self._write(bytes(KEY_BYTES))

    def close(self) -> None:
        """Let go of this program's own hold; systemd keeps its own."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _write(self, data: bytes) -> bool:
        if self._fd is None:
            return False
        try:
            return os.pwrite(self._fd, data, 0) == len(data)
        except OSError:
            return False

    def _hand_over(self) -> bool:
        try:
            made = os.memfd_create(NAME, os.MFD_CLOEXEC)
        except OSError:
            return False
        written = os.pwrite(made, bytes(KEY_BYTES), 0) == KEY_BYTES
        if written and self._manager.tell(f"FDSTORE=1\nFDNAME={NAME}", made) and self._is_dealt_with():
            self._fd = made
            return True
        os.close(made)
        return False

    def _is_dealt_with(self) -> bool:
        """Wait until the service manager has dealt with all that it was told; False where it does not in time.

        A message whose sender has died before it is looked at belongs to nobody, and what came with it is closed: only
        after this is a key held over a crash at any moment. A barrier is a message of its own with one descriptor,
        whose other end tells when the manager has closed it.
        """
        told, held = os.pipe2(os.O_CLOEXEC)
        try:
            sent = self._manager.tell("BARRIER=1", held)
            os.close(held)
            waiting = select.poll()
            waiting.register(told, 0)
            return sent and bool(waiting.poll(BARRIER_SECONDS * 1000))
        finally:
            os.close(told)

    def _take_back(self, broken: int) -> None:
        self._manager.tell(f"FDSTOREREMOVE=1\nFDNAME={NAME}")
        os.close(broken)


def from_environment(environment: MutableMapping[str, str], pid: int) -> NoKeyKeeper | SystemdKeyKeeper:
    """Return who holds the key of this process, and take what is meant for it alone out of its environment."""
    address = environment.pop("NOTIFY_SOCKET", "")
    left = _handed(environment, pid)
    for name in ("LISTEN_FDS", "LISTEN_FDNAMES", "LISTEN_PID"):
        environment.pop(name, None)
    return SystemdKeyKeeper(address, left) if address else NoKeyKeeper()


def is_offered(environment: Mapping[str, str]) -> bool:
    """Tell whether a service manager stands behind this process."""
    return bool(environment.get("NOTIFY_SOCKET"))


def _handed(environment: Mapping[str, str], pid: int) -> int | None:
    """Return the descriptor with the key among those handed over; every one is closed to programs started later."""
    if environment.get("LISTEN_PID") != str(pid) or not environment.get("LISTEN_FDS", "").isdecimal():
        return None
    names = environment.get("LISTEN_FDNAMES", "").split(":")
    found: int | None = None
    for place in range(int(environment["LISTEN_FDS"])):
        os.set_inheritable(FIRST_FD + place, False)
        if found is None and place < len(names) and names[place] == NAME:
            found = FIRST_FD + place
    return found
