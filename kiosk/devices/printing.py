"""What every printer of this room shares: which slips it takes and how a status becomes an outcome."""

from __future__ import annotations

import re

from kiosk.devices.errors import DeviceError
from kiosk.tickets.ports import PrinterStatus, PrintOutcome, Slip

_JOB = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


def check_slip(slip: Slip, job: str, width: int) -> None:
    """Refuse a slip of another width or mode and a job that is no file name.

    Raises DeviceError: wrong-width, wrong-mode, job-name.
    """
    if slip.picture.width != width:
        raise DeviceError("wrong-width")
    if slip.picture.mode != "1":
        raise DeviceError("wrong-mode")
    if not _JOB.fullmatch(job):
        raise DeviceError("job-name")


def outcome_of(status: PrinterStatus) -> PrintOutcome:
    """Return what became of a slip when the printer says this afterwards; a mute one leaves it open."""
    if status.code == "ready":
        return PrintOutcome("printed", near_end=status.near_end)
    if status.code == "mute":
        return PrintOutcome("unknown", near_end=status.near_end)
    return PrintOutcome(status.code, near_end=status.near_end)
