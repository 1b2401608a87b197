"""The ticket printer: ESC/POS over a serial line, every slip confirmed as far as the printer can."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.clock import Clock
from kiosk.devices import escpos
from kiosk.devices.errors import LineError
from kiosk.devices.printer_talk import Rung, Talk
from kiosk.devices.printing import check_slip, outcome_of
from kiosk.devices.serial_line import SerialLine
from kiosk.tickets.ports import PrinterStatus, PrintOutcome, Slip, Width

_ROWS_A_SECOND = 400
"""50 mm a second: no receipt printer is slower."""
_PROBE_SECONDS = 1.0
_REPLY_SECONDS = 0.24
"""Four replies within the second that a status may take."""
_SLIP_SECONDS = 30.0


class EscPosPrinter:
    """Implements ``tickets.ports.Printer``. What was written counts for nothing, only what the printer says.

    A printer that never answers prints, and every slip is "unknown".
    """

    def __init__(
        self,
        line: SerialLine,
        clock: Clock,
        width_dots: Width,
        *,
        trim_left: bool = True,
        reply_seconds: float = _REPLY_SECONDS,
        probe_seconds: float = _PROBE_SECONDS,
        slip_seconds: float = _SLIP_SECONDS,
    ) -> None:
        self._line = line
        self._clock = clock
        self._width = width_dots
        self._trim_left = trim_left
        self._talk = Talk(line, clock, reply_seconds=reply_seconds)
        self._probe_seconds = probe_seconds
        self._slip_seconds = slip_seconds
        self._rung: Rung | None = None
        self._begun = False
        self._torn = False

    @property
    def width_dots(self) -> Width:
        """384 or 576."""
        return self._width

    def status(self) -> PrinterStatus:
        """Ask the printer how it is; "absent" when the line cannot be opened."""
        try:
            self._open()
            return self._talk.state()
        except LineError as error:
            return PrinterStatus("failed" if error.code == "write-timeout" else "absent")

    def print_slip(self, slip: Slip, job: str) -> PrintOutcome:
        """Print and cut; "printed" only when the printer said so after the cut."""
        check_slip(slip, job, self._width)
        before = self.status()
        if before.code not in {"ready", "mute"}:
            return outcome_of(before)
        deadline = self._clock.monotonic() + self._slip_seconds
        try:
            self._start_clean()
            stopped = self._send(escpos.bands(slip.picture, trim_left=self._trim_left), before, deadline)
        except LineError as error:
            return self._broken_off(error)
        if stopped is not None:
            return outcome_of(stopped)
        return self._confirmed(slip.picture.height, deadline)

    def _open(self) -> None:
        if not self._line.is_open:
            self._line.open()
            # Another unit may hang on the line now.
            self._rung = None

    def _send(self, bands: Iterable[bytes], before: PrinterStatus, deadline: float) -> PrinterStatus | None:
        """Send the whole slip, asking between the bands; return why it was broken off, or None."""
        answers = before.code == "ready"
        self._begun = True
        for band in bands:
            self._send_whole(band)
            if self._clock.monotonic() > deadline:
                return PrinterStatus("failed")
            online = self._talk.is_online() if answers else None
            answers = answers and online is not None
            if online is False:
                now = self._talk.state()
                if now.code not in {"ready", "mute"}:
                    return now
        self._talk.send(escpos.FEED_AND_CUT)
        self._begun = False
        return None

    def _start_clean(self) -> None:
        """End a slip that was broken off, if any; learn how this unit confirms; begin a new slip."""
        if self._torn:
            self._talk.send(escpos.REST * (escpos.BAND_ROWS * -(-self._width // 8)))
            self._torn = False
        self._talk.send(escpos.INIT)
        if self._begun:
            self._talk.send(escpos.FEED_AND_CUT)
            self._begun = False
        if self._rung is None:
            self._rung = self._talk.probe(self._probe_seconds)
            self._talk.send(escpos.INIT)

    def _send_whole(self, band: bytes) -> None:
        self._torn = True
        self._talk.send(band)
        self._torn = False

    def _broken_off(self, error: LineError) -> PrintOutcome:
        """The line failed before the cut was sent, so the slip is not whole: say why if the printer tells."""
        if error.code == "absent" or not self._begun:
            return PrintOutcome("absent" if error.code != "write-timeout" else "failed")
        after = self.status() if error.code == "write-timeout" else PrinterStatus("failed")
        if after.code in {"ready", "mute"}:
            return PrintOutcome("failed", near_end=after.near_end)
        return outcome_of(after)

    def _confirmed(self, rows: int, deadline: float) -> PrintOutcome:
        rung = self._rung or "none"
        try:
            if rung == "status-after":
                # Real-time replies overtake the paper: wait until it must have come out.
                self._talk.linger(rows / _ROWS_A_SECOND)
            left = max(0.0, deadline - self._clock.monotonic())
            return outcome_of(self._talk.confirm(rung, left))
        except LineError:
            return PrintOutcome("unknown")
