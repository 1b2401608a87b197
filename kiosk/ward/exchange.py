"""One POST and its answer, with a limit on everything a stranger could stretch."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from kiosk.outbox.ports import Unreached
from kiosk.ward.place import DeskPlace
from kiosk.wire.messages import CONTENT_TYPE

if TYPE_CHECKING:
    import requests

    from kiosk.ward.resuming import Resuming

_CHUNK = 16 * 1024
_OK = 200
_HEADERS: dict[str, str | None] = {
    "Content-Type": CONTENT_TYPE,
    "Accept": CONTENT_TYPE,
    "Accept-Encoding": "identity",
    "User-Agent": "kiosk",
    "Connection": None,
}
"""No more than the desk reads: a 3G stick pays for each byte. None: what the library would add by itself."""
SLOWEST = 128 * 1024
"""Bytes a second that a line carries at least: 10 MB of copies are through in 80 s."""


class Limits(Struct, frozen=True):
    """What one call may take. Seconds, except ``reply_bytes``."""

    connect: float = 3.0
    read: float = 10.0
    total: float = 10.0
    reply_bytes: int = 1024 * 1024

    def for_body(self, size: int) -> Limits:
        """Return what a call with so many bytes may take while nobody waits for it."""
        return structs.replace(self, total=self.total + size / SLOWEST)

    def within(self, left: float) -> Limits:
        """Return the limits of one of several calls that have ``left`` seconds together."""
        total = min(self.total, left)
        return structs.replace(
            self, total=total, connect=min(self.connect, total), read=min(self.read, total)
        )


class _OutOfTimeError(Exception):
    """The whole call has taken too long."""


class _Upload(io.BytesIO):
    """A body that stops being read when time is up; each piece has the socket's time-out."""

    def __init__(self, body: bytes, in_time: Callable[[], None]) -> None:
        super().__init__(body)
        self._in_time = in_time

    def read(self, size: int | None = -1) -> bytes:
        self._in_time()
        return super().read(size)


class Greeting:
    """What is kept of one TLS hand-shake with the desk, so that the next is short. Any thread."""

    def __init__(self) -> None:
        self._context: Resuming | None = None

    def adapter(self) -> requests.adapters.HTTPAdapter:
        """Return what makes a session's connections."""
        from kiosk.ward.resuming import Adapter, Resuming

        if self._context is None:
            self._context = Resuming.made()
        return Adapter(self._context)


class Line:
    """The way to the desk, open from one call to the next until it is dropped. One call at a time."""

    def __init__(self, place: DeskPlace, greeting: Greeting | None = None) -> None:
        """``greeting``: from an earlier line to the same place."""
        self.place = place
        self._greeting = greeting or Greeting()
        self._session: requests.Session | None = None

    def session(self) -> requests.Session:
        """Return what holds the connection."""
        import requests  # the first screen needs no network, and these take as long as it does

        if self._session is None:
            self._session = requests.Session()
            # A proxy named in the environment must not see what stays on this machine.
            self._session.trust_env = not self.place.on_loopback
            self._session.verify = self.place.ca_file or True
            self._session.mount("https://", self._greeting.adapter())
        return self._session

    def drop(self) -> None:
        """Hang up; the next call makes a new connection."""
        session, self._session = self._session, None
        if session is not None:
            session.close()


def post(
    line: Line, path: str, body: bytes, limits: Limits, monotonic: Callable[[], float]
) -> bytes | Unreached:
    """Return the answer's body, or why there is no usable one (codes: see Unreached)."""
    import requests
    import urllib3

    until = monotonic() + limits.total

    def in_time() -> None:
        if monotonic() >= until:
            raise _OutOfTimeError

    try:
        with line.session().post(
            line.place.url + path,
            data=_Upload(body, in_time),
            headers=_HEADERS,
            timeout=(limits.connect, limits.read),
            allow_redirects=False,
            stream=True,
        ) as response:
            return _read(response, limits, in_time)
    except (_OutOfTimeError, requests.ReadTimeout):
        return Unreached("timeout")
    except requests.exceptions.SSLError:
        return Unreached("nonsense")
    except requests.ConnectionError:
        return Unreached("offline")
    except (requests.RequestException, urllib3.exceptions.HTTPError):
        return Unreached("nonsense")


def _read(response: requests.Response, limits: Limits, in_time: Callable[[], None]) -> bytes | Unreached:
    import urllib3

    if response.status_code != _OK:
        return Unreached(f"http-{response.status_code:03d}")
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != CONTENT_TYPE or response.headers.get("Content-Encoding", "identity") != "identity":
        return Unreached("nonsense")
    body = bytearray()
    try:
        while piece := response.raw.read1(_CHUNK, decode_content=False):
            in_time()
            body += piece
            if len(body) > limits.reply_bytes:
                return Unreached("too-large")
    except urllib3.exceptions.ReadTimeoutError:
        return Unreached("timeout")
    except urllib3.exceptions.HTTPError:
        return Unreached("nonsense")
    return bytes(body)
