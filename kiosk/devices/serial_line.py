"""A serial line: the only door to pyserial."""

from __future__ import annotations

import errno
import termios
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import serial

from kiosk.devices.errors import LineError

BY_NAME = (Path("/dev/serial/by-id"), Path("/dev/serial/by-path"))
"""Where Linux names ports by the device first, by the socket second."""
_LONG_READ = 4096
_BITS_A_BYTE = 10
"""One start bit, eight data bits, one stop bit."""


def find_port(wanted: str, folders: Sequence[Path] = BY_NAME) -> Path | None:
    """Return the port that ``wanted`` names, a path or a pattern such as ``usb-*Printer*``; None when absent.

    A pattern is looked for by device first, then by socket; of several the first in the alphabet.
    """
    if wanted.startswith("/"):
        path = Path(wanted)
        return path if path.exists() else None
    for folder in folders if wanted else ():
        found = sorted(folder.glob(wanted)) if folder.is_dir() else []
        if found:
            return found[0]
    return None


class SerialLine:
    """Implements ``devices.line.Line``. After "write-timeout" what was still on its way has been dropped.

    No DSR/DTR flow control: pyserial has none on Linux.
    """

    def __init__(self, wanted: str, baud: int, *, write_seconds: float = 5.0, rtscts: bool = False) -> None:
        self._wanted = wanted
        self._baud = baud
        self._write_seconds = write_seconds
        self._rtscts = rtscts
        self._port: serial.Serial | None = None

    @property
    def is_open(self) -> bool:
        """Whether the line is open as far as is known."""
        return self._port is not None

    def open(self) -> None:
        """Open the port and drop what waited in it; nothing happens when it is open. Raises LineError."""
        if self._port is not None:
            return
        path = find_port(self._wanted)
        if path is None:
            raise LineError("absent")
        try:
            self._port = serial.Serial(
                str(path),
                self._baud,
                timeout=0,
                write_timeout=self._write_seconds,
                exclusive=True,
                rtscts=self._rtscts,
            )
            self._port.reset_input_buffer()
        except (serial.SerialException, OSError, termios.error) as error:
            self.close()
            raise LineError("busy" if _is_busy(error) else "absent") from error

    def close(self) -> None:
        """Close the port; nothing happens when it is closed."""
        port, self._port = self._port, None
        if port is not None:
            with suppress(serial.SerialException, OSError, termios.error):
                port.close()

    def send_seconds(self, count: int) -> float:
        """Return how long ``count`` bytes travel."""
        return count * _BITS_A_BYTE / self._baud

    def write(self, data: bytes) -> None:
        """Hand all of ``data`` to the line within the time-out. Raises LineError.

        Having been written does not mean having arrived: the system's own buffer lies in between.
        """
        port = self._opened()
        try:
            port.write(data)
        except serial.SerialTimeoutException as error:
            # Dropped, since closing a port with bytes under way blocks for half a minute.
            with suppress(serial.SerialException, OSError, termios.error):
                port.reset_output_buffer()
            raise LineError("write-timeout") from error
        except (serial.SerialException, OSError, termios.error) as error:
            self.close()
            raise LineError("gone") from error

    def read(self, seconds: float) -> bytes:
        """Return what has come, at once when there is something; b"" after ``seconds``. Raises LineError."""
        port = self._opened()
        try:
            port.timeout = seconds
            first = port.read(1)
            return first + port.read(min(port.in_waiting, _LONG_READ)) if first else b""
        except (serial.SerialException, OSError, termios.error) as error:
            self.close()
            raise LineError("gone") from error

    def drop_input(self) -> None:
        """Forget what has come so far. Raises LineError."""
        port = self._opened()
        try:
            port.reset_input_buffer()
        except (serial.SerialException, OSError, termios.error) as error:
            self.close()
            raise LineError("gone") from error

    def _opened(self) -> serial.Serial:
        if self._port is None:
            raise LineError("gone")
        return self._port


def _is_busy(error: Exception) -> bool:
    # The lock of pyserial's exclusive=True fails with EAGAIN, an ordinary open of a taken port with EBUSY.
    return getattr(error, "errno", None) in {errno.EAGAIN, errno.EBUSY}
