"""Paper, cables and sound: what hangs on the machine, asked as the kiosk asks it."""

from __future__ import annotations

from pathlib import Path
from shutil import which
from typing import Final

from kiosk.clock import SystemClock
from kiosk.devices import found as finding
from kiosk.devices.errors import DeviceError, LineError
from kiosk.devices.found import Found
from kiosk.settings import Settings
from kiosk.wiring.build import WiringError, printer, printer_line
from kiosk.wiring.devices.glasses import asked
from kiosk.wiring.devices.listing import seen, users
from kiosk.wiring.doctor.finding import Finding, found

_SELF: Final = {"png", "none", "file"}
"""Kinds of what hangs on no cable."""


def paper(settings: Settings) -> Finding:
    """Ask the printer how it is. A kiosk that runs has it, and shows the same on its own page of devices."""
    if settings.kiosk.printer.kind == "png":
        # Pictures are refused before the public, and a kiosk that stands there has no way to print.
        return found("paper", "wrong" if settings.kiosk.provisioned else "unused", "pictures")
    if not settings.kiosk.printer.port:
        return found("paper", "wrong", "no-port")
    line = printer_line(settings, SystemClock())
    try:
        line.open()
    except LineError as broken:
        return found("paper", "unknown" if broken.code == "busy" else "wrong", broken.code)
    finally:
        line.close()
    try:
        state = printer(settings, SystemClock()).status()
    except (WiringError, DeviceError):
        return found("paper", "wrong", "failed")
    if state.code == "ready":
        return found("paper", "soon", "near-end") if state.near_end else found("paper", "well", "ready")
    return found("paper", "wrong", state.code)


def cable(settings: Settings, there: tuple[Found, ...] | None = None) -> Finding:
    """Look whether everything that the settings name is plugged in. Takes up to half a minute with a flatbed."""
    there = finding.everything() if there is None else there
    ports = {
        "printer": settings.kiosk.printer.port,
        "scanner": settings.kiosk.scanner.port,
        "lamp": settings.kiosk.lamp.port,
    }
    missing = [
        name
        for name, device in users(settings, there)
        if name in ports and device is None and not _stands(ports[name])
    ]
    if settings.kiosk.paper_scanner.kind not in _SELF and asked(settings)[0]:
        missing.append("document-scanner")
    if missing:
        return found("cable", "wrong", "missing", devices=" ".join(missing))
    return found("cable", "well", "all")


def _stands(port: str) -> bool:
    """Tell whether a port without a name of its own is there, such as a virtual one."""
    return port.startswith("/") and Path(port).exists()


def sound(settings: Settings) -> Finding:
    """Look whether there is something to be heard with. Whether anybody hears it, only a person can tell."""
    if not settings.kiosk.sound.is_on:
        return found("sound", "unused", "none")
    for program in ("aplay", "espeak-ng"):
        if which(program) is None:
            return found("sound", "wrong", "program", program=program)
    state = {device.what: device.state for device in seen(settings)}["sound"]
    device = settings.kiosk.sound.device
    return (
        found("sound", "wrong", "card", device=device)
        if state == "absent"
        else found("sound", "well", "card-there")
    )
