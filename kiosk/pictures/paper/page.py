"""From a picture of the glass to a page that may be kept."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image

from kiosk.pictures.paper.edges import corners_of
from kiosk.pictures.paper.judged import grade_above, verdict_on
from kiosk.pictures.paper.upright import by_writing, laid_flat
from kiosk.pictures.paper.values import A4_MM, DPI, MM_PER_INCH, MOST_BYTES, PaperPage

_QUALITIES: Final = (80, 65, 50, 40, 30, 25)
_RESOLUTIONS: Final = (DPI, 150, 100, 75)
"""A page of writing is small enough at the first; the others are for what is all shades."""
_WHITE: Final = 245
_MOST_LIGHT: Final = 1.6
"""By how much a page is lightened at most."""


def page_of(picture: Image.Image, dpi: float | None) -> PaperPage:
    """Crop, straighten, judge and compress.

    ``picture``: whatever Pillow reads. ``dpi``: its resolution; None where nobody knows, as with a camera: then the
    paper's longer side is taken for A4's.
    """
    grey = picture if picture.mode == "L" else picture.convert("L")
    quad = corners_of(grey)
    if quad is None:
        return _compressed(by_writing(_at(grey, dpi or _as_a4(grey), DPI)), DPI)
    upright = laid_flat(grey, quad)
    return _compressed(upright, dpi or _as_a4(upright))


def _as_a4(picture: Image.Image) -> float:
    """Return the resolution of a picture whose longer side is A4's."""
    return max(picture.size) * MM_PER_INCH / max(A4_MM)


def _compressed(upright: Image.Image, dpi: float) -> PaperPage:
    verdict = verdict_on(_at(upright, dpi, DPI))
    for resolution in _RESOLUTIONS:
        page = _lightened(_at(upright, dpi, resolution))
        for quality in _QUALITIES:
            jpeg = io.BytesIO()
            page.save(jpeg, "JPEG", quality=quality, optimize=True)
            if jpeg.tell() <= MOST_BYTES or (resolution, quality) == (_RESOLUTIONS[-1], _QUALITIES[-1]):
                return PaperPage(
                    jpeg=jpeg.getvalue(),
                    width_px=page.width,
                    height_px=page.height,
                    dpi=resolution,
                    verdict=verdict,
                )
    raise AssertionError  # the last round always returns


def _at(upright: Image.Image, dpi: float, wanted: int) -> Image.Image:
    factor = wanted / dpi
    if factor == 1:
        return upright
    size = (max(1, round(upright.width * factor)), max(1, round(upright.height * factor)))
    return upright.resize(size, Image.Resampling.LANCZOS)


def _lightened(page: Image.Image) -> Image.Image:
    """Return it with its paper nearly white."""
    light = max(1, grade_above(page.histogram(), 0.3))
    factor = min(_MOST_LIGHT, max(1.0, _WHITE / light))
    return page.point([min(255, round(grade * factor)) for grade in range(256)])
