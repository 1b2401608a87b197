"""Asking an ESC/POS printer how it is and whether it has finished."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.clock import Clock
from kiosk.devices import escpos
from kiosk.devices.capabilities import Rung
from kiosk.devices.line import Line
from kiosk.devices.printer_replies import (
    OFFLINE,
    decode,
    is_low,
    is_valid,
    paper_after,
    said_near_end,
)
from kiosk.tickets.ports import PrinterStatus

_CHECK_SECONDS = 1.0
_CHECKS_UNANSWERED = 3
"""So many questions without an answer, and whoever has answered before has gone mute."""
_SLICE_SECONDS = 0.1


class Talk:
    """A conversation over one line. Every method may raise LineError.

    ``reply_seconds``: how long a real-time reply may take once the question has arrived.
    """

    def __init__(self, line: Line, clock: Clock, *, reply_seconds: float) -> None:
        self._line = line
        self._clock = clock
        self._reply_seconds = reply_seconds
        self._arrived_at = 0.0
        # Not from the same number at every start: an answer to a killed program may still come.
        self._jobs = int(clock.monotonic() * 1000)
        self._owed = 0
        self._answers = False
        self._answered = False
        self._awaited: bytes | None = None
        self._told = False
        self._tail = b""

    def send(self, data: bytes) -> None:
        """Write, and reckon when the last byte will have travelled."""
        start = max(self._clock.monotonic(), self._arrived_at)
        self._line.write(data)
        self._arrived_at = start + self._line.send_seconds(len(data))

    def stream(self, data: bytes, *, ask: bool) -> None:
        """Send a part of a slip; ``ask``: with a question, whose answer ``keep_up`` hears on the way."""
        self.send(data + escpos.STATUS[0] if ask else data)
        self._owed += ask

    def keep_up(self, lead: float) -> bool:
        """Wait until ``lead`` seconds before the line stands still; False once the printer says it cannot print."""
        online = self._heard_online(self._read(0.0))
        while online and (wait := self._arrived_at - lead - self._clock.monotonic()) > 0:
            online = self._heard_online(self._read(wait))
        return online

    def state(self) -> PrinterStatus:
        """Ask all four DLE EOT questions; "mute" when a valid reply is missing."""
        self._hear_the_owed()
        replies: list[int] = []
        for question in escpos.STATUS:
            reply = self._status_byte(question)
            if reply is None:
                return PrinterStatus("mute")
            replies.append(reply)
        self._answers = True
        return decode(replies)

    def probe(self, seconds: float) -> Rung:
        """Find out how this printer confirms, waiting up to ``seconds`` for each way.

        A printer that doesn't know the question may take it for text: send ``escpos.INIT`` afterwards.
        """
        self._drop_input()
        four = self.next_id()
        self.send(escpos.process_id(four))
        if self._heard(lambda heard: escpos.process_reply(four) in heard, seconds):
            return "process-id"
        self._drop_input()
        self.send(escpos.PAPER_AFTER)
        if self._heard(lambda heard: paper_after(heard) is not None, seconds):
            return "paper-after"
        return "none" if self._status_byte(escpos.STATUS[0]) is None else "status-after"

    def code_size(self, digits: str, module: int, seconds: float) -> tuple[int, int] | None:
        """Return the dots across and down that a code would have if this printer drew it; None when it can't."""
        self._drop_input()
        self.send(escpos.kept_code(digits, module) + escpos.CODE_SIZE)
        return escpos.code_size(self._heard(lambda heard: escpos.code_size(heard) is not None, seconds))

    def confirm(self, rung: Rung, four: bytes, seconds: float) -> PrinterStatus:
        """Wait until the printer says that all before was printed, or what is wrong; "mute" if it doesn't.

        ``four``: the id that is asked for, where the printer knows ids.
        """
        match rung:
            case "process-id":
                self._awaited, self._told = escpos.process_reply(four), False
                self.send(escpos.process_id(four))
                return self._finished(lambda _heard: self._told, seconds)
            case "paper-after":
                self._drop_input()
                self.send(escpos.PAPER_AFTER)
                after = self._finished(lambda heard: paper_after(heard) is not None, seconds)
                # One byte is little: a printer that is switched off sends a zero with its last breath.
                silent = after.code == "ready" and self._answers and not self._answered
                return PrinterStatus("mute") if silent else after
            case "status-after":
                return self.state()
            case "none":
                return PrinterStatus("mute")

    def has_come_out(self, seconds: float) -> bool | None:
        """Tell whether the printer has done what ``confirm`` last asked it for while it could not print.

        It may have said so meanwhile. A printer that was switched off in between has forgotten it, and answers a new
        question only; None when it answers neither.
        """
        if self._told:
            return True
        new = self.next_id()
        self.send(escpos.process_id(new))
        heard = self._heard(lambda heard: self._told or escpos.process_reply(new) in heard, seconds)
        return self._told if heard else None

    def linger(self, seconds: float) -> bool:
        """Let ``seconds`` pass once all has arrived; False as soon as the printer cannot print."""
        until = max(self._clock.monotonic(), self._arrived_at) + seconds
        check_at = self._arrived_at + _CHECK_SECONDS
        while (now := self._clock.monotonic()) < until:
            if not self._heard_online(self._read(min(_SLICE_SECONDS, until - now))):
                return False
            if now >= check_at:
                self.send(escpos.STATUS[0])
                self._owed += 1
                check_at = now + _CHECK_SECONDS
        return True

    def next_id(self) -> bytes:
        """Return four letters that this conversation has not used yet, @..O: none looks like a DLE EOT reply."""
        self._jobs += 1
        return bytes(0x40 + (self._jobs >> shift & 0x0F) for shift in (12, 8, 4, 0))

    def _finished(self, is_done: Callable[[bytes], bool], seconds: float) -> PrinterStatus:
        until = max(self._clock.monotonic(), self._arrived_at) + seconds
        heard = b""
        unanswered, check_at = 0, self._arrived_at + _CHECK_SECONDS
        while (now := self._clock.monotonic()) < until and unanswered < _CHECKS_UNANSWERED:
            came = self._read(min(_SLICE_SECONDS, until - now))
            heard += came
            if is_done(heard):
                # The roll may have ended with this very slip: that is no failure.
                roll = self._status_byte(escpos.STATUS[3])
                self._answered = roll is not None
                return PrinterStatus("ready", near_end=is_low(roll or 0) or said_near_end(heard))
            if any(map(is_valid, came)):
                unanswered = 0
            if not self._heard_online(came):
                reason = self.state()
                if reason.code not in {"ready", "mute"}:
                    return reason
            if now >= check_at:
                self.send(escpos.STATUS[0])
                self._owed += 1
                unanswered += self._answers
                check_at = now + _CHECK_SECONDS
        return PrinterStatus("mute")

    def _heard_online(self, came: bytes) -> bool:
        """Take replies to questions asked on the way; False when one of them says offline."""
        replies = [byte for byte in came if is_valid(byte)]
        self._owed = max(0, self._owed - len(replies))
        return not any(reply & OFFLINE for reply in replies)

    def _hear_the_owed(self) -> None:
        """Let the answers to earlier questions come in, or they would be taken for those to later ones."""
        until = max(self._clock.monotonic(), self._arrived_at) + self._reply_seconds
        while self._owed and (now := self._clock.monotonic()) < until:
            self._heard_online(self._read(min(_SLICE_SECONDS, until - now)))
        self._owed = 0

    def _status_byte(self, question: bytes) -> int | None:
        self._drop_input()
        self.send(question)
        heard = self._heard(lambda heard: any(map(is_valid, heard)), self._reply_seconds)
        return next(filter(is_valid, heard), None)

    def _heard(self, enough: Callable[[bytes], bool], seconds: float) -> bytes:
        """Return what came until it was enough, or b"" when it never was; time counts from the arrival."""
        until = max(self._clock.monotonic(), self._arrived_at) + seconds
        heard = b""
        while (now := self._clock.monotonic()) < until:
            heard += self._read(min(_SLICE_SECONDS, until - now))
            if enough(heard):
                return heard
        return b""

    def _read(self, seconds: float) -> bytes:
        """Return what came; the answer that ``confirm`` waits for is noted whatever else is waited for now."""
        came = self._line.read(seconds)
        if self._awaited is not None:
            heard = self._tail + came
            self._told = self._told or self._awaited in heard
            self._tail = heard[-len(self._awaited) :]
        return came

    def _drop_input(self) -> None:
        """Forget what has come, except the answer that ``confirm`` waits for."""
        if self._awaited is not None:
            self._read(0.0)
        self._line.drop_input()
