"""Contrast of two colours, by the formula of WCAG 2.2 (relative luminance)."""

from __future__ import annotations

from functools import cache
from typing import Final

_LINEAR_UP_TO: Final = 0.04045


@cache
def luminance(colour: str) -> float:
    """Return the relative luminance of #RRGGBB: 0 for black, 1 for white."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR_UP_TO else float(((channel + 0.055) / 1.055) ** 2.4)


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours: 1 for equal ones, 21 for black and white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
