"""ESC/POS: a slip as the bytes that a receipt printer prints.

Only raster bands, never text: Vietnamese text of the printers' own fonts prints as garbage on many of them.
Source: Epson's published command reference; the names of the commands are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PIL import Image

from kiosk.devices.capabilities import Capabilities
from kiosk.devices.raster import Band, Rows
from kiosk.tickets.ports import PrintedCode, Slip

INIT = b"\x1b@" + b"\x1dP\x00\xcb"
"""ESC @: forget all settings and the line begun. GS P: feeds count in 1/203 inch, positions stay in dots."""
FEED_AND_CUT = b"\x1dVB\x00"
"""GS V 66 0: feed to the knife and cut."""
REST = b"\x00"
"""Ignored between commands; swallowed as white dots by a band that was torn off."""
STATUS = tuple(b"\x10\x04" + bytes([number]) for number in (1, 2, 3, 4))
"""DLE EOT 1..4, answered at once: printer, why offline, error, paper."""
PAPER_AFTER = b"\x1dr\x01"
"""GS r 1: paper sensor, answered when everything before it has been done."""
CODE_SIZE = b"\x1d(k\x03\x00\x31\x52\x30"
"""GS ( k, function 82: ask how large the code kept would come out; nothing is printed."""
CODE_MODULES = 25
MOST_FEED = 255
_CENTRED, _LEFT = b"\x1ba\x01", b"\x1ba\x00"
_DLE = 0x10
_REAL_TIME = re.compile(b"\x10[\x04\x05\x14]")
"""DLE EOT, DLE ENQ, DLE DC4. A printer may obey these even inside raster data, which has no escape."""
_WIDE, _TALL = 1, 2
"""GS v 0, m: the printer doubles the dots to the right, downwards, or (3) both."""

_NOTHING_KNOWN = Capabilities()


def process_id(four: bytes) -> bytes:
    """Return GS ( H, function 48: ask to hear ``four`` (printable ASCII) once all before it was printed."""
    return b"\x1d(H\x06\x00\x30\x30" + four


def process_reply(four: bytes) -> bytes:
    """Return what a printer answers to ``process_id(four)``."""
    return b"\x37\x22" + four + b"\x00"


def kept_code(digits: str, module: int) -> bytes:
    """Return GS ( k 65, 67, 69, 80: a QR code of model 2, ``module`` (1..16) dots a module, level H, to be kept."""
    begin = b"\x1d(k"
    size = (len(digits) + 3).to_bytes(2, "little")
    return (
        begin
        + b"\x04\x00\x31\x41\x32\x00"
        + (begin + b"\x03\x00\x31\x43" + bytes([module]))
        + (begin + b"\x03\x00\x31\x45\x33")
        + (begin + size + b"\x31\x50\x30" + digits.encode("ascii"))
    )


PRINT_CODE = b"\x1d(k\x03\x00\x31\x51\x30"
"""GS ( k, function 81: print the code kept."""


def code_size(heard: bytes) -> tuple[int, int] | None:
    """Return the dots across and down that a printer told after ``CODE_SIZE``, or None."""
    told = re.search(rb"7\x36(\d{1,4})\x1f(\d{1,4})\x1f1\x1f[01]\x00", heard)
    return (int(told[1]), int(told[2])) if told else None


def encoded(slip: Slip, can: Capabilities = _NOTHING_KNOWN) -> list[bytes]:
    """Return the slip from the top as whole commands: raster bands (GS v 0), feeds (ESC J), perhaps the code.

    What comes out is the picture dot for dot, but for a dot here and there beside another that keeps real-time
    sequences out of the bands; see ``harmless``. A printer that can do it draws the code by itself, where the
    picture has nothing beside it.
    """
    rows = Rows(slip.picture)
    height = slip.picture.height
    code = slip.code
    if code is None or not can.native_qr or not _stands_alone(slip.picture, code):
        return list(_bands(rows, 0, height, can))
    left = _code_move(code, slip.picture.width, can)
    if left is None:
        return list(_bands(rows, 0, height, can))
    kept = left + kept_code(code.digits.digits, code.module) + PRINT_CODE + _LEFT
    below = code.top + CODE_MODULES * code.module
    return [*_bands(rows, 0, code.top, can), kept, *_bands(rows, below, height, can)]


def bands(picture: Image.Image, can: Capabilities = _NOTHING_KNOWN) -> list[bytes]:
    """Return a picture, mode '1', as whole commands; see ``encoded``."""
    return encoded(Slip(picture), can)


def harmless(data: bytes) -> bytes:
    """Return raster bytes without DLE EOT, DLE ENQ, DLE DC4: the dot beside DLE's only dot is printed too."""
    safe = bytearray(data)
    for found in _REAL_TIME.finditer(data):
        safe[found.start()] = 0x18
    return bytes(safe)


def _stands_alone(picture: Image.Image, code: PrintedCode) -> bool:
    side = CODE_MODULES * code.module
    across = picture.crop((0, code.top, picture.width, code.top + side))
    return all(
        beside.width == 0 or min(beside.getextrema())
        for beside in (
            across.crop((0, 0, code.left, side)),
            across.crop((code.left + side, 0, picture.width, side)),
        )
    )


def _code_move(code: PrintedCode, width: int, can: Capabilities) -> bytes | None:
    """Return what puts the code in its place, None where the printer cannot be told."""
    if 2 * code.left + CODE_MODULES * code.module == width:
        return _CENTRED
    return _position(code.left) if can.trim_left else None


def _position(dots: int) -> bytes:
    return b"\x1b$" + dots.to_bytes(2, "little")


def _bands(rows: Rows, top: int, bottom: int, can: Capabilities) -> Iterator[bytes]:
    for piece in rows.bands(top, bottom):
        if piece.white:
            yield from _feeds(piece.rows)
        else:
            yield _band(rows, piece, trim_left=can.trim_left)


def _feeds(count: int) -> Iterator[bytes]:
    while count:
        step = min(count, MOST_FEED)
        yield b"\x1bJ" + bytes([step])
        count -= step


def _band(rows: Rows, piece: Band, *, trim_left: bool) -> bytes:
    """Return the shortest way to print a band that holds no real-time sequence."""
    ways = _ways(rows, piece, trim_left=trim_left)
    whole = next((way for way in ways if not _REAL_TIME.search(way)), None)
    if whole is not None:
        return whole
    first = piece.first if trim_left else 0
    plain = piece._replace(wide=False, tall=False)
    return harmless(_raster(rows, plain, first, piece.last + 1 - first))


def _ways(rows: Rows, piece: Band, *, trim_left: bool) -> Iterator[bytes]:
    """Yield ways to print a band that the same dots come out of, the best first.

    After a doubled one come others: begun 8 dots further left, a byte wider, not doubled.
    """
    most = rows.width // 8
    for wide, tall in dict.fromkeys([(piece.wide, piece.tall), (False, piece.tall), (False, False)]):
        across = 1 + wide
        for left in (piece.first, piece.first - 1) if trim_left else (0,):
            least = -(-(piece.last + 1 - left) // across)
            for count in (least, least + 1):
                start = min(left, most - count * across)
                if start >= 0 and (trim_left or start == 0):
                    yield _raster(rows, piece._replace(wide=wide, tall=tall), start, count)


def _raster(rows: Rows, band: Band, first: int, count: int) -> bytes:
    """Return GS v 0 for ``count`` bytes a row, from the byte ``first`` of the paper on."""
    lines = rows.half(band) if band.wide else rows.full(band)
    if band.tall:
        lines = lines[::2]
    if band.wide and first % 2:
        beyond = rows.width // 2 - 4 * first - 8 * count
        mask = (1 << 8 * count) - 1
        parts = [(int.from_bytes(line, "big") >> beyond & mask).to_bytes(count, "big") for line in lines]
    else:
        start = first // 2 if band.wide else first
        parts = [line[start : start + count] for line in lines]
    move = _position(first * 8) if first else b""
    mode = bytes([_WIDE * band.wide + _TALL * band.tall])
    size = count.to_bytes(2, "little") + len(lines).to_bytes(2, "little")
    return b"".join([move, b"\x1dv0", mode, size, *parts])
