"""The list of what there is to be done at the point today, and below it what a helper can begin."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.view import Row, Section
from kiosk.ui.parts import Box, Part, Picture, Plate, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import button
from kiosk.ui.widgets.looks import Look
from kiosk.ui.widgets.marked import BAR_WIDE, marked

OF_DAY: Final = ("day:", "unlock", "stay-on")
"""How the ids of its acts begin."""
_GAP: Final = 12
_BETWEEN: Final = 12
_HEAD: Final = 40
_ACT: Final = 56
_ROW: Final = 50
_ROW_MOST: Final = 66
_PAD: Final = 12
_PICTURE: Final = 40
_LEAST: Final = 190
"""Units of width that an act needs."""
_SIGNED: Final = 190
"""Units of width below which an act has its word alone."""


def day_list(sheet: Sheet, section: Section, box: Box, *, turns: bool) -> list[Part]:
    """Return heading, rows and acts; ``turns``: the button that turns pages stands here, too."""
    c, view = sheet.c, sheet.view
    inner = box.inset(16, 10)
    parts: list[Part] = [
        Plate("day", box, c.paper, radius=0),
        Plate("day/line", Box(box.x, box.y, 2, box.h), c.blue, radius=0),
        Words("day/heading", Box(inner.x, inner.y, inner.w, _HEAD), section.name, "desk", 700, c.blue),
    ]
    numbers = len(view.choices) > 1
    acts = [one for one in view.side_choices if one.id.startswith(OF_DAY)] if numbers else []
    if turns and view.next_page is not None:
        acts.append(view.next_page)
    inner = inner.cut(top=_HEAD)
    most = max(1, int(inner.w // _LEAST))
    for first in reversed(range(0, len(acts), most)):
        some = acts[first : first + most]
        low = Box(inner.x, inner.bottom - _ACT, inner.w, _ACT)
        for one, place in zip(some, low.columns(len(some), _GAP), strict=True):
            shown = one if place.w >= _SIGNED else structs.replace(one, picture="")
            parts += button(sheet, shown, place, "desk", picture_side=32, gap=8, pad=8)
        inner = inner.cut(bottom=_ACT + _GAP)
    rows = [row for row in view.rows if row.section == "day"]
    count = max(1, len(rows))
    high = min(max(_ROW, (inner.h - _BETWEEN * (count - 1)) / count), _ROW_MOST)
    for at, row in enumerate(rows):
        parts += _task(sheet, row, Box(inner.x, inner.y + at * (high + _BETWEEN), inner.w, high))
    return parts


def _task(sheet: Sheet, row: Row, box: Box) -> list[Part]:
    """Return one line; where something can be done about it, all of it is the target."""
    c = sheet.c
    tints = {"doubt": Look(c.doubt_tint, c.ink, c.doubt), "missing": Look(c.brick_tint, c.ink, c.brick)}
    return marked(sheet, row.id, row, box, tints, lambda look: _inside(sheet, row, box, look))


def _inside(sheet: Sheet, row: Row, box: Box, look: Look) -> list[Part]:
    """Return picture, what it is, what is known of it below, and the act at the right."""
    c, key = sheet.c, row.id
    act = row.button.text if row.button is not None else ""
    end = sheet.ruler.width(act, "desk", 700) + 2 + 2 * _PAD if act else 0
    side = min(_PICTURE, box.h - 12)
    place = Box(box.x + _PAD + BAR_WIDE, box.y + (box.h - side) / 2, side, side)
    x = place.right + _PAD
    wide = box.right - end - (2 * _PAD if act else _PAD) - x
    parts: list[Part] = [Picture(f"{key}/picture", place, row.picture, c.ink)]
    lines = [(row.label, 700), *([(row.note, 500)] if row.note else [])]
    highs = [sheet.ruler.line_height(text, "desk", loose=False) for text, _ in lines]
    y = box.y + (box.h - sum(highs)) / 2
    for at, ((text, weight), high) in enumerate(zip(lines, highs, strict=True)):
        parts.append(Words(f"{key}/{at}", Box(x, y, wide, high), text, "desk", weight, look.text))
        y += high
    if act:
        place = Box(box.right - end - 8, box.y + 5, end, box.h - 10)
        if not look.sink:
            parts.append(Plate(f"{key}/act", place, c.card, c.line, 2, 10))
        parts.append(Words(f"{key}/act-text", place, act, "desk", 700, look.text, "center"))
    return parts
