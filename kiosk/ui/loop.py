"""The loop of the running face: it sleeps in the window system until something happens, and wakes at once.

Kivy's own loop asks for input sixty times a second and acts on it a frame later. This one waits for the first of: a
touch or key, a view from another thread (``wake``), an act that is due. So nothing runs while nothing happens, and
what is touched is on the screen as soon as it can be drawn.
"""

from __future__ import annotations

import ctypes
from math import ceil
from typing import Final

from kivy.base import EventLoop, ExceptionManager, stopTouchApp
from kivy.clock import Clock
from kivy.core.window import Window as KivyWindow
from kivy.core.window import _window_sdl2

LONGEST: Final = 0.5
"""Seconds after which a signal such as SIGTERM is noticed at the latest."""
FRAME: Final = 1 / 60
"""Seconds that at least lie between two rounds of what repeats by itself."""
_USER_EVENT: Final = 0x8000
_EVENT_BYTES: Final = 128


class Loop:
    """Runs Kivy's event loop. ``wake`` may be called on any thread, the rest on the painting one."""

    def __init__(self) -> None:
        # The copy of SDL that the window was made with: what that module is linked to.
        self._sdl = ctypes.CDLL(_window_sdl2.__file__)
        # SDL reads the kind of the event from its first four bytes; the rest means nothing here.
        self._nudge = ctypes.create_string_buffer(_USER_EVENT.to_bytes(4, "little"), _EVENT_BYTES)
        self._running = False

    def wake(self) -> None:
        """Let the loop go round now; without effect before it runs, for it begins with a round."""
        if self._running:
            self._sdl.SDL_PushEvent(self._nudge)

    def run(self) -> None:
        """Go round until the event loop is stopped."""
        Clock._max_fps = 0  # noqa: SLF001 - else it would sleep on its own, deaf to input
        self._running = True
        while self._goes_on():
            try:
                self._round()
            except BaseException as broken:
                if ExceptionManager.handle_exception(broken) == ExceptionManager.RAISE:
                    stopTouchApp()
                    raise

    @staticmethod
    def _goes_on() -> bool:
        return not EventLoop.quit and EventLoop.status == "started"

    def _round(self) -> None:
        began = Clock.time()
        KivyWindow.mainloop()
        EventLoop.idle()
        if self._goes_on() and not KivyWindow.canvas.needs_redraw:
            self._sdl.SDL_WaitEventTimeout(None, ceil(_patience(began) * 1000))


def _patience(began: float) -> float:
    """Return the seconds to wait for input, after a round that began then."""
    due = max(Clock.get_min_timeout(), began + FRAME)
    return min(max(due - Clock.time(), 0.0), LONGEST)
