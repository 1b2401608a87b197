"""The roster in force: read from the signed file, never an older version than any read before.

The highest version so far stands in two places, beside the file and in the store: whoever brings back an older file
would have to take it back in both. With both gone, the next roster that the ward has signed counts as the first one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.disk import replace
from kiosk.takeover.ports import RosterFloor
from kiosk.takeover.roster import Roster, RosterRefused, read_roster
from kiosk.tickets.ports import StoreError


class RosterFile:
    """Reads the file again when it has changed. The floor is kept on disk: a restart forgets nothing."""

    def __init__(self, path: Path, pinned: Ed25519PublicKey) -> None:
        self._path = path
        self._floor_path = path.with_suffix(".floor")
        self._pinned = pinned
        self._stamp: tuple[int, int] | None = None
        self._roster: Roster | None = None
        self._when_newer: Callable[[Roster], None] | None = None
        self._second: RosterFloor | None = None

    def keep_floor_in(self, second: RosterFloor) -> None:
        """Keep the highest version there as well."""
        self._second = second

    def when_newer(self, tell: Callable[[Roster], None]) -> None:
        """Tell of every roster of a higher version than any before, restarts included."""
        self._when_newer = tell

    def __call__(self) -> Roster | None:
        """Return the roster, or None when there is no acceptable one."""
        try:
            facts = self._path.stat()
            stamp = (facts.st_mtime_ns, facts.st_size)
            if stamp != self._stamp:
                self._take(self._path.read_bytes())
                self._stamp = stamp
        except (OSError, StoreError):
            return self._roster
        return self._roster

    def take(self, raw: bytes) -> str:
        """Put a roster in force: "taken", or why not; the one in force stays then.

        Codes: those of RosterRefused, same (no newer than the one in force), not-written (the disk refuses).
        """
        try:
            read = read_roster(raw, self._pinned, self._floor())
            if not isinstance(read, Roster):
                return read.code
            present = self()
            if present is not None and read.version <= present.version:
                return "same"
            replace(self._path, raw)
        except (OSError, StoreError):
            return "not-written"
        self()
        return "taken"

    def look(self, raw: bytes) -> Roster | RosterRefused:
        """Return the roster in ``raw``, or why this machine would not take it; nothing changes by it.

        Raises OSError, StoreError.
        """
        return read_roster(raw, self._pinned, self._floor())

    def lies_there(self) -> Roster | None:
        """Return what lies in the file, None when it is of no use here; nothing changes by it.

        Raises OSError, StoreError.
        """
        read = self.look(self._path.read_bytes()) if self._path.exists() else None
        return read if isinstance(read, Roster) else None

    def lay_down(self, raw: bytes) -> None:
        """Put the bytes into the file. The kiosk that runs takes it up, raises the floor and frees who is locked.

        The file is then whoever's the folder is. Raises OSError.
        """
        replace(self._path, raw)
        there = self._path.parent.stat()
        if os.geteuid() == 0:
            os.chown(self._path, there.st_uid, there.st_gid)

    def _take(self, raw: bytes) -> None:
        read = read_roster(raw, self._pinned, self._floor())
        if isinstance(read, Roster):
            newer = read.version > self._floor()
            self._roster = read
            if newer and self._when_newer is not None:
                self._when_newer(read)
            self._raise_floor(read.version)

    def _raise_floor(self, version: int) -> None:
        """Bring both places to this version; one that was taken away stands again."""
        if self._second is not None and self._second.version() < version:
            self._second.raise_to(version)
        if self._floor_beside() < version:
            # An empty floor after a power cut would let an older roster in.
            replace(self._floor_path, str(version).encode())

    def _floor(self) -> int:
        beside = self._floor_beside()
        return beside if self._second is None else max(beside, self._second.version())

    def _floor_beside(self) -> int:
        if not self._floor_path.exists():
            return 0
        text = self._floor_path.read_bytes().strip()
        return int(text) if text.isdigit() else 0
