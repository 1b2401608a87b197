"""What a finger has drawn to sign: strokes as bytes, so that they travel like any other touch.

A stroke is a row of points, each four bytes: two big-endian numbers, thousandths of the pad's width from its left and
of its height from its top. A signature is a row of strokes.
"""

from __future__ import annotations

import struct
from typing import Final

ACROSS: Final = 1000
"""The largest number of either direction."""
MOST_STROKES: Final = 60
MOST_POINTS: Final = 400
"""Of one stroke: a finger that moves for ten seconds."""
MOST_BYTES: Final = 24_000
"""Of one signature."""
LEAST_SPAN: Final = 60
"""Thousandths that a signature spans at least in one direction: less is a finger laid on, and no sign of anybody's."""
_POINT: Final = struct.Struct(">HH")

Points = tuple[tuple[int, int], ...]


def packed(points: Points) -> bytes:
    """Return a stroke as it travels; points beyond the pad or too many of them are drawn in."""
    step = -(-len(points) // MOST_POINTS) if points else 1
    kept = points[::step]
    return b"".join(_POINT.pack(*(min(max(one, 0), ACROSS) for one in point)) for point in kept)


def unpacked(stroke: bytes) -> Points | None:
    """Return the points of a stroke, None for what is none."""
    if not stroke or len(stroke) % _POINT.size or len(stroke) > MOST_POINTS * _POINT.size:
        return None
    points = tuple((x, y) for x, y in _POINT.iter_unpack(stroke))
    return points if all(max(point) <= ACROSS for point in points) else None


def drawn(strokes: tuple[bytes, ...], stroke: bytes) -> tuple[bytes, ...] | None:
    """Return the signature with one more stroke, None where that is none or too much."""
    if unpacked(stroke) is None or len(strokes) >= MOST_STROKES:
        return None
    after = (*strokes, stroke)
    return after if sum(map(len, after)) <= MOST_BYTES else None


def is_signed(strokes: tuple[bytes, ...]) -> bool:
    """Tell whether enough is drawn to be somebody's sign or cross."""
    points = [point for stroke in strokes for point in unpacked(stroke) or ()]
    if not points:
        return False
    across, down = [x for x, _ in points], [y for _, y in points]
    return max(max(across) - min(across), max(down) - min(down)) >= LEAST_SPAN
