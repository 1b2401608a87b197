"""What was found out about each unit, kept in a file under the unit's own name."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.devices.capabilities import Capabilities
from kiosk.devices.found import matching, ports
from kiosk.tickets.ports import Width

FILE = "devices.json"
"""In the state folder."""


class Unit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One printer as it was found."""

    can: Capabilities
    width_dots: Width
    day: str
    """When it was asked, like 2026-11-22."""


class Units:
    """The file. One that cannot be read says nothing, and whatever it said is found out anew."""

    def __init__(self, state: Path) -> None:
        self._file = state / FILE

    def known(self, unit: str) -> Unit | None:
        """Return what is known of a unit, or None."""
        return self._read().get(unit)

    def keep(self, unit: str, found: Unit) -> None:
        """Keep what was found in place of what was known. Raises OSError; the file is then as it was."""
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        written = msgspec.json.format(msgspec.json.encode(self._read() | {unit: found}), indent=2)
        new = self._file.with_suffix(".new")
        with new.open("wb") as file:
            file.write(written + b"\n")
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._file)

    def capabilities(self, wanted: str, width_dots: Width) -> Capabilities:
        """Return what the unit can do that hangs on the port ``wanted``; nothing where it is not known.

        What was found at another width of paper does not count.
        """
        unit = self.known(unit_on(wanted))
        return unit.can if unit is not None and unit.width_dots == width_dots else Capabilities()

    def _read(self) -> dict[str, Unit]:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=dict[str, Unit])
        except (OSError, msgspec.DecodeError):
            return {}


def unit_on(wanted: str) -> str:
    """Return the name of the unit that hangs on a port given by path or pattern; the port itself where it has none."""
    found = matching(wanted, ports())
    return found.unit if found is not None else wanted
