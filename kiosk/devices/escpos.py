"""ESC/POS: a 1-bit image as the bytes that a receipt printer prints.

Only raster bands, never text: Vietnamese text of the printers' own fonts prints as garbage on many of them.
Source: Epson's published command reference; the names of the commands are theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PIL import Image

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
BAND_ROWS = 64
"""Rows in one band: between two bands the printer is asked how it is."""
MOST_FEED = 255
_SHORTEST_FEED = 8
"""White rows that are worth a feed of their own."""
_DLE = 0x10
_REAL_TIME = frozenset({0x04, 0x05, 0x14})
"""After DLE: EOT, ENQ, DC4. A printer may obey these even inside raster data, which has no escape."""

Rows = Sequence[bytes]
"""One bytes object a row, 8 dots a byte, the leftmost dot the highest bit, 1 prints."""


def process_id(four: bytes) -> bytes:
    """Return GS ( H, function 48: ask to hear ``four`` (printable ASCII) once all before it was printed."""
    return b"\x1d(H\x06\x00\x30\x30" + four


def process_reply(four: bytes) -> bytes:
    """Return what a printer answers to ``process_id(four)``."""
    return b"\x37\x22" + four + b"\x00"


def bands(slip: Image.Image, *, trim_left: bool = True) -> Iterator[bytes]:
    """Yield the slip, mode '1', from the top as whole commands: raster bands (GS v 0) and feeds (ESC J).

    Margins are trimmed by whole bytes of 8 dots: the left one by ESC $, unless ``trim_left`` is off for a
    printer that ignores ESC $ before a band. No band holds a real-time sequence; see ``harmless``.
    """
    rows = _rows(slip)
    at = 0
    while at < len(rows):
        white = _white_rows(rows, at, len(rows))
        if white >= _SHORTEST_FEED or at + white == len(rows):
            yield from _feeds(white)
            at += white
            continue
        stop = _band_end(rows, at)
        yield _band(rows[at:stop], trim_left=trim_left)
        at = stop


def harmless(data: bytes) -> bytes:
    """Return raster bytes without DLE EOT, DLE ENQ, DLE DC4: the dot beside DLE's only dot is printed too."""
    safe = bytearray(data)
    for at in range(len(safe) - 1):
        if safe[at] == _DLE and safe[at + 1] in _REAL_TIME:
            safe[at] = 0x18
    return bytes(safe)


def _rows(slip: Image.Image) -> list[bytes]:
    stride = -(-slip.width // 8)
    wide = Image.new("1", (stride * 8, slip.height), 1)
    wide.paste(slip, (0, 0))
    raw = wide.tobytes("raw", "1;I")
    return [raw[at : at + stride] for at in range(0, len(raw), stride)]


def _white_rows(rows: Rows, start: int, stop: int) -> int:
    at = start
    while at < stop and not any(rows[at]):
        at += 1
    return at - start


def _band_end(rows: Rows, start: int) -> int:
    at = start
    stop = min(start + BAND_ROWS, len(rows))
    while at < stop:
        white = _white_rows(rows, at, len(rows))
        if white >= _SHORTEST_FEED:
            break
        at += white or 1
    return min(at, stop)


def _feeds(count: int) -> Iterator[bytes]:
    while count:
        step = min(count, MOST_FEED)
        yield b"\x1bJ" + bytes([step])
        count -= step


def _band(rows: Rows, *, trim_left: bool) -> bytes:
    inked = [column for column in range(len(rows[0])) if any(row[column] for row in rows)]
    # A band of a few white rows before the last ink has no inked column: one white byte wide will do.
    first, last = (inked[0], inked[-1]) if inked else (0, 0)
    first = first if trim_left else 0
    width = last - first + 1
    data = harmless(b"".join(row[first : last + 1] for row in rows))
    move = b"\x1b$" + (first * 8).to_bytes(2, "little") if first else b""
    size = width.to_bytes(2, "little") + len(rows).to_bytes(2, "little")
    return move + b"\x1dv0\x00" + size + data
