"""The file in which the visit under way lies as ciphertext. Never synced: what the power takes is lost anyway."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from kiosk.tickets.ports import StoreBroken, StoreError, StoreFull


class FileAutosave:
    """The AutosavePlace on disk: one file, replaced as a whole, readable by this user alone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._next = path.with_name(f"{path.name}.new")

    def put(self, locked: bytes) -> None:
        """Write it beside and put it in place."""
        try:
            fd = os.open(self._next, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
            with os.fdopen(fd, "wb") as file:
                file.write(locked)
            self._next.replace(self._path)
        except OSError as broken:
            raise _told(broken) from None

    def read(self) -> bytes | None:
        """Return what is there, or None."""
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as broken:
            raise _told(broken) from None

    def delete(self) -> None:
        """Delete it, and what a crash left half written beside it."""
        try:
            self._next.unlink(missing_ok=True)
            self._path.unlink(missing_ok=True)
        except OSError as broken:
            raise _told(broken) from None


class MemoryAutosave:
    """The AutosavePlace in memory: a twin."""

    def __init__(self) -> None:
        self._locked: bytes | None = None

    def put(self, locked: bytes) -> None:
        """Hold it."""
        self._locked = locked

    def read(self) -> bytes | None:
        """Return it."""
        return self._locked

    def delete(self) -> None:
        """Forget it."""
        self._locked = None


def _told(broken: OSError) -> StoreError:
    return StoreFull() if broken.errno in {errno.ENOSPC, errno.EDQUOT} else StoreBroken()
