"""What goes over the line: a length (4 bytes, big-endian), a kind (1 byte), and so many bytes."""

from __future__ import annotations

import socket
import struct
from enum import IntEnum
from typing import Final, Literal, NamedTuple

_HEAD: Final = struct.Struct(">IB")
_PIECE: Final = 65536

INPUT_BYTES: Final = 65536
"""More than any input takes: the longest answer is some kilobytes."""
VIEW_BYTES: Final = 4 * 1024 * 1024
"""More than any screen takes: the preview of a copied page is some hundred kilobytes."""

Why = Literal["other-user", "other-version", "taken", "crowd", "nonsense", "too-long", "deaf"]
"""Why a face is turned away: of another account or release; another has the glass; it breaks the rules."""


class Kind(IntEnum):
    """What the bytes of a frame are."""

    HELLO = 1
    """From a face, first of all: its version, in ASCII."""
    INPUT = 2
    """From a face: an encoded FaceInput."""
    VIEW = 3
    """From the core: an encoded ScreenView."""
    ALIVE = 4
    """From the core: its loop goes round. No bytes."""
    TURNED_AWAY = 5
    """From the core, last of all: why, in ASCII."""


class Frame(NamedTuple):
    """One of them."""

    kind: Kind
    body: bytes


class Nonsense(Exception):
    """What came is no frame. ``code`` is nonsense or too-long."""

    def __init__(self, code: Literal["nonsense", "too-long"]) -> None:
        super().__init__(code)
        self.code: Literal["nonsense", "too-long"] = code


def packed(kind: Kind, body: bytes = b"") -> bytes:
    """Return the bytes of a frame."""
    return _HEAD.pack(len(body), kind) + body


class Incoming:
    """Frames as they come in, of at most ``most`` bytes each."""

    def __init__(self, line: socket.socket, most: int) -> None:
        self._line = line
        self._most = most
        self._came = bytearray()

    def next(self) -> Frame | None:
        """Return the next one; None when the other end has closed the line.

        Raises Nonsense, TimeoutError after the line's own time-out (nothing is lost by it), or OSError.
        """
        while (frame := self._whole()) is None:
            piece = self._line.recv(_PIECE)
            if not piece:
                return None
            self._came += piece
        return frame

    def _whole(self) -> Frame | None:
        if len(self._came) < _HEAD.size:
            return None
        length, kind = _HEAD.unpack_from(self._came)
        try:
            known = Kind(kind)
        except ValueError:
            raise Nonsense("nonsense") from None
        if length > self._most:
            raise Nonsense("too-long")
        end = _HEAD.size + length
        if len(self._came) < end:
            return None
        body = bytes(self._came[_HEAD.size : end])
        del self._came[:end]
        return Frame(known, body)
