"""What stands on the disk stays there when the power goes."""

from __future__ import annotations

import os
from pathlib import Path


def settle(folder: Path) -> None:
    """Let the names in a folder reach the disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(path: Path, content: bytes) -> None:
    """Put a file in place of another, whole or not at all, power cuts included. Raises OSError."""
    unfinished = path.with_suffix(path.suffix + ".part")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    settle(path.parent)
