"""What a finger has drawn, as a small picture for those who must see it later: black on white, no date, no name."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageDraw

WIDTH: Final = 600
HEIGHT: Final = 200
_LINE: Final = 4
_FINE: Final = 2
_ACROSS: Final = 1000


def signature_png(strokes: Sequence[Sequence[tuple[int, int]]]) -> bytes:
    """Return a PNG of strokes whose points are thousandths of width and height."""
    wide, high, line = WIDTH * _FINE, HEIGHT * _FINE, _LINE * _FINE
    fine = Image.new("L", (wide, high), 255)
    pencil = ImageDraw.Draw(fine)
    for stroke in strokes:
        points = [(x / _ACROSS * (wide - 1), y / _ACROSS * (high - 1)) for x, y in stroke]
        if len(points) > 1:
            pencil.line(points, fill=0, width=line, joint="curve")
        for x, y in points[:1] + points[-1:]:
            pencil.ellipse((x - line / 2, y - line / 2, x + line / 2, y + line / 2), fill=0)
    small = fine.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    out = io.BytesIO()
    small.quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()
