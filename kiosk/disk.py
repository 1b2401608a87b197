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


def settle_all(folder: Path) -> None:
    """Let a folder and all below it reach the disk. Raises OSError."""
    os.sync()  # most of it at once; what follows tells of what could not be written
    for path, _, names in os.walk(folder, topdown=False):
        for name in names:
            if not (Path(path) / name).is_symlink():
                _settle_file(Path(path) / name)
        settle(Path(path))


def _settle_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
