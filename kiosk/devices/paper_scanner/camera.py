"""A camera above the table, by ffmpeg and V4L2."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from kiosk.devices.paper_scanner.reading import page_from
from kiosk.devices.paper_scanner.running import Program
from kiosk.engine.ports import PaperScan, wanted_anyway

V4L2: Final = ("-f", "v4l2", "-video_size", "3264x2448")
"""A camera that has no such picture gives the next that it has."""
SECONDS: Final = 20.0
_SETTLED: Final = 12
"""Pictures until a camera has found light and focus."""
_BUSY: Final = "Device or resource busy"


class CameraScanner:
    """Implements ``engine.ports.PaperScanner``. ``device``: a path such as /dev/v4l/by-id/….

    ``source``: how ffmpeg reads it.
    """

    def __init__(
        self,
        device: Path,
        now: Callable[[], float],
        *,
        source: Sequence[str] = V4L2,
        seconds: float = SECONDS,
    ) -> None:
        self._device = device
        self._command = (
            *("ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin"),
            *source,
            *("-i", str(device.absolute()), "-vf", f"select=gte(n\\,{_SETTLED})", "-frames:v", "1"),
            *("-f", "image2pipe", "-c:v", "pgm", "-pix_fmt", "gray", "-"),
        )
        self._seconds = seconds
        self._program = Program(now)

    def scan(self, wanted: Callable[[], bool] = wanted_anyway) -> PaperScan:
        """Wait until the camera has settled, and take one picture."""
        if not self._device.exists():
            return PaperScan("absent")
        printed = self._program.run(self._command, self._seconds, {}, wanted)
        match printed.end:
            case "stopped":
                return PaperScan("cancelled")
            case "missing":
                return PaperScan("absent")
            case "late" | "too-much":
                return PaperScan("unreadable")
            case "ended":
                if printed.status == 0:
                    return page_from(printed.picture, None)
                return PaperScan("busy" if _BUSY in printed.words else "unreadable")

    def stop(self) -> None:
        """Let the camera go."""
        self._program.stop()
