"""Having a release tried by the machine, which may look at what is stored: one line each way through a socket."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final, get_args

from kiosk.updates.asking import answer
from kiosk.updates.ports import Healthy, Trouble, Unhealthy

HEALTHY: Final = "healthy"
"""What is answered of a release that has served a visit; of any other its trouble is."""


class AskedProbe:
    """Names a release to the one who tries it, and waits. Implements ports.Probe."""

    def __init__(self, socket: Path, seconds: float) -> None:
        """``seconds``: after which nobody is waited for any more; more than the one who tries takes at most."""
        self._socket = socket
        self._seconds = seconds

    def run(self, release: Path) -> Healthy | Unhealthy:
        """See the port."""
        said = ""
        with suppress(OSError):
            said = answer(self._socket, release.name.encode(), self._seconds).decode("ascii", "replace")
        if said == HEALTHY:
            return Healthy()
        troubles: tuple[Trouble, ...] = get_args(Trouble)
        return Unhealthy(next((each for each in troubles if each == said), "machine"))
