"""How far somebody has come in copying the answers into the official portal, beside its window."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class OnPortal:
    """The answer sheet. Lives in memory only, and goes with the visit."""

    window: Literal["", "opening", "open", "refused", "gone"] = ""
    """"": never asked for; gone: the browser has ended by itself."""
    why: str = ""
    """Why it was refused, as of engine.portal_ports.PortalCode."""
    at: int = 0
    """Which answer is shown, from 0."""
    copied: str = ""
    """The question whose answer lies on the clipboard, as far as is known; "" for none."""
    ticked: frozenset[str] = frozenset()
    """Questions whose answers are in the portal."""
    code: str = field(default="", repr=False)
    """What the portal has given as the application's code; "" while unknown."""
