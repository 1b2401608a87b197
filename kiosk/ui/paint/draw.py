"""Drawing one part: a group of Kivy's instructions for each kind."""

from __future__ import annotations

import math
from io import BytesIO
from itertools import pairwise
from typing import Any, Final

from kivy.graphics import BorderImage, InstructionGroup, Mesh, Rectangle, SmoothLine, SmoothRoundedRectangle
from kivy.graphics.texture import Texture
from PIL import Image

from kiosk.ui.paint.brush import Brush, colour
from kiosk.ui.paint.pen import draw_ink
from kiosk.ui.parts import (
    Box,
    Cloth,
    Code,
    Field,
    Ink,
    Part,
    Photo,
    Picture,
    Plate,
    Radii,
    Reel,
    Ring,
    Shape,
    Words,
)

_DASH: Final = 12.0
_DASH_GAP: Final = 8.0
_LIP: Final = 5
_SLACK: Final = 1.5
"""px by which a line may seem wider than its box through rounding."""


def draw(brush: Brush, part: Part) -> InstructionGroup:
    """Return what paints ``part``. Targets are painted as their parts, by the canvas."""
    group = InstructionGroup()
    if isinstance(part, Plate):
        _plate(brush, part, group)
    elif isinstance(part, Words):
        _words(brush, part, group)
    elif isinstance(part, Picture | Field | Cloth):
        _picture(brush, part, group)
    elif isinstance(part, Photo):
        _photo(brush, part, group)
    elif isinstance(part, Reel):
        brush.project(group, brush.place(part.box), part.ground)
    elif isinstance(part, Code):
        _code(brush, part, group)
    elif isinstance(part, Shape):
        _shape(brush, part, group)
    elif isinstance(part, Ring):
        _ring(brush, part, group)
    elif isinstance(part, Ink):
        draw_ink(brush, part, group)
    return group


def _ring(brush: Brush, part: Ring, group: InstructionGroup) -> None:
    x, y, w, h = brush.place(part.box)
    line, gap = max(brush.px(part.line), 1), brush.px(part.gap)
    corner = min(brush.px(part.radius), w // 2, h // 2)
    texture, border = brush.plates.ring((w, h), part.ink, part.paper, line, gap, corner)
    _put(texture, border, (x, y, w, h), group)


def _put(texture: Any, border: tuple[int, ...], place: tuple[int, ...], group: InstructionGroup) -> None:
    """Add a texture, stretched in nine pieces where it has borders."""
    x, y, w, h = place
    group.add(colour("#FFFFFF"))
    if any(border):
        group.add(BorderImage(texture=texture, border=border, pos=(x, y), size=(w, h)))
    else:
        group.add(Rectangle(texture=texture, pos=(x, y), size=(w, h)))


def _plate(brush: Brush, part: Plate, group: InstructionGroup) -> None:
    if part.dashed:
        _rounded(brush, part.box, part.radius, part.radii, part.fill, group)
        _dashes(brush, part.box.inset(part.line / 2), part, group)
        return
    x, y, w, h = brush.place(part.box)
    if w <= 0 or h <= 0:
        return
    corners = _corners(brush, part, min(w, h) / 2)
    if not any(corners) and not part.edge and not part.lip:
        group.add(colour(part.fill))
        group.add(Rectangle(pos=(x, y), size=(w, h)))
        return
    lip = (part.lip, max(brush.px(_LIP), 1)) if part.lip else ("", 0)
    line = max(brush.px(part.line), 1) if part.edge else 0
    found = brush.plates.texture((w, h), part.fill, part.edge, line, corners, lip)
    if found is None:
        _layers(brush, part, group)
        return
    _put(*found, (x, y, w, h), group)


def _corners(brush: Brush, part: Plate, most: float) -> Radii:
    a, b, c, d = part.radii or (part.radius,) * 4
    return (
        min(brush.px(a), most),
        min(brush.px(b), most),
        min(brush.px(c), most),
        min(brush.px(d), most),
    )


def _layers(brush: Brush, part: Plate, group: InstructionGroup) -> None:
    """Draw a large round plate as polygons, one over the other."""
    face = part.box
    if part.edge:
        _rounded(brush, face, part.radius, part.radii, part.edge, group)
        face = face.inset(part.line)
    inner = max(part.radius - (part.line if part.edge else 0), 0)
    radii = part.radii and _less(part.radii, part.line if part.edge else 0)
    _rounded(brush, face, inner, radii, part.fill, group)


def _less(radii: Radii, line: float) -> Radii:
    a, b, c, d = (max(radius - line, 0) for radius in radii)
    return (a, b, c, d)


def _rounded(
    brush: Brush, box: Box, radius: float, radii: Radii | None, fill: str, group: InstructionGroup
) -> None:
    x, y, w, h = brush.place(box)
    if w <= 0 or h <= 0:
        return
    group.add(colour(fill))
    corners = [brush.px(one) for one in radii] if radii else [min(brush.px(radius), w / 2, h / 2)]
    if not any(corners):
        group.add(Rectangle(pos=(x, y), size=(w, h)))
        return
    group.add(SmoothRoundedRectangle(pos=(x, y), size=(w, h), radius=corners, segments=24))


def _dashes(brush: Brush, box: Box, part: Plate, group: InstructionGroup) -> None:
    group.add(colour(part.edge))
    for points in _cut_up(_outline(box, min(part.radius, box.w / 2, box.h / 2))):
        _stroke(brush, points, part.line, group)


def _outline(box: Box, radius: float) -> list[tuple[float, float]]:
    """Return the edge of a rounded box as points, clockwise and closed."""
    points: list[tuple[float, float]] = []
    centres = (
        (box.right - radius, box.y + radius, -90),
        (box.right - radius, box.bottom - radius, 0),
        (box.x + radius, box.bottom - radius, 90),
        (box.x + radius, box.y + radius, 180),
    )
    for x, y, start in centres:
        for step in range(13):
            angle = math.radians(start + step * 7.5)
            points.append((x + radius * math.cos(angle), y + radius * math.sin(angle)))
    return [*points, points[0]]


def _cut_up(points: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Cut a line into dashes."""
    dashes: list[list[tuple[float, float]]] = []
    now: list[tuple[float, float]] = [points[0]]
    left, drawing = _DASH, True
    for start, end in pairwise(points):
        at, length = 0.0, math.dist(start, end)
        while length - at > left:
            at += left
            share = at / length
            point = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
            if drawing:
                dashes.append([*now, point])
            drawing = not drawing
            now, left = [point], _DASH if drawing else _DASH_GAP
        left -= length - at
        if drawing:
            now.append(end)
    return [*dashes, now] if drawing and len(now) > 1 else dashes


def _stroke(brush: Brush, points: list[tuple[float, float]], line: float, group: InstructionGroup) -> None:
    scale = brush.theme.px_per_unit
    flat: list[float] = []
    for x, y in points:
        flat += (x * scale, brush.flip(y))
    group.add(SmoothLine(points=flat, width=max(line * scale / 2, 1), cap="none"))


def _shape(brush: Brush, part: Shape, group: InstructionGroup) -> None:
    points = list(zip(part.points[::2], part.points[1::2], strict=True))
    group.add(colour(part.colour))
    if part.line:
        for dash in _cut_up(points):
            _stroke(brush, dash, part.line, group)
        return
    # A hill: the upper line against the lower edge, as a strip of quadrilaterals.
    scale, floor = brush.theme.px_per_unit, brush.flip(max(y for _, y in points))
    vertices: list[float] = []
    crest = points[:-2]
    for x, y in crest:
        vertices += (x * scale, brush.flip(y), 0, 0, x * scale, floor, 0, 0)
    group.add(Mesh(vertices=vertices, indices=list(range(len(crest) * 2)), mode="triangle_strip"))
    edge = [value for x, y in crest for value in (x * scale, brush.flip(y))]
    group.add(SmoothLine(points=edge, width=1))


def _picture(brush: Brush, part: Picture | Field | Cloth, group: InstructionGroup) -> None:
    path = brush.file(part)
    if path is None:
        return
    x, y, w, h = brush.place(part.box)
    if isinstance(part, Picture):
        w = h = min(w, h)
    group.add(colour("#FFFFFF"))
    group.add(Rectangle(texture=brush.texture(path), pos=(x, y), size=(w, h)))


def _photo(brush: Brush, part: Photo, group: InstructionGroup) -> None:
    """Draw what was seen of a paper, decoded in memory, with a line of ink around it; nothing where it is no JPEG."""
    try:
        with Image.open(BytesIO(part.jpeg), formats=("JPEG",)) as opened:
            seen = opened.convert("L")
    except (OSError, ValueError):
        brush.missing.add("preview")
        return
    texture = Texture.create(size=seen.size, colorfmt="luminance")
    texture.blit_buffer(seen.tobytes(), colorfmt="luminance", bufferfmt="ubyte")
    texture.flip_vertical()
    x, y, w, h = brush.place(part.box)
    share = min(w / seen.width, h / seen.height)
    wide, high = round(seen.width * share), round(seen.height * share)
    left, low, line = x + (w - wide) // 2, y + (h - high) // 2, max(brush.px(2), 1)
    group.add(colour(brush.theme.colours.on_disc))
    group.add(Rectangle(pos=(left - line, low - line), size=(wide + 2 * line, high + 2 * line)))
    group.add(colour("#FFFFFF"))
    group.add(Rectangle(texture=texture, pos=(left, low), size=(wide, high)))


def _code(brush: Brush, part: Code, group: InstructionGroup) -> None:
    """Draw a code a pixel a module, then enlarge it by a whole number: no edge is blurred."""
    from kiosk.pictures.qr import QUIET, of_text  # its library takes time that most visits need not spend

    rows = of_text(part.text)
    side = len(rows) + 2 * QUIET
    x, y, w, h = brush.place(part.box)
    module = min(w, h) // side
    light = b"\xff" * QUIET
    white = [b"\xff" * side] * QUIET
    dots = [*white, *(light + bytes(0 if dark else 255 for dark in row) + light for row in rows), *white]
    texture = Texture.create(size=(side, side), colorfmt="luminance")
    texture.blit_buffer(b"".join(reversed(dots)), colorfmt="luminance", bufferfmt="ubyte")
    texture.mag_filter = texture.min_filter = "nearest"
    whole = module * side
    group.add(colour("#FFFFFF"))
    place = (x + (w - whole) // 2, y + (h - whole) // 2)
    group.add(Rectangle(texture=texture, pos=place, size=(whole, whole)))


def _words(brush: Brush, part: Words, group: InstructionGroup) -> None:
    if not part.text:
        return
    letters, scale = brush.letters, brush.theme.px_per_unit
    lines = [
        letters.draw(line, part.role, part.weight)
        for line in letters.lines(part.text, part.role, part.weight, part.box.w)
    ]
    step = letters.line_height(part.text, part.role, loose=part.loose) * scale
    x, y, w, h = brush.place(part.box)
    high = step * len(lines)
    if high > h + step * 0.25 or any(line.width > w + _SLACK + 2 for line in lines):
        brush.overflow[part.key] = part.text
    group.add(colour(part.colour))
    top = y + h - ((h - high) / 2 if part.down == "middle" else 0)
    for at, line in enumerate(lines):
        base = top - at * step - (step - line.ascent - line.descent) / 2 - line.ascent
        left = x + (w - line.width) / 2 if part.across == "center" else x
        _line(line, round(left), round(base), group)


def _line(line: Any, left: int, base: int, group: InstructionGroup) -> None:
    for run in line.runs:
        if run.texture is None:
            continue
        pos = (left, base + run.above - run.height)
        group.add(Rectangle(texture=run.texture, pos=pos, size=run.texture.size))
        left += run.width
