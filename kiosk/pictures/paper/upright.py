"""Straightening: a paper seen askew is laid flat; without visible edges its lines of writing tell the angle."""

from __future__ import annotations

import math
from array import array
from itertools import pairwise
from typing import Final

from PIL import Image, ImageOps

from kiosk.pictures.paper.lines import Quad
from kiosk.pictures.paper.values import DPI, MM_PER_INCH

_SMALL: Final = 1000
_FURTHEST: Final = 10.0
"""Degrees to either side that lines of writing are looked for."""
_ROUNDS: Final = ((1.0, 10), (0.2, 5), (0.05, 4))
"""Step in degrees, and how many to either side of the best so far."""
_MARGIN_MM: Final = 8.0
"""What is left around writing whose paper has no visible edge."""
_INK: Final = 60
"""Levels of grey by which writing is darker than what it stands on."""


def laid_flat(grey: Image.Image, quad: Quad) -> Image.Image:
    """Return what lies between four corners as a rectangle of the same size."""
    top_left, top_right, bottom_right, bottom_left = quad
    width = max(1, round((math.dist(top_left, top_right) + math.dist(bottom_left, bottom_right)) / 2))
    height = max(1, round((math.dist(top_left, bottom_left) + math.dist(top_right, bottom_right)) / 2))
    corners = ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, quad, strict=True):
        rows.extend(([x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]))
    return grey.transform(
        (width, height), Image.Transform.PERSPECTIVE, _solved(rows), Image.Resampling.BICUBIC, fillcolor=255
    )


def _solved(rows: list[list[float]]) -> list[float]:
    """Return the unknowns of as many linear equations, each a row that ends with its right side."""
    count = len(rows)
    for at in range(count):
        best = max(range(at, count), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        lead = rows[at][at]
        rows[at] = [value / lead for value in rows[at]]
        for row in range(count):
            if row != at and rows[row][at]:
                factor = rows[row][at]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[at], strict=True)]
    return [row[-1] for row in rows]


def by_writing(grey: Image.Image) -> Image.Image:
    """Return the part of a picture that is written on, its lines level; the whole where nothing is.

    ``grey`` is at DPI.
    """
    angle = _lean(grey)
    level = (
        grey.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=_ground(grey)) if angle else grey
    )
    box = _ink(level).getbbox()
    if box is None:
        return level
    margin = round(_MARGIN_MM * DPI / MM_PER_INCH)
    left, top, right, bottom = box
    return level.crop(
        (
            max(0, left - margin),
            max(0, top - margin),
            min(level.width, right + margin),
            min(level.height, bottom + margin),
        )
    )


def _ground(grey: Image.Image) -> int:
    """Return the grey that most pixels have."""
    counts = grey.histogram()
    return counts.index(max(counts))


def _ink(grey: Image.Image) -> Image.Image:
    """Return white where something is written; specks of a pixel or two are dust."""
    bound = max(1, _ground(grey) - _INK)
    soft = grey.resize((max(1, grey.width // 3), max(1, grey.height // 3)), Image.Resampling.BOX)
    return soft.point([255 if grade < bound else 0 for grade in range(256)]).resize(
        grey.size, Image.Resampling.NEAREST
    )


def _lean(grey: Image.Image) -> float:
    """Return by how many degrees to turn the picture, against the clock, that its lines lie level."""
    scale = max(1.0, max(grey.size) / _SMALL)
    small = grey.resize((round(grey.width / scale), round(grey.height / scale)), Image.Resampling.BOX)
    ground = _ground(small)
    ink = small.point([max(0, ground - grade) for grade in range(256)])
    if not any(ink.histogram()[_INK:]):
        return 0.0
    ink = ImageOps.autocontrast(ink)
    angle = 0.0
    for step, count in _ROUNDS:
        angles = [angle + step * at for at in range(-count, count + 1)]
        angle = max((one for one in angles if abs(one) <= _FURTHEST), key=lambda one: _sharpness(ink, one))
    return angle if abs(angle) < _FURTHEST else 0.0


def _sharpness(ink: Image.Image, angle: float) -> float:
    """Return how much the rows differ from their neighbours: most, where lines lie level."""
    turned = ink.rotate(angle, Image.Resampling.BILINEAR, expand=False)
    rows = turned.convert("F").resize((1, turned.height), Image.Resampling.BOX)
    means = array("f", rows.tobytes())
    return sum((a - b) ** 2 for a, b in pairwise(means))
