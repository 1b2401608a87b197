"""Straight lines through points, and the smallest rectangle around them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
"""Corners: top left, top right, bottom right, bottom left. Pixels, y goes down."""

_REFITS = 3


class Line(Struct, frozen=True):
    """All points p with normal . p == offset."""

    normal: Point
    offset: float

    def distance(self, point: Point) -> float:
        """Return how far ``point`` lies from it, negative on the side that the normal leaves."""
        return self.normal[0] * point[0] + self.normal[1] * point[1] - self.offset


def hull(points: Iterable[Point]) -> list[Point]:
    """Return the corners of the smallest convex outline, in order; fewer than 3 when there is none."""
    ordered = sorted(set(points))
    if len(ordered) < 3:  # noqa: PLR2004 - a triangle is the smallest
        return ordered
    return [*_half(ordered)[:-1], *_half(ordered[::-1])[:-1]]


def _half(ordered: Sequence[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def area(outline: Sequence[Point]) -> float:
    """Return the area inside a closed outline."""
    closed = [*outline, outline[0]]
    return abs(sum(a[0] * b[1] - a[1] * b[0] for a, b in pairwise(closed))) / 2


def least_rectangle(outline: Sequence[Point]) -> tuple[Line, Line, Line, Line]:
    """Return the sides (top, right, bottom, left) of the smallest rectangle around a convex outline.

    The top is the side that leans least; every normal points inside.
    """
    best: tuple[float, float, tuple[float, float, float, float]] | None = None
    for a, b in pairwise([*outline, outline[0]]):
        angle = math.atan2(b[1] - a[1], b[0] - a[0])
        spans = _spans(outline, angle)
        size = (spans[1] - spans[0]) * (spans[3] - spans[2])
        if best is None or size < best[0]:
            best = (size, angle, spans)
    assert best is not None  # noqa: S101 - an outline has edges
    quarter = math.pi / 2
    angle = best[1] - quarter * round(best[1] / quarter)
    left, right, top, bottom = _spans(outline, angle)
    across = (math.cos(angle), math.sin(angle))
    down = (-across[1], across[0])
    return (
        Line(down, top),
        Line((-across[0], -across[1]), -right),
        Line((-down[0], -down[1]), -bottom),
        Line(across, left),
    )


def _spans(outline: Sequence[Point], angle: float) -> tuple[float, float, float, float]:
    """Return the least and most extent along ``angle`` and across it."""
    cos, sin = math.cos(angle), math.sin(angle)
    along = [x * cos + y * sin for x, y in outline]
    across = [y * cos - x * sin for x, y in outline]
    return min(along), max(along), min(across), max(across)


def through(points: Sequence[Point], like: Line) -> Line:
    """Return the line that lies closest to ``points``; strays are left out. Its normal points as ``like``'s."""
    kept, line = list(points), like
    for _ in range(_REFITS):
        line = _closest(kept, like)
        apart = sorted(abs(line.distance(point)) for point in points)
        bound = max(0.75, 2.5 * apart[len(apart) // 2])
        kept = [point for point in points if abs(line.distance(point)) <= bound]
    return line


def _closest(points: Sequence[Point], like: Line) -> Line:
    count = len(points)
    mean_x = sum(x for x, _ in points) / count
    mean_y = sum(y for _, y in points) / count
    xx = sum((x - mean_x) ** 2 for x, _ in points)
    yy = sum((y - mean_y) ** 2 for _, y in points)
    xy = sum((x - mean_x) * (y - mean_y) for x, y in points)
    angle = 0.5 * math.atan2(2 * xy, xx - yy)
    normal = (-math.sin(angle), math.cos(angle))
    if normal[0] * like.normal[0] + normal[1] * like.normal[1] < 0:
        normal = (-normal[0], -normal[1])
    return Line(normal, normal[0] * mean_x + normal[1] * mean_y)


def crossing(one: Line, other: Line) -> Point:
    """Return where two lines meet that are not parallel."""
    (a, b), (c, d) = one.normal, other.normal
    bound = a * d - b * c
    return ((one.offset * d - b * other.offset) / bound, (a * other.offset - one.offset * c) / bound)
