"""What a page of a scanned paper is."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

A4_MM: Final = (210.0, 297.0)
MM_PER_INCH: Final = 25.4
DPI: Final = 200
"""What a page is kept at: small print stays readable."""
MOST_BYTES: Final = 500_000
"""No page is larger."""
PREVIEW_PX: Final = 1000
"""The longest side of what is shown back at once."""

Verdict = Literal["good", "dark", "blurred", "empty"]
"""What the first look at a page says; whoever brought the paper has the last word."""


class PaperPage(Struct, frozen=True, kw_only=True):
    """One page of somebody's paper, upright. Personal: it prints itself without its content."""

    jpeg: bytes
    """Grey, at most MOST_BYTES."""
    width_px: int
    height_px: int
    dpi: int
    """DPI, or less for a page that would have been too large."""
    verdict: Verdict

    @property
    def width_mm(self) -> float:
        """How wide the paper is."""
        return self.width_px * MM_PER_INCH / self.dpi

    @property
    def height_mm(self) -> float:
        """How high the paper is."""
        return self.height_px * MM_PER_INCH / self.dpi

    def __repr__(self) -> str:
        """Return what may stand in a log."""
        return f"PaperPage({self.verdict}, {len(self.jpeg)} bytes)"
