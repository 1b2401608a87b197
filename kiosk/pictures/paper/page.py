"""From a picture of the glass to a page that may be kept."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Final

from PIL import Image

from kiosk.pictures.paper.edges import corners_of
from kiosk.pictures.paper.judged import grade_above, verdict_on
from kiosk.pictures.paper.upright import by_writing, laid_flat
from kiosk.pictures.paper.values import A4_MM, DPI, MM_PER_INCH, MOST_BYTES, PREVIEW_PX, PaperPage, Verdict

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


def turned(page: PaperPage, quarters: int) -> PaperPage:
    """Return the page turned clockwise by so many times 90°; itself for none."""
    if quarters % 4 == 0:
        return page
    with Image.open(io.BytesIO(page.jpeg), formats=("JPEG",)) as picture:
        upright = picture.rotate(-90 * quarters, expand=True)
    coarser = tuple(dpi for dpi in _RESOLUTIONS if dpi < page.dpi)
    return _small_enough(lambda dpi: _at(upright, page.dpi, dpi), (page.dpi, *coarser), page.verdict)


def preview_of(page: PaperPage) -> bytes:
    """Return a grey JPEG to look at, its longest side at most PREVIEW_PX."""
    with Image.open(io.BytesIO(page.jpeg), formats=("JPEG",)) as picture:
        picture.thumbnail((PREVIEW_PX, PREVIEW_PX), Image.Resampling.LANCZOS)
        jpeg = io.BytesIO()
        picture.save(jpeg, "JPEG", quality=_QUALITIES[0])
    return jpeg.getvalue()


def _as_a4(picture: Image.Image) -> float:
    """Return the resolution of a picture whose longer side is A4's."""
    return max(picture.size) * MM_PER_INCH / max(A4_MM)


def _compressed(upright: Image.Image, dpi: float) -> PaperPage:
    verdict = verdict_on(_at(upright, dpi, DPI))
    return _small_enough(lambda wanted: _lightened(_at(upright, dpi, wanted)), _RESOLUTIONS, verdict)


def _small_enough(
    drawn: Callable[[int], Image.Image], resolutions: Sequence[int], verdict: Verdict
) -> PaperPage:
    """Return the first page of at most MOST_BYTES, or the last; ``drawn``: the picture at so many dpi."""
    for resolution in resolutions:
        page = drawn(resolution)
        for quality in _QUALITIES:
            jpeg = io.BytesIO()
            page.save(jpeg, "JPEG", quality=quality, optimize=True)
            if jpeg.tell() <= MOST_BYTES or (resolution, quality) == (resolutions[-1], _QUALITIES[-1]):
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
