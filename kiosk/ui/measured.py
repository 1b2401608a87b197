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

    _began: float = 0.0
    _touched: float | None = None

    def touch_comes(self, now: float) -> None:
        """Take the time at which a touch or a key came in."""
        self._touched = now

    def frame_begins(self, now: float) -> None:
        """Take the time at which a frame is begun."""
        self._began = now

    def frame_is_shown(self, now: float) -> None:
        """Take the time at which that frame stands on the glass."""
        self.flips += 1
        self.frames.append(now - self._began)
        if self._touched is not None:
            self.touches.append(now - self._touched)
            self._touched = None
