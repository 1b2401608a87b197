"""The calendar leaf of one day: its month on the weekday's colour, the number large, the weekday below."""

import io
import re
from datetime import date
from functools import cache
from typing import Final

from PIL import Image, ImageDraw

from kiosk.pictures.fonts import Fonts
from kiosk.pictures.lettering import UNITS, Letters
from kiosk.pictures.svg import INK

DAY_VERSION: Final = 1
"""Part of every leaf's cache key: raise it when the drawing below changes."""

_NAME: Final = re.compile(r"day/(\d{4}-\d{2}-\d{2})(?:/(vi|en|km))?")
_FINE: Final = 4
_FINEST: Final = 2048
"""Edges are drawn up to 4 times larger, then averaged down; never on more than so many pixels a side."""
_HUES: Final = ("#FFD044", "#C9A6DC", "#93CB8C", "#8ED0CB", "#93BDEC", "#F5B0C3", "#F08F76")
"""Monday to Sunday."""
_LEAF: Final = (6, 12, 90, 92)
_BAND: Final = 35
"""Where the weekday's colour ends."""
_RINGS: Final = (26, 70)


def day_picture(day: date, language: str = "vi") -> str:
    """Return the name under which the gallery draws this day's leaf."""
    return f"day/{day.isoformat()}" + ("" if language == "vi" else f"/{language}")


def day_of(name: str) -> tuple[date, str] | None:
    """Return day and language of a leaf's name; None for any other picture and for days that are none."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return date.fromisoformat(found[1]), found[2] or "vi"
    except ValueError:
        return None


def leaf_png(day: date, language: str, px: int, fonts: Fonts) -> bytes:
    """Draw the leaf as a PNG of ``px`` square, ground transparent. Raises PictureError without the fonts."""
    side = px * max(1, min(_FINE, _FINEST // px))
    unit = side / UNITS
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    _sheet(pen, unit, _HUES[day.weekday()])
    letters = Letters(pen, unit, fonts)
    month, weekday = _words(language)
    letters.fill(month[day.month - 1], (12.5, 17.5, 83.5, 32.5), 14.5, 700)
    letters.fill(str(day.day), (14, 38.5, 82, 69.5), 46, 800)
    letters.fill(weekday[day.weekday()], (12.5, 72, 83.5, 86.5), 15, 700)
    out = io.BytesIO()
    image.resize((px, px), Image.Resampling.BOX).save(out, "PNG")
    return out.getvalue()


def _sheet(pen: ImageDraw.ImageDraw, unit: float, hue: str) -> None:
    left, top, right, bottom = (at * unit for at in _LEAF)
    line = round(3.8 * unit)
    pen.rounded_rectangle((left, top, right, bottom), 3 * unit, fill="#FFFFFF", outline=INK, width=line)
    pen.rectangle((left + line, top + line, right - line, _BAND * unit), fill=hue)
    pen.rectangle((left, (_BAND - 1.4) * unit, right, (_BAND + 1.4) * unit), fill=INK)
    for at in _RINGS:
        half = 2.6 * unit
        pen.rounded_rectangle((at * unit - half, 4 * unit, at * unit + half, 17 * unit), half, fill=INK)


@cache
def _words(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the twelve months and, from Monday on, the seven weekdays, as Unicode's CLDR has them."""
    from babel.dates import get_day_names, get_month_names

    months = get_month_names("wide", "stand-alone", locale=language)
    days = get_day_names("wide", "stand-alone", locale=language)
    return tuple(months[at] for at in range(1, 13)), tuple(days[at] for at in range(7))
