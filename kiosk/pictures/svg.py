"""The drawing rules that depend on the size and theme shown: line weight and colour of glyphs."""

import re
from typing import Final

RULES_VERSION: Final = 1
"""Part of every cache key: raise it when a rule below changes."""

INK: Final = "#1F1A15"

_THINNEST_FROM: Final = ((260, 0.62), (180, 0.72))
"""From this many pixels shown, lines are drawn at this share of their width."""
_THICKEST_LINE: Final = 4.2
"""Wider strokes are shapes, not lines: they stay."""

_INK_STROKES: Final = frozenset({INK, "#857560", "currentColor"})
_TAG: Final = re.compile(r"<(?:g|path|circle)\b[^>]*>")
_WIDTH: Final = re.compile(r'stroke-width="([0-9.]+)"')
_STROKE: Final = re.compile(r'\bstroke="([^"]+)"')
_HEX: Final = re.compile(r"#[0-9A-Fa-f]{6}")


def is_colour(text: str) -> bool:
    """Whether the text is a colour as `#RRGGBB`."""
    return _HEX.fullmatch(text) is not None


def takes_tint(drawing: bytes) -> bool:
    """Whether any part of the drawing takes the theme's colour."""
    return b"currentColor" in drawing


def line_share(px: int) -> float:
    """The share of its drawn width that a line keeps at this shown size."""
    return next((share for start, share in _THINNEST_FROM if px >= start), 1.0)


def prepared(drawing: bytes, px: int, tint: str | None) -> bytes:
    """The drawing as rendered at `px` pixels: lines thinned, `currentColor` replaced (by ink without a tint).

    Only ink lines get thinner: a coloured line lies on a wider ink stroke, whose edge it would thicken.
    """
    share = line_share(px)
    text = drawing.decode("utf-8")
    if share < 1.0:
        text = _TAG.sub(lambda tag: _thinned(tag[0], share), text)
    return text.replace("currentColor", tint or INK).encode()


def _thinned(tag: str, share: float) -> str:
    stroke = _STROKE.search(tag)
    width = _WIDTH.search(tag)
    if width is None or (stroke is not None and stroke[1] not in _INK_STROKES):
        return tag
    units = float(width[1])
    if units > _THICKEST_LINE:
        return tag
    return _WIDTH.sub(f'stroke-width="{units * share:.3g}"', tag)
