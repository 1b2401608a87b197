"""The ticket printer: ESC/POS over a line, every slip confirmed as far as the printer can."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Literal

from msgspec import structs

from kiosk.clock import Clock
from kiosk.devices import escpos
from kiosk.devices.capabilities import Capabilities
from kiosk.devices.errors import LineError
from kiosk.devices.line import Line
from kiosk.devices.printer_talk import Talk
from kiosk.devices.printing import check_slip, outcome_of
from kiosk.devices.raster import BAND_ROWS
from kiosk.tickets.ports import PrinterStatus, PrintOutcome, Slip, Width
from kiosk.wire.checkdigits import LENGTH

_ROWS_A_SECOND = 400
"""50 mm a second: no receipt printer is slower."""
_PROBE_SECONDS = 1.0
_REPLY_SECONDS = 0.24
"""Four replies within the second that a status may take."""
_SLIP_SECONDS = 30.0
"""Seconds that a slip may take besides the time that its bytes travel."""
_LEAD_SECONDS = 0.25
"""How long before the line would stand still the next part is given to it."""
_PART = 256
"""Bytes after which the printer is asked how it is."""
_MODULES_TRIED = (6, 8)
_GOES_ON = frozenset({"ready", "mute"})


def _nothing_known() -> Capabilities:
    return Capabilities()


class EscPosPrinter:
    """Implements ``tickets.ports.Printer``. What was written counts for nothing, only what the printer says.

    A printer that never answers prints, and every slip is "unknown". ``known`` is asked, whenever the line was
    opened, what this unit can do; how it confirms is found out where that is not known.
    """

    def __init__(
        self,
        line: Line,
        clock: Clock,
        width_dots: Width,
        *,
        known: Callable[[], Capabilities] = _nothing_known,
        reply_seconds: float = _REPLY_SECONDS,
        probe_seconds: float = _PROBE_SECONDS,
        slip_seconds: float = _SLIP_SECONDS,
    ) -> None:
        self._line = line
        self._clock = clock
        self._width = width_dots
        self._known = known
        self._can = Capabilities()
        self._talk = Talk(line, clock, reply_seconds=reply_seconds)
        self._probe_seconds = probe_seconds
        self._slip_seconds = slip_seconds
        self._progress: Literal["none", "begun", "drawn"] = "none"
        # A program that was killed may have left a band half sent.
        self._torn = True
        self._held: bytes | None = None

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

    def get_ready(self, *, torn: bool) -> PrinterStatus:
        """End what was being sent, and cut off what had begun if ``torn``: now, or before the next slip."""
        if torn:
            self._progress = "begun"
        status = self.status()
        if status.code in _GOES_ON:
            # A cable pulled meanwhile leaves it to the next slip.
            with suppress(LineError):
                self._start_clean()
        return status

    def probe(self) -> Capabilities:
        """Find out what can be found out without paper. Raises LineError.

        It stays unknown whether the unit minds ESC $: somebody must look at what it prints.
        """
        self._open()
        self._talk.send(escpos.INIT)
        rung = self._talk.probe(self._probe_seconds)
        self._talk.send(escpos.INIT)
        sizes = [self._talk.code_size("1" * LENGTH, module, self._probe_seconds) for module in _MODULES_TRIED]
        self._talk.send(escpos.INIT)
        native_qr = sizes == [(module * escpos.CODE_MODULES,) * 2 for module in _MODULES_TRIED]
        self._can = structs.replace(self._known(), rung=rung, native_qr=native_qr)
        return self._can

    def print_slip(self, slip: Slip, job: str) -> PrintOutcome:
        """Print and cut; "printed" only when the printer said so after the cut.

        A ticket that the printer got whole, held when it stopped, and has printed since, is not printed again.
        """
        check_slip(slip, job, self._width)
        before = self.status()
        if before.code not in _GOES_ON:
            return outcome_of(before)
        try:
            if (earlier := self._became_of(slip, before)) is not None:
                return earlier
            self._start_clean()
            commands = escpos.encoded(slip, self._can)
            deadline = self._clock.monotonic() + self._slip_seconds
            deadline += self._line.send_seconds(sum(map(len, commands)))
            stopped = self._send(commands, before, deadline)
        except LineError as error:
            return self._broken_off(error)
        if stopped is not None:
            return outcome_of(stopped)
        return self._confirmed(slip)

    def _open(self) -> None:
        if not self._line.is_open:
            self._line.open()
            # Another unit may hang on the line now.
            self._can = self._known()
            self._held = None

    def _became_of(self, slip: Slip, now: PrinterStatus) -> PrintOutcome | None:
        """Return what became of a slip that the printer got whole before; None where it must be sent."""
        held, self._held = self._held, None
        if held is None or held != _known_by(slip):
            return None
        match self._talk.has_come_out(self._slip_seconds):
            case True:
                return PrintOutcome("printed", near_end=now.near_end)
            case False:
                return None
            case None:
                return PrintOutcome("unknown", near_end=now.near_end)

    def _send(
        self, commands: Iterable[bytes], before: PrinterStatus, deadline: float
    ) -> PrinterStatus | None:
        """Send the whole slip, asking on the way; return why it was broken off, or None."""
        self._progress = "begun"
        for part in _parts(commands):
            if not self._talk.keep_up(_LEAD_SECONDS):
                now = self._talk.state()
                if now.code not in _GOES_ON:
                    return now
            if self._clock.monotonic() > deadline:
                return PrinterStatus("failed")
            self._torn = True
            self._talk.stream(part, ask=before.code == "ready")
            self._torn = False
        self._progress = "drawn"
        self._talk.send(escpos.FEED_AND_CUT)
        self._progress = "none"
        return None

    def _start_clean(self) -> None:
        """End a slip that was broken off, if any; learn how this unit confirms; begin a new slip."""
        if self._torn:
            self._talk.send(escpos.REST * (BAND_ROWS * -(-self._width // 8)))
            self._torn = False
        self._talk.send(escpos.INIT)
        if self._progress != "none":
            self._talk.send(escpos.FEED_AND_CUT)
            self._progress = "none"
        if self._can.rung is None:
            self._can = structs.replace(self._can, rung=self._talk.probe(self._probe_seconds))
            self._talk.send(escpos.INIT)

    def _broken_off(self, error: LineError) -> PrintOutcome:
        """The line failed before the slip was whole: say why if the printer tells."""
        if self._progress == "drawn":
            return PrintOutcome("unknown")
        if error.code == "absent" or self._progress == "none":
            return PrintOutcome("absent" if error.code != "write-timeout" else "failed")
        after = self.status() if error.code == "write-timeout" else PrinterStatus("failed")
        if after.code in _GOES_ON:
            return PrintOutcome("failed", near_end=after.near_end)
        return outcome_of(after)

    def _confirmed(self, slip: Slip) -> PrintOutcome:
        rung = self._can.rung or "none"
        four = self._talk.next_id()
        went_on = True
        try:
            if rung == "status-after":
                # Real-time replies overtake the paper: wait until it must have come out.
                went_on = self._talk.linger(slip.picture.height / _ROWS_A_SECOND)
            after = self._talk.confirm(rung, four, self._slip_seconds)
        except LineError:
            return PrintOutcome("unknown")
        if after.code in _GOES_ON:
            return outcome_of(after) if went_on else PrintOutcome("unknown", near_end=after.near_end)
        self._held = _known_by(slip) if rung == "process-id" else None
        return structs.replace(outcome_of(after), pending=True)


def _known_by(slip: Slip) -> bytes | None:
    """Return what tells one ticket from all others, without being its secret; a slip without code has nothing."""
    return hashlib.sha256(slip.code.digits.digits.encode()).digest() if slip.code else None


def _parts(commands: Iterable[bytes]) -> Iterator[bytes]:
    """Yield whole commands together until they are worth a question."""
    part = b""
    for command in commands:
        part += command
        if len(part) >= _PART:
            yield part
            part = b""
    if part:
        yield part
