"""The document scanner, asked without a scan: is its program there, does it open, can it do what is needed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from shutil import which
from typing import Final

from kiosk.devices.paper_scanner.sane import DPI, WHOLE_GLASS
from kiosk.settings import Settings

_PACKAGES: Final = {"scanimage": "sane-utils", "ffmpeg": "ffmpeg"}
"""The Debian package of each program."""
_SECONDS: Final = 30.0
"""Without a name SANE asks every bus."""


def asked(settings: Settings) -> tuple[bool, str]:
    """Return whether something is wrong, and a sentence. Takes up to half a minute; nothing moves."""
    wanted = settings.kiosk.paper_scanner
    match wanted.kind:
        case "none":
            return False, "document scanner: none; no paper is copied"
        case "file":
            if settings.kiosk.provisioned:
                return True, "document scanner: pictures in a folder are refused on a provisioned kiosk"
            return False, f"document scanner: pictures in {settings.state / wanted.folder}, for trying out"
        case "camera":
            return _camera(wanted.device)
        case "sane":
            return _flatbed(wanted.device)


def _camera(device: str) -> tuple[bool, str]:
    if which("ffmpeg") is None:
        return _missing("ffmpeg")
    if not device:
        return True, "document scanner: camera, but kiosk.toml names no device"
    if not Path(device).exists():
        return True, f"document scanner: camera, {device}, which is not plugged in"
    if not os.access(device, os.R_OK | os.W_OK):
        return True, f"document scanner: camera, {device} may not be opened; is this user in the group video?"
    return False, f"document scanner: camera, {device}"


def _flatbed(device: str) -> tuple[bool, str]:
    if which("scanimage") is None:
        return _missing("scanimage")
    named = [f"--device-name={device}"] if device else []
    command = ["scanimage", "--dont-scan", *named, "--format=pnm", f"--resolution={DPI}", *WHOLE_GLASS]
    name = device or "the first that is found"
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={**os.environ, "LC_ALL": "C"},
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return True, f"document scanner: {name} does not answer; is it switched on?"
    if done.returncode == 0:
        return False, f"document scanner: flatbed, {name}"
    words = done.stderr.decode("utf-8", "replace")
    if "Device busy" in words:
        return True, f"document scanner: {name} is taken, by the kiosk or by another program; end it first"
    if "Access to resource has been denied" in words:
        return True, f"document scanner: {name} may not be opened; is this user in the group scanner?"
    if "option" in words:
        return True, f"document scanner: {name} knows no grey at {DPI} dpi; it cannot be used"
    return True, f"document scanner: {name} is not there; `scanimage -L` names those that are"


def _missing(program: str) -> tuple[bool, str]:
    return True, f"document scanner: {program} is missing; install it: apt install {_PACKAGES[program]}"
