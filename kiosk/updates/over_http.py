"""Fetching over HTTP: goes on where it stopped, within limits of bytes, of time and of the line's share."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import IO, Final

import requests
import urllib3
from msgspec import Struct
from tuf.api.exceptions import (
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    LengthOrHashMismatchError,
    SlowRetrievalError,
)
from tuf.ngclient import FetcherInterface

_CHUNK: Final = 32 * 1024
_WHOLE, _PART, _NOT_THERE = 200, 206, 416
_TRIES: Final = 5
"""Times in a row that a line may break without having brought a byte."""


class Pace(Struct, frozen=True):
    """What a download may take of the line, and of our patience. Seconds and bytes a second."""

    share: int | None = None
    """Bytes a second that it takes at most; None: what there is."""
    slowest: int = 1024
    """Bytes a second on average below which nobody goes on waiting."""
    patience: float = 20.0
    """How long an answer may take to begin, and how long it may be slower than that."""
    connect: float = 5.0
    metadata: float = 120.0
    """How long one of the signed lists may take."""
    target: float = 6 * 3600.0
    """How long a release may take in one go; what was fetched is kept for the next."""


@dataclass(frozen=True)
class Line:
    """The way to a repository on the network."""

    kept: Path
    """The folder for what was fetched in part."""
    targets_url: str
    """What lies below it is gone on with later."""
    pace: Pace = field(default_factory=Pace)
    ca_file: str | None = None
    """Whom to trust beside those whom the system trusts not at all: in their place."""
    through_proxy: bool = True
    """False for a repository on this machine."""
    monotonic: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep


class _BrokenError(Exception):
    """The line broke; what came before it is good as far as it goes."""


class HttpFetcher(FetcherInterface):
    """Brings files of a repository over HTTP."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def _fetch(self, url: str) -> Iterator[bytes]:
        return self._pieces(url, 0, self._line.monotonic() + self._line.pace.metadata)

    @contextmanager
    def download_file(self, url: str, max_length: int) -> Iterator[IO[bytes]]:
        """Yield the file at ``url``, no longer than ``max_length``.

        What was fetched of a target is kept when the line breaks, and thrown away once it is whole or proves to be
        something else. Raises DownloadError.
        """
        is_target = url.startswith(self._line.targets_url)
        path = self._line.kept / f"{hashlib.sha256(url.encode()).hexdigest()}.part"
        self._line.kept.mkdir(parents=True, exist_ok=True)
        how = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | (0 if is_target else os.O_TRUNC)
        with os.fdopen(os.open(path, how, 0o600), "r+b") as file:
            try:
                self._fill(file, url, max_length, is_target=is_target)
                file.seek(0)
                yield file
            except (DownloadLengthMismatchError, LengthOrHashMismatchError):
                path.unlink(missing_ok=True)
                raise
            except (DownloadError, OSError):
                if not is_target:
                    path.unlink(missing_ok=True)
                raise
            path.unlink(missing_ok=True)

    def _fill(self, file: IO[bytes], url: str, max_length: int, *, is_target: bool) -> None:
        pace = self._line.pace
        until = self._line.monotonic() + (pace.target if is_target else pace.metadata)
        misses = 0
        while (have := _length(file)) < max_length:
            try:
                self._append(file, url, max_length, until)
            except _BrokenError as broken:
                misses = 0 if _length(file) > have else misses + 1
                if misses >= _TRIES:
                    raise DownloadError("the line breaks again and again") from broken
                continue
            return
        if have > max_length:
            raise DownloadLengthMismatchError("more was kept than there may be")

    def _append(self, file: IO[bytes], url: str, max_length: int, until: float) -> None:
        start = have = _length(file)
        for piece in self._pieces(url, start, until):
            if not piece:  # the server begins at the beginning again
                file.truncate(0)
                have = 0
            have += len(piece)
            if have > max_length:
                raise DownloadLengthMismatchError("more bytes come than were promised")
            file.seek(0, os.SEEK_END)
            file.write(piece)

    def _pieces(self, url: str, start: int, until: float) -> Iterator[bytes]:
        """Yield what stands from ``start`` on; an empty piece first where the server sends all of it instead."""
        line, began, count = self._line, self._line.monotonic(), 0
        with self._answered(url, start) as response:
            if _begins_anew(response, start):
                yield b""
            while piece := _read(response):
                count += len(piece)
                now = line.monotonic()
                self._judge(count, now - began, until - now)
                yield piece
                if line.pace.share:
                    ahead = count / line.pace.share - (line.monotonic() - began)
                    if ahead > 0:
                        line.pause(ahead)

    def _judge(self, count: int, seconds: float, left: float) -> None:
        pace = self._line.pace
        if left <= 0 or (seconds > pace.patience and count < pace.slowest * seconds):
            raise SlowRetrievalError("the server takes too long")

    @contextmanager
    def _answered(self, url: str, start: int) -> Iterator[requests.Response]:
        """Ask, and wait for the answer to begin no longer than our patience lasts, however it trickles in."""
        said: list[requests.Response | Exception] = []
        with requests.Session() as session:
            session.trust_env = self._line.through_proxy
            session.verify = self._line.ca_file or True
            asking = Thread(target=self._ask, args=(session, url, start, said), daemon=True)
            asking.start()
            asking.join(self._line.pace.patience)
            if not said:
                raise SlowRetrievalError("no answer in time")
            match said[0]:
                case requests.Response() as response:
                    with response:
                        yield response
                case requests.ReadTimeout():
                    raise SlowRetrievalError("no answer in time")
                case Exception() as broken:
                    raise _BrokenError from broken

    def _ask(
        self, session: requests.Session, url: str, start: int, said: list[requests.Response | Exception]
    ) -> None:
        headers = {"Accept-Encoding": "identity", "User-Agent": "kiosk-update"}
        if start:
            headers["Range"] = f"bytes={start}-"
        waits = (self._line.pace.connect, self._line.pace.patience)
        try:
            said.append(session.get(url, headers=headers, timeout=waits, allow_redirects=False, stream=True))
        except Exception as broken:  # noqa: BLE001 - told to whoever waits, in their thread
            said.append(broken)


def _begins_anew(response: requests.Response, start: int) -> bool:
    """Tell whether all of it comes though only the rest was asked for. Raises DownloadHTTPError, DownloadError."""
    status = response.status_code
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise DownloadError("packed though it was asked for as it is")
    if status == _WHOLE:
        return start > 0
    if status == _PART and start and response.headers.get("Content-Range", "").startswith(f"bytes {start}-"):
        return False
    if status == _NOT_THERE and start:
        raise DownloadLengthMismatchError("more was kept than there is")
    raise DownloadHTTPError(f"status {status}", status)


def _read(response: requests.Response) -> bytes:
    try:
        return bytes(response.raw.read1(_CHUNK, decode_content=False))
    except urllib3.exceptions.ReadTimeoutError as broken:
        raise SlowRetrievalError("nothing more comes") from broken
    except (urllib3.exceptions.HTTPError, OSError) as broken:
        raise _BrokenError from broken


def _length(file: IO[bytes]) -> int:
    file.flush()
    return os.fstat(file.fileno()).st_size
