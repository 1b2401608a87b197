"""Nobody is here: slides of a large picture and one sentence, and the languages to begin in, which never move."""

from __future__ import annotations

import math
from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate, Role, Shape, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import PAD, button
from kiosk.ui.widgets.frame import cloth, footer, mark_width
from kiosk.ui.widgets.serving import serving, strip_height

_SIDE: Final = 56
_CLOTH: Final = 18
_MAIN: Final = 240
_ROW: Final = 92
_TICK: Final = 64
_MARK: Final = 70
"""Above it stands the practice mark."""
_EDGE: Final = 4
"""The line between picture and words."""


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return the scene above and the buttons below; a footer only where the view gives one."""
    view, free = sheet.view, sheet.bare
    f = view.footer
    with_footer = any((f.back, f.again, f.language, f.help, f.start_over))
    bottom = free.bottom - (sheet.footer_height if with_footer else 0)
    extra = _ROW + 16 if view.side_choices else 0
    strip = strip_height(sheet) if view.strip is not None else 0
    side = _SIDE if sheet.width > 1000 else 24  # noqa: PLR2004
    main = min(_MAIN, (bottom - extra) * 0.32)
    gap = 28 if not (with_footer or extra) else 20
    top = bottom - extra - main - 2 * gap - (16 if not with_footer else 0)
    parts = [*_scene(sheet, Box(0, strip, sheet.width, top - _CLOTH - strip), side)]
    if view.strip is not None:
        parts += serving(sheet, view.strip, Box(0, 0, sheet.width, strip), side)
    # Black and white change places with every slide: one check further left.
    left = -_CLOTH / 2 * (view.page % 2)
    parts.append(cloth("cloth", Box(left, top - _CLOTH, sheet.width + _CLOTH / 2, _CLOTH)))
    row = Box(side, top + gap, sheet.width - 2 * side, main)
    parts += _languages(sheet, list(view.choices), row)
    if view.side_choices:
        low = Box(side, row.bottom + 16, row.w, _ROW)
        for one, place in zip(view.side_choices, low.columns(len(view.side_choices), 16), strict=True):
            parts += button(sheet, one, place, picture_side=52)
    return parts + (footer(sheet) if with_footer else [])


def _languages(sheet: Sheet, choices: list[Button], row: Box) -> list[Part]:
    """Return the languages, the first one widest; in smaller letters, and without its hint, where room is short."""
    roles: tuple[Role, ...] = ("ask", "answer", "frame")
    for role in roles:
        for hints in (True, False):
            given = choices if hints else [structs.replace(one, hint="") for one in choices]
            cells = row.shares(_shares(sheet, given, row.w - 28 * (len(given) - 1), role), 28)
            if (role == roles[-1] and not hints) or _fit(sheet, given, cells, role):
                return _buttons(sheet, given, cells, role)
    return []


def _buttons(sheet: Sheet, given: list[Button], cells: list[Box], role: Role) -> list[Part]:
    return [
        part
        for one, place in zip(given, cells, strict=True)
        for part in button(sheet, one, place, role, picture_side=_TICK)
    ]


def _fit(sheet: Sheet, given: list[Button], cells: list[Box], role: Role) -> bool:
    """Tell whether every word has room on its button."""
    for one, cell in zip(given, cells, strict=True):
        room = cell.w - 2 * PAD - (_TICK + 14 if one.picture else 0)
        high = sheet.block_height(one.text, role, 700, room) + sheet.block_height(
            one.hint, "frame", 500, room
        )
        wide = max(
            sheet.block_width(one.text, role, 700, room), sheet.block_width(one.hint, "frame", 500, room)
        )
        if wide > room or high > cell.h - 12:
            return False
    return True


def _shares(sheet: Sheet, choices: list[Button], room: float, role: Role) -> list[float]:
    """Return the widths: as the words ask, or between that and their longest piece where room is short."""
    want = [
        max(sheet.ruler.width(one.text, role, 700), 190) + (140 if one.picture else 60) for one in choices
    ]
    left = room - sum(want)
    if left >= 0:
        return [wide + left * (0.5 if at == 0 else 0.25) for at, wide in enumerate(want)]
    least = [sheet.block_width(one.text, role, 700, 1) + (120 if one.picture else 40) for one in choices]
    spread = sum(want) - sum(least) or 1
    return [low + (room - sum(least)) * (wide - low) / spread for low, wide in zip(least, want, strict=True)]


def _scene(sheet: Sheet, box: Box, side: float) -> list[Part]:
    """Return the picture on its hue at one side, the words at the other; the sides change with every slide."""
    view, c = sheet.view, sheet.c
    field, edge, rest = (part.moved(box.y) for part in _halves(box, turned=view.page % 2 == 1))
    sky = c.paper if view.hue == c.sun else c.sun
    hill = min(box.h, box.w * 0.4)
    parts: list[Part] = [
        Plate("scene/sky", rest, sky, radius=0),
        _wave("scene/field", rest, hill, 0.145, 0.0, c.field),
        _wave("scene/river", rest, hill, 0.07, 0.6, c.river),
        Plate("scene/hue", field, view.hue or c.river, radius=0),
        Plate("scene/edge", edge, c.ink, radius=0),
    ]
    return parts + _arch(sheet, field) + _words(sheet, rest.inset(side, 0).cut(bottom=hill * 0.2))


def _halves(box: Box, *, turned: bool) -> tuple[Box, Box, Box]:
    """Return the places of picture, line and words: beside each other, or one above the other where it is narrow."""
    if box.h > box.w:
        high = min(box.h * 0.56, box.w)
        top = box.h - high if turned else 0.0
        line = top - _EDGE if turned else high
        words = Box(0, 0 if turned else high + _EDGE, box.w, box.h - high - _EDGE)
        return Box(0, top, box.w, high), Box(0, line, box.w, _EDGE), words
    wide = min(box.w * 0.46, box.h * 1.2)
    left = 0.0 if turned else box.w - wide
    line = wide if turned else left - _EDGE
    words = Box(wide + _EDGE if turned else 0, 0, box.w - wide - _EDGE, box.h)
    return Box(left, 0, wide, box.h), Box(line, 0, _EDGE, box.h), words


def _arch(sheet: Sheet, field: Box) -> list[Part]:
    """Return the arch that stands on the cloth, as on a tile, and the picture in it."""
    c = sheet.c
    wide = min(field.w - 48, field.h)
    place = Box(field.x + (field.w - wide) / 2, field.y + 20, wide, field.h - 20)
    top = min(wide / 2, place.h)
    side = min(wide * 0.8, place.h * 0.88)
    return [
        Plate("scene/arch", place.cut(bottom=-6), c.disc, c.ink, 4, top, radii=(top, top, 0, 0)),
        Picture(
            "scene/picture",
            Box(place.x + (wide - side) / 2, place.bottom - side, side, side),
            sheet.view.picture,
            c.ink,
        ),
    ]


def _words(sheet: Sheet, box: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    mark = 68.0 if sheet.width > 1000 else 48.0  # noqa: PLR2004
    roles: tuple[Role, ...] = ("display", "ask", "answer")
    most = min(box.h * 0.7, box.h - mark - 50)
    fitting = [one for one in roles if sheet.block_height(view.question, one, 800, box.w) <= most]
    role: Role = (*fitting, roles[-1])[0]
    ask = sheet.block_height(view.question, role, 800, box.w)
    more = sheet.block_height(view.detail, "answer", 500, box.w)
    y = box.y + max((box.h - mark - 28 - ask - more) / 2, 12) + 10
    point = Box(box.x + mark + 18, y, box.w - mark - 18, mark)
    name = view.header.point
    if _under_trial(sheet, point) or sheet.block_height(name, "frame", 700, point.w) > point.h:
        name = ""  # it stands on every page that follows; cut off, it would tell another place
    return [
        Picture("scene/mark", Box(box.x, y, mark, mark), "lotus-mark", c.ink),
        Words("scene/point", point, name, "frame", 700, c.ink),
        Words("question", Box(box.x, y + mark + 28, box.w, ask + 2), view.question, role, 800, c.ink),
        Words("detail", Box(box.x, y + mark + 34 + ask, box.w, more + 2), view.detail, "answer", 500, c.ink),
    ]


def _under_trial(sheet: Sheet, point: Box) -> bool:
    """Tell whether the name of the point would lie under the practice mark of a low screen."""
    header = sheet.view.header
    if not header.trial or sheet.trial_height:
        return False
    wide = sheet.ruler.width(header.point, "frame", 700)
    return point.y < _MARK and point.x + wide > sheet.width - mark_width(sheet) - 16


def _wave(key: str, box: Box, hill: float, share: float, phase: float, colour: str) -> Shape:
    """Return a hill line over the whole box, filled down to the lower edge."""
    points: list[float] = []
    for step in range(49):
        along = step / 48
        y = box.bottom - hill * share - hill * 0.035 * math.sin(along * math.tau * 1.5 + phase)
        points += (box.x + box.w * along, y)
    return Shape(key, (*points, box.right, box.bottom, box.x, box.bottom), colour)
