"""The finger that draws on a pad: what is under it until it is lifted, and lines as they are painted."""

from __future__ import annotations

from typing import Any, Final

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.graphics.texture import Texture
from PIL import Image, ImageDraw

from kiosk.presenter.ink import ACROSS, stroke
from kiosk.ui.paint.brush import Brush, colour
from kiosk.ui.parts import Act, Ink, Pad

_FINE: Final = 2
"""How many times finer lines are drawn before they are laid on the glass."""
_NEAR: Final = 4
"""Thousandths that a finger moves at least before it counts as having moved."""


class Pen:
    """One finger at a time. Keeps a stroke until the view that holds it has come, and no longer."""

    def __init__(self, brush: Brush) -> None:
        self._brush = brush
        self._pad: Pad | None = None
        self._points: list[tuple[int, int]] = []
        self._finger: int | None = None

    @property
    def draws(self) -> bool:
        """Tell whether a finger is down."""
        return self._finger is not None

    def begin(self, pad: Pad, touch: Any) -> None:
        """Lay the finger on; a second one at a time draws nothing."""
        if self._finger is None:
            self._finger, self._pad, self._points = touch.uid, pad, []
            self.move(touch)

    def move(self, touch: Any) -> bool:
        """Take the finger along; tell whether it draws."""
        if touch.uid != self._finger or self._pad is None:
            return False
        x, y, w, h = self._brush.place(self._pad.box)
        at = round((touch.x - x) / w * ACROSS), round((1 - (touch.y - y) / h) * ACROSS)
        point = min(max(at[0], 0), ACROSS), min(max(at[1], 0), ACROSS)
        last = self._points[-1] if self._points else None
        if last is None or max(abs(point[0] - last[0]), abs(point[1] - last[1])) >= _NEAR:
            self._points.append(point)
        return True

    def end(self, touch: Any) -> Act | None:
        """Lift the finger; return what it has drawn, None where it was another one."""
        if not self.move(touch):
            return None
        self._finger = None
        return stroke(self._points)

    def shown(self) -> None:
        """A view has come that holds what was drawn: nothing of it is kept here."""
        if self._finger is None:
            self._pad, self._points = None, []

    def forget(self) -> None:
        """Another screen: nothing counts any more."""
        self._finger, self._pad, self._points = None, None, []

    def part(self) -> Ink | None:
        """Return what is under the finger, to be painted over everything else."""
        if self._pad is None or not self._points:
            return None
        flat = tuple(one for point in self._points for one in point)
        return Ink("pad/pen", self._pad.box, (flat,), self._pad.ink, self._pad.line)


def draw_ink(brush: Brush, part: Ink, group: InstructionGroup) -> None:
    """Draw strokes as one picture the size of their pad, so that no more than the pad has to be painted anew."""
    x, y, w, h = brush.place(part.box)
    if w <= 0 or h <= 0:
        return
    line = max(brush.px(part.line), 2) * _FINE
    fine = Image.new("L", (w * _FINE, h * _FINE))
    pencil = ImageDraw.Draw(fine)
    for line_drawn in part.strokes:
        points = [
            (across / ACROSS * (w * _FINE - 1), down / ACROSS * (h * _FINE - 1))
            for across, down in zip(line_drawn[::2], line_drawn[1::2], strict=True)
        ]
        if len(points) > 1:
            pencil.line(points, fill=255, width=line, joint="curve")
        for at in (points[0], points[-1]):
            pencil.ellipse((at[0] - line / 2, at[1] - line / 2, at[0] + line / 2, at[1] + line / 2), fill=255)
    shape = fine.resize((w, h), Image.Resampling.BOX)
    white = Image.new("L", (w, h), 255)
    texture = Texture.create(size=(w, h), colorfmt="luminance_alpha")
    both = Image.merge("LA", (white, shape))
    texture.blit_buffer(both.tobytes(), colorfmt="luminance_alpha", bufferfmt="ubyte")
    texture.flip_vertical()
    ink: Color = colour(part.colour)
    group.add(ink)
    group.add(Rectangle(texture=texture, pos=(x, y), size=(w, h)))
