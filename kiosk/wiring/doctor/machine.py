"""Disk, screen and the glass that feels touches: the machine itself, read from what Linux says of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from kiosk.settings import Settings
from kiosk.wiring.check import LEAST_FREE
from kiosk.wiring.doctor.crosses import WORST_MM, Tried, read_tried
from kiosk.wiring.doctor.finding import Finding, found

_MB: Final = 1024 * 1024
ALMOST: Final = 5 * LEAST_FREE
"""Bytes left at which somebody ought to look, long before anything stops."""
_LEAST_FILES: Final = 2_000
"""Files for which there must still be room."""
_SCREENS: Final = Path("sys/class/drm")
_INPUTS: Final = Path("proc/bus/input/devices")
_DIRECT: Final = 1 << 1
"""Of PROP: what is touched is what is shown (INPUT_PROP_DIRECT)."""
_X, _MT_X = 1 << 0x00, 1 << 0x35
"""Of ABS: tells places (ABS_X, ABS_MT_POSITION_X)."""
_EDID_LEAST: Final = 128
_EDID_CM: Final = slice(21, 23)
_WORD_BITS: Final = 64
_MM_PER_CM, _MM_PER_INCH = 10, 25.4
_OFF: Final = 0.12
"""How much a diagonal may differ from the settings before sizes in millimetres are wrong to the eye."""


class Display(Struct, frozen=True):
    """A screen that is plugged in."""

    width: int
    height: int
    """What it likes best, in pixels; 0 where it doesn't say."""
    diagonal: float
    """Inches; 0 where it does not say."""


def disk(settings: Settings) -> Finding:
    """Look for room, and whether what is written stays."""
    state = settings.state if settings.state.is_dir() else settings.state.parent
    try:
        free, files = shutil.disk_usage(state).free, os.statvfs(state)
        with tempfile.NamedTemporaryFile(dir=state, prefix=".doctor-") as trial:
            trial.write(b"kiosk")
            trial.flush()
            os.fsync(trial.fileno())
    except PermissionError:
        return found("disk", "unknown", "not-ours")
    except OSError:
        return found("disk", "wrong", "unwritable")
    if free < LEAST_FREE or (files.f_files and files.f_favail < _LEAST_FILES):
        return found("disk", "wrong", "full", free=free // _MB)
    return found(
        "disk", "soon" if free < ALMOST else "well", "low" if free < ALMOST else "room", free=free // _MB
    )


def screen(settings: Settings, root: Path = Path("/")) -> Finding:
    """Compare the screens that are plugged in with the one in the settings. ``root``: of the system's folders."""
    shown = list(displays(root))
    wanted = settings.kiosk.screen
    if not shown:
        return found("screen", "unknown", "none")
    asked = f"{wanted.width}x{wanted.height}"
    fits = [one for one in shown if {one.width, one.height} in ({wanted.width, wanted.height}, {0})]
    if not fits:
        there = ", ".join(f"{one.width}x{one.height}" for one in shown)
        return found("screen", "wrong", "size", there=there, settings=asked)
    measured = fits[0].diagonal
    if measured and abs(measured - wanted.diagonal_inches) > _OFF * wanted.diagonal_inches:
        inches = f"{wanted.diagonal_inches:g}"
        return found("screen", "soon", "inches", there=f"{measured:.1f}", settings=inches)
    return found("screen", "well", "fits", settings=asked)


def displays(root: Path = Path("/")) -> Iterator[Display]:
    """Yield what is plugged into the graphics chip, as the kernel lists it."""
    for socket in sorted((root / _SCREENS).glob("card*-*")):
        try:
            if (socket / "status").read_text(encoding="ascii").strip() != "connected":
                continue
            modes = (socket / "modes").read_text(encoding="ascii").split()
            edid = (socket / "edid").read_bytes()
        except OSError:
            continue  # pulled out while it was read
        width, _, height = (modes[0] if modes else "0x0").partition("x")
        yield Display(_number(width), _number(height), _diagonal(edid))


def _number(text: str) -> int:
    digits = text.rstrip("i")  # of a mode that is drawn in two halves
    return int(digits) if digits.isdigit() else 0


def _diagonal(edid: bytes) -> float:
    """Return the inches that a screen says of itself; 0.0 where it says none, as projectors do."""
    if len(edid) < _EDID_LEAST:
        return 0.0
    across, down = edid[_EDID_CM]
    return float((across**2 + down**2) ** 0.5 * _MM_PER_CM / _MM_PER_INCH)


def touch(settings: Settings, root: Path = Path("/")) -> Finding:
    """Look for a glass that feels touches, and what the last trial with crosses said of it."""
    try:
        listed = (root / _INPUTS).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return found("touch", "unknown", "unlisted")
    if not any(_is_panel(block.splitlines()) for block in listed.split("\n\n")):
        return found("touch", "wrong", "none")
    tried = read_tried(settings.state)
    if tried is None:
        return found("touch", "unknown", "untried")
    return of_trial(tried)


def of_trial(tried: Tried) -> Finding:
    """Tell what a trial with crosses means."""
    off = f"{tried.worst_mm:.0f}"
    if tried.turned:
        return found("touch", "wrong", "turned", day=tried.day)
    if tried.worst_mm > WORST_MM:
        return found("touch", "wrong", "off", day=tried.day, off=off)
    return found("touch", "well", "true", day=tried.day, off=off)


def _is_panel(lines: list[str]) -> bool:
    """Tell whether this is touched where it shows something."""
    return bool(_bits(lines, "PROP") & _DIRECT and _bits(lines, "ABS") & (_X | _MT_X))


def _bits(lines: list[str], name: str) -> int:
    """Return one of the kernel's lists of bits: words in hexadecimal, the highest first."""
    said = next((line.partition("=")[2] for line in lines if line.startswith(f"B: {name}=")), "0")
    value = 0
    for word in said.split():
        value = (value << _WORD_BITS) | int(word, 16)
    return value
