"""Who has the kiosk: whoever stands before it, or what starts it anew. Never both.

The mark is a file that is locked for as long as one of them has it. It says nothing else; the system itself takes a
lock back from a program that has ended, however it ended. The kiosk that runs in a state folder marks that, too.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def lay(path: Path, group: int) -> None:
    """Let the accounts of a group lock the mark, too. Raises OSError."""
    handle = _opened(path)
    try:
        os.fchown(handle, -1, group)
        os.fchmod(handle, 0o640)
    finally:
        os.close(handle)


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Let nobody take the mark meanwhile; yield False where somebody has it already. Raises OSError.

    Where there is no mark no kiosk runs, and nobody stands there.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        yield True
        return
    try:
        yield _locked(handle)
    finally:
        os.close(handle)


class FileOccupancy:
    """The kiosk's own end, by a file. Implements engine.ports.Occupancy.

    A mark that cannot be written keeps nobody from the kiosk.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def begins(self) -> bool:
        """Take the mark for whoever comes; see the port."""
        if self._handle is not None:
            return True
        try:
            handle = _opened(self._path)
        except OSError:
            return True
        if not _locked(handle):
            os.close(handle)
            return False
        self._handle = handle
        return True

    def ends(self) -> None:
        """Give it back; see the port."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


class MemoryOccupancy:
    """The same where nothing starts the kiosk anew but this process. Implements engine.ports.Occupancy."""

    def __init__(self) -> None:
        self._visited = self._held = False

    def begins(self) -> bool:
        """See the port."""
        self._visited = self._visited or not self._held
        return self._visited

    def ends(self) -> None:
        """See the port."""
        self._visited = False

    @contextmanager
    def held(self) -> Iterator[bool]:
        """As ``held`` of a file."""
        mine = not self._visited and not self._held
        self._held = self._held or mine
        try:
            yield mine
        finally:
            self._held = self._held and not mine


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _locked(handle: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
