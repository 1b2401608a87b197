"""A printer on USB that Linux shows as /dev/usb/lp*: no serial adapter, no rate."""

from __future__ import annotations

import errno
import fcntl
import os
import select
from pathlib import Path

from kiosk.clock import Clock
from kiosk.devices.errors import LineError

_LONG_READ = 4096
_PIECE = 4096
"""Bytes in one write, so that the time-out counts for a printer that takes its time and not only for a dead one."""
_MOST_DROPPED = 1 << 20
"""Bytes: a device that never stops talking is not waited for."""
_NAP = 0.01
"""Seconds between two looks at a printer that says it has something and gives nothing."""
_LATER = frozenset({errno.EAGAIN, errno.EINTR})
_ONE_WAY = errno.EINVAL
"""What reading from a printer gives that can only listen."""
_BROKEN = select.POLLERR | select.POLLHUP | select.POLLNVAL


class UsbLine:
    """Implements ``devices.line.Line`` for the port ``wanted``, a path or a pattern such as ``/dev/usb/lp*``.

    The number of a port changes when its cable was out; of several that fit the pattern the first is taken.
    ``write_seconds``: how long a printer may take nothing at all.
    """

    def __init__(self, wanted: str, clock: Clock, *, write_seconds: float = 5.0) -> None:
        self._wanted = wanted
        self._clock = clock
        self._write_seconds = write_seconds
        self._port: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether the line is open as far as is known."""
        return self._port is not None

    def open(self) -> None:
        """Open the port and drop what waited in it; nothing happens when it is open. Raises LineError."""
        if self._port is not None:
            return
        wanted = self._wanted.lstrip("/")
        found = sorted(Path("/").glob(wanted)) if wanted else []
        if not found:
            raise LineError("absent")
        try:
            self._port = os.open(found[0], os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
            fcntl.flock(self._port, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self.close()
            raise LineError("busy" if error.errno in {errno.EAGAIN, errno.EBUSY} else "absent") from error
        self.drop_input()

    def close(self) -> None:
        """Close the port, dropping what was on its way; nothing happens when it is closed."""
        port, self._port = self._port, None
        if port is not None:
            os.close(port)

    def send_seconds(self, count: int) -> float:  # noqa: ARG002 the same for every count
        """Return 0.0: USB carries bytes faster than any receipt printer takes them."""
        return 0.0

    def write(self, data: bytes) -> None:
        """Hand all of ``data`` to the port. Raises LineError; after "write-timeout" the port is closed."""
        at = 0
        until = self._clock.monotonic() + self._write_seconds
        while at < len(data):
            if not self._ready(select.POLLOUT, until - self._clock.monotonic()):
                self.close()
                raise LineError("write-timeout")
            taken = self._taken(data[at : at + _PIECE])
            at += taken
            if taken:
                until = self._clock.monotonic() + self._write_seconds
            elif not self._nap(until):
                self.close()
                raise LineError("write-timeout")

    def read(self, seconds: float) -> bytes:
        """Return what has come, at once when there is something; b"" after ``seconds``. Raises LineError."""
        until = self._clock.monotonic() + seconds
        while events := self._ready(select.POLLIN, until - self._clock.monotonic()):
            data = self._came()
            if data:
                return data
            if events & _BROKEN:
                self.close()
                raise LineError("gone")
            # An answer of no bytes at all, or nobody who could answer.
            if not self._nap(until):
                break
        return b""

    def drop_input(self) -> None:
        """Forget what has come so far. Raises LineError."""
        for _ in range(_MOST_DROPPED // _LONG_READ):
            if not (self._ready(select.POLLIN, 0.0) and self._came()):
                return

    def _ready(self, what: int, seconds: float) -> int:
        """Wait until the port can be read or written; 0 when ``seconds`` are over."""
        if self._port is None:
            raise LineError("gone")
        poll = select.poll()
        poll.register(self._port, what)
        found = poll.poll(max(0.0, seconds) * 1000)
        events = found[0][1] if found else 0
        # What came before the cable was pulled may still be read.
        if events & _BROKEN and not events & select.POLLIN:
            self.close()
            raise LineError("gone")
        return events

    def _nap(self, until: float) -> bool:
        """Sleep a little; False when it is time to give up."""
        left = until - self._clock.monotonic()
        select.select([], [], [], min(_NAP, max(0.0, left)))
        return left > 0

    def _taken(self, piece: bytes) -> int:
        if self._port is None:
            raise LineError("gone")
        try:
            return os.write(self._port, piece)
        except OSError as error:
            if error.errno in {*_LATER, errno.ENOSPC}:
                # ENOSPC: the driver says that paper is out; the printer will be asked what it is.
                return 0
            self.close()
            raise LineError("gone") from error

    def _came(self) -> bytes:
        if self._port is None:
            raise LineError("gone")
        try:
            return os.read(self._port, _LONG_READ)
        except OSError as error:
            if error.errno in {*_LATER, _ONE_WAY}:
                return b""
            self.close()
            raise LineError("gone") from error
