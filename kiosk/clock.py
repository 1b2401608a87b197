"""Time, always passed in.

Two readings: ``now`` is the wall clock in Vietnam (for paper and law), ``monotonic`` counts seconds that never
run backwards (for time-outs and idle). The wall clock has a floor: it never reads earlier than the latest
reading it has given, so a battery-dead board that falls back to 1970 in mid-day cannot undo an expiry.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from typing import Protocol

VIETNAM = timezone(timedelta(hours=7), "ICT")
"""Indochina Time. Vietnam has had no daylight saving since 1975, so a fixed offset is exact."""


class Clock(Protocol):
    """What reads time."""

    def now(self) -> datetime:
        """Return the wall-clock time, aware, in Vietnam's zone."""

    def monotonic(self) -> float:
        """Return seconds from an arbitrary start, never running backwards."""


class SystemClock:
    """The machine's clock with a monotonic floor under the wall reading."""

    def __init__(self, floor: datetime | None = None) -> None:
        self._floor = floor or datetime(2026, 1, 1, tzinfo=VIETNAM)

    def now(self) -> datetime:
        """Return the wall-clock time in Vietnam, never earlier than any reading given before."""
        reading = datetime.now(VIETNAM)
        self._floor = max(self._floor, reading)
        return self._floor

    def monotonic(self) -> float:
        """Return the operating system's monotonic seconds."""
        return time.monotonic()


class ManualClock:
    """A clock that stands still until it is moved; for tours and tests."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            msg = "a ManualClock starts at an aware time"
            raise ValueError(msg)
        self._start = start.astimezone(VIETNAM)
        self._elapsed = 0.0

    def now(self) -> datetime:
        """Return the start plus all that was advanced."""
        return self._start + timedelta(seconds=self._elapsed)

    def monotonic(self) -> float:
        """Return the seconds advanced so far."""
        return self._elapsed

    def advance(self, seconds: float) -> None:
        """Move both readings forward by ``seconds`` (>= 0)."""
        if seconds < 0:
            msg = "time does not run backwards"
            raise ValueError(msg)
        self._elapsed += seconds
