"""What is wrong with a content file, said so that its author can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Key = tuple[str | int, ...]
"""Where a value stands in its file: the keys and list positions (from 0) that lead to it."""

Level = Literal["error", "warning"]

_SHOWN = 60
"""Letters of a key that are repeated; an id has at most 48."""


@dataclass(frozen=True)
class Fault:
    """One thing to mend. A file with an ``error`` is left out; one with only warnings serves."""

    file: str
    """The name of the file, without its folder."""
    line: int
    """Counted from 1; 0 when the fault is the file's as a whole."""
    key: str
    """Where it stands, as in ``questions[child_name].ask.vi``; empty for the whole file."""
    expected: str
    """One sentence: what should stand there."""
    level: Level = "error"

    def sentence(self) -> str:
        """Return the fault on one line: file:line: key: what was expected."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return " ".join(": ".join(part for part in (place, self.key, self.expected) if part).split())


class CatalogueError(Exception):
    """The catalogue cannot be used as it stands; ``faults`` tell why. ``code`` is for the journal."""

    def __init__(self, code: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.faults = faults


def spelled(key: Key, value: object) -> str:
    """Return ``key`` in words, list items named by their id where ``value``, the file, has one."""
    words = ""
    for part in key:
        if isinstance(part, str):
            words += f".{part[:_SHOWN]}" if words else part[:_SHOWN]
            value = value.get(part) if isinstance(value, dict) else None
            continue
        value = value[part] if isinstance(value, list) and part < len(value) else None
        named = value.get("id") if isinstance(value, dict) else None
        words += f"[{named[:_SHOWN] if isinstance(named, str) else part + 1}]"
    return words
