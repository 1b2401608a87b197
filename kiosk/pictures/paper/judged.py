"""The first look at a page: too dark, blurred, or with nothing on it."""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageFilter

from kiosk.pictures.paper.values import Verdict

_DARK: Final = 105
"""Grey of the lighter tenth of a page, of 255: below, whoever reads it strains."""
_WRITTEN: Final = 40
"""Levels of grey between paper and writing at least."""
_TRACES: Final = 0.0002
"""Part of the page: less than this is dust, not writing."""
_SHARP: Final = 0.12
"""How steep the steepest strokes are, as a part of their contrast: 0.2 mm out of focus is too much."""
_STEEPEST: Final = 0.1
"""Part of what is written that is taken for them, and for the blackest."""


def verdict_on(page: Image.Image) -> Verdict:
    """Judge an upright page ("L") at the resolution that it is kept at."""
    inset_x, inset_y = page.width // 30, page.height // 30
    inner = page.crop((inset_x, inset_y, page.width - inset_x, page.height - inset_y))
    counts = inner.histogram()
    light = grade_above(counts, 0.1)
    if light < _DARK:
        return "dark"
    written = sum(counts[: light - _WRITTEN]) / (inner.width * inner.height)
    if written < _TRACES:
        return "empty"
    part = _STEEPEST * written
    contrast = light - grade_above(counts, 1 - part)
    steps = inner.filter(_LAPLACE).crop((1, 1, inner.width - 1, inner.height - 1)).histogram()
    # 128 is level; what lies above or below it by as much is as steep.
    steep = [steps[128], *(steps[128 + by] + steps[128 - by] for by in range(1, 128))]
    return "good" if grade_above(steep, part) >= _SHARP * contrast else "blurred"


_LAPLACE: Final = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=2, offset=128)


def grade_above(counts: list[int], part: float) -> int:
    """Return the grade that only this part of all counted reaches or exceeds."""
    wanted = part * sum(counts)
    seen = 0
    for grade in range(len(counts) - 1, -1, -1):
        seen += counts[grade]
        if seen >= wanted:
            return grade
    return 0
