"""The lamp that calls a helper: a relay on a serial line, or nothing. Implements ``engine.ports.Lamp``."""

from __future__ import annotations

from typing import Final

from kiosk.devices.errors import LineError
from kiosk.devices.line import Line

BAUD: Final = 9600
ON: Final = bytes((0xA0, 0x01, 0x01, 0xA2))
"""Start, first relay, closed, sum of the three: as boards of the kind LCUS-1 take it. They answer nothing."""
OFF: Final = bytes((0xA0, 0x01, 0x00, 0xA1))


class RelayLamp:
    """A lamp behind a USB relay of the kind LCUS-1."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def light(self, *, on: bool) -> bool:
        """Switch it; False where the relay is not there. A relay that was pulled out is found again."""
        for _ in range(2):
            try:
                self._line.open()
                self._line.write(ON if on else OFF)
            except LineError as broken:
                self._line.close()
                if broken.code != "gone":
                    return False
            else:
                return True
        return False

    def close(self) -> None:
        """Let go of the line."""
        self._line.close()


class MemoryLamp:
    """The twin. Also of a point without a lamp: there, none is ever lit."""

    def __init__(self, *, there: bool = True) -> None:
        self.there = there
        self.is_lit = False
        self.switched: list[bool] = []

    def light(self, *, on: bool) -> bool:
        """Switch it."""
        if self.there:
            self.is_lit = on
            self.switched.append(on)
        return self.there

    def close(self) -> None:
        """There is nothing to let go of."""
