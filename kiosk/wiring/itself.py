"""What this machine says of itself to its ward: which program and content it serves, and how much disk is left."""

from __future__ import annotations

import hashlib
import os
import shutil
from functools import cache
from pathlib import Path
from typing import Final

from kiosk.engine.parts import Machine
from kiosk.occupancy import FileOccupancy, MemoryOccupancy
from kiosk.procedures import overlay
from kiosk.settings import Settings
from kiosk.wire.heartbeat import LAST_GOOD
from kiosk.wiring.program import release

_SHOWN: Final = 12
"""Hex digits of a fingerprint: enough to tell two contents of a ward apart."""
_MB: Final = 1_000_000


def machine(settings: Settings, *, is_last_good: bool) -> Machine:
    """Return what is asked for the heartbeat, and the mark of whoever is here.

    ``is_last_good``: as of content.Served.
    """
    visit = settings.kiosk.updates.visit
    folder, ward = settings.root / "assets" / "procedures", settings.config / overlay.FILE

    @cache
    def content() -> str:
        return LAST_GOOD if is_last_good else content_fingerprint(folder, ward)

    return Machine(
        version=release(settings.root),
        ring=settings.kiosk.updates.ring,
        content=content,
        free_mb=lambda: _free_mb(settings.state),
        occupancy=FileOccupancy(Path(visit)) if visit else MemoryOccupancy(),
    )


def content_fingerprint(folder: Path, ward: Path) -> str:
    """Return a text that is the same on every machine that has the same content; "" where it cannot be read."""
    seen = hashlib.sha256()
    try:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                _add(seen, os.fsencode(path.relative_to(folder)), path.read_bytes())
        _add(seen, b"ward", ward.read_bytes() if ward.exists() else b"")
    except OSError:
        return ""
    return seen.hexdigest()[:_SHOWN]


def _add(seen: hashlib._Hash, name: bytes, body: bytes) -> None:
    for part in (name, body):
        seen.update(len(part).to_bytes(8, "big") + part)


def _free_mb(state: Path) -> int:
    try:
        return shutil.disk_usage(state).free // _MB
    except OSError:
        return -1
