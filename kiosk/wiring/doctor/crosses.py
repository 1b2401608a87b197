"""Five crosses, where they were touched, and what follows from it: how far off, and what would put it right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from kiosk.disk import replace

FILE: Final = "touch.json"
"""In the state folder."""
WORST_MM: Final = 8.0
"""Millimetres by which a touch may miss: a third of the smallest button."""
PLACES: Final = ((0.08, 0.1), (0.92, 0.1), (0.5, 0.5), (0.08, 0.9), (0.92, 0.9))
"""Of the crosses, in parts of the screen from its upper left corner."""
_ROUND: Final = 4
_LEAST: Final = 1e-9
Spot = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
"""What libinput calls a calibration: x' = a x + b y + c, y' = d x + e y + f, in parts of the screen."""
STRAIGHT: Final[Matrix] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


class Tried(Struct, frozen=True, forbid_unknown_fields=True):
    """What a trial found."""

    day: str
    """Like 23/11/2026."""
    worst_mm: float
    """How far the worst touch lay from its cross."""
    turned: bool
    """The touches fit to a glass that is turned or mirrored against the picture."""
    matrix: Matrix
    """What would put it right."""


def judged(touched: Sequence[Spot], size: tuple[int, int], px_per_mm: float, day: str) -> Tried | None:
    """Judge where the crosses of PLACES were touched, in parts of the screen; ``size`` in pixels.

    None when they were touched in a heap, from which nothing follows.
    """
    matrix = fitted(touched, PLACES)
    if matrix is None:
        return None
    width, height = size
    misses = [
        (((x - u) * width) ** 2 + ((y - v) * height) ** 2) ** 0.5 / px_per_mm
        for (x, y), (u, v) in zip(touched, PLACES, strict=True)
    ]
    # straight is what keeps left at the left and top at the top
    turned = matrix[0] <= abs(matrix[1]) or matrix[4] <= abs(matrix[3])
    return Tried(day, round(max(misses), 1), turned, matrix)


def fitted(touched: Sequence[Spot], meant: Sequence[Spot]) -> Matrix | None:
    """Return the matrix that brings what was touched nearest to what was meant (least squares), None for a heap."""
    sums = [
        [sum(p * q for p, q in zip(a, b, strict=True)) for b in _columns(touched)] for a in _columns(touched)
    ]
    found: list[float] = []
    for axis in (0, 1):
        right = [sum(p * spot[axis] for p, spot in zip(a, meant, strict=True)) for a in _columns(touched)]
        solved = _solved(sums, right)
        if solved is None:
            return None
        found += [round(value, _ROUND) + 0.0 for value in solved]  # no -0
    a, b, c, d, e, f = found
    return (a, b, c, d, e, f)


def _columns(spots: Sequence[Spot]) -> tuple[list[float], list[float], list[float]]:
    return [x for x, _ in spots], [y for _, y in spots], [1.0] * len(spots)


def _solved(sums: list[list[float]], right: list[float]) -> list[float] | None:
    """Solve three equations by Cramer's rule; None where they say too little."""
    whole = _determinant(sums)
    if abs(whole) < _LEAST:
        return None
    return [
        _determinant([[*row[:at], value, *row[at + 1 :]] for row, value in zip(sums, right, strict=True)])
        / whole
        for at in range(len(right))
    ]


def _determinant(rows: list[list[float]]) -> float:
    (a, b, c), (d, e, f), (g, h, i) = rows
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)


def rule(matrix: Matrix) -> str:
    """Return the line of udev by which libinput puts the touches right."""
    numbers = " ".join(f"{value:g}" for value in matrix)
    return f'ENV{{ID_INPUT_TOUCHSCREEN}}=="1", ENV{{LIBINPUT_CALIBRATION_MATRIX}}="{numbers}"'


def keep(state: Path, tried: Tried) -> None:
    """Keep what a trial found. Raises OSError; the file is then as it was."""
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace(state / FILE, msgspec.json.encode(tried) + b"\n")


def read_tried(state: Path) -> Tried | None:
    """Return what the last trial found; None where there was none."""
    try:
        return msgspec.json.decode((state / FILE).read_bytes(), type=Tried)
    except (OSError, msgspec.MsgspecError):
        return None
