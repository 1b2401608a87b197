"""The heartbeat: one a minute, sooner when something was recorded, never two at once. Nobody waits for it.

On a line that is paid by the byte it has a slower rhythm.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from kiosk.engine.condition import Conditions
from kiosk.engine.endings import Endings
from kiosk.engine.parts import Parts
from kiosk.engine.ports import Jobs
from kiosk.engine.printing import Printing
from kiosk.engine.rhythm import FIRST_AGAIN, Rhythm
from kiosk.outbox.heartbeats import Beaten, Heartbeats
from kiosk.tickets.ports import StoreError

if TYPE_CHECKING:
    from kiosk.engine.courier import Task

Ward = Literal["reached", "away", "unknown"]


class Heart:
    """When the next one is due, and what came of the last. On the core's thread."""

    def __init__(
        self,
        send: Callable[[], Beaten],
        jobs: Jobs,
        rhythm: Rhythm,
        *,
        recorded: Callable[[], int],
        post: Callable[[Task], None],
        now: Callable[[], datetime],
        broken: Callable[[str, Exception], None],
    ) -> None:
        """``recorded``: how many acts were recorded so far; ``send``: sends one, in a worker; ``now``: aware."""
        self._send = send
        self._jobs = jobs
        self._rhythm = rhythm
        self._recorded = recorded
        self._broken = broken
        self._post = post
        self._now = now
        self._seen = 0
        self._is_out = False
        self._failures = 0
        self._next_at = 0.0
        self.ward: Ward = "unknown"
        self.last_reached: datetime | None = None
        """When the desk last answered, aware."""

    def look(self, now: float) -> None:
        """Send one when it is due; ``now`` in monotonic seconds."""
        recorded = self._recorded()
        if recorded != self._seen and not self._failures:
            self._next_at = min(self._next_at, now + self._rhythm.soon)
        self._seen = recorded
        if self._is_out or now < self._next_at:
            return
        self._is_out, self._next_at = True, now + self._rhythm.every
        self._jobs.submit(lambda: self._beat(now))

    def _beat(self, now: float) -> None:
        try:
            beaten = self._send()
        except Exception as broken:  # noqa: BLE001 - the next one is due whatever broke this time
            self._broken("heartbeat", broken)
            beaten = Beaten(code="broken")
        self._post(lambda: self._back(beaten, now))

    def _back(self, beaten: Beaten, now: float) -> None:
        self._is_out = False
        if beaten.code:
            self.ward = "away"
            self._failures += 1
            self._next_at = now + min(self._rhythm.longest, FIRST_AGAIN * (1 << min(self._failures - 1, 8)))
            return
        self.ward, self.last_reached, self._failures = "reached", self._now(), 0
        if beaten.more:
            self._next_at = now


class Pulse:
    """What a worker does for one heartbeat: it tells, takes the roster that comes back, then tells what is counted."""

    def __init__(self, parts: Parts, printing: Printing, endings: Endings) -> None:
        """``endings``: told by the same worker once the desk has answered."""
        self._reached = endings.tell
        self._conditions = Conditions(parts, printing, endings)
        self._people = parts.people
        self._world = parts.world
        self._printing = printing
        filing = parts.filing
        self._beats = Heartbeats(
            parts.people.audit, filing.store, filing.heartbeats, filing.signer, parts.world.ids.new()
        )
        self._told = ""

    def send(self) -> Beaten:
        """Send one and take what it brings; a store that fails is noted, and the next one tries again."""
        roster = self._people.roster()
        version = roster.version if roster is not None else 0
        try:
            condition = self._conditions.now()
            at = self._world.clock.now()
            beaten = self._beats.beat(at, version, self._printing.last_status, condition)
        except StoreError as broken:
            beaten = Beaten(code=broken.code)
        self._note(beaten)
        if beaten.roster:
            self._world.journal.note("roster-came", outcome=self._people.take_roster(beaten.roster))
        if not beaten.code:
            self._reached()
        return beaten

    def _note(self, beaten: Beaten) -> None:
        """Note when it changes what comes of them, not each one."""
        told = beaten.code or ("" if beaten.verdict in {"taken", "behind"} else str(beaten.verdict))
        if told != self._told:
            self._told = told
            self._world.journal.note("heartbeat", outcome=told or "reached")
