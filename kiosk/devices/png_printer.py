"""The printer's file twin: slips become PNG files, and a state file says what it shall answer."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path

import msgspec

from kiosk.devices.errors import DeviceError
from kiosk.devices.printing import check_slip, outcome_of
from kiosk.tickets.ports import PrinterStatus, PrintOutcome, Slip, Width

STATE_FILE = "printer-state.toml"
"""In the printer's folder: ``state = "out-of-paper"``, ``near-end = true``; without the file it is ready."""


class PngPrinter:
    """Implements ``tickets.ports.Printer`` in a folder: A-027.png, then A-027-2.png; nothing is overwritten.

    For trying out and for tours; a provisioned kiosk is never wired to it. The folder is made when missing.
    """

    def __init__(self, folder: Path, width_dots: Width = 384) -> None:
        self._folder = folder
        self._width = width_dots

    @property
    def width_dots(self) -> Width:
        """384 or 576."""
        return self._width

    def status(self) -> PrinterStatus:
        """Return what the state file says, "absent" when the folder cannot be made.

        Raises DeviceError(state-file) when the file says nothing that a printer can be.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            raw = (self._folder / STATE_FILE).read_text("utf-8")
        except FileNotFoundError:
            return PrinterStatus("ready")
        except OSError:
            return PrinterStatus("absent")
        return _read_state(raw)

    def get_ready(self, *, torn: bool) -> PrinterStatus:  # noqa: ARG002 nothing can hang on the next slip
        """Return what the state file says. Raises as ``status``."""
        return self.status()

    def print_slip(self, slip: Slip, job: str) -> PrintOutcome:
        """Write the slip when the state is "ready" or "mute"; "failed" when the disk refuses it."""
        check_slip(slip, job, self._width)
        status = self.status()
        if status.code in {"ready", "mute"}:
            try:
                self._write(slip, job)
            except OSError:
                return PrintOutcome("failed", near_end=status.near_end)
        return outcome_of(status)

    def _write(self, slip: Slip, job: str) -> None:
        for copy in itertools.count(1):
            name = f"{job}.png" if copy == 1 else f"{job}-{copy}.png"
            try:
                with (self._folder / name).open("xb") as file:
                    slip.picture.save(file, "PNG")
            except FileExistsError:
                continue
            return


def _read_state(raw: str) -> PrinterStatus:
    try:
        said = tomllib.loads(raw)
        status = {"code": said.pop("state", "ready"), "near_end": said.pop("near-end", False)}
        if said:
            raise DeviceError("state-file")
        return msgspec.convert(status, PrinterStatus)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DeviceError("state-file") from error
