"""Joining the window of the official portal and the clipboard."""

from __future__ import annotations

from kiosk.devices.portal import FileClipboard, FilePortal, MemoryClipboard, MemoryPortal
from kiosk.engine.parts import Portal
from kiosk.engine.portal_ports import Clipboard, PortalWindow
from kiosk.settings import Settings


def window(settings: Settings) -> PortalWindow:
    """Return the window of the official portal, or one that is never there."""
    wanted = settings.kiosk.portal
    if wanted.kind == "file":
        return FilePortal(settings.state / wanted.folder)
    return MemoryPortal(there=False)


def clipboard(settings: Settings) -> Clipboard:
    """Return what an answer is pasted from."""
    wanted = settings.kiosk.portal
    if wanted.kind == "file":
        return FileClipboard(settings.state / wanted.folder)
    return MemoryClipboard()


def joined(settings: Settings, other: PortalWindow | None, another: Clipboard | None) -> Portal:
    """Return both, or what a tour or a test puts in their place."""
    return Portal(other or window(settings), another or clipboard(settings))
