"""A small receipt printer behind a pty: reads ESC/POS as printers do and keeps what it printed as pictures.

It shares no code with the encoder. Real-time questions are answered at once wherever they stand, even inside
raster data, as cheap printers do; whatever it doesn't know is printed as text, which the tests look for.
"""

from __future__ import annotations

import os
import pty
import select
import threading
import time
import tty
from dataclasses import dataclass, field

import qrcode
from PIL import Image
from qrcode.util import MODE_NUMBER, QRData

FIXED = 0b0001_0010


@dataclass
class Condition:
    """How the printer is."""

    paper: bool = True
    cover_open: bool = False
    cutter_jammed: bool = False
    hot: bool = False
    near_end: bool = False
    status: bool = True  # answers DLE EOT
    process_id: bool = True  # knows GS ( H
    process_id_mute: bool = False  # knows it, and does not answer it
    paper_after: bool = True  # knows GS r
    garbage: bool = False  # answers every question with noise
    mute: bool = False  # knows the questions, and answers none
    cover_opens_at_cut: bool = False
    at_band: tuple[int, object] | None = (
        None  # what befalls it once so many bands are printed: a function of this
    )
    native_qr: bool = False  # knows GS ( k
    qr_module: int | None = None  # draws codes with so many dots a module, whatever it is told
    pushes: bool = False  # tells of every change without being asked (GS a)
    paper_rows: int | None = None  # so many rows are left on the roll


@dataclass
class Decoder:
    """Prints bytes. ``replies`` is called with what the printer sends back."""

    width: int
    condition: Condition
    replies: object
    text: bytes = b""
    commands: list[str] = field(default_factory=list)
    unit: int = 203
    asked: int = 0

    def __post_init__(self):
        self.rows: list[list[int]] = []
        self.cut: list[list[list[int]]] = []
        self.looked_at: list[Image.Image] = []
        self.x = 0
        self.centred = False
        self.kept = {"module": 3, "level": 0x30, "digits": b""}
        self.printed_bands = 0

    @property
    def slips(self) -> list[Image.Image]:
        """All that was cut off. Pictures are made when somebody looks, not while the line waits."""
        while self.cut:
            rows = self.cut.pop(0)
            dots = Image.frombytes("L", (self.width, len(rows)), b"".join(map(bytes, rows)))
            self.looked_at.append(dots.point([255] + [0] * 255, mode="1"))
        return self.looked_at

    def can_print(self) -> bool:
        state = self.condition
        return state.paper and not (state.cover_open or state.cutter_jammed or state.hot)

    def answer_real_time(self, number: int) -> None:
        self.asked += 1
        state = self.condition
        bits = {
            1: 0 if self.can_print() else 0x08,
            2: (0x04 if state.cover_open else 0)
            | (0 if state.paper else 0x20)
            | (0x40 if state.cutter_jammed or state.hot else 0),
            3: (0x08 if state.cutter_jammed else 0) | (0x40 if state.hot else 0),
            4: (0x0C if state.near_end or not state.paper else 0) | (0 if state.paper else 0x60),
        }[number]
        if state.status or state.garbage:
            self._answer(bytes([FIXED | bits]))

    def _answer(self, reply: bytes) -> None:
        if self.condition.garbage:
            self.replies(bytes([0xFF, 0x81, 0xC3]))
        elif not self.condition.mute:
            self.replies(reply)

    def run(self):
        """A coroutine that is sent one byte at a time."""
        while True:
            byte = yield
            if byte == 0x00:
                continue
            if byte == 0x1B:
                yield from self._escape((yield))
            elif byte == 0x1D:
                yield from self._group((yield))
            else:
                self.text += bytes([byte])

    def _escape(self, command):
        if command == ord("@"):
            self.text, self.x, self.unit, self.centred = b"", 0, 406, False
            self.commands.append("init")
        elif command == ord("J"):
            dots = (yield) * 203 // self.unit
            self._feed([[0] * self.width for _ in range(dots)])
            self.commands.append("feed")
        elif command == ord("$"):
            low = yield
            self.x = low + 256 * (yield)
        elif command == ord("a"):
            self.centred = (yield) == 1
        else:
            self.text += bytes([0x1B, command])

    def _group(self, command):
        if command == ord("P"):
            yield
            self.unit = (yield) or 406
        elif command == ord("v"):
            yield from self._raster()
        elif command == ord("V"):
            yield
            yield
            self.commands.append("cut")
            if self.condition.cover_opens_at_cut:
                self.condition.cover_open = True
            else:
                self._cut()
        elif command == ord("r") and self.condition.paper_after:
            yield
            self._answer(bytes([0x03 if self.condition.near_end else 0x00]))
        elif command == ord("("):
            yield from self._extended()
        else:
            self.text += bytes([0x1D, command])

    def _extended(self):
        name, low, high = (yield), (yield), (yield)
        if not {ord("H"): self.condition.process_id, ord("k"): self.condition.native_qr}.get(name):
            self.text += bytes([0x1D, ord("("), name, low, high])
            return
        body = yield from self._take(low + 256 * high)
        # What a killed program left half said is ended by zeros, and is no function of any printer.
        if name == ord("H") and body[:2] == b"00":
            if not self.condition.process_id_mute:
                self._answer(bytes([0x37, 0x22, *body[2:], 0]))
        elif name == ord("k") and body[0] == 0x31:
            self._code(body[1], body[2:])

    def _code(self, function, rest):
        match function:
            case 65:
                assert rest == b"2\x00", "model 2"
            case 67:
                self.kept["module"] = self.condition.qr_module or rest[0]
            case 69:
                self.kept["level"] = rest[0]
            case 80:
                self.kept["digits"] = rest[1:]
            case 81:
                self._feed(self._drawn())
                self.commands.append("code")
                self.x = 0
            case 82:
                side = b"%d" % len(self._drawn())
                self.replies(b"\x37\x36" + side + b"\x1f" + side + b"\x1f1\x1f0\x00")

    def _drawn(self):
        level = {0x30: 1, 0x31: 0, 0x32: 3, 0x33: 2}[self.kept["level"]]
        code = qrcode.QRCode(error_correction=level, border=0)
        code.add_data(QRData(self.kept["digits"], mode=MODE_NUMBER), optimize=0)
        code.make(fit=True)
        module = self.kept["module"]
        side = module * code.modules_count
        left = (self.width - side) // 2 if self.centred else self.x
        rows = []
        for row in code.get_matrix():
            dots = [0] * left + [int(dark) for dark in row for _ in range(module)]
            rows += [(dots + [0] * self.width)[: self.width]] * module
        return rows

    def _take(self, count):
        taken = b""
        while len(taken) < count:
            taken += bytes([(yield)])
        return taken

    def _raster(self):
        assert (yield) == ord("0")
        mode = yield
        assert mode in {0, 1, 2, 3}
        low = yield
        stride = low + 256 * (yield)
        low = yield
        height = low + 256 * (yield)
        rows = []
        for _ in range(height):
            dots = [0] * self.x
            for _column in range(stride):
                byte = yield
                dots += [byte >> bit & 1 for bit in range(7, -1, -1) for _ in range(1 + (mode & 1))]
            assert len(dots) <= self.width + 7, "a band reaches over the paper"
            rows += [(dots + [0] * self.width)[: self.width]] * (1 + (mode >> 1))
        self.x = 0
        self.commands.append("band")
        self._feed(rows)
        self.printed_bands += 1
        befalls = self.condition.at_band
        if befalls and befalls[0] == self.printed_bands:
            befalls[1](self.condition)
            if self.condition.pushes:
                self.replies(bytes([0x10 | (0x08 if not self.can_print() else 0), 0, 0x0C, 0]))

    def _feed(self, rows):
        left = self.condition.paper_rows
        if left is not None:
            self.condition.paper_rows = max(0, left - len(rows))
            if left < len(rows):
                self.condition.paper = False
                rows = rows[:left]
        self.rows += rows

    def _cut(self):
        if not self.rows:
            return
        self.cut.append(self.rows)
        self.rows = []


class RealTime:
    """Finds DLE EOT n in the stream, inside raster data too, and takes it out."""

    def __init__(self, decoder: Decoder):
        self.decoder = decoder
        self.machine = decoder.run()
        next(self.machine)
        self.held = b""
        self.waiting = b""

    def feed(self, data: bytes) -> None:
        for byte in data:
            self.held += bytes([byte])
            if self.held in {b"\x10", b"\x10\x04"}:
                continue
            if self.held[:2] == b"\x10\x04" and byte in {1, 2, 3, 4}:
                self.decoder.answer_real_time(byte)
            elif self.held[-1:] == b"\x10":
                self._pass(self.held[:-1])
                self.held = b"\x10"
                continue
            else:
                self._pass(self.held)
            self.held = b""

    def _pass(self, data: bytes) -> None:
        # While it cannot print, a printer keeps what it gets and goes on when it can.
        self.waiting += data
        self.go_on()

    def go_on(self) -> None:
        while self.waiting and self.decoder.can_print():
            byte, self.waiting = self.waiting[0], self.waiting[1:]
            self.machine.send(byte)


def decode(data: bytes, width: int) -> list[Image.Image]:
    """Print bytes on a printer that is well."""
    decoder = Decoder(width, Condition(), lambda _reply: None)
    RealTime(decoder).feed(data)
    assert not decoder.text, "text was printed"
    return decoder.slips


class FakePrinter:
    """The printer behind a pty, in a thread of its own."""

    def __init__(self, width: int = 384, baud: int | None = None):
        self.baud = baud
        self._free_at = 0.0
        self.stamps: list[tuple[float, int]] = []
        self.condition = Condition()
        self.master, slave = pty.openpty()
        tty.setraw(slave)
        self.path = os.ttyname(slave)
        self._slave = slave
        self.decoder = Decoder(width, self.condition, self._reply)
        self._stream = RealTime(self.decoder)
        self.received = 0
        self.dealt_with = 0
        """Bytes received that nothing more comes of."""
        self._news = threading.Condition()
        self.unplug_after: int | None = None
        self._most = None
        self._stuck = False
        self._taking = threading.Event()
        self._taking.set()
        self._stop_read, self._stop_write = os.pipe()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def slips(self) -> list[Image.Image]:
        return self.decoder.slips

    @property
    def asked(self) -> int:
        """How often DLE EOT was asked."""
        return self.decoder.asked

    def stop_taking_after(self, count: int) -> None:
        """Leave everything after ``count`` more bytes in the line."""
        self._most = self.received + count

    def take_again(self) -> None:
        self._most = None
        self._stuck = False
        self._taking.set()

    def has_dealt_with(self, count: int, seconds: float) -> bool:
        """Wait until the printer has answered so many bytes, as far as it will; say whether it has in that time."""
        with self._news:
            return self._news.wait_for(lambda: self._stuck or self.dealt_with >= count, seconds)

    def _reply(self, data: bytes) -> None:
        if self.baud:
            self._let_pass(10 * len(data) / self.baud)
        os.write(self.master, data)

    def goes_on(self) -> None:
        """It can print again, and does so before anybody asks."""
        self._stream.go_on()

    def switched_off_and_on(self) -> None:
        """What it had not printed yet is forgotten."""
        self._stream = RealTime(self.decoder)
        self.decoder.rows = []

    def _wire(self) -> int:
        """How many bytes may be read at once."""
        return max(1, self.baud // 1000) if self.baud else 512

    def _travel(self, count: int, *, waited: bool) -> None:
        """Let bytes travel that were taken from the line: at its rate, and no time is made up that it stood still."""
        if self.baud:
            began = time.monotonic() if waited else self._free_at
            self._free_at = began + 10 * count / self.baud
            self.stamps.append((began, count))
            self._let_pass(self._free_at - time.monotonic())

    def _let_pass(self, seconds: float) -> None:
        select.select([self._stop_read], [], [], max(0.0, seconds))

    def has_dealt_with_all(self) -> bool:
        """Wait until nothing comes any more from a program that has ended; say whether all of it is dealt with."""
        while self._thread.is_alive() and select.select([self.master], [], [], 0.05)[0]:
            self.has_dealt_with(self.received, 1.0)
        return self.has_dealt_with(self.received, 5.0) and self._thread.is_alive()

    def _run(self) -> None:
        while True:
            ready, _, _ = select.select([self.master, self._stop_read], [], [], 0)
            if waited := not ready:
                ready, _, _ = select.select([self.master, self._stop_read], [], [])
            if self._stop_read in ready:
                return
            if self._most is not None and self.received >= self._most:
                self._taking.clear()
                with self._news:
                    self._stuck = True
                    self._news.notify_all()
                self._taking.wait(10)
            try:
                data = os.read(self.master, self._wire())
            except OSError:
                return
            self._travel(len(data), waited=waited)
            self.received += len(data)
            self._stream.feed(data)
            with self._news:
                self.dealt_with = self.received
                self._news.notify_all()
            if self.unplug_after is not None and self.received >= self.unplug_after:
                os.close(self._slave)
                os.close(self.master)
                self.master = -1
                return

    def close(self) -> None:
        self.take_again()
        os.write(self._stop_write, b"x")
        self._thread.join(5)
        if self.master >= 0:
            os.close(self.master)
            os.close(self._slave)
        os.close(self._stop_read)
        os.close(self._stop_write)
