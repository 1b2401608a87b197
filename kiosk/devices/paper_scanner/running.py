"""A program that prints a picture: started, read within bounds, ended."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Final, Literal

from msgspec import Struct

from kiosk.devices import programs
from kiosk.engine.ports import wanted_anyway

MOST_BYTES: Final = 40_000_000
"""More than an A4 at 300 dpi in colour."""
_MOST_WORDS: Final = 4096
"""Bytes of what it says of itself that are kept."""
_BLOCK: Final = 65_536
_GRACE: Final = 3.0
"""Seconds for a scanner's carriage to be called back."""

End = Literal["ended", "missing", "late", "too-much", "stopped"]


class Printed(Struct, frozen=True):
    """What a program printed. Personal: it is never put on record."""

    end: End
    picture: bytes = b""
    words: str = ""
    """The beginning of its standard error."""
    status: int = 0

    def __repr__(self) -> str:
        """Return what may stand in a log."""
        return f"Printed({self.end}, {self.status})"


class Program:
    """Runs one program at a time. ``now``: seconds of a clock that is never set."""

    def __init__(self, now: Callable[[], float], *, most_bytes: int = MOST_BYTES) -> None:
        self._now = now
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._stops = 0

    def stop(self) -> None:
        """Ask what runs to end; ``run`` returns "stopped" soon. Nothing happens while nothing runs."""
        with self._lock:
            if self._running is not None:
                self._stops += 1
                _ask(self._running)

    def run(
        self,
        command: Sequence[str],
        seconds: float,
        extra: Mapping[str, str],
        wanted: Callable[[], bool] = wanted_anyway,
    ) -> Printed:
        """Run it for ``seconds`` at most, with ``extra`` in its environment; not at all where it is not ``wanted``."""
        with self._lock:
            if not wanted():
                return Printed("stopped")
            stops = self._stops
            try:
                running = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    start_new_session=True,
                    env={**os.environ, "LC_ALL": "C", **extra},
                )
            except OSError:
                return Printed("missing")
            self._running = running
        try:
            return self._read(running, self._now() + seconds, stops)
        finally:
            with self._lock:
                self._running = None
            self._let_go(running)

    def _read(self, running: subprocess.Popen[bytes], until: float, stops: int) -> Printed:
        picture, words = bytearray(), bytearray()
        with selectors.DefaultSelector() as ready:
            for stream, into in ((_stream(running.stdout), picture), (_stream(running.stderr), words)):
                ready.register(stream, selectors.EVENT_READ, into)
            while ready.get_map():
                if self._stops != stops:
                    # What it still prints while it ends is nobody's.
                    return Printed("stopped")
                left = until - self._now()
                if left <= 0:
                    return Printed("late")
                for key, _ in ready.select(min(left, 0.2)):
                    block = os.read(key.fd, _BLOCK)
                    if not block:
                        ready.unregister(key.fileobj)
                    elif key.data is picture:
                        picture += block
                    else:
                        words += block[: max(0, _MOST_WORDS - len(words))]
                if len(picture) > self._most_bytes:
                    return Printed("too-much")
        try:
            status = running.wait(max(0.1, until - self._now()))
        except subprocess.TimeoutExpired:
            return Printed("late")
        if self._stops != stops:
            return Printed("stopped")
        return Printed("ended", bytes(picture), words.decode(errors="replace"), status)

    @staticmethod
    def _let_go(running: subprocess.Popen[bytes]) -> None:
        """End it, at first kindly, so that the scanner is left as it should be; close its pipes.

        One that hangs in the kernel, as when a cable was pulled, is not waited for: it ends when that lets it go.
        """
        for stream in (running.stdout, running.stderr):
            _stream(stream).close()
        if running.poll() is None:
            _ask(running)
            try:
                running.wait(_GRACE)
            except subprocess.TimeoutExpired:
                programs.end(running)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    running.wait(_GRACE)


def _ask(running: subprocess.Popen[bytes]) -> None:
    if running.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGTERM)


def _stream(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise AssertionError  # it was asked for
    return pipe
