"""Joining what calls for help: the lamp, the chime, the desk."""

from __future__ import annotations

from pathlib import Path

from kiosk.devices.lamp import BAUD, MemoryLamp, RelayLamp
from kiosk.devices.serial_line import SerialLine
from kiosk.devices.tone import chime
from kiosk.engine.parts import Calls
from kiosk.engine.ports import Lamp
from kiosk.settings import Settings
from kiosk.ward.calls import CallClient
from kiosk.ward.desk_client import DeskClient, DeskKeys

CHIME = "chime.wav"


def lamp(settings: Settings) -> Lamp:
    """Return the lamp, or one that is never there."""
    wanted = settings.kiosk.lamp
    return RelayLamp(SerialLine(wanted.port, BAUD)) if wanted.kind == "relay" else MemoryLamp(there=False)


def rung(settings: Settings) -> Path | None:
    """Return the clip that calls; None where there is no sound."""
    return chime(settings.cache / CHIME) if settings.kiosk.sound.is_on else None


def calls(lamp: Lamp, chime: Path | None, client: DeskClient, keys: DeskKeys, point: str) -> Calls:
    """Return all of it."""
    return Calls(lamp, chime, CallClient(client, keys, point))
