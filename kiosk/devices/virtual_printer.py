"""A printer that exists only as a program, for trying the kiosk out without one: bytes in, pictures and answers out.

It was written from the published command reference and shares nothing with the encoder, so that a mistake of the one
is not hidden by the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PIL import Image

from kiosk.pictures import qr

_ESC, _GS = 0x1B, 0x1D
_ASK: Final = b"\x10\x04"
_FIXED: Final = 0x12
_OFFLINE, _COVER, _STOPPED, _NEAR, _END = 0x08, 0x04, 0x20, 0x0C, 0x60
_ERROR, _CUTTER, _HOT = 0x40, 0x08, 0x40
_LENGTHS: Final = {
    (_ESC, ord("@")): 2,
    (_ESC, ord("J")): 3,
    (_ESC, ord("a")): 3,
    (_ESC, ord("$")): 4,
    (_GS, ord("r")): 3,
    (_GS, ord("V")): 4,
    (_GS, ord("P")): 4,
    (_GS, ord("(")): 5,
    (_GS, ord("v")): 8,
}
"""Bytes of a command, or of its head where its length stands in it."""
_FEED_UNIT: Final = 406
_DOTS_AN_INCH: Final = 203
_INVERTED: Final = bytes(255 - value for value in range(256))
_LEVEL_H: Final = 0x33
_BYTE: Final = 8


@dataclass
class Condition:
    """How the printer is; may be changed at any time."""

    paper: bool = True
    cover_open: bool = False
    near_end: bool = False
    cutter_stuck: bool = False
    hot: bool = False
    mute: bool = False

    @property
    def can_print(self) -> bool:
        """Whether anything moves."""
        return self.paper and not (self.cover_open or self.cutter_stuck or self.hot)


class VirtualPrinter:
    """Prints what ``feed`` is given. ``reply`` takes its answers, ``on_slip`` each picture that was cut off.

    While it cannot print it keeps what it got; ``go_on`` prints that after ``condition`` has changed.
    """

    def __init__(
        self, width: int, reply: Callable[[bytes], None], on_slip: Callable[[Image.Image], None]
    ) -> None:
        self.condition = Condition()
        self.strays = 0
        """Bytes that no command began with: text, which no kiosk sends."""
        self._width = width
        self._reply = reply
        self._on_slip = on_slip
        self._raw = b""
        self.switch_off()

    def switch_off(self) -> None:
        """Forget all that was not printed, and the line begun."""
        self._raw = b""
        self._waiting = bytearray()
        self._drawn: list[tuple[int, int, Image.Image]] = []
        self._y = 0
        self._begin()

    def _begin(self) -> None:
        self._x = 0
        self._unit = _FEED_UNIT
        self._centred = False
        self._code = {"module": 3, "level": 0x30}
        self._digits = ""

    def feed(self, data: bytes) -> None:
        """Take bytes from the line: questions are answered at once, wherever they stand."""
        self._raw += data
        while (at := self._raw.find(_ASK)) >= 0 and len(self._raw) > at + 2:
            asked = self._raw[at + 2]
            known = asked in {1, 2, 3, 4}
            self._waiting += self._raw[: at if known else at + 2]
            self._raw = self._raw[at + 3 if known else at + 2 :]
            if known:
                self._answer(bytes([_FIXED | self._state(asked)]))
        # What may be the beginning of a question waits for its end.
        cut = at if at >= 0 else len(self._raw) - self._raw.endswith(_ASK[:1])
        self._waiting += self._raw[:cut]
        self._raw = self._raw[cut:]
        self.go_on()

    def go_on(self) -> None:
        """Print what waits, as far as it can be printed."""
        while self.condition.can_print and self._step():
            pass

    def _answer(self, reply: bytes) -> None:
        if not self.condition.mute:
            self._reply(reply)

    def _state(self, asked: int) -> int:
        now = self.condition
        match asked:
            case 1:
                return 0 if now.can_print else _OFFLINE
            case 2:
                broken = now.cutter_stuck or now.hot
                return _COVER * now.cover_open + _STOPPED * (not now.paper) + _ERROR * broken
            case 3:
                return _CUTTER * now.cutter_stuck + _HOT * now.hot
            case 4:
                return _NEAR * (now.near_end or not now.paper) + _END * (not now.paper)
        return 0

    def _step(self) -> bool:
        """Carry out one command; False when it is not there whole."""
        if not self._waiting:
            return False
        if self._waiting[0] not in {_ESC, _GS}:
            self.strays += self._waiting[0] != 0
            del self._waiting[0]
            return True
        if len(self._waiting) == 1:
            return False
        length = _LENGTHS.get((self._waiting[0], self._waiting[1]), 0)
        if not length:
            self.strays += 2
            del self._waiting[:2]
            return True
        if len(self._waiting) >= length:
            length += self._body(self._waiting)
        if len(self._waiting) < length:
            return False
        command = bytes(self._waiting[:length])
        del self._waiting[:length]
        self._carry_out(command)
        return True

    @staticmethod
    def _body(head: bytearray) -> int:
        """Return the bytes that follow the head of a command."""
        match bytes(head[:2]):
            case b"\x1d(":
                return head[3] + 256 * head[4]
            case b"\x1dv":
                return (head[4] + 256 * head[5]) * (head[6] + 256 * head[7])
            case b"\x1dV":
                # GS V 0 and 1 have no third byte.
                return -1 if head[2] in {0, 1, 48, 49} else 0
        return 0

    def _carry_out(self, command: bytes) -> None:
        match command[:2]:
            case b"\x1b@":
                self._begin()
            case b"\x1bJ":
                self._y += command[2] * _DOTS_AN_INCH // self._unit
            case b"\x1ba":
                self._centred = command[2] in {1, 49}
            case b"\x1b$":
                self._x = command[2] + 256 * command[3]
            case b"\x1dP":
                self._unit = command[3] or _FEED_UNIT
            case b"\x1dr":
                self._answer(b"\x03" if self.condition.near_end else b"\x00")
            case b"\x1dv":
                self._raster(command)
            case b"\x1d(":
                self._extended(command[2], command[5:])
            case b"\x1dV":
                self._cut()

    def _raster(self, command: bytes) -> None:
        across, down = command[4] + 256 * command[5], command[6] + 256 * command[7]
        if not across * down:
            return
        size = across * _BYTE, down
        dots = Image.frombytes("1", size, command[8:].translate(_INVERTED))
        doubled = size[0] * (1 + command[3] % 2), size[1] * (1 + command[3] // 2 % 2)
        self._put(dots.resize(doubled, Image.Resampling.NEAREST))

    def _put(self, dots: Image.Image) -> None:
        left = (self._width - dots.width) // 2 if self._centred else self._x
        self._drawn.append((left, self._y, dots))
        self._y += dots.height
        self._x = 0

    def _extended(self, name: int, body: bytes) -> None:
        if name == ord("H") and body[:2] == b"00":
            self._answer(b"\x37\x22" + body[2:6] + b"\x00")
        elif name == ord("k") and body[:1] == b"1":
            self._qr(body[1], body[2:])

    def _qr(self, function: int, body: bytes) -> None:
        match function:
            case 67:
                self._code["module"] = body[0]
            case 69:
                self._code["level"] = body[0]
            case 80:
                self._digits = body[1:].decode("ascii", "replace")
            case 81 if self._is_drawable():
                self._put(self._drawn_code())
            case 82 if self._is_drawable():
                side = str(self._drawn_code().width).encode()
                self._answer(b"\x37\x36" + side + b"\x1f" + side + b"\x1f1\x1f0\x00")

    def _is_drawable(self) -> bool:
        """Tell whether it is such a code as stands on tickets; this printer draws no other."""
        return self._digits.isdigit() and len(self._digits) <= 34 and self._code["level"] == _LEVEL_H  # noqa: PLR2004 as many as a ticket's code holds

    def _drawn_code(self) -> Image.Image:
        modules = qr.of_digits(self._digits)
        image = Image.new("1", (len(modules), len(modules)), 1)
        image.putdata([0 if dark else 1 for row in modules for dark in row])
        side = len(modules) * self._code["module"]
        return image.resize((side, side), Image.Resampling.NEAREST)

    def _cut(self) -> None:
        if not self._y:
            return
        slip = Image.new("1", (self._width, self._y), 1)
        for x, y, dots in self._drawn:
            slip.paste(dots, (x, y))
        self._drawn, self._y = [], 0
        self._on_slip(slip)
