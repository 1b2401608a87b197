"""What would stand on the glass, without a window: a screen composed with letters of an average width."""

from __future__ import annotations

from kiosk.presenter.view import ScreenView
from kiosk.settings import Screen
from kiosk.ui.entry import begin
from kiosk.ui.parts import Role, Words, tree
from kiosk.ui.screens.compose import compose
from kiosk.ui.sheet import Sheet
from kiosk.ui.theme import Theme, theme_for

_WIDTH = 0.55
"""Of a letter, as a share of the size of the font."""
_LINE = 1.25


class AverageRuler:
    """A Ruler that needs no font."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def width(self, text: str, role: Role, weight: int) -> float:
        """Return the width of one line, in units; the weight makes no difference."""
        del weight
        return len(text) * self._theme.size(role) * _WIDTH

    def lines(self, text: str, role: Role, weight: int, width: float) -> list[str]:
        """Break at spaces and at U+200B."""
        lines: list[str] = []
        for piece in text.replace("\u200b", " ").split():
            longer = f"{lines[-1]} {piece}" if lines else ""
            if longer and self.width(longer, role, weight) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
        return lines

    filled = lines

    def line_height(self, text: str, role: Role, *, loose: bool) -> float:
        """Return the height of any line, in units."""
        del text, loose
        return self._theme.size(role) * _LINE


def texts_of(view: ScreenView, screen: Screen) -> list[str]:
    """Return all texts of a screen as the Kivy face would paint them."""
    size = screen.width, screen.height
    theme = theme_for(size, screen.px_per_mm, view.look)
    wide, high = (side / theme.px_per_unit for side in size)
    sheet = Sheet(theme, AverageRuler(theme), wide, high, view)
    parts = tree(compose(sheet, begin(view.entry)))
    return [part.text for part in parts if isinstance(part, Words) and part.text]
