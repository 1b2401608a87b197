"""What of the window has to be drawn anew: the software renderer works for every pixel that it is asked for.

A pressed tile is a fiftieth of the glass. Drawing only that takes a software renderer a millisecond instead of twenty.
It needs a frame to begin with the pixels of the one before. A graphics card, whose frames take turns, does not keep
them, and some ways to a screen do not: there everything is drawn, as ever. So it is tried when the window opens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from kivy.graphics import BorderImage, InstructionGroup, Rectangle
from kivy.graphics.instructions import VertexInstruction
from kivy.graphics.opengl import (
    GL_COLOR_BUFFER_BIT,
    GL_RENDERER,
    GL_RGB,
    GL_SCISSOR_TEST,
    GL_UNSIGNED_BYTE,
    glClear,
    glClearColor,
    glDisable,
    glEnable,
    glGetString,
    glReadPixels,
    glScissor,
)

_IN_SOFTWARE: Final = (b"llvmpipe", b"softpipe")
_FRAMES: Final = 4
"""No more take turns."""
_AROUND: Final = 2
"""px round what has changed, for smoothed edges."""

Place = tuple[float, float, float, float]
"""Left, bottom, right and top in px from the lower left corner."""


class Damage:
    """Gathers what has changed since the last frame, and lets the next one draw only that."""

    def __init__(self) -> None:
        self._place: Place | None = None
        self._whole = True
        self._kept = False

    def opened(self, ground: Sequence[float], flip: Callable[[], None]) -> None:
        """Find out whether a frame of the window, now open, begins with the pixels of the one before.

        ``ground``: red, green, blue from 0 to 1, what the empty glass is painted with; ``flip`` shows a frame.
        """
        self._kept = (glGetString(GL_RENDERER) or b"").startswith(_IN_SOFTWARE) and _keeps(ground, flip)

    def everything(self, *_args: object) -> None:
        """Let the next frame draw the whole glass."""
        self._whole = True

    def between(self, before: Sequence[InstructionGroup], after: Sequence[InstructionGroup]) -> None:
        """Take in what differs between two pictures of the glass, each from the lowest group to the topmost."""
        was, now = set(before), set(after)
        if [one for one in before if one in now] != [one for one in after if one in was]:
            self.everything()  # what stood below something else may stand above it
        for group in (*(was - now), *(now - was)):
            self._add(reach(group))

    def touch(self, place: Place) -> None:
        """Take in a place whose pixels change without another group: a film's."""
        self._add([place])

    def _add(self, places: Iterable[Place] | None) -> None:
        if places is None:
            self.everything()
            return
        for x, y, right, top in places:
            old = self._place or (x, y, right, top)
            self._place = (min(old[0], x), min(old[1], y), max(old[2], right), max(old[3], top))

    def begin(self, *_args: object) -> None:
        """Before a frame: bound the drawing. A frame that nobody told of is drawn whole."""
        if not self._kept or self._whole or self._place is None:
            glDisable(GL_SCISSOR_TEST)
            return
        x, y, right, top = self._place
        left, low = int(x) - _AROUND, int(y) - _AROUND
        glEnable(GL_SCISSOR_TEST)
        glScissor(max(left, 0), max(low, 0), int(right) + 1 + _AROUND - left, int(top) + 1 + _AROUND - low)

    def end(self, *_args: object) -> None:
        """After a frame: nothing differs from what is shown."""
        self._place, self._whole = None, False


def _keeps(ground: Sequence[float], flip: Callable[[], None]) -> bool:
    """Show a few frames that no eye tells apart; tell whether each could still be read after it was shown."""
    red, green, blue = (round(share * 255) for share in ground[:3])
    for frame in range(_FRAMES):
        shade = (blue + frame) % 256
        glClearColor(red / 255, green / 255, shade / 255, 1)
        glClear(GL_COLOR_BUFFER_BIT)
        flip()
        if glReadPixels(0, 0, 1, 1, GL_RGB, GL_UNSIGNED_BYTE)[2] != shade:
            return False
    return True


def reach(group: InstructionGroup) -> list[Place] | None:
    """Return where a group draws; None where that cannot be told from it: lines, polygons."""
    places: list[Place] = []
    for one in group.children:
        if isinstance(one, Rectangle | BorderImage):
            places.append(_place(one))
        elif isinstance(one, VertexInstruction):
            return None
    return places


def _place(shape: Any) -> Place:
    (x, y), (wide, high) = shape.pos, shape.size
    return x, y, x + wide, y + high
