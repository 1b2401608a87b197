"""Reading the code on a printed ticket back, by a reader that shares nothing with what drew it."""

from __future__ import annotations

from pathlib import Path

import zxingcpp
from PIL import Image

from kiosk.engine.printing import CHECKLIST
from kiosk.tour.script import JourneyError


def read_digits(tickets: Path) -> str:
    """Return the digits on the newest ticket in a folder, lists of papers aside.

    Raises JourneyError when there is none to read.
    """
    slips = (path for path in tickets.glob("*.png") if not path.stem.startswith(CHECKLIST))
    printed = sorted(slips, key=lambda path: path.stat().st_mtime_ns)
    if not printed:
        raise JourneyError("no ticket was printed")
    with Image.open(printed[-1]) as slip:
        found = zxingcpp.read_barcodes(slip.convert("L"))
    if not found:
        raise JourneyError("the code on the ticket cannot be read")
    return str(found[0].text)
