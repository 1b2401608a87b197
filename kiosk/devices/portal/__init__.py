"""The official portal in a locked-down browser, the clipboard, and their twins."""

from kiosk.devices.portal.twins import FileClipboard, FilePortal, MemoryClipboard, MemoryPortal

__all__ = ["FileClipboard", "FilePortal", "MemoryClipboard", "MemoryPortal"]
