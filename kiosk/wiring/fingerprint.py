"""Whether the content is still what was compiled: a look at its files that reads none of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk import procedures
from kiosk.store.catalogue_index import FORMAT

_MOST_DEEP = 4
"""Folders below the content folder; what lies deeper is read by nothing."""


def fingerprint(folder: Path, ward: Path, pictures: Iterable[str]) -> str:
    """Return a text that is another one when anything has changed that the compiled catalogue is made of.

    Looked at are name, size and times of every file in the content folder, of the ward's overlay and of the
    program that reads them, and the names of all pictures.
    """
    seen = hashlib.sha256(f"{FORMAT}\n".encode())
    for root in (folder, _program()):
        seen.update(b"\n".join(sorted(_looks(root, "", 0))) + b"\n--\n")
    seen.update(_look(ward.name, ward))
    seen.update(os.fsencode("\n".join(sorted(pictures))))
    return seen.hexdigest()


def fingerprint_of_hours(ward: Path, point: bytes) -> str:
    """Return a text that is another one when the ward's overlay, the point or the program has changed."""
    seen = hashlib.sha256(b"\n".join(sorted(_looks(_program(), "", 0))) + b"\n--\n")
    seen.update(_look(ward.name, ward) + b"\n" + point)
    return seen.hexdigest()


def _program() -> Path:
    return Path(procedures.__file__).parent


def _looks(folder: Path | str, under: str, depth: int) -> Iterator[bytes]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = f"{under}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    if depth < _MOST_DEEP and entry.name != "__pycache__":
                        yield from _looks(entry.path, name, depth + 1)
                else:
                    yield _look(name, entry)
    except OSError as broken:
        yield os.fsencode(f"{under} {type(broken).__name__}")


def _look(name: str, file: Path | os.DirEntry[str]) -> bytes:
    try:
        found = file.stat()
    except OSError as broken:
        return os.fsencode(f"{name} {type(broken).__name__}")
    return os.fsencode(f"{name} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}")
