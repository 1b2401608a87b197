"""The official portal in a Chromium that an account of its own keeps. Implements ``engine.ports.PortalWindow``.

The kiosk starts no browser: it asks the keeper (``keeper.py``) by a socket of this machine, and the window lives for
as long as that connection does. So it is gone when the kiosk closes it, and when the kiosk dies.
"""

from __future__ import annotations

import base64
import contextlib
import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from kiosk.devices.portal.taking import amiss
from kiosk.engine.portal_ports import Clipboard, PortalCode, PortalFile, PortalOpened, PortalRefused

KEEPER: Final = Path("/run/kiosk-portal.sock")
_OPENING: Final = 20.0
_CLOSING: Final = 5.0
_ANSWER: Final = 64
_REFUSED: Final[dict[bytes, PortalCode]] = {
    b"refused file": "file",
    b"refused not-ready": "not-ready",
}


class Place(Struct, frozen=True):
    """Where the window stands: an X display, and pixels of its screen."""

    display: str
    x: int
    y: int
    width: int
    height: int


def half(display: str, size: tuple[int, int], side: Literal["left", "right"]) -> Place:
    """Return one half of a screen of ``size`` pixels."""
    width, height = size
    return Place(display, width // 2 if side == "right" else 0, 0, width - width // 2, height)


class ChromiumPortal:
    """One window at a time. ``more``: the hosts that every portal needs besides the procedure's own."""

    def __init__(
        self,
        place: Callable[[], Place | None],
        clipboard: Clipboard,
        *,
        more: tuple[str, ...] = (),
        keeper: Path = KEEPER,
    ) -> None:
        self._place, self._clipboard, self._more, self._keeper = place, clipboard, more, keeper
        self._held: socket.socket | None = None

    def open(
        self, url: str, hosts: tuple[str, ...], files: tuple[PortalFile, ...]
    ) -> PortalOpened | PortalRefused:
        """Ask the keeper for a window, and wait until it stands."""
        if self.is_open():
            return PortalRefused("busy")
        self._let_go()
        code = amiss(url, hosts, files)
        place = self._place()
        if code is not None or place is None:
            return PortalRefused(code or "not-ready")
        try:
            answer = self._asked(_wish(url, (*hosts, *self._more), files, place))
        except (FileNotFoundError, ConnectionRefusedError, PermissionError):
            return self._refused("not-ready")
        except OSError:
            return self._refused("failed")
        if answer == b"opened":
            return PortalOpened()
        return self._refused(_REFUSED.get(answer, "failed"))

    def is_open(self) -> bool:
        """Tell whether the keeper still holds it: it hangs up when the browser has ended, however that came."""
        held = self._held
        if held is None:
            return False
        try:
            return bool(held.recv(_ANSWER, socket.MSG_PEEK))
        except BlockingIOError:
            return True
        except OSError:
            return False

    def close(self) -> None:
        """Hang up, wait until the keeper has killed and deleted everything, and overwrite the clipboard."""
        held = self._held
        if held is None:
            return
        with contextlib.suppress(OSError):
            held.settimeout(_CLOSING)
            held.shutdown(socket.SHUT_WR)
            while held.recv(_ANSWER):
                pass
        self._let_go()
        self._clipboard.clear()

    def _asked(self, wish: bytes) -> bytes:
        held = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._held = held
        held.settimeout(_OPENING)
        held.connect(str(self._keeper))
        held.sendall(wish)
        answer = b""
        while not answer.endswith(b"\n"):
            more = held.recv(_ANSWER)
            if not more or len(answer) > _ANSWER:
                break
            answer += more
        held.setblocking(False)
        return answer.strip()

    def _refused(self, code: PortalCode) -> PortalRefused:
        self._let_go()
        return PortalRefused(code)

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.close()


def lacking(keeper: Path = KEEPER) -> str:
    """Ask the keeper whether it could open a window. Returns what is missing in a word, or "". Up to 20 s."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as held:
            held.settimeout(_OPENING)
            held.connect(str(keeper))
            held.sendall(b"\n")
            said = held.makefile("rb").readline().decode("ascii", "replace").split()
    except OSError:
        return "keeper"
    return {"ready": ""}.get(said[0], said[-1]) if said else "keeper"


def _wish(url: str, hosts: tuple[str, ...], files: tuple[PortalFile, ...], place: Place) -> bytes:
    asked = {
        "url": url,
        "hosts": sorted(set(hosts)),
        "files": [{"name": f.name, "data": base64.b64encode(f.data).decode("ascii")} for f in files],
        "box": [place.x, place.y, place.width, place.height],
        "display": place.display,
    }
    return json.dumps(asked).encode("ascii") + b"\n"
