"""Colours and sizes of one theme, as values: another theme is another Theme."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from msgspec import Struct, structs

from kiosk.ui.parts import UNITS_PER_MM, Role
from kiosk.visit.look import LARGEST, USUAL, Contrast, Look

CAP_HEIGHT: Final = 0.74
"""Height of a capital of Be Vietnam Pro, in em."""
KHMER_FRAME: Final = 1.12
"""Khmer letters are lower than capitals: in the smallest sizes for residents they are this much larger."""

_CAPS: Final[dict[int, dict[Role, float]]] = {
    1: {
        "display": 6.4,
        "ask": 5.2,
        "answer": 4.0,
        "frame": 3.6,
        "key": 3.65,
        "desk": 3.65,
        "typed": 5.2,
        "big": 16.0,
        "called": 12.0,
    },
    2: {
        "display": 8.2,
        "ask": 6.4,
        "answer": 5.2,
        "frame": 4.2,
        "key": 3.65,
        "desk": 3.65,
        "typed": 6.6,
        "big": 20.0,
        "called": 15.0,
    },
    3: {
        "display": 10.4,
        "ask": 8.2,
        "answer": 7.0,
        "frame": 5.0,
        "key": 3.65,
        "desk": 3.65,
        "typed": 8.95,
        "big": 25.25,
        "called": 19.0,
    },
    4: {
        "display": 10.4,
        "ask": 10.4,
        "answer": 9.0,
        "frame": 6.6,
        "key": 3.65,
        "desk": 3.65,
        "typed": 9.0,
        "big": 25.25,
        "called": 19.0,
    },
}
"""Height of capitals in millimetres, by size and role."""
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
"""13.5 inches: up to here the usual size is 2 and the footer has its pictures above the words."""
_FULL_WIDTH: Final = 1256
"""Units that the footer takes with its pictures beside the words."""


class Colours(Struct, frozen=True):
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
    on_voice: str = "#1F1A15"
    on_disc: str = "#1F1A15"
    sun: str = "#F9DA6B"
    field: str = "#86BB52"
    river: str = "#8ED0CB"


STANDARD: Final = Colours()
DARK: Final = Colours(
    paper="#15130F",
    card="#26221B",
    ink="#FFF6E0",
    soft="#E9DDC2",
    line="#A8977A",
    green="#8FE0B4",
    green_lip="#4F9A74",
    blue="#B7D5FF",
    blue_lip="#6B8FC2",
    brick="#FFC3AF",
    doubt="#F0B040",
    green_tint="#16362A",
    blue_tint="#14294A",
    brick_tint="#48190E",
    doubt_tint="#3F3008",
    vowel_tint="#3A3010",
    on_fill="#15130F",
    sun="#4A3A08",
    field="#2F4A1C",
    river="#1C4A4A",
)
HIGH: Final = Colours(
    paper="#FFFFFF",
    card="#FFFFFF",
    disc="#FFFFFF",
    ink="#000000",
    soft="#000000",
    line="#000000",
    green="#000000",
    green_lip="#000000",
    blue="#000000",
    blue_lip="#000000",
    voice="#FFE600",
    brick="#000000",
    doubt="#000000",
    green_tint="#FFFFFF",
    blue_tint="#FFFFFF",
    brick_tint="#FFFFFF",
    doubt_tint="#FFFFFF",
    vowel_tint="#FFFFFF",
    on_voice="#000000",
    on_disc="#000000",
    sun="#FFFFFF",
    field="#FFFFFF",
    river="#FFFFFF",
)
COLOURS: Final[dict[Contrast, Colours]] = {"standard": STANDARD, "high": HIGH, "dark": DARK}


@dataclass(frozen=True)
class Theme:
    """One theme on one screen."""

    colours: Colours
    px_per_mm: float
    caps_mm: dict[Role, float] = field(hash=False)
    compact: bool
    """True where the footer has its pictures above the words: on small screens and at the largest size."""
    small: bool = False
    """True on small screens."""
    look: Look = USUAL
    """The look that this is the theme of, its size named."""

    @property
    def flat(self) -> bool:
        """True in high contrast: black and white, thick lines, no lips, no hues; yellow carries no text."""
        return self.look.contrast == "high"

    @property
    def largest(self) -> bool:
        """True at the size at which screens reflow."""
        return self.look.size == LARGEST

    @property
    def px_per_unit(self) -> float:
        """Screen pixels a unit."""
        return self.px_per_mm / UNITS_PER_MM

    def font_px(self, role: Role, *, khmer: bool = False) -> int:
        """Return the font size of a role in whole screen pixels."""
        larger = KHMER_FRAME if khmer and role in {"frame", "key"} else 1
        return round(self.caps_mm[role] * self.px_per_mm / CAP_HEIGHT * larger)

    def size(self, role: Role) -> float:
        """Return the font size of a role in units."""
        return self.font_px(role) / self.px_per_unit


def theme_for(size: tuple[int, int], px_per_mm: float, look: Look = USUAL) -> Theme:
    """Return the theme of ``look`` on a screen of ``size`` px: text size 3 is usual above 13.5", else 2."""
    diagonal_mm = float((size[0] ** 2 + size[1] ** 2) ** 0.5) / px_per_mm
    small = diagonal_mm <= _SMALL_DIAGONAL_MM
    letters = look.size or (2 if small else 3)
    narrow = size[0] / px_per_mm * UNITS_PER_MM < _FULL_WIDTH
    return Theme(
        colours=COLOURS[look.contrast],
        px_per_mm=px_per_mm,
        caps_mm=dict(_CAPS[letters]),
        compact=small or narrow or letters == LARGEST,
        small=small,
        look=structs.replace(look, size=letters),
    )
