"""The scanner on a serial line, and its file twin. Neither ever logs or keeps what it reads.

Both implement ``engine.ports.Scanner``: ``on_scan`` is called from the scanner's own thread with the text, or
with "" when something was read that can be no code of ours.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.devices.errors import LineError
from kiosk.devices.scan_text import GAP_SECONDS, MOST_BYTES, CodeCutter, Throttle, cleaned
from kiosk.devices.serial_line import SerialLine

OnScan = Callable[[str], None]

_FIRST_WAIT, _LONGEST_WAIT = 0.25, 1.0
"""Seconds; a scanner that is plugged in again is read within two."""
_CLOCK = SystemClock()
_MOST_IN_A_FILE = 64 * MOST_BYTES
_STOP_SECONDS = 2.0
_LOOK_SECONDS = 0.1


class _Reader(ABC):
    """A thread that runs ``_read`` between ``start`` and ``stop``."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, on_scan: OnScan) -> None:
        """Begin to read; the scanner need not be there yet. A second start without a stop is refused."""
        if self._thread is not None:
            raise RuntimeError("the scanner reads already")
        self._stopping = threading.Event()
        self._thread = threading.Thread(
            target=self._read, args=(on_scan, self._stopping), name=self._name, daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop reading; no scan is given after this returns. Nothing happens when it was not started."""
        self._stopping.set()
        thread, self._thread = self._thread, None
        if thread is not None and thread is not threading.current_thread():
            thread.join(_STOP_SECONDS)

    @property
    def reads(self) -> bool:
        """Whether it has been started."""
        return self._thread is not None

    @abstractmethod
    def _read(self, on_scan: OnScan, stopping: threading.Event) -> None:
        """Read codes until ``stopping`` is set."""


class SerialScanner(_Reader):
    """A scanner module that sends codes as text over a serial line.

    An unplugged scanner is looked for every second (``longest_wait``), at first sooner. Of a flood of codes a few
    a second are handed on; memory stays the same whatever comes.
    """

    def __init__(
        self,
        line: SerialLine,
        *,
        monotonic: Callable[[], float] = _CLOCK.monotonic,
        first_wait: float = _FIRST_WAIT,
        longest_wait: float = _LONGEST_WAIT,
    ) -> None:
        super().__init__("scanner")
        self._line = line
        self._monotonic = monotonic
        self._throttle = Throttle()
        self._first_wait = first_wait
        self._longest_wait = longest_wait

    @property
    def reads(self) -> bool:
        """Whether its line is open: not while it is unplugged, or somebody else has it."""
        return super().reads and self._line.is_open

    def _read(self, on_scan: OnScan, stopping: threading.Event) -> None:
        wait = self._first_wait
        while not stopping.is_set():
            try:
                self._line.open()
                wait = self._first_wait
                self._read_codes(on_scan, stopping)
            except LineError:
                self._line.close()
                stopping.wait(wait)
                wait = min(2 * wait, self._longest_wait)
        self._line.close()

    def _read_codes(self, on_scan: OnScan, stopping: threading.Event) -> None:
        cutter = CodeCutter()
        while not stopping.is_set():
            data = self._line.read(GAP_SECONDS)
            codes = cutter.feed(data) if data else cutter.pause()
            passing = (code for code in codes if self._throttle.lets(self._monotonic()))
            _give(passing, on_scan, stopping)


class FileScanner(_Reader):
    """The file twin: a file ``scan.txt`` moved into the folder is read once, a code a line, and deleted."""

    def __init__(self, folder: Path) -> None:
        super().__init__("file-scanner")
        self._dropped = folder / "scan.txt"
        self._taken = folder / "scan.taken"

    def _read(self, on_scan: OnScan, stopping: threading.Event) -> None:
        while not stopping.wait(_LOOK_SECONDS):
            try:
                # Taken before it is read, so that the next drop cannot be deleted unread.
                self._dropped.replace(self._taken)
                with self._taken.open("rb") as taken:
                    raw = taken.read(_MOST_IN_A_FILE)
                self._taken.unlink()
            except OSError:
                continue
            cutter = CodeCutter()
            _give([*cutter.feed(raw), *cutter.pause()], on_scan, stopping)


def _give(codes: Iterable[bytes], on_scan: OnScan, stopping: threading.Event) -> None:
    for code in codes:
        if not stopping.is_set():
            on_scan(cleaned(code))
