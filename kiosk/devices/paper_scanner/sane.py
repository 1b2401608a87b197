"""A flatbed by SANE's ``scanimage`` (Debian: sane-utils): a program of its own, so no driver can hang the kiosk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kiosk.devices.paper_scanner.reading import page_from
from kiosk.devices.paper_scanner.running import Printed, Program
from kiosk.engine.ports import PaperScan, PaperScanCode, wanted_anyway

DPI: Final = 300
"""Scanned finer than it is kept, so that straightening costs nothing."""
WHOLE_GLASS: Final = ("--mode=Gray", "-l", "0", "-t", "0", "-x", "210", "-y", "297")
SECONDS: Final = 90.0
"""The slowest flatbeds warm up for half a minute and scan for another."""

_BY_STATUS: Final[Mapping[int, PaperScanCode]] = {
    2: "cancelled",
    3: "busy",
    6: "jam",
    7: "empty-feeder",
    8: "cover",
    11: "busy",
}
"""SANE's own numbers, with which scanimage ends when a scan fails."""
_BUSY: Final = "Device busy"
_NOT_OPENED: Final = 1


class SaneScanner:
    """Implements ``engine.ports.PaperScanner``.

    ``device``: a name from ``scanimage -L``; "": the first that SANE finds. ``options``: of this device. ``extra``: of
    the program's environment, as SANE_CONFIG_DIR.
    """

    def __init__(
        self,
        device: str,
        now: Callable[[], float],
        *,
        options: Sequence[str] = WHOLE_GLASS,
        seconds: float = SECONDS,
        extra: Mapping[str, str] | None = None,
    ) -> None:
        named = (f"--device-name={device}",) if device else ()
        self._command = ("scanimage", *named, "--format=pnm", f"--resolution={DPI}", *options)
        self._seconds = seconds
        self._extra = dict(extra or {})
        self._program = Program(now)

    def scan(self, wanted: Callable[[], bool] = wanted_anyway) -> PaperScan:
        """Scan the whole glass once."""
        printed = self._program.run(self._command, self._seconds, self._extra, wanted)
        if printed.end == "ended" and printed.status == 0:
            return page_from(printed.picture, DPI)
        return PaperScan(_failure(printed))

    def stop(self) -> None:
        """Call the carriage back."""
        self._program.stop()


def _failure(printed: Printed) -> PaperScanCode:
    match printed.end:
        case "stopped":
            return "cancelled"
        case "missing":
            return "absent"
        case "late" | "too-much":
            return "unreadable"
        case "ended":
            if printed.status == _NOT_OPENED:
                return "busy" if _BUSY in printed.words else "absent"
            return _BY_STATUS.get(printed.status, "unreadable")
