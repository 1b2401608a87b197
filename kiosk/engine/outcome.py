"""What a worker brings back: the event to report, and what the session should remember."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kiosk.visit.events import Event


@dataclass(frozen=True, repr=False)
class Outcome:
    """``remember``: attributes of the Session to set before the event is stepped."""

    event: Event | None
    """None where nobody waits for an answer."""
    remember: dict[str, Any] = field(default_factory=dict)
    still: Callable[[], bool] = lambda: True
    """Asked on the core's thread: whether the event is still of what it was asked for; else it is dropped."""

    def __repr__(self) -> str:
        """Tell the event's name only."""
        return f"Outcome({type(self.event).__name__})"
