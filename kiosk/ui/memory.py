"""How this process gives memory back: at once, whatever has come and gone before."""

from __future__ import annotations

import ctypes
from typing import Final

_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
"""Names of mallopt(3)."""
_LARGE: Final = 128 * 1024
"""Bytes: what the C library begins with, before it raises it by itself."""


def give_back() -> None:
    """Keep no large block that was freed, on the C library of Debian; elsewhere nothing is changed.

    Each large picture that is unpacked and dropped would teach the C library to keep ever larger blocks for the next
    one: 15 MB after the first slides.
    """
    settle = getattr(ctypes.CDLL(None), "mallopt", None)
    if settle is not None:
        settle(_MMAP_THRESHOLD, _LARGE)
        settle(_TRIM_THRESHOLD, _LARGE)
