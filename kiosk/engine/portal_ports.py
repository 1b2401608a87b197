"""What the engine needs to open the official portal beside the answer sheet: a window, and a clipboard.

The page is opened, never driven: nothing is read from it, typed into it or remembered of it.
"""

from __future__ import annotations

from typing import Literal, Protocol

from msgspec import Struct

PortalCode = Literal["absent", "address", "file", "busy", "not-ready", "failed"]
"""Why no window stands there. absent: this machine has none; address: not of the hosts, or not https; file: a name
or a size that is not taken; busy: one is open already; not-ready: a program, the policy or the third user is
missing; failed: it did not come up."""

MOST_FILE_BYTES = 10_000_000
"""Of all files together."""


class PortalFile(Struct, frozen=True):
    """One paper that may be handed to the page, by the person's own hand, from the one-shot folder.

    ``name``: shown in the file dialog, such as ``1-giay-chung-sinh.pdf``; of small letters, digits, dots and hyphens,
    and nothing personal. ``data`` is personal.
    """

    name: str
    data: bytes

    def __repr__(self) -> str:
        """Return what may stand in a log."""
        return f"PortalFile({len(self.data)} bytes)"


class PortalOpened(Struct, frozen=True):
    """The window stands beside the answer sheet."""


class PortalRefused(Struct, frozen=True):
    """No window stands there, and nothing of the files lies anywhere."""

    code: PortalCode


class PortalWindow(Protocol):
    """The official page in one half of the screen. One at most; workers open and close it, one at a time."""

    def open(
        self, url: str, hosts: tuple[str, ...], files: tuple[PortalFile, ...]
    ) -> PortalOpened | PortalRefused:
        """Open ``url`` with nothing remembered, and let it reach ``hosts`` alone. Up to 20 s.

        ``files`` lie in the one folder that its file dialog sees, until it is closed. The address names nobody.
        """

    def is_open(self) -> bool:
        """Tell whether the window stands there; False soon after it was closed or has crashed. At once, any thread."""

    def close(self) -> None:
        """End it and all that it started; delete what it knew, the files too. Up to 5 s; nothing without a window."""


class Clipboard(Protocol):
    """The clipboard from which a person pastes one answer. What is in it is personal."""

    def put(self, text: str) -> bool:
        """Put ``text`` there instead of anything else; False where it could not be done. Up to 2 s."""

    def clear(self) -> bool:
        """Overwrite whatever is there, whoever put it; False where nobody knows. Up to 2 s."""
