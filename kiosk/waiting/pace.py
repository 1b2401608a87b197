"""How long somebody may have to wait, by the pace of today's calls; nothing where it would be a guess."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from statistics import quantiles
from typing import Final

from msgspec import Struct

from kiosk.waiting.line import Line

ENOUGH: Final = 4
"""Times between two calls, below which nothing is told."""
LATEST: Final = 8
"""So many of them count, the latest."""
BREAK: Final = timedelta(minutes=60)
"""A longer time between two calls was no work."""
STANDS: Final = timedelta(minutes=30)
"""Without a call for so long nobody knows when it goes on."""
STEP: Final = 5
"""Minutes; nothing finer is told."""


class Wait(Struct, frozen=True):
    """A range in minutes, in steps of five; ``least`` may be 0."""

    least: int
    most: int


def wait(line: Line, ahead: int, now: datetime) -> Wait | None:
    """Return how long somebody with ``ahead`` others before them may wait from ``now`` on, None for not known."""
    between = _between(line)
    last = max((one.called_at for one in line.places if one.called_at is not None), default=None)
    if len(between) < ENOUGH or last is None or now - last >= STANDS:
        return None
    quick, _, slow = quantiles(between[-LATEST:], n=4, method="inclusive")
    calls = ahead + 1
    least = int(quick * calls // STEP) * STEP
    most = -int(-slow * calls // STEP) * STEP
    return Wait(least, max(most, least + STEP))


def _between(line: Line) -> list[float]:
    """Return the minutes between two calls that followed each other while somebody waited, in their order."""
    calls = sorted((one.called_at, one.taken_at) for one in line.places if one.called_at is not None)
    return [
        (after - before).total_seconds() / 60
        for (before, _), (after, taken) in pairwise(calls)
        if taken <= before and after - before < BREAK
    ]
