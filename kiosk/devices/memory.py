"""Twins that live in memory: a printer and a scanner without any hardware."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from kiosk.devices.printing import check_slip, outcome_of
from kiosk.devices.scan_text import cleaned
from kiosk.tickets.ports import PrinterStatus, PrintOutcome, Slip, Width


class MemoryPrinter:
    """Implements ``tickets.ports.Printer``; set ``state`` to what it shall say of itself."""

    def __init__(self, width_dots: Width = 384) -> None:
        self._width = width_dots
        self.state = PrinterStatus("ready")
        self.slips: list[tuple[str, Image.Image]] = []
        """(job, picture) of all that came out, confirmed or not."""

    @property
    def width_dots(self) -> Width:
        """384 or 576."""
        return self._width

    def status(self) -> PrinterStatus:
        """Return ``state``."""
        return self.state

    def get_ready(self, *, torn: bool) -> PrinterStatus:  # noqa: ARG002 nothing can hang on the next slip
        """Return ``state``."""
        return self.state

    def print_slip(self, slip: Slip, job: str) -> PrintOutcome:
        """Keep the slip when the state is "ready" or "mute"."""
        check_slip(slip, job, self._width)
        if self.state.code in {"ready", "mute"}:
            self.slips.append((job, slip.picture.copy()))
        return outcome_of(self.state)


class MemoryScanner:
    """Implements ``engine.ports.Scanner``; ``scan`` is the hand that holds a card before it."""

    def __init__(self) -> None:
        self._on_scan: Callable[[str], None] | None = None

    def start(self, on_scan: Callable[[str], None]) -> None:
        """Give every scan to ``on_scan`` from now on."""
        self._on_scan = on_scan

    def stop(self) -> None:
        """Give nothing any more."""
        self._on_scan = None

    @property
    def reads(self) -> bool:
        """Whether it has been started."""
        return self._on_scan is not None

    def scan(self, text: str | bytes) -> None:
        """Give one code as if it had been scanned; nothing happens before ``start`` and after ``stop``."""
        raw = text.encode() if isinstance(text, str) else text
        if self._on_scan is not None and raw:
            self._on_scan(cleaned(raw))
