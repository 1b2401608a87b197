"""One face, as the core's end sees it: what it sends goes to the core, the latest screen goes to it."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import suppress
from typing import Final

import msgspec

from kiosk.clock import Clock
from kiosk.facelink.frames import INPUT_BYTES, Frame, Incoming, Kind, Nonsense, Why, packed
from kiosk.presenter.ports import CoreEnd, decode_input

BEAT: Final = 2.0
"""Seconds between two signs of life of the core, as long as its loop goes round."""
PATIENCE: Final = 5.0
"""Seconds that a face is given to greet, and to take what is sent to it."""
AHEAD: Final = 64
"""Inputs that the core has not dealt with yet, at which no more are read."""


class Glass:
    """Three threads meet here: the core's, which waits for nobody, one that reads and one that writes."""

    def __init__(self, line: socket.socket, core: CoreEnd, clock: Clock) -> None:
        self._line = line
        self._core = core
        self._clock = clock
        self._incoming = Incoming(line, INPUT_BYTES)
        self._changed = threading.Condition()
        self._room = threading.Semaphore(AHEAD)
        self._latest = b""
        self._lives = False
        self._asked = False
        self._over = False
        self._why: Why | None = None
        self._heard = clock.monotonic()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("@ll", int(PATIENCE), 0))

    # --- the core's thread ----------------------------------------------------------------------------------

    def show(self, raw: bytes) -> None:
        """Have a screen sent; one that was not sent yet is passed over."""
        with self._changed:
            self._latest = raw
            self._changed.notify()

    def _answered(self) -> None:
        with self._changed:
            self._lives, self._asked = True, False
            self._changed.notify()

    # --- the thread that reads ------------------------------------------------------------------------------

    def greeting(self) -> str | None:
        """Return the version that the face says it is; None where it greets otherwise or not in time."""
        self._line.settimeout(PATIENCE)
        try:
            frame = self._incoming.next()
        except (Nonsense, OSError):
            return None
        self._line.settimeout(None)
        if frame is None or frame.kind is not Kind.HELLO:
            return None
        return frame.body.decode("ascii", errors="replace")

    def listen(self) -> str:
        """Hand on what the face sends until it goes; return why it went, "" when by itself."""
        writing = threading.Thread(target=self._write, name="to-face", daemon=True)
        writing.start()
        why: Why | None = None
        try:
            while (frame := self._incoming.next()) is not None:
                self._take(frame)
        except Nonsense as broken:
            why = broken.code
        except OSError:
            why = None
        self.end()
        writing.join()
        return why or self._why or ""

    def silent_for(self) -> float:
        """Return the seconds since it gave any sign."""
        return self._clock.monotonic() - self._heard

    def _take(self, frame: Frame) -> None:
        self._heard = self._clock.monotonic()
        if frame.kind is not Kind.INPUT:
            raise Nonsense("nonsense")
        try:
            decode_input(frame.body)
        except (msgspec.MsgspecError, ValueError):
            raise Nonsense("nonsense") from None
        # A face that sends faster than the core takes is read no faster; in a line that is over nobody waits.
        while not self._room.acquire(timeout=PATIENCE):
            if self._over:
                return
        self._core.send(frame.body)
        self._core.ask_alive(self._room.release)

    # --- the thread that writes -----------------------------------------------------------------------------

    def _write(self) -> None:
        try:
            while (frame := self._due()) is not None:
                self._line.sendall(frame)
        except OSError:
            self._why = None if self._over else "deaf"
            self.end()

    def _due(self) -> bytes | None:
        """Wait for what is to be sent; None when the line is over."""
        with self._changed:
            while not self._over:
                if self._latest:
                    raw, self._latest = self._latest, b""
                    return packed(Kind.VIEW, raw)
                if self._lives:
                    self._lives = False
                    return packed(Kind.ALIVE)
                if not self._changed.wait(BEAT) and not self._asked:
                    self._asked = True
                    self._core.ask_alive(self._answered)
        return None

    # --- any thread -----------------------------------------------------------------------------------------

    def turn_away(self, why: Why) -> None:
        """Tell it why, where it listens, and end the line."""
        with suppress(OSError):
            self._line.setblocking(False)
            self._line.send(packed(Kind.TURNED_AWAY, why.encode()))
        self.close()

    def close(self) -> None:
        """End the line and give it back; nobody reads it or writes to it any more."""
        self.end()
        self._line.close()

    def end(self) -> None:
        """End the line; safe to call again."""
        with self._changed:
            self._over, self._latest = True, b""
            self._changed.notify()
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)
