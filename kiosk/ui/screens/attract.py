"""Nobody is here: a large picture, one sentence, and the languages to begin in."""

from __future__ import annotations

import math
from typing import Final

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate, Shape, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import button
from kiosk.ui.widgets.frame import cloth, footer

_SIDE: Final = 56
_CLOTH: Final = 18
_MAIN: Final = 240
_ROW: Final = 92


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return the scene above and the buttons below; a footer only where the view gives one."""
    view, free = sheet.view, sheet.bare
    f = view.footer
    with_footer = any((f.back, f.again, f.language, f.help, f.start_over))
    bottom = free.bottom - (sheet.footer_height if with_footer else 0)
    extra = _ROW + 16 if view.side_choices else 0
    side = _SIDE if sheet.width > 1000 else 24  # noqa: PLR2004
    main = min(_MAIN, (bottom - extra) * 0.32)
    gap = 28 if not (with_footer or extra) else 20
    top = bottom - extra - main - 2 * gap - (16 if not with_footer else 0)
    parts = [*_scene(sheet, Box(0, 0, sheet.width, top - _CLOTH), side)]
    parts.append(cloth("cloth", Box(0, top - _CLOTH, sheet.width, _CLOTH)))
    row = Box(side, top + gap, sheet.width - 2 * side, main)
    parts += _languages(sheet, list(view.choices), row)
    if view.side_choices:
        low = Box(side, row.bottom + 16, row.w, _ROW)
        for one, place in zip(view.side_choices, low.columns(len(view.side_choices), 16), strict=True):
            parts += button(sheet, one, place, picture_side=52)
    return parts + (footer(sheet) if with_footer else [])


def _languages(sheet: Sheet, choices: list[Button], row: Box) -> list[Part]:
    """Return the languages, the first one widest and green as the plain course."""
    shares = _shares(sheet, choices, row.w - 28 * (len(choices) - 1))
    parts: list[Part] = []
    for one, place in zip(choices, row.shares(shares, 28), strict=True):
        parts += button(sheet, one, place, "ask", picture_side=64)
    return parts


def _shares(sheet: Sheet, choices: list[Button], room: float) -> list[float]:
    """Return the widths: as the words ask, or between that and their longest piece where room is short."""
    want = [
        max(sheet.ruler.width(one.text, "ask", 700), 190) + (140 if one.picture else 60) for one in choices
    ]
    left = room - sum(want)
    if left >= 0:
        return [wide + left * (0.5 if at == 0 else 0.25) for at, wide in enumerate(want)]
    least = [sheet.block_width(one.text, "ask", 700, 1) + (120 if one.picture else 40) for one in choices]
    spread = sum(want) - sum(least) or 1
    return [low + (room - sum(least)) * (wide - low) / spread for low, wide in zip(least, want, strict=True)]


def _scene(sheet: Sheet, box: Box, side: float) -> list[Part]:
    view, c = sheet.view, sheet.c
    sun = box.h * 1.32
    sun_box = Box(box.w * 0.547, box.h * 0.34 - sun / 2, sun, sun)
    parts: list[Part] = [
        Plate("scene/sky", box, c.sun, radius=0),
        Plate("scene/sun", sun_box, c.disc, radius=sun / 2),
        _wave("scene/field", box, box.h * 0.145, 0.0, c.field),
        _wave("scene/river", box, box.h * 0.07, 0.6, c.river),
    ]
    pictures = [name for name in (view.picture, view.second_picture) if name]
    high = min(box.h * 0.72, box.w * 0.25)
    x = box.w - 48 - len(pictures) * (high + 24)
    for at, name in enumerate(pictures):
        place = Box(x + at * (high + 24), box.bottom - high - 4, high, high)
        parts.append(Picture(f"scene/{at}", place, name, c.ink))
    return parts + _words(sheet, Box(side, 0, x - side - 12, box.h * 0.8))


def _words(sheet: Sheet, box: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    mark = 68.0 if sheet.width > 1000 else 48.0  # noqa: PLR2004
    ask = sheet.block_height(view.question, "display", 800, box.w)
    more = sheet.block_height(view.detail, "answer", 500, box.w)
    y = max((box.h - mark - 28 - ask - more) / 2, 12) + 10
    return [
        Picture("scene/mark", Box(box.x, y, mark, mark), "lotus-mark", c.ink),
        Words(
            "scene/point",
            Box(box.x + mark + 18, y, box.w - mark - 18, mark),
            view.header.point,
            "frame",
            700,
            c.ink,
        ),
        Words("question", Box(box.x, y + mark + 28, box.w, ask + 2), view.question, "display", 800, c.ink),
        Words("detail", Box(box.x, y + mark + 34 + ask, box.w, more + 2), view.detail, "answer", 500, c.ink),
    ]


def _wave(key: str, box: Box, high: float, phase: float, colour: str) -> Shape:
    """Return a hill line over the whole width, filled down to the lower edge."""
    points: list[float] = []
    for step in range(49):
        x = box.w * step / 48
        y = box.bottom - high - box.h * 0.035 * math.sin(x / box.w * math.tau * 1.5 + phase)
        points += (x, y)
    return Shape(key, (*points, box.w, box.bottom, 0.0, box.bottom), colour)
