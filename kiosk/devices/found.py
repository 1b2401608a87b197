"""What is plugged into this machine, read from the names that Linux gives; nothing is opened."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from msgspec import Struct

Kind = Literal["serial", "usb-printer", "sound", "microphone", "camera", "scanner"]
_SERIAL = Path("dev/serial/by-id"), Path("dev/serial/by-path")
_CAMERAS = Path("dev/v4l/by-id"), Path("dev/v4l/by-path")
_SCAN_SECONDS = 30.0
"""SANE asks every bus and the network."""
_SCAN_FORM = "%d\t%v %m%n"
_CARD = re.compile(r"^ *(\d+) \[(\S+) *\]: (.+)$", re.MULTILINE)
_MAKER = "MFG", "MANUFACTURER"
_MODEL = "MDL", "MODEL"
_SERIAL_NUMBER = "SN", "SERN", "SERIALNUMBER"


class Found(Struct, frozen=True, kw_only=True):
    """One device. Its names are paths, or what ALSA and SANE call it."""

    kind: Kind
    port: str
    """The name for kiosk.toml: the one that changes least."""
    also: tuple[str, ...] = ()
    """Its other names."""
    name: str = ""
    """What it calls itself."""
    unit: str
    """What this unit is told from others by, as far as it says so."""


def everything(root: Path = Path("/")) -> tuple[Found, ...]:
    """Return what is plugged in, except scanners of paper."""
    return (*ports(root), *_sound(root), *_cameras(root))


def ports(root: Path = Path("/")) -> tuple[Found, ...]:
    """Return what a printer or a QR scanner may hang on."""
    return (*_serial(root), *_usb_printers(root))


def matching(wanted: str, found: Sequence[Found]) -> Found | None:
    """Return the device that a setting names by a path or a pattern, as the lines choose it; None when absent."""
    names = [(_order(name), name, each) for each in found for name in (each.port, *each.also)]
    for _, name, each in sorted(names, key=lambda row: row[:2]):
        if fnmatchcase(name if wanted.startswith("/") else name.rpartition("/")[2], wanted):
            return each
    return None


def _order(name: str) -> int:
    return next((at for at, folder in enumerate(_SERIAL) if str(folder) in name), len(_SERIAL))


def _serial(root: Path) -> Iterator[Found]:
    named = _named(root, _SERIAL)
    for names in named.values():
        yield Found(kind="serial", port=names[0], also=names[1:], unit=names[0].rpartition("/")[2])
    for folder in sorted(root.glob("sys/class/tty/ttyS*")):
        # Linux lists more sockets than there are: those without a chip are of type 0.
        if _text(folder / "type") not in {"", "0"} and f"/dev/{folder.name}" not in {
            name for names in named.values() for name in names
        }:
            yield Found(kind="serial", port=f"/dev/{folder.name}", name="built in", unit=folder.name)


def _named(root: Path, folders: Sequence[Path], pattern: str = "*") -> dict[Path, tuple[str, ...]]:
    """Return the names of each device in the order of the folders, then its own."""
    found: dict[Path, list[str]] = {}
    for folder in folders:
        for link in sorted((root / folder).glob(pattern)):
            found.setdefault(link.resolve(), []).append(_shown(link, root))
    resolved = root.resolve()
    return {device: (*names, _shown(device, resolved)) for device, names in found.items()}


def _shown(path: Path, root: Path) -> str:
    return f"/{path.relative_to(root)}" if path.is_relative_to(root) else str(path)


def _usb_printers(root: Path) -> Iterator[Found]:
    for path in sorted(root.glob("dev/usb/lp*")):
        device = root / "sys/class/usbmisc" / path.name / "device"
        told = _told(_text(device / "ieee1284_id"))
        name = " ".join(filter(None, (_first(told, _MAKER), _first(told, _MODEL))))
        serial = _first(told, _SERIAL_NUMBER) or _text(device / ".." / "serial")
        # The number of the port changes with every cable pulled: a unit without a name goes by its socket.
        socket = device.resolve().name if device.exists() else path.name
        unit = " ".join(filter(None, (name, serial or socket)))
        yield Found(kind="usb-printer", port=_shown(path, root), name=name, unit=unit)


def _told(device_id: str) -> dict[str, str]:
    """Return what a printer says of itself: "MFG:Xprinter;MDL:XP-58;"."""
    pairs = (part.partition(":") for part in device_id.split(";"))
    return {key.strip().upper(): value.strip() for key, colon, value in pairs if colon}


def _first(told: dict[str, str], keys: Sequence[str]) -> str:
    return next((told[key] for key in keys if told.get(key)), "")


def _sound(root: Path) -> Iterator[Found]:
    for number, card, name in _CARD.findall(_text(root / "proc/asound/cards", strip=False)):
        folder = root / "proc/asound" / f"card{number}"
        port, also = f"plughw:CARD={card}", (f"hw:{number}", card)
        if any(folder.glob("pcm*p")):
            yield Found(kind="sound", port=port, also=also, name=name.strip(), unit=card)
        if any(folder.glob("pcm*c")):
            yield Found(kind="microphone", port=port, also=also, name=name.strip(), unit=card)


def _cameras(root: Path) -> Iterator[Found]:
    for device, names in _named(root, _CAMERAS, "*-video-index0").items():
        name = _text(root / "sys/class/video4linux" / device.name / "name")
        unit = names[0].rpartition("/")[2]
        yield Found(kind="camera", port=names[0], also=names[1:], name=name, unit=unit)


def _text(path: Path, *, strip: bool = True) -> str:
    """Return a file of the system, "" when it cannot be read."""
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return ""
    return text.strip() if strip else text


def ask_sane() -> str | None:
    """Return what ``scanimage`` lists; None where it is not installed or does not answer."""
    try:
        done = subprocess.run(
            ["scanimage", "-f", _SCAN_FORM],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SCAN_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def scanners(ask: Callable[[], str | None] = ask_sane) -> tuple[Found, ...] | None:
    """Return scanners of paper; None where nobody can tell."""
    listed = ask()
    if listed is None:
        return None
    rows = [line.partition("\t") for line in listed.splitlines()]
    return tuple(
        Found(kind="scanner", port=port, name=name.strip(), unit=port) for port, tab, name in rows if tab
    )
