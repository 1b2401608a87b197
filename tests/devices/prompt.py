"""Lines to a fake printer on which no test waits."""

from __future__ import annotations

from kiosk.clock import ManualClock, SystemClock
from kiosk.devices.errors import LineError
from kiosk.devices.serial_line import SerialLine
from kiosk.devices.usb_line import UsbLine
from tests.devices.fake_printer import FakePrinter


class Prompt:
    """What makes a line to a fake one on which nobody waits for what will not come: its clock goes on instead."""

    _fake: FakePrinter
    _hand: ManualClock
    _sent: int | None = 0
    """None once nobody can tell how much of it has gone out."""

    def write(self, data: bytes) -> None:
        try:
            super().write(data)
        except LineError:
            self._sent = None
            raise
        if self._sent is not None:
            self._sent += len(data)

    def close(self) -> None:
        super().close()
        if self._sent is not None and self._fake.received < self._sent:
            self._sent = None

    def read(self, seconds: float) -> bytes:
        has_all = self._sent is not None and self._fake.has_dealt_with(self._sent, seconds)
        came = super().read(0 if has_all else seconds)
        if not came:
            self._hand.advance(seconds)
        return came


class PromptLine(Prompt, SerialLine):
    """A serial line that is prompt."""

    def __init__(self, fake: FakePrinter, clock: ManualClock, baud: int, *, write_seconds: float) -> None:
        super().__init__(fake.path, baud, write_seconds=write_seconds)
        self._fake, self._hand = fake, clock


class PromptUsbLine(Prompt, UsbLine):
    """A printer port on USB that is prompt."""

    def __init__(self, fake: FakePrinter, clock: ManualClock, *, write_seconds: float) -> None:
        super().__init__(fake.path, SystemClock(), write_seconds=write_seconds)
        self._fake, self._hand = fake, clock
