"""Crosses to be touched one after another, on the bare window: where the glass thinks that a finger was.

For ward IT before a kiosk is opened, so apart from the face: no view, no link, no page that could be left half-way.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from kiosk.pictures import Fonts
from kiosk.ui import environment

Spot = tuple[float, float]
LONGEST: Final = 60.0
"""Seconds without a touch after which the trial is given up."""
_ARM: Final = 28
_THICK: Final = 3
_WORDS_AT: Final = 0.3
"""Of the height, from above: where no cross is."""
_LETTERS: Final = 0.045
"""Of the height."""
_PAPER, _INK = (1.0, 1.0, 1.0, 1.0), (0.08, 0.09, 0.12, 1.0)


def touched_crosses(
    places: Sequence[Spot],
    size: tuple[int, int],
    *,
    words: str,
    fonts: Fonts,
    home: Path,
    fullscreen: bool,
) -> list[Spot] | None:
    """Show a cross at each of ``places`` in turn; return where each was touched, None when nobody goes on touching.

    Places are parts of the window from its upper left corner; ``size`` in pixels. Blocks; to be called once in a
    process, in its main thread. Raises NoScreenError.
    """
    environment.prepare(size, home, offscreen=False, fullscreen=fullscreen)
    from kivy.base import runTouchApp, stopTouchApp
    from kivy.clock import Clock
    from kivy.core.window import Window

    if Window is None:
        raise environment.NoScreenError
    page = _page(words, str(fonts.path("Latn", 600)))
    given: list[Spot] = []
    over = Clock.schedule_once(lambda _passed: stopTouchApp(), LONGEST)

    def touch(_window: Any, finger: Any) -> bool:
        width, height = Window.size
        given.append((finger.x / width, 1 - finger.y / height))
        over.cancel()
        over()
        if len(given) == len(places):
            stopTouchApp()
        else:
            page.show(places[len(given)], Window.size)
        return True

    Window.bind(on_touch_down=touch)
    Window.bind(on_resize=lambda _window, width, height: page.show(places[len(given)], (width, height)))
    page.show(places[0], Window.size)
    runTouchApp(page)
    return given if len(given) == len(places) else None


def _page(words: str, font: str) -> Any:
    """Return the widget, whose class can only be made once Kivy is set up."""
    from kivy.core.text import Label
    from kivy.graphics import Color, Line, Rectangle
    from kivy.uix.widget import Widget

    class Page(Widget):
        def show(self, place: Spot, size: tuple[int, int]) -> None:
            width, height = size
            x, y = place[0] * width, (1 - place[1]) * height
            said = Label(text=words, font_name=font, font_size=height * _LETTERS)
            said.refresh()
            self.canvas.clear()
            with self.canvas:
                Color(*_PAPER)
                Rectangle(pos=(0, 0), size=size)
                Color(*_INK)
                Line(points=(x - _ARM, y, x + _ARM, y), width=_THICK)
                Line(points=(x, y - _ARM, x, y + _ARM), width=_THICK)
                Line(circle=(x, y, _ARM), width=1)
                left, low = (width - said.width) / 2, height * (1 - _WORDS_AT)
                Rectangle(texture=said.texture, pos=(left, low), size=said.size)

    return Page()
