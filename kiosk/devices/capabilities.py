"""What one printer can do: found out by asking it, or by somebody who looked at a test ticket."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Rung = Literal["process-id", "paper-after", "status-after", "none"]
"""How a printer confirms, best first: GS ( H, GS r 1 after the cut, DLE EOT after the cut, not at all."""


class Capabilities(Struct, frozen=True, kw_only=True):
    """What is known of one unit. Nothing is taken for granted that a cheap printer may lack."""

    rung: Rung | None = None
    """None: not found out yet."""
    native_qr: bool = False
    """Draws a QR code by itself, exactly as large as it is told to."""
    trim_left: bool = True
    """Minds ESC $ before a band; off, every band begins at the left edge of the paper."""
