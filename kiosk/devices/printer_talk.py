"""Asking an ESC/POS printer how it is and whether it has finished."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from kiosk.clock import Clock
from kiosk.devices import escpos
from kiosk.devices.serial_line import SerialLine
from kiosk.tickets.ports import PrinterStatus

Rung = Literal["process-id", "paper-after", "status-after", "none"]
"""How a printer confirms, best first: GS ( H, GS r 1 after the cut, DLE EOT after the cut, not at all."""

_VALID_MASK, _VALID = 0x93, 0x12
"""DLE EOT replies have these bits fixed; garbage and the letters of a process id do not."""
_OFFLINE = 0x08
_COVER, _PAPER_STOP, _ERROR = 0x04, 0x20, 0x40
_CUTTER, _FATAL, _RECOVERABLE = 0x08, 0x20, 0x40
_ROLL_NEAR_END, _ROLL_END = 0x0C, 0x60
_PAPER_MASK = 0x90
"""GS r replies have these bits clear."""
_AFTER_NEAR_END, _AFTER_END = 0x03, 0x0C
_CHECK_SECONDS = 1.0
_SLICE_SECONDS = 0.1


class Talk:
    """A conversation over one line. Every method may raise LineError.

    ``reply_seconds``: how long a real-time reply may take once the question has arrived.
    """

    def __init__(self, line: SerialLine, clock: Clock, *, reply_seconds: float) -> None:
        self._line = line
        self._clock = clock
        self._reply_seconds = reply_seconds
        self._arrived_at = 0.0
        self._jobs = 0

    def send(self, data: bytes) -> None:
        """Write, and reckon when the last byte will have travelled."""
        start = max(self._clock.monotonic(), self._arrived_at)
        self._line.write(data)
        self._arrived_at = start + self._line.send_seconds(len(data))

    def state(self) -> PrinterStatus:
        """Ask all four DLE EOT questions; "mute" when a valid reply is missing."""
        replies: list[int] = []
        for question in escpos.STATUS:
            reply = self._status_byte(question)
            if reply is None:
                return PrinterStatus("mute")
            replies.append(reply)
        return decode(replies)

    def is_online(self) -> bool | None:
        """Ask only whether it can print; None when it doesn't say."""
        reply = self._status_byte(escpos.STATUS[0])
        return None if reply is None else not reply & _OFFLINE

    def probe(self, seconds: float) -> Rung:
        """Find out how this printer confirms, waiting up to ``seconds`` for each way.

        A printer that doesn't know the question may take it for text: send ``escpos.INIT`` afterwards.
        """
        self._line.drop_input()
        four = self._next_id()
        self.send(escpos.process_id(four))
        if self._heard(lambda heard: escpos.process_reply(four) in heard, seconds):
            return "process-id"
        self._line.drop_input()
        self.send(escpos.PAPER_AFTER)
        if self._heard(lambda heard: paper_after(heard) is not None, seconds):
            return "paper-after"
        return "none" if self.is_online() is None else "status-after"

    def confirm(self, rung: Rung, seconds: float) -> PrinterStatus:
        """Wait until the printer says that all before was printed, or what is wrong; "mute" if it doesn't."""
        match rung:
            case "process-id":
                four = self._next_id()
                self.send(escpos.process_id(four))
                return self._finished(lambda heard: escpos.process_reply(four) in heard, seconds)
            case "paper-after":
                self._line.drop_input()
                self.send(escpos.PAPER_AFTER)
                return self._finished(lambda heard: paper_after(heard) is not None, seconds)
            case "status-after":
                return self.state()
            case "none":
                return PrinterStatus("mute")

    def linger(self, seconds: float) -> None:
        """Let ``seconds`` pass, reading."""
        self._heard(lambda _heard: False, seconds)

    def _finished(self, is_done: Callable[[bytes], bool], seconds: float) -> PrinterStatus:
        until = self._clock.monotonic() + seconds
        heard = b""
        check_at = self._arrived_at + _CHECK_SECONDS
        while (now := self._clock.monotonic()) < until:
            heard += self._line.read(min(_SLICE_SECONDS, until - now))
            if is_done(heard):
                # The roll may have ended with this very slip: that is no failure.
                after = self.state()
                return PrinterStatus("ready", near_end=after.near_end or _said_near_end(heard))
            if any(is_valid(byte) and byte & _OFFLINE for byte in heard):
                reason = self.state()
                if reason.code not in {"ready", "mute"}:
                    return reason
                heard = b""
            if now >= check_at:
                self.send(escpos.STATUS[0])
                check_at = now + _CHECK_SECONDS
        return PrinterStatus("mute")

    def _status_byte(self, question: bytes) -> int | None:
        self._line.drop_input()
        self.send(question)
        heard = self._heard(lambda heard: any(map(is_valid, heard)), self._reply_seconds)
        return next(filter(is_valid, heard), None)

    def _heard(self, enough: Callable[[bytes], bool], seconds: float) -> bytes:
        """Return what came until it was enough, or b"" when it never was; time counts from the arrival."""
        until = max(self._clock.monotonic(), self._arrived_at) + seconds
        heard = b""
        while (now := self._clock.monotonic()) < until:
            heard += self._line.read(min(_SLICE_SECONDS, until - now))
            if enough(heard):
                return heard
        return b""

    def _next_id(self) -> bytes:
        # Letters @..O only: none of them looks like a DLE EOT reply.
        self._jobs += 1
        return bytes(0x40 + (self._jobs >> shift & 0x0F) for shift in (12, 8, 4, 0))


def is_valid(byte: int) -> bool:
    """Tell whether a byte can be a DLE EOT reply."""
    return byte & _VALID_MASK == _VALID


def paper_after(heard: bytes) -> int | None:
    """Return the reply to GS r 1 among what was heard, or None."""
    return next((byte for byte in heard if not byte & _PAPER_MASK), None)


def decode(replies: list[int]) -> PrinterStatus:
    """Return what the four DLE EOT replies say, the reason that a person can see first."""
    printer, offline, error, paper = replies
    near_end = bool(paper & _ROLL_NEAR_END)
    if offline & _COVER:
        return PrinterStatus("cover-open", near_end=near_end)
    if offline & _PAPER_STOP or paper & _ROLL_END:
        return PrinterStatus("out-of-paper", near_end=True)
    if error & _CUTTER:
        return PrinterStatus("cutter", near_end=near_end)
    if error & _RECOVERABLE:
        return PrinterStatus("hot", near_end=near_end)
    if error & _FATAL or offline & _ERROR or printer & _OFFLINE:
        return PrinterStatus("failed", near_end=near_end)
    return PrinterStatus("ready", near_end=near_end)


def _said_near_end(heard: bytes) -> bool:
    reply = paper_after(heard)
    return reply is not None and not reply & ~(_AFTER_NEAR_END | _AFTER_END) and bool(reply & _AFTER_NEAR_END)
