"""What a face has measured of itself."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

_KEPT_TIMES: Final = 2000


@dataclass
class Measured:
    """What the face has measured of itself, in seconds; the latest few thousand."""

    frames: deque[float] = field(default_factory=lambda: deque(maxlen=_KEPT_TIMES))
    """Drawing and showing of one frame."""
    touches: deque[float] = field(default_factory=lambda: deque(maxlen=_KEPT_TIMES))
    """From a touch coming in to the first frame after it."""
    flips: int = 0
    """Frames shown since the start."""
