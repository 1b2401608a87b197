"""Wiping folders: files are overwritten before they go; what is left is found, and searched for a key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk.disk import settle
from kiosk.wiring.enrolling.keyring import overwrite

_CHUNK = 1 << 20


MARK = ".retiring"
"""Stays to the last: a folder whose wiping broke off is known by it."""


def wipe(folder: Path) -> int:
    """Overwrite and delete all that lies in a folder, links themselves and not what they lead to.

    Return how many files. Raises OSError at the first that will not go; what was wiped before stays wiped.
    """
    gone = 0
    for path in sorted(_entries(folder), key=lambda one: len(one.parts), reverse=True):
        if path.name == MARK:
            continue
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
            continue
        if path.is_file() and not path.is_symlink():
            overwrite(path)
        else:
            path.unlink()
        gone += 1
        settle(path.parent)
    if folder.is_dir():
        settle(folder)
    return gone


def left(folder: Path) -> list[Path]:
    """Return what lies in a folder."""
    return sorted(_entries(folder))


def holding(folders: Iterable[Path], needles: tuple[bytes, ...]) -> list[Path]:
    """Return each file below these folders in which one of these runs of bytes stands."""
    found = []
    for folder in folders:
        files = (path for path in _entries(folder) if path.is_file() and not path.is_symlink())
        found += [path for path in files if _holds(path, needles)]
    return sorted(set(found))


def _holds(path: Path, needles: tuple[bytes, ...]) -> bool:
    overlap = max(map(len, needles))
    tail = b""
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            seen = tail + piece
            if any(needle in seen for needle in needles):
                return True
            tail = seen[-overlap:]
    return False


def _entries(folder: Path) -> Iterator[Path]:
    return folder.rglob("*") if folder.is_dir() else iter(())
