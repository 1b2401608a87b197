"""Which program runs here. Light: the face asks, too."""

from __future__ import annotations

from pathlib import Path

import msgspec

from kiosk import VERSION
from kiosk.updates.types import Installed


def release(root: Path) -> str:
    """Return the release that is installed; a tree that is no release says nothing."""
    try:
        return str(Installed.read(root).version)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return ""


def program(root: Path) -> str:
    """Return which program runs here: the release, or the program's own number in a tree that is none."""
    return release(root) or VERSION
