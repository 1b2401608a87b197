"""What the installing of a release asks of the machine that it runs on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

Trouble = Literal[
    "start",  # it did not come up, or ended
    "late",  # it did not come to its end in the time that it was given
    "journey",  # its pages did not come as they must
    "store",  # it could not serve what is stored here
    "unreadable-back",  # what it makes of the store could not be served by the release that runs now
    "machine",  # it could not be tried: no room, no hidden screen
]


Restarted = Literal[
    "ready",  # it has said that it is ready
    "silent",  # it has not, in the time that it was given
    "occupied",  # somebody has begun a visit: nothing was started anew
]

STATUS: Final[dict[Trouble, int]] = {"start": 20, "journey": 21, "store": 22}
"""Exit statuses of a release that is tried (``kiosk probe play``); 0 is health, any other is no start.

A release is tried by the one that runs: words and statuses stay.
"""


@dataclass(frozen=True)
class Healthy:
    """A release served a whole visit."""


@dataclass(frozen=True)
class Unhealthy:
    """A release must not serve here."""

    code: Trouble


class Probe(Protocol):
    """Tries a release without anybody noticing: on a hidden screen, on a copy of what is stored."""

    def run(self, release: Path) -> Healthy | Unhealthy:
        """Let the release in a folder of its own serve one visit. Raises nothing; ends by itself in minutes.

        Nothing is printed or sent, and nothing of it stays on the disk, not even when it is killed for good.
        """


class Rest(Protocol):
    """Tells whether somebody stands before the kiosk."""

    def free(self) -> bool:
        """Tell whether no visit is on at this moment; True too where no kiosk runs. Raises nothing."""


class Services(Protocol):
    """The programs of the kiosk, as the system keeps them running."""

    def restart(self, seconds: float) -> Restarted:
        """Let what ``current`` points to serve, between two visits; wait so long at most. Raises nothing."""
