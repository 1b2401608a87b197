"""What every event is; the events themselves stand in ``events`` and ``reports``."""

from __future__ import annotations

import msgspec


class Event(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """What happened."""


class Discreet(Event, frozen=True):
    """An event that carries what somebody has told, or a secret: it prints its name and no more."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"
