"""``kiosk device probe``: what the printer can do, found out without paper and kept for the kiosk."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.clock import SystemClock
from kiosk.devices.capabilities import Capabilities, Rung
from kiosk.devices.errors import LineError
from kiosk.devices.printer import EscPosPrinter
from kiosk.devices.units import FILE, Unit, Units, unit_on
from kiosk.settings import Settings
from kiosk.tickets.ports import PrinterStatus
from kiosk.wiring.build import printer_line
from kiosk.wiring.devices.arguments import Say

GOOD, WRONG, IMPOSSIBLE = 0, 1, 2
_RUNGS: Final[dict[Rung, str]] = {
    "process-id": "tells by a number of its own when a ticket is out (best)",
    "paper-after": "answers a question after the cut, when the ticket is out",
    "status-after": "tells after the cut only how it is; the kiosk waits until the paper must be out",
    "none": "never answers: each ticket is asked about on the screen",
}
WHY: Final[dict[str, str]] = {
    "absent": "is not plugged in",
    "busy": "is taken, by the kiosk or by another program; end it first",
    "gone": "was pulled out meanwhile",
    "write-timeout": "takes no bytes: is it switched on, is the rate right?",
}


def probe(settings: Settings, trims_left: str | None, say: Say) -> int:
    """Ask the printer, say and keep what it answered. Returns GOOD, WRONG (not well) or IMPOSSIBLE."""
    wanted = settings.kiosk.printer
    if wanted.kind == "png":
        say("✗ printer: kiosk.toml says pictures in a folder; there is nothing to ask.")
        return IMPOSSIBLE
    if not wanted.port:
        say("✗ printer: kiosk.toml names no port.")
        return IMPOSSIBLE
    clock, units = SystemClock(), Units(settings.state)
    line = printer_line(settings, clock)
    known = units.capabilities(wanted.port, wanted.width_dots)
    if trims_left is not None:
        known = structs.replace(known, trim_left=trims_left == "yes")
    try:
        # The line says why it cannot be opened; a printer only that it is absent.
        line.open()
        printer = EscPosPrinter(line, clock, wanted.width_dots, known=lambda: known)
        can, status = printer.probe(), printer.status()
    except LineError as broken:
        say(f"✗ printer: {why_not(settings, broken)}")
        return IMPOSSIBLE
    finally:
        line.close()
    unit = unit_on(wanted.port)
    try:
        units.keep(unit, Unit(can=can, width_dots=wanted.width_dots, day=f"{clock.now():%Y-%m-%d}"))
    except OSError as broken:
        say(f"✗ {settings.state / FILE}: cannot be written ({broken.strerror})")
        return IMPOSSIBLE
    say(f"✓ printer: {unit}")
    for line_ in _told(can, wanted.width_dots):
        say(f"  {line_}")
    say(f"  now: {status_words(status)}")
    say(f"  kept in {settings.state / FILE}; ask again when another printer hangs on this port")
    return GOOD if status.code == "ready" else WRONG


def why_not(settings: Settings, broken: LineError) -> str:
    """Return why the printer's line cannot be used, with its port."""
    return f"{settings.kiosk.printer.port} {WHY[broken.code]}"


def status_words(status: PrinterStatus) -> str:
    """Return what a printer says of itself, in words."""
    words = {"mute": "does not answer", "absent": "is not there", "cutter": "its cutter is stuck"}
    said = words.get(status.code, status.code.replace("-", " "))
    return f"{said}, the roll is nearly used up" if status.near_end and status.code == "ready" else said


def _told(can: Capabilities, width: int) -> list[str]:
    return [
        f"confirming: {_RUNGS[can.rung or 'none']}",
        f"QR code: {'draws it by itself' if can.native_qr else 'is sent as a picture'}",
        f"width: {width} dots, as kiosk.toml says; no printer tells it truly, `kiosk device test` shows it",
        f"left side: {'may be left out' if can.trim_left else 'always sent, as you said'}",
    ]
