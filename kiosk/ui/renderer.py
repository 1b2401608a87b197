"""The software renderer, loaded ahead: a hundred megabytes of libraries that a window on a machine without GPU needs.

The window would load them when it is opened, while everything waits. A second processor can do it before, as long as
the first one reads nothing but Python.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Final

_RENDERER: Final = Path(f"/usr/lib/{os.uname().machine}-linux-gnu/dri/swrast_dri.so")


def load_ahead() -> None:
    """Begin to load it and return at once; where there is none, nothing happens."""
    if _RENDERER.exists():
        Thread(target=_load, name="renderer", daemon=True).start()


def _load() -> None:
    # Called as a foreign function: Python's other threads go on meanwhile, which CDLL(path) would not let them.
    dlopen: Callable[[bytes, int], object] = ctypes.CDLL(None).dlopen
    dlopen(os.fsencode(_RENDERER), os.RTLD_NOW)
