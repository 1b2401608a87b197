"""What a window needs of the machine, got ready ahead: the software renderer and the way to the X server.

The window would load a hundred megabytes of libraries and ask the server dozens of questions when it is opened, while
everything waits. A second processor can do both while the first one reads the program.
"""

from __future__ import annotations

import ctypes
import os
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Final

from kiosk.ui import environment

_RENDERER: Final = Path(f"/usr/lib/{os.uname().machine}-linux-gnu/dri/swrast_dri.so")
_WINDOW: Final = "core/window/_window_sdl2.*.so"
_VIDEO: Final = 0x20
"""The part of SDL that shows windows."""

_threads: Final[list[Thread]] = []


def begin() -> None:
    """Begin, and return at once. What fails here fails again, and is told, when the window is opened."""
    environment.set_variables()
    _threads.append(Thread(target=_work, name="renderer", daemon=True))
    _threads[0].start()


def wait() -> None:
    """Return when what was begun is done: nobody else may speak to SDL meanwhile."""
    while _threads:
        _threads.pop().join()


def _work() -> None:
    # Called as foreign functions: Python's other threads go on meanwhile, which CDLL(path) would not let them.
    if _RENDERER.exists():
        ctypes.CDLL(None).dlopen(os.fsencode(_RENDERER), os.RTLD_NOW)
    kivy = find_spec("kivy")
    for window in Path(kivy.origin or "").parent.glob(_WINDOW) if kivy else ():
        ctypes.CDLL(str(window)).SDL_Init(_VIDEO)
