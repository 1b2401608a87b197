"""What the desk says to whoever asks whether it is there."""

from __future__ import annotations

from kiosk.wire.messages import Message


class Hello(Message, frozen=True):
    """Unsigned: it says that a desk is here, never what a kiosk may rely on."""

    ok: bool
    protocol: int
    ward: str
    time: str
    """By the desk's clock, ISO 8601 with offset."""
