"""Colours and sizes of one theme, as values: another theme is another Theme."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from kiosk.ui.parts import UNITS_PER_MM, Role

CAP_HEIGHT: Final = 0.74
"""Height of a capital of Be Vietnam Pro, in em."""
KHMER_FRAME: Final = 1.12
"""Khmer letters are lower than capitals: in the smallest size for residents they are this much larger."""

_LARGER: Final[dict[Role, float]] = {
    "display": 10.4,
    "ask": 8.2,
    "answer": 7.0,
    "frame": 5.0,
    "desk": 3.65,
    "typed": 8.95,
    "big": 25.25,
}
_LARGE: Final[dict[Role, float]] = {
    "display": 8.2,
    "ask": 6.4,
    "answer": 5.2,
    "frame": 4.2,
    "desk": 3.65,
    "typed": 6.6,
    "big": 20.0,
}

HUES: Final = {
    "death": "#1C2040",
    "marriage": "#9E1446",
    "land": "#835C2D",
    "trade": "#835C2D",
    "disability": "#1F8593",
    "lost-papers": "#DB7F2A",
    "moving": "#86BB52",
    "birth": "#F5B0C3",
    "old-age": "#F9DA6B",
}
"""The life-event hues by their names; a view may carry a name or the colour itself."""

_SMALL_DIAGONAL_MM: Final = 343
"""13.5 inches: the 13.3" screens still take the smaller size, else labels of 13 letters would break."""


@dataclass(frozen=True)
class Colours:
    """The roles of colour; text on green, blue and ink is ``on_fill``."""

    paper: str = "#FBF4E4"
    card: str = "#FFFFFF"
    disc: str = "#FFFDF7"
    ink: str = "#1F1A15"
    soft: str = "#42382C"
    line: str = "#857560"
    green: str = "#08402F"
    green_lip: str = "#04241A"
    blue: str = "#0A367A"
    blue_lip: str = "#061F49"
    voice: str = "#FFD044"
    brick: str = "#741A09"
    doubt: str = "#A86A00"
    green_tint: str = "#E3F0E2"
    blue_tint: str = "#E3EDFA"
    brick_tint: str = "#FCE6DA"
    doubt_tint: str = "#FFF1C9"
    vowel_tint: str = "#FFF3CC"
    on_fill: str = "#FFFFFF"
    sun: str = "#F9DA6B"
    field: str = "#86BB52"
    river: str = "#8ED0CB"


@dataclass(frozen=True)
class Theme:
    """One theme on one screen."""

    colours: Colours
    px_per_mm: float
    caps_mm: dict[Role, float] = field(hash=False)
    compact: bool
    """True on small screens: low header, pictures above the words in the footer."""

    @property
    def px_per_unit(self) -> float:
        """Screen pixels a unit."""
        return self.px_per_mm / UNITS_PER_MM

    def font_px(self, role: Role, *, khmer: bool = False) -> int:
        """Return the font size of a role in whole screen pixels."""
        larger = KHMER_FRAME if khmer and role == "frame" else 1
        return round(self.caps_mm[role] * self.px_per_mm / CAP_HEIGHT * larger)

    def size(self, role: Role) -> float:
        """Return the font size of a role in units."""
        return self.font_px(role) / self.px_per_unit


def standard(size: tuple[int, int], px_per_mm: float) -> Theme:
    """Return the standard theme for a screen of ``size`` px: text size 3 above 13.5", else 2."""
    diagonal_mm = float((size[0] ** 2 + size[1] ** 2) ** 0.5) / px_per_mm
    small = diagonal_mm <= _SMALL_DIAGONAL_MM
    return Theme(
        colours=Colours(),
        px_per_mm=px_per_mm,
        caps_mm=dict(_LARGE if small else _LARGER),
        compact=small or size[0] / px_per_mm * UNITS_PER_MM < 1256,  # noqa: PLR2004 - the footer's full width
    )
