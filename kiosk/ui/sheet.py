"""What a screen is composed on: the theme, the size of the glass, the ruler for texts, and the view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from msgspec import structs

from kiosk.presenter.view import ScreenView
from kiosk.ui.parts import Box, Role, Words
from kiosk.ui.theme import Colours, Theme

_SHALLOW: Final = 600
"""Units of height below which header and footer are the low ones."""
_LITTLE: Final = 700
"""Units of height of the glass below which half of it is filled by four rows of keys."""
_NARROW: Final = 1000
_WIDE: Final = 1500
_BODY_MOST: Final = 1600
"""420 mm: wider and the eye loses the line."""


class Ruler(Protocol):
    """Measures texts as they will be painted."""

    def width(self, text: str, role: Role, weight: int) -> float:
        """Return the width of one line, in units."""

    def lines(self, text: str, role: Role, weight: int, width: float) -> list[str]:
        """Break a text into lines of at most ``width`` units; a piece that cannot be broken stays whole."""

    def filled(self, text: str, role: Role, weight: int, width: float) -> list[str]:
        """Break like ``lines``, but fill each line before the next: for text that is still growing."""

    def line_height(self, text: str, role: Role, *, loose: bool) -> float:
        """Return the height of one line of this text, in units."""


@dataclass(frozen=True)
class Sheet:
    """An empty screen and the view to compose on it."""

    theme: Theme
    ruler: Ruler
    width: float
    height: float
    view: ScreenView

    @property
    def c(self) -> Colours:
        """The theme's colours."""
        return self.theme.colours

    @property
    def lit(self) -> str:
        """The id of what is being spoken now, or of what a hint tells to touch; "" for nothing."""
        view = self.view
        if 0 <= view.speaking < len(view.speech):
            return view.speech[view.speaking].lights
        return view.lit

    @property
    def shallow(self) -> bool:
        """Tell whether height is scarce: 24 mm of footer and 14 mm of header are all there is."""
        return self.theme.compact and self.height < _SHALLOW

    @property
    def upright(self) -> bool:
        """Tell whether the glass stands on its narrow side."""
        return self.height > self.width

    @property
    def lowered(self) -> bool:
        """Tell whether everything that can be touched is to stand in the lower half.

        Never on a glass of 15 cm or less: a hand that reaches its edge reaches all of it.
        """
        return self.view.look.reach == "low" and not self.shallow

    @property
    def tight(self) -> bool:
        """Tell whether height is so scarce that footer and air are the low ones, and practice stands in the header."""
        return self.shallow or (self.lowered and self.height < _LITTLE)

    @property
    def left_handed(self) -> bool:
        """Tell whether go-on and footer stand at the left."""
        return self.view.look.hand == "left"

    def handed(self, box: Box, within: Box) -> Box:
        """Return ``box`` at the side of the hand: mirrored in ``within`` for the left one."""
        if not self.left_handed:
            return box
        return structs.replace(box, x=within.x + within.right - box.right)

    @property
    def header_height(self) -> float:
        """The header without the cloth."""
        return 52 if self.shallow else 88 if self.upright else 76

    @property
    def cloth_height(self) -> float:
        """The checked band below the header."""
        return 8 if self.shallow else 12

    @property
    def footer_height(self) -> float:
        """The footer with its line."""
        if self.upright:
            return 290 if self.theme.largest else 244
        if self.tight:
            return 91
        return 149 if self.theme.largest else 112

    @property
    def trial_height(self) -> float:
        """The practice band, 0 on real keys; where height is scarce its words stand in the header."""
        if not self.view.header.trial or self.tight:
            return 0
        return max(48.0, self.ruler.line_height(self.view.header.trial, "frame", loose=False) + 2)

    @property
    def margin(self) -> float:
        """The screen margin."""
        return 38 if self.width > _WIDE else 24 if self.width > _NARROW else 12

    @property
    def air(self) -> float:
        """What stays free above and below the body."""
        return 6 if self.tight else 16

    @property
    def body(self) -> Box:
        """What lies between cloth and footer, without the practice band."""
        band = self.trial_height + (4 if self.trial_height else 0)
        top = self.header_height + self.cloth_height + self.air + (band if self.lowered else 0)
        bottom = self.height - self.footer_height - (0 if self.lowered else band) - self.air
        wide = min(self.width - 2 * self.margin, _BODY_MOST)
        return Box((self.width - wide) / 2, top, wide, bottom - top)

    def lower(self, body: Box) -> Box:
        """Return what of ``body`` lies in the lower half of the glass, where that is asked for."""
        if not self.lowered:
            return body
        return body.cut(top=max(self.height / 2 - body.y, 0))

    def upper(self, body: Box) -> Box:
        """Return what of ``body`` lies above the lower half."""
        return Box(body.x, body.y, body.w, max(self.height / 2 - body.y - 12, 0))

    @property
    def bare(self) -> Box:
        """The glass of a screen without header and footer, above the practice band."""
        return Box(0, 0, self.width, self.height - self.trial_height)

    def block_height(self, text: str, role: Role, weight: int, width: float, *, loose: bool = False) -> float:
        """Return the height that a text takes within ``width``; 0 for no text."""
        if not text:
            return 0
        lines = self.ruler.lines(text, role, weight, width)
        return len(lines) * self.ruler.line_height(text, role, loose=loose)

    def block_width(self, text: str, role: Role, weight: int, width: float) -> float:
        """Return the width of the widest line of a text broken within ``width``."""
        lines = self.ruler.lines(text, role, weight, width)
        return max((self.ruler.width(line, role, weight) for line in lines), default=0)

    def ink(self, part: Words) -> Box:
        """Return where the letters of a text stand."""
        wide = self.block_width(part.text, part.role, part.weight, part.box.w)
        high = self.block_height(part.text, part.role, part.weight, part.box.w, loose=part.loose)
        x = part.box.x + (part.box.w - wide) / 2 if part.across == "center" else part.box.x
        y = part.box.y + ((part.box.h - high) / 2 if part.down == "middle" else 0)
        return Box(x, y, wide, high)
