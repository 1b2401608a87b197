"""What the updater writes down: the update under way, step by step, and what came of those before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from kiosk.disk import replace

Step = Literal[
    "fetched",  # proven, and on this machine: its folder is being made
    "made",  # its folder stands
    "switching",  # it was tried and is to serve; ``current`` may stand for it or not yet
    "leaving",  # it serves badly and is to be left; ``current`` may stand for it still
]
Came = Literal["installed", "gone-back", "given-up", "rolled-back"]
PASSING: Final = frozenset({"disk", "machine", "late"})
"""Why a release was given up that is tried again by itself: the machine may have more room, or time, tomorrow."""
_MOST: Final = 200
_FILE: Final = "updates.json"


class UnderWay(Struct, frozen=True):
    """An update that has begun."""

    name: str
    """Of the release that is to serve."""
    former: str
    """Of the one that serves."""
    before: str
    """Of the one that could be gone back to; "" for none."""
    step: Step
    by_hand: bool = False
    """Somebody at the machine wants to go back."""
    code: str = ""
    """Why it is to be left."""


class Entry(Struct, frozen=True):
    """What came of an update."""

    at: datetime
    name: str
    """Of the release that was to serve."""
    former: str
    came: Came
    code: str = ""
    """Why it does not serve."""


class Written(Struct, frozen=True):
    """All that is written down."""

    under_way: UnderWay | None = None
    history: tuple[Entry, ...] = ()
    """The oldest first."""

    def given_up(self, name: str) -> Entry | None:
        """Return why a release is not tried again by itself; None where it may be."""
        for entry in reversed(self.history):
            if entry.came == "gone-back" and entry.former == name:
                return entry
            if entry.name == name:
                failed = entry.came in {"given-up", "rolled-back"} and entry.code not in PASSING
                return entry if failed else None
        return None


@dataclass(frozen=True)
class Book:
    """The file. What is written is on the disk."""

    home: Path
    now: Callable[[], datetime]

    def read(self) -> Written:
        """Return what is written; what cannot be read is taken for nothing."""
        with suppress(OSError, msgspec.MsgspecError):
            return msgspec.json.decode((self.home / _FILE).read_bytes(), type=Written)
        return Written()

    def begin(self, under_way: UnderWay) -> UnderWay:
        """Write down how far the update has come; return it. Raises OSError."""
        self._write(msgspec.structs.replace(self.read(), under_way=under_way))
        return under_way

    def end(self, under_way: UnderWay, came: Came, code: str = "") -> Entry:
        """Write down what came of the update; return it. Raises OSError."""
        entry = Entry(self.now(), under_way.name, under_way.former, came, code)
        self._write(Written(None, (*self.read().history, entry)[-_MOST:]))
        return entry

    def forget(self) -> None:
        """Let no update be under way: nothing has come of it. Raises OSError."""
        if self.read().under_way is not None:
            self._write(msgspec.structs.replace(self.read(), under_way=None))

    def _write(self, written: Written) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        replace(self.home / _FILE, msgspec.json.encode(written))
