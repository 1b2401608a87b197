"""Fetching from a folder: a stick that somebody has brought."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final
from urllib.parse import unquote

from tuf.api.exceptions import DownloadError, DownloadHTTPError, DownloadLengthMismatchError
from tuf.ngclient import FetcherInterface

ADDRESS: Final = "stick:/"
"""What stands before the path of a file in the folder."""
_PIECE: Final = 1024 * 1024
_MISSING: Final = 404
_NOT_THERE: Final = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO, errno.ENAMETOOLONG})


class StickFetcher(FetcherInterface):
    """Brings files of a repository from a folder, whatever somebody has made of the folder."""

    def __init__(self, folder: Path, kept: Path) -> None:
        """``kept``: where a file is copied to before it is looked at: a stick may show another one the second time."""
        self._folder = folder
        self._kept = kept

    def _fetch(self, url: str) -> Iterator[bytes]:
        with _opened(self._folder, url) as file:
            try:
                while piece := file.read(_PIECE):
                    yield piece
            except OSError as broken:
                raise DownloadError("the stick does not answer") from broken

    @contextmanager
    def download_file(self, url: str, max_length: int) -> Iterator[IO[bytes]]:
        """Yield a copy of the file, no longer than ``max_length``. Raises DownloadError; OSError for our own disk."""
        self._kept.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self._kept) as copy:
            have = 0
            for piece in self._fetch(url):
                have += len(piece)
                if have > max_length:
                    raise DownloadLengthMismatchError("longer than was promised")
                copy.write(piece)
            copy.seek(0)
            yield copy


@contextmanager
def _opened(folder: Path, url: str) -> Iterator[IO[bytes]]:
    """Open a plain file below ``folder`` without following a link, and without waiting for a pipe or a device."""
    parts = unquote(url.removeprefix(ADDRESS)).strip("/").split("/")
    if not url.startswith(ADDRESS) or any(each in {"", ".", ".."} or "\0" in each for each in parts):
        raise DownloadHTTPError("no name of a file", _MISSING)
    plain = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
    held: list[int] = []
    try:
        held.append(os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
        for each in parts[:-1]:
            held.append(os.open(each, plain | os.O_DIRECTORY, dir_fd=held[-1]))
        held.append(os.open(parts[-1], plain | os.O_NONBLOCK, dir_fd=held[-1]))
        if not stat.S_ISREG(os.fstat(held[-1]).st_mode):
            raise DownloadHTTPError("no plain file", _MISSING)
        with os.fdopen(os.dup(held[-1]), "rb") as file:
            yield file
    except OSError as broken:
        if broken.errno in _NOT_THERE:
            raise DownloadHTTPError("not on the stick", _MISSING) from broken
        raise DownloadError("the stick does not answer") from broken
    finally:
        for handle in held:
            os.close(handle)
