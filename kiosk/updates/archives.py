"""What may lie in an archive of ours, and how it is laid out on the disk.

An archive is a tar without compression, so that no few bytes become many. Looked through before anything is written:
plain files and folders only, each under a plain name, each once, as long together as the archive itself.
"""

from __future__ import annotations

import os
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from kiosk.disk import settle
from kiosk.updates.types import Refused

MOST_FILES: Final = 60_000
_PIECE: Final = 1024 * 1024
_MOST_DEEP: Final = 24
_LONGEST_NAME: Final = 512
_LONGEST_PART: Final = 200
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\:]")


def is_plain(name: str) -> bool:
    """Tell whether a name in an archive leads below the folder that it is laid out in, on every system alike."""
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and name.rstrip("/") == "/".join(parts)
        and not name.startswith("/")
        and len(os.fsencode(name)) <= _LONGEST_NAME
        and len(parts) <= _MOST_DEEP
        and all(each not in {".", ".."} and len(os.fsencode(each)) <= _LONGEST_PART for each in parts)
        and not _FORBIDDEN.search(name)
    )


def look_through(archive: Path) -> Refused | None:
    """Tell why the archive must not be laid out. Reads headers only. Raises OSError."""
    room = archive.stat().st_size
    files: set[str] = set()
    folders: set[str] = set()
    try:
        with _opened(archive) as tar:
            for member in tar:
                name = member.name.rstrip("/")
                room -= max(member.size, 0) if member.isreg() else 0
                if not (member.isreg() or member.isdir()) or member.issparse() or room < 0:
                    return Refused("archive")
                if not is_plain(name) or name in files or len(files) + len(folders) >= MOST_FILES:
                    return Refused("archive")
                above = {str(each) for each in PurePosixPath(name).parents} - {"."}
                if above & files or (member.isreg() and name in folders):
                    return Refused("archive")
                folders |= above
                (files if member.isreg() else folders).add(name)
    except (tarfile.TarError, ValueError, UnicodeError):
        return Refused("archive")
    return None if files else Refused("archive")


def read_file(archive: Path, name: str, longest: int = 64 * 1024) -> bytes | None:
    """Return a small file of an archive that has been looked through, or None. Raises OSError."""
    try:
        with _opened(archive) as tar:
            member = tar.getmember(name)
            file = tar.extractfile(member) if member.isreg() and member.size <= longest else None
            return None if file is None else file.read()
    except (KeyError, tarfile.TarError, ValueError, UnicodeError):
        return None


def lay_out(archive: Path, folder: Path) -> Refused | None:
    """Write the archive's files below ``folder``, which is made and must not be there; every byte is on the disk then.

    Files can be read by all and written by their owner; what could be started can be. Nothing of owners, times or
    other modes is taken over. Raises OSError (a full disk, say): the folder is then to be removed.
    """
    refused = look_through(archive)
    if refused is not None:
        return refused
    folder.mkdir(mode=0o755)
    try:
        with _opened(archive) as tar:
            for member in tar:
                target = folder / member.name
                if member.isdir():
                    target.mkdir(mode=0o755, parents=True, exist_ok=True)
                else:
                    target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
                    _write(tar, member, target)
    except (tarfile.TarError, ValueError, UnicodeError):
        return Refused("archive")
    for each in (*_folders(folder), folder.parent):
        settle(each)
    return None


def _opened(archive: Path) -> tarfile.TarFile:
    return tarfile.open(archive, mode="r:", encoding="utf-8", errors="strict")


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    mode = 0o755 if member.mode & 0o100 else 0o644
    source = tar.extractfile(member)
    if source is None:
        raise tarfile.ReadError("a plain file has content")
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    left = member.size
    with os.fdopen(os.open(target, how, mode), "wb") as file:
        os.fchmod(file.fileno(), mode)
        while piece := source.read(_PIECE):
            file.write(piece)
            left -= len(piece)
        file.flush()
        os.fsync(file.fileno())
    if left:
        raise tarfile.ReadError("the archive ends too early")


def _folders(folder: Path) -> Iterator[Path]:
    for path, _, _ in os.walk(folder, topdown=False):
        Path(path).chmod(0o755)
        yield Path(path)
