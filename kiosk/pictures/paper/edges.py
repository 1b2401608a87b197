"""Where in a picture the paper lies: its four corners, seen against a darker ground."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PIL import Image, ImageChops, ImageFilter, ImageOps

from kiosk.pictures.paper.lines import Line, Point, Quad, area, crossing, hull, least_rectangle, through

_SMALL: Final = 900
"""Pixels of the longer side of the copy that is looked at."""
_STROKE: Final = 9
"""Pixels in that copy: what is thinner is writing, not ground."""
_APART: Final = 14
"""Levels of grey by which paper and ground differ at least."""
_RING: Final = 0.02
"""Part of the picture's rim that shows ground at least, where there is any."""
_LEAST: Final = 0.03
"""Part of the picture that a paper fills at least."""
_FOUR_CORNERED: Final = 0.88
"""Part of its rectangle that a paper fills at least; a view from the side is no rectangle."""
_NEAR: Final = 0.08
"""How far from its rectangle an edge may run, as a part of the longer side."""
_RIM: Final = 2
"""Pixels: nearer to the picture's own border it is not the paper that ends."""


def corners_of(grey: Image.Image) -> Quad | None:
    """Return the corners of the paper in pixels of ``grey`` ("L"), None when no edges are seen."""
    scale = max(1.0, max(grey.size) / _SMALL)
    small = grey.resize((round(grey.width / scale), round(grey.height / scale)), Image.Resampling.BOX)
    closed = _without_writing(small)
    level = _level_between(closed)
    if level is None:
        return None
    mask = closed.point([255 if grade > level else 0 for grade in range(256)])
    quad = _quad(mask.filter(ImageFilter.MedianFilter(5)))
    if quad is None:
        return None
    across, down = grey.width / small.width, grey.height / small.height
    top_left, top_right, bottom_right, bottom_left = ((x * across, y * down) for x, y in quad)
    return (top_left, top_right, bottom_right, bottom_left)


def _without_writing(small: Image.Image) -> Image.Image:
    """Return it with all dark strokes filled; ground between paper and border stays, however narrow."""
    room = ImageOps.expand(small, _STROKE, 0)
    closed = _around(_around(room, ImageChops.lighter), ImageChops.darker)
    return closed.crop((_STROKE, _STROKE, _STROKE + small.width, _STROKE + small.height))


def _around(picture: Image.Image, join: Callable[[Image.Image, Image.Image], Image.Image]) -> Image.Image:
    """Return each pixel joined with all in the square of ``_STROKE`` around it; opposite rims are alike."""
    for right, down in ((1, 0), (0, 1)):
        span = 1
        while span < _STROKE:
            step = min(span, _STROKE - span)
            picture = join(picture, ImageChops.offset(picture, -right * step, -down * step))
            span += step
        picture = ImageChops.offset(picture, right * (_STROKE // 2), down * (_STROKE // 2))
    return picture


def _level_between(closed: Image.Image) -> int | None:
    """Return the grey between ground and paper (Otsu), None where the rim shows no ground."""
    counts = closed.histogram()
    pixels, total = sum(counts), sum(grade * count for grade, count in enumerate(counts))
    below = weight = 0
    best, level, apart = -1.0, 0, 0.0
    for grade, count in enumerate(counts):
        below += count
        weight += grade * count
        if not 0 < below < pixels:
            continue
        gap = (total - weight) / (pixels - below) - weight / below
        if below * (pixels - below) * gap * gap > best:
            best, level, apart = below * (pixels - below) * gap * gap, grade, gap
    width, height = closed.size
    rim = Image.new("L", closed.size, 0)
    rim.paste(255, (_RIM, _RIM, width - _RIM, height - _RIM))
    ring = closed.histogram(rim.point([255 if grade == 0 else 0 for grade in range(256)]))
    ground = sum(ring[: level + 1]) / max(1, sum(ring))
    return level if apart >= _APART and ground >= _RING else None


def _quad(mask: Image.Image) -> Quad | None:
    points = _outermost(mask)
    outline = hull(points)
    if len(outline) < 4 or area(outline) < _LEAST * mask.width * mask.height:  # noqa: PLR2004 - four corners
        return None
    sides = least_rectangle(outline)
    top, right, bottom, left = sides
    box = tuple(crossing(a, b) for a, b in ((top, left), (top, right), (bottom, right), (bottom, left)))
    if area(outline) < _FOUR_CORNERED * area(box):
        return None
    inside = [(x, y) for x, y in points if _RIM < x < mask.width - _RIM and _RIM < y < mask.height - _RIM]
    fitted = [_fitted(side, inside, sides, at, max(mask.size)) for at, side in enumerate(sides)]
    if all(line is None for line in fitted):
        return None
    top, right, bottom, left = (line or side for line, side in zip(fitted, sides, strict=True))
    return (crossing(top, left), crossing(top, right), crossing(bottom, right), crossing(bottom, left))


def _outermost(mask: Image.Image) -> list[Point]:
    """Return the first and last point of the paper in each row and column, on the border between pixels."""
    points: list[Point] = []
    for turned, picture in ((False, mask), (True, mask.transpose(Image.Transpose.TRANSPOSE))):
        raw, width = picture.tobytes(), picture.width
        for row in range(picture.height):
            first = raw.find(b"\xff", row * width, (row + 1) * width)
            if first < 0:
                continue
            last = raw.rfind(b"\xff", row * width, (row + 1) * width)
            ends: tuple[Point, Point] = (
                (float(first - row * width), row + 0.5),
                (float(last - row * width + 1), row + 0.5),
            )
            points.extend((y, x) if turned else (x, y) for x, y in ends)
    return points


def _fitted(
    side: Line, points: list[Point], sides: tuple[Line, Line, Line, Line], at: int, longest: int
) -> Line | None:
    """Return the line of the points along one side, away from its corners; None where too few are seen."""
    before, after = sides[at - 1], sides[(at + 1) % 4]
    length = before.distance(crossing(side, after))
    margin = 0.06 * length
    along = [
        point
        for point in points
        if abs(side.distance(point)) < _NEAR * longest
        and before.distance(point) > margin
        and after.distance(point) > margin
    ]
    return through(along, side) if len(along) > 0.25 * length else None
