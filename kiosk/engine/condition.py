"""How the machine itself is, for the heartbeat: what stands there, what works, what did not. Nothing of a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from kiosk.clock import VIETNAM
from kiosk.engine.endings import Endings
from kiosk.engine.parts import Parts
from kiosk.engine.printing import Printing
from kiosk.engine.rhythm import rhythm_of
from kiosk.visit.reports import DeviceSeen
from kiosk.wire.heartbeat import Condition

LOOKED_EVERY: Final = 600.0
"""Seconds between looks at what is plugged in: nobody waits for it, and a look may take a while."""
_STEP_MB: Final = 100
"""So that a disk that fills as it does each day is not news every minute."""


class Conditions:
    """Asked by the heartbeat's worker alone."""

    def __init__(self, parts: Parts, printing: Printing, endings: Endings) -> None:
        self._machine = parts.machine
        self._plugged: Callable[[], tuple[DeviceSeen, ...]] = parts.senses.plugged
        self._world = parts.world
        self._every = rhythm_of(frugal=parts.content.settings.kiosk.line.frugal).minutes
        self._printing = printing
        self._endings = endings
        self._seen: dict[str, str] = {}
        self._look_at = 0.0

    def now(self) -> Condition:
        """Return how it is now. Raises nothing that a worker does not note."""
        self._look()
        free = self._machine.free_mb()
        return Condition(
            version=self._machine.version,
            ring=self._machine.ring,
            content=self._machine.content(),
            near_end=self._printing.paper_low,
            scanner=self._seen.get("scanner", ""),
            sound=self._seen.get("sound", ""),
            disk_mb=free if free < 0 else free // _STEP_MB * _STEP_MB,
            last_visit=_hour(self._endings.last_at),
            visit_minutes=int(self._endings.seconds // 60),
            faults=self._world.journal.faults,
            every=self._every,
        )

    def _look(self) -> None:
        now = self._world.clock.monotonic()
        if self._seen and now < self._look_at:
            return
        self._look_at = now + LOOKED_EVERY
        self._seen = {device.what: device.state for device in self._plugged()}


def _hour(at: datetime | None) -> str:
    if at is None:
        return ""
    return at.astimezone(VIETNAM).replace(minute=0, second=0, microsecond=0).isoformat(timespec="seconds")
