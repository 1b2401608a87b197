"""Twins of the document scanner: one in memory, one that finds its papers in a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image

from kiosk.devices.paper_scanner.reading import page_from
from kiosk.engine.ports import PaperScan, PaperScanCode, wanted_anyway
from kiosk.pictures.paper import page_of

ON_THE_GLASS: Final = "glass.pgm"
SAYS: Final = "says.txt"
"""Holds an outcome other than "scanned"."""
_DPI: Final = 300
_FAILURES: Final[tuple[PaperScanCode, ...]] = (
    "absent",
    "busy",
    "cover",
    "jam",
    "empty-feeder",
    "cancelled",
    "unreadable",
)


class MemoryPaperScanner:
    """The memory twin: ``glass`` is what lies on it, ``says`` what it answers instead of scanning.

    ``meanwhile`` is called while it scans.
    """

    def __init__(self, glass: Image.Image | None = None) -> None:
        self.glass = glass
        self.says: PaperScanCode = "scanned"
        self.meanwhile: Callable[[], None] = lambda: None
        self._stopped = False

    def scan(self, wanted: Callable[[], bool] = wanted_anyway) -> PaperScan:
        """Look at ``glass``; "absent" without one."""
        self._stopped = not wanted()
        if not self._stopped:
            self.meanwhile()
        if self._stopped:
            return PaperScan("cancelled")
        if self.says != "scanned":
            return PaperScan(self.says)
        return (
            PaperScan("scanned", page_of(self.glass, _DPI)) if self.glass is not None else PaperScan("absent")
        )

    def stop(self) -> None:
        """Scan no further."""
        self._stopped = True


class FilePaperScanner:
    """The file twin: the picture of the glass is a PGM of 300 dpi in a folder, for trying out."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.meanwhile: Callable[[], None] = lambda: None
        self._stopped = False

    def scan(self, wanted: Callable[[], bool] = wanted_anyway) -> PaperScan:
        """Look at what lies in the folder; "absent" when there is nothing."""
        self._stopped = not wanted()
        if not self._stopped:
            self.meanwhile()
        if self._stopped:
            return PaperScan("cancelled")
        try:
            said = (self._folder / SAYS).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            said = ""
        for code in _FAILURES:
            if said == code:
                return PaperScan(code)
        try:
            raw = (self._folder / ON_THE_GLASS).read_bytes()
        except FileNotFoundError:
            return PaperScan("absent")
        return page_from(raw, _DPI)

    def stop(self) -> None:
        """Scan no further."""
        self._stopped = True
