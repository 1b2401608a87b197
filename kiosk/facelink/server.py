"""The core's end of the line: one face at a time is the glass, and whatever it sends, the core goes on."""

from __future__ import annotations

import os
import socket
import stat
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.facelink.frames import Why
from kiosk.facelink.glass import Glass
from kiosk.presenter.ports import CoreEnd

SILENT: Final = 10.0
"""Seconds without a sign of life after which a face gives the glass up to another one that comes."""
CROWD: Final = 4
"""Lines that are open at most; a face needs one."""
_CREDENTIALS: Final = struct.Struct("=iII")
Told = Callable[[str, str], None]
"""Is told, on any thread: "face-came", "face-gone" or "face-refused", and why."""


@dataclass(frozen=True)
class Door:
    """Where faces come in, and which."""

    place: Path
    """The Unix socket."""
    uid: int
    """The account that faces run as."""
    version: str
    """The release that they must be of: others send what this one may not know."""
    group: int | None = None
    """The group of accounts that reaches the socket besides the core's own account."""


class FaceServer:
    """Serves the faces that come through the door."""

    def __init__(self, core: CoreEnd, door: Door, clock: Clock, told: Told) -> None:
        self._core = core
        self._door = door
        self._clock = clock
        self._told = told
        self._lock = threading.Lock()
        self._lines: set[Glass] = set()
        self._shown: Glass | None = None
        self._latest = b""
        self._entry = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)

    def start(self) -> None:
        """Open the door; return when faces may come. Raises OSError."""
        place, group = self._door.place, self._door.group
        with suppress(FileNotFoundError):
            if stat.S_ISSOCK(place.lstat().st_mode):
                place.unlink()  # left by a core that was killed
        self._entry.bind(str(place))
        if group is not None:
            os.chown(place, -1, group)
        place.chmod(0o660)
        self._entry.listen(CROWD)
        self._core.subscribe(self._on_view)
        threading.Thread(target=self._welcome, name="faces", daemon=True).start()

    def stop(self) -> None:
        """Shut the door and let every face go."""
        with suppress(OSError):
            self._entry.shutdown(socket.SHUT_RDWR)
        self._entry.close()
        self._door.place.unlink(missing_ok=True)
        with self._lock:
            lines, self._latest = list(self._lines), b""
        for line in lines:
            line.end()

    def _on_view(self, raw: bytes) -> None:
        """Keep a screen for whoever comes, and hand it to the face; on the core's thread, which waits for nobody."""
        with self._lock:
            self._latest, shown = raw, self._shown
        if shown is not None:
            shown.show(raw)

    def _welcome(self) -> None:
        while True:
            try:
                line, _ = self._entry.accept()
            except OSError:
                return  # the door is shut
            glass = Glass(line, self._core, self._clock)
            if not self._has_come(glass, line):
                continue
            threading.Thread(target=self._serve, args=(glass,), name="face", daemon=True).start()

    def _has_come(self, glass: Glass, line: socket.socket) -> bool:
        _, uid, _ = _CREDENTIALS.unpack(
            line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
        )
        with self._lock:
            crowd = len(self._lines) >= CROWD
            if uid == self._door.uid and not crowd:
                self._lines.add(glass)
                return True
        self._refuse(glass, "crowd" if uid == self._door.uid else "other-user")
        return False

    def _serve(self, glass: Glass) -> None:
        """Serve one face until it goes or is turned away. On a thread of its own."""
        refused = self._let_in(glass)
        if refused is not None:
            self._refuse(glass, refused)
            self._forget(glass)
            return
        self._told("face-came", "")
        self._core.ask_alive(lambda: self._begin(glass))
        try:
            why = glass.listen()
        finally:
            self._forget(glass)
        self._told("face-gone", why)

    def _forget(self, glass: Glass) -> None:
        """The glass is free for the next one."""
        glass.close()
        with self._lock:
            self._lines.discard(glass)
            if self._shown is glass:
                self._shown = None

    def _let_in(self, glass: Glass) -> Why | None:
        """Make it the glass, or return why not."""
        version = glass.greeting()
        if version is None:
            return "nonsense"
        if version != self._door.version:
            return "other-version"
        with self._lock:
            before = self._shown
            if before is not None and before.silent_for() < SILENT:
                return "taken"
            self._shown = glass
        if before is not None:
            before.end()
        return None

    def _begin(self, glass: Glass) -> None:
        """The core's loop goes round, so what it showed last is true: on its thread."""
        with self._lock:
            raw = self._latest
        if raw:
            glass.show(raw)

    def _refuse(self, glass: Glass, why: Why) -> None:
        self._told("face-refused", why)
        glass.turn_away(why)
