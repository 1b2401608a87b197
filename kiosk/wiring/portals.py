"""Joining the window of the official portal and the clipboard; what the browser is forbidden, and what is amiss."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from kiosk.devices.portal import FileClipboard, FilePortal, MemoryClipboard, MemoryPortal
from kiosk.devices.portal.clipboard import XClipboard
from kiosk.devices.portal.keeper import POLICY
from kiosk.devices.portal.policy import policy_text
from kiosk.devices.portal.window import ChromiumPortal, Place, half, lacking
from kiosk.engine.parts import Portal
from kiosk.engine.portal_ports import Clipboard, PortalWindow
from kiosk.procedures import Catalogue
from kiosk.procedures.faults import CatalogueError
from kiosk.settings import Settings
from kiosk.wiring import content
from kiosk.wiring.showing import gallery

INSTALLED: Final = Path("/usr/local/lib/kiosk/portal-keeper")
KEEPER: Final = Path(__file__).parent.parent / "devices" / "portal" / "keeper.py"
_AMISS: Final = {
    "keeper": "nobody keeps it: install deploy/portal/kiosk-portal.socket, then systemctl enable --now it",
    "account": "it is kept by root: give it an account of its own, as deploy/portal/kiosk-portal@.service says",
    "policy": f"its policy is missing or not root's own: kiosk portal policy | sudo tee {POLICY}",
    "namespaces": "this kernel lets no account fence its programs in: sysctl kernel.unprivileged_userns_clone=1",
    "memory": "its account cannot write to /dev/shm",
}


def window(settings: Settings) -> PortalWindow:
    """Return the window of the official portal, or one that is never there."""
    wanted = settings.kiosk.portal
    match wanted.kind:
        case "chromium":
            return ChromiumPortal(lambda: _place(settings), clipboard(settings), more=wanted.hosts)
        case "file":
            return FilePortal(settings.state / wanted.folder)
        case "none":
            return MemoryPortal(there=False)


def clipboard(settings: Settings) -> Clipboard:
    """Return what an answer is pasted from."""
    wanted = settings.kiosk.portal
    match wanted.kind:
        case "chromium":
            return XClipboard(_display)
        case "file":
            return FileClipboard(settings.state / wanted.folder)
        case "none":
            return MemoryClipboard()


def joined(settings: Settings, other: PortalWindow | None, another: Clipboard | None) -> Portal:
    """Return both, or what a tour or a test puts in their place."""
    return Portal(other or window(settings), another or clipboard(settings))


def hosts(settings: Settings, catalogue: Catalogue) -> tuple[str, ...]:
    """Return every host that a window of this kiosk may ever reach."""
    filings = [procedure.filing for procedure in catalogue.procedures.values()]
    named = {filing.host or (urlsplit(filing.url).hostname or "") for filing in filings}
    return tuple(sorted({*named, *settings.kiosk.portal.hosts} - {""}))


def of_portal(settings: Settings, policy: Path = POLICY) -> Iterator[tuple[bool, str]]:
    """Tell whether the window could be opened, and whether it is fenced in as this version does it."""
    kind = settings.kiosk.portal.kind
    if kind == "none":
        yield False, "portal: none; nothing is filed on the official portal here"
        return
    if kind == "file":
        yield settings.kiosk.provisioned, "portal: a folder instead of a window, for trying out only"
        return
    lacks = lacking()
    if lacks:
        yield True, f"portal: {_AMISS.get(lacks, f'{lacks} is missing; install it: apt install {lacks}')}"
        return
    try:
        stands, wanted = policy.read_text(encoding="utf-8"), policy_of(settings)
        same = INSTALLED.read_bytes() == KEEPER.read_bytes()
    except (OSError, CatalogueError) as broken:
        yield True, f"portal: {type(broken).__name__} while its policy and its keeper were compared"
        return
    yield (
        stands != wanted,
        (
            "portal: ready, and fenced in by the policy"
            if stands == wanted
            else f"portal: the policy is not this version's: kiosk portal policy | sudo tee {POLICY}"
        ),
    )
    if not same:
        yield True, f"portal: {INSTALLED} is not this version's: sudo install -D {KEEPER} {INSTALLED}"


def policy_of(settings: Settings) -> str:
    """Return the browser's policy for this kiosk's procedures. Raises CatalogueError."""
    served = content.serve(settings, gallery(settings))
    return policy_text(hosts(settings, served.catalogue))


def _display() -> str:
    return os.environ.get("DISPLAY", "")


def _place(settings: Settings) -> Place | None:
    screen, display = settings.kiosk.screen, _display()
    return half(display, (screen.width, screen.height), settings.kiosk.portal.side) if display else None
