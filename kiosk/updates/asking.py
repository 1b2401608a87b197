"""Asking the machine, which alone may, to start the kiosk anew: one line each way through a socket of its own."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk import occupancy
from kiosk.updates.ports import Restarted

READY: Final = b"ready"
"""What the machine answers once both programs of the kiosk have said that they are ready; anything else is no."""
_LONGEST: Final = 256


class MarkedRest:
    """Sees by the kiosk's mark whether somebody stands before it. Implements ports.Rest."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def free(self) -> bool:
        """See the port. A mark that cannot be looked at is taken for somebody."""
        try:
            with occupancy.held(self._mark) as mine:
                return mine
        except OSError:
            return False


class AskedServices:
    """Has the kiosk started anew by the machine, which answers when it is ready. Implements ports.Services."""

    def __init__(self, place: Path, mark: Path) -> None:
        """``place``: the socket; ``mark``: of whoever stands before the kiosk."""
        self._place = place
        self._mark = mark

    def restart(self, seconds: float) -> Restarted:
        """See the port. Nobody begins a visit before the answer has come."""
        try:
            with occupancy.held(self._mark) as mine:
                return self._asked(seconds) if mine else "occupied"
        except OSError:
            return "occupied"

    def _asked(self, seconds: float) -> Restarted:
        with suppress(OSError):
            return "ready" if answer(self._place, b"restart", seconds) == READY else "silent"
        return "silent"


def answer(place: Path, line: bytes, seconds: float) -> bytes:
    """Write a line into a Unix socket and return the one that comes back, without its end. Raises OSError."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC) as asked:
        asked.settimeout(seconds)
        asked.connect(str(place))
        asked.sendall(line + b"\n")
        asked.shutdown(socket.SHUT_WR)
        said = b""
        while b"\n" not in said and len(said) < _LONGEST and (piece := asked.recv(_LONGEST)):
            said += piece
    return said.partition(b"\n")[0]
