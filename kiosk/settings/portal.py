"""The official portal beside the answer sheet."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from kiosk.settings.table import Table

Host = Annotated[str, Meta(pattern=r"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$")]


class Portal(Table, frozen=True):
    """The window with the official page: ``chromium``, or ``none``: filing on the portal is not offered.

    ``file`` writes down in a folder what it would open, on trial machines only.
    """

    kind: Literal["none", "chromium", "file"] = "none"
    side: Literal["left", "right"] = "right"
    """The half of the screen in which it stands."""
    hosts: tuple[Host, ...] = ()
    """What the portals need besides the host that a procedure names, such as that of signing in."""
    folder: str = "portal"
    """For file, inside the state folder."""

    @property
    def is_there(self) -> bool:
        """True where a window is named."""
        return self.kind != "none"

    @property
    def half(self) -> Literal["", "left", "right"]:
        """The half of the screen that the window takes, "" where there is none."""
        return self.side if self.is_there else ""
