"""Twins of the portal's window and of the clipboard: in memory, and in a folder for trying out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kiosk.devices.portal.taking import amiss
from kiosk.engine.portal_ports import PortalCode, PortalFile, PortalOpened, PortalRefused

OPEN: Final = "portal-open.txt"
"""There while the window is: the address, then the names of the files. To delete it is to crash the window."""
CLIPBOARD: Final = "clipboard.txt"


class MemoryPortal:
    """The memory twin. ``refuses``: what it answers instead of opening; ``crash`` is the browser's end.

    A point without a portal has one that is not ``there``.
    """

    def __init__(self, *, there: bool = True) -> None:
        self.refuses: PortalCode | None = None if there else "absent"
        self.opened: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
        """(address, hosts, names of the files) of each window."""
        self.files: tuple[PortalFile, ...] = ()
        """What lies in the one-shot folder now."""
        self._is_open = False

    def open(
        self, url: str, hosts: tuple[str, ...], files: tuple[PortalFile, ...]
    ) -> PortalOpened | PortalRefused:
        """Open it."""
        code = self.refuses or ("busy" if self._is_open else amiss(url, hosts, files))
        if code is not None:
            return PortalRefused(code)
        self._is_open, self.files = True, files
        self.opened.append((url, hosts, tuple(file.name for file in files)))
        return PortalOpened()

    def is_open(self) -> bool:
        """Tell whether it is open."""
        return self._is_open

    def close(self) -> None:
        """Close it."""
        self._is_open, self.files = False, ()

    def crash(self) -> None:
        """End it as a crash does: nobody has closed it."""
        self.close()


class FilePortal:
    """The file twin, for trying out: what would be opened stands in a folder, of the files the names alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(
        self, url: str, hosts: tuple[str, ...], files: tuple[PortalFile, ...]
    ) -> PortalOpened | PortalRefused:
        """Write down what would be opened."""
        code = "busy" if self.is_open() else amiss(url, hosts, files)
        if code is not None:
            return PortalRefused(code)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lines = (url, *(file.name for file in files), "")
        (self._folder / OPEN).write_text("\n".join(lines), encoding="utf-8")
        return PortalOpened()

    def is_open(self) -> bool:
        """Tell whether it is written down."""
        return (self._folder / OPEN).exists()

    def close(self) -> None:
        """Delete it."""
        (self._folder / OPEN).unlink(missing_ok=True)


class MemoryClipboard:
    """The memory twin; at a point without a portal, too. ``text`` is what would be pasted."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, text: str) -> bool:
        """Put it there."""
        self.text = text
        return True

    def clear(self) -> bool:
        """Overwrite it."""
        self.text = ""
        return True


class FileClipboard:
    """The file twin, for trying out: what would be pasted stands in a file that is deleted when it is cleared."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def text(self) -> str:
        """What would be pasted."""
        try:
            return (self._folder / CLIPBOARD).read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""

    def put(self, text: str) -> bool:
        """Write it down."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (self._folder / CLIPBOARD).write_text(text, encoding="utf-8")
        return True

    def clear(self) -> bool:
        """Delete it."""
        (self._folder / CLIPBOARD).unlink(missing_ok=True)
        return True
