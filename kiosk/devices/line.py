"""What a printer hangs on: a serial line or a USB printer port."""

from __future__ import annotations

from typing import Protocol


class Line(Protocol):
    """One device, opened exclusively, with a time-out on every read and write.

    Every failure is a ``LineError``; after "gone" the line is closed, after "write-timeout" it may be.
    """

    @property
    def is_open(self) -> bool:
        """Whether the line is open as far as is known."""

    def open(self) -> None:
        """Open the device and drop what waited in it; nothing happens when it is open. Raises LineError."""

    def close(self) -> None:
        """Close the device; nothing happens when it is closed."""

    def send_seconds(self, count: int) -> float:
        """Return how long ``count`` bytes travel; 0.0 where the line takes no longer than the device itself."""

    def write(self, data: bytes) -> None:
        """Hand all of ``data`` to the line within the time-out. Raises LineError.

        Having been written does not mean having arrived: the system's own buffer lies in between.
        """

    def read(self, seconds: float) -> bytes:
        """Return what has come, at once when there is something; b"" after ``seconds``. Raises LineError."""

    def drop_input(self) -> None:
        """Forget what has come so far. Raises LineError."""
