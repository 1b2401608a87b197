"""The edge of the glass while help is called: a blue frame that slowly grows and shrinks, to be seen across a room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.ui.parts import Box, Part, Plate

BEAT: Final = 1.0
"""Seconds that each width stands: half a beat a second is far from what could harm anybody."""
WIDTHS: Final = (10.0, 4.0)


class Beacon:
    """Beats while it is wanted. ``after`` calls something after some seconds and returns what stops that."""

    def __init__(
        self, after: Callable[[float, Callable[[], None]], Callable[[], None]], redraw: Callable[[], None]
    ) -> None:
        self._after = after
        self._redraw = redraw
        self._stop: Callable[[], None] | None = None
        self._beat = 0

    def follow(self, *, calling: bool) -> None:
        """Begin or end with the view."""
        if calling and self._stop is None:
            self._stop = self._after(BEAT, self._on)
        elif not calling and self._stop is not None:
            self._stop()
            self._stop, self._beat = None, 0

    def parts(self, whole: Box, colour: str) -> list[Part]:
        """Return the four sides, as wide as they are just now."""
        if self._stop is None:
            return []
        wide = WIDTHS[self._beat % len(WIDTHS)]
        sides = {
            "top": Box(whole.x, whole.y, whole.w, wide),
            "bottom": Box(whole.x, whole.bottom - wide, whole.w, wide),
            "left": Box(whole.x, whole.y, wide, whole.h),
            "right": Box(whole.right - wide, whole.y, wide, whole.h),
        }
        return [Plate(f"beacon/{name}", box, colour, radius=0) for name, box in sides.items()]

    def _on(self) -> None:
        self._beat += 1
        self._stop = self._after(BEAT, self._on)
        self._redraw()
