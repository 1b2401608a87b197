"""How often the ward is talked to while nobody waits for it."""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class Rhythm(Struct, frozen=True):
    """Of the heartbeat. In seconds."""

    every: float
    """From one to the next."""
    soon: float
    """After an act was recorded: several that come one upon another go together."""
    longest: float
    """Between tries while the desk is away; the first ones come sooner."""

    @property
    def minutes(self) -> int:
        """How many whole minutes lie between two, as the desk is told; 0: the ordinary one, which is not told."""
        return 0 if self == ORDINARY else int(self.every // 60)


ORDINARY: Final = Rhythm(every=60.0, soon=8.0, longest=180.0)
FRUGAL: Final = Rhythm(every=1800.0, soon=1800.0, longest=1800.0)
"""At most 5 KB an hour, as `python -m tests.bench.heartbeats` measures it."""
FIRST_AGAIN: Final = 60.0
"""Seconds to the first try after one that failed."""


def rhythm_of(*, frugal: bool) -> Rhythm:
    """Return the one that goes with a line."""
    return FRUGAL if frugal else ORDINARY
