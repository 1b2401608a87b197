"""The face's end of the line: it comes back by itself, and tells its face when there is no core."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from kiosk.clock import Clock
from kiosk.facelink.frames import VIEW_BYTES, Incoming, Kind, Nonsense, packed
from kiosk.presenter.view import ScreenView, encode
from kiosk.visit.events import Language
from kiosk.visit.look import Look

SILENT: Final = 10.0
"""Seconds without a sign of life, after which there is no core: five that did not come."""
AGAIN: Final = 0.2
"""Seconds between two tries to find it."""
SENT_AWAY: Final = 3.0
"""Seconds to the next try after the core has turned this face away."""
LOOK: Final = 1.0
"""Seconds after which the line is looked at when nothing comes."""
AT_FIRST: Final = 6.0
"""Seconds from the start in which nothing is said of a core that is not there yet."""
HUNG: Final = 15.0
"""Seconds without a turn of this end's own loop, after which what stands on the glass may be anything."""
OnView = Callable[[bytes], None]


class Known(msgspec.Struct, frozen=True):
    """What of the last screen lasts when it has gone."""

    serial: int = 0
    language: Language = "vi"
    look: Look = Look()


Absent = Callable[[Known], ScreenView]
"""Returns the screen of a face without a core, numbered as the last one was."""


class SocketLink:
    """A FaceLink over the Unix socket at ``place``. ``told``: of "core-found", "core-gone" and why, on any thread.

    Nothing that was touched without a core, or on a screen of the line before, ever comes to the next one.
    """

    def __init__(
        self, place: Path, version: str, absent: Absent, clock: Clock, *, told: Callable[[str, str], None]
    ) -> None:
        self._place = place
        self._absent = absent
        self._version = version
        self._clock = clock
        self._told = told
        self._lock = threading.Lock()
        self._faces: list[OnView] = []
        self._latest = b""
        self._is_absent = False
        self._way: socket.socket | None = None
        """The line once more, on which nothing waits: a touch is sent by the thread that paints."""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="core", daemon=True)
        self._began = self._turned = clock.monotonic()
        self.turned_away = ""
        """Why the core has last turned this face away; "" when it has not."""

    # --- the face's end -------------------------------------------------------------------------------------

    def send(self, raw: bytes) -> None:
        """Hand over an encoded FaceInput; returns at once. Without a core it is gone."""
        frame = packed(Kind.INPUT, raw)
        with self._lock:
            if self._way is None:
                return
            try:
                whole = self._way.send(frame) == len(frame)
            except OSError:
                whole = False
            if not whole:
                self._let_go()  # the core takes nothing any more, or half of something

    def subscribe(self, on_view: OnView) -> None:
        """Call ``on_view`` with every screen from now on, the latest first."""
        with self._lock:
            self._faces.append(on_view)
            if self._latest:
                on_view(self._latest)

    # --- life -----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to look for the core."""
        self._thread.start()

    def stop(self) -> None:
        """End; safe to call again."""
        self._over.set()
        with self._lock:
            self._let_go()
        if self._thread.is_alive():
            self._thread.join()

    def is_sound(self) -> bool:
        """Tell whether this end's own loop turns, so that what stands on the glass is true; from any thread.

        A face of another release is not sound either: only one that is started anew can be of the right one.
        """
        return self.turned_away != "other-version" and self._clock.monotonic() - self._turned < HUNG

    def _run(self) -> None:
        while not self._over.is_set():
            self._look()
            line = self._found()
            if line is not None:
                why = self._listen(line)
                if self._over.is_set():
                    return
                self._no_core(why)
            self._over.wait(SENT_AWAY if self.turned_away else AGAIN)

    def _look(self) -> float:
        """Say that this end's loop turns, and that there is no core if none has come so far; return when this was."""
        self._turned = now = self._clock.monotonic()
        if not self._latest and now - self._began >= AT_FIRST:
            self._no_core("not-there")
        return now

    def _found(self) -> socket.socket | None:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        line.settimeout(LOOK)
        try:
            line.connect(str(self._place))
            line.sendall(packed(Kind.HELLO, self._version.encode()))
        except OSError:
            line.close()
            return None
        return line

    def _listen(self, line: socket.socket) -> str:
        """Show what comes until nothing does any more; return why."""
        incoming = Incoming(line, VIEW_BYTES)
        heard = self._clock.monotonic()
        try:
            while not self._over.is_set():
                if self._look() - heard >= SILENT:
                    return "silent"
                with suppress(TimeoutError):
                    frame = incoming.next()
                    if frame is None:
                        return "closed"
                    heard = self._clock.monotonic()
                    if frame.kind is Kind.VIEW:
                        self._show(frame.body, line)
                    elif frame.kind is Kind.TURNED_AWAY:
                        self.turned_away = frame.body.decode("ascii", errors="replace")
                        return self.turned_away
        except Nonsense as broken:
            return broken.code
        except OSError:
            return "closed"
        finally:
            with self._lock:
                self._let_go()
            line.close()
        return "closed"

    def _show(self, raw: bytes, line: socket.socket) -> None:
        with self._lock:
            first = self._way is None
            if first:
                self._way = line.dup()
                self._way.setblocking(False)
            self._latest, self._is_absent = raw, False
            for on_view in self._faces:
                on_view(raw)
        if first:
            self.turned_away = ""
            self._told("core-found", "")

    def _no_core(self, why: str) -> None:
        """Show that there is none: whatever stood there is gone at once."""
        with self._lock:
            if self._is_absent:
                return
            known = msgspec.msgpack.decode(self._latest, type=Known) if self._latest else Known()
            self._latest, self._is_absent = encode(self._absent(known)), True
            for on_view in self._faces:
                on_view(self._latest)
        self._told("core-gone", why)

    def _let_go(self) -> None:
        """End the line, under the lock; the thread that reads it comes back by itself."""
        if self._way is not None:
            with suppress(OSError):
                self._way.shutdown(socket.SHUT_RDWR)
            self._way.close()
            self._way = None
