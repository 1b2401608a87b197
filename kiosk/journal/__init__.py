"""The journal: what may be logged, and nothing else.

``events.toml`` lists every event with the fields that it may carry. What is not listed raises, so that no
name, number or scan can slip into a log. Lines go to standard error, where systemd keeps them.
"""

from __future__ import annotations

import json
import threading
import tomllib
from functools import cache
from pathlib import Path
from typing import TextIO

from kiosk.clock import Clock


class JournalError(Exception):
    """Something tried to log what is not declared."""


@cache
def declared() -> dict[str, dict[str, object]]:
    """Return the declared events by code."""
    return tomllib.loads(Path(__file__).with_name("events.toml").read_text(encoding="utf-8"))


class Journal:
    """Writes declared events as one JSON object a line."""

    def __init__(self, clock: Clock, stream: TextIO) -> None:
        self._clock = clock
        self._stream = stream
        self._counting = threading.Lock()
        self.faults = 0
        """Events so far that are declared as faults: something did not work that should have."""
        self.lost = 0
        """Lines that could not be written: a full disk or a closed pipe must not stop a visit."""

    def note(self, event: str, **fields: str | float | bool) -> None:
        """Write one event. Raises JournalError for an undeclared event or field."""
        allowed = declared().get(event)
        if allowed is None:
            raise JournalError(f"undeclared event {event}")
        stray = sorted(set(fields) - set(allowed.get("fields", ())))  # type: ignore[call-overload]
        if stray:
            raise JournalError(f"undeclared field {stray[0]} of {event}")
        if allowed.get("fault"):
            with self._counting:
                self.faults += 1
        line = {"at": self._clock.now().isoformat(timespec="seconds"), "event": event, **fields}
        try:
            self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._stream.flush()
        except OSError:
            self.lost += 1
