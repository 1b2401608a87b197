"""The helper's screen: who holds it in a blue bar, sections left, the whole form, acts right."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Button, Row
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Plate, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.bar import BAR, bar
from kiosk.ui.widgets.bench import GAP, bench_row, heading, row_height, section
from kiosk.ui.widgets.button import button

_LEFT: Final = 250
_RIGHT: Final = 298
_NARROW: Final = 900
"""Units of width below which the sections are their pictures, and every act stands at the right."""
_LEFT_NARROW: Final = 78
_RIGHT_NARROW: Final = 190
_ROW_MOST: Final = 84
_HEADING: Final = 46
_HEADING_LEAST: Final = 26
_SECTION: Final = 56
_ACT: Final = 78
_OF_THE_POINT: Final = frozenset({"devices"})
"""Ways to what is not this application's own: they stand in the bar."""


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return bar, sections, rows and acts."""
    free, narrow = sheet.bare, sheet.width < _NARROW
    left_w = _LEFT_NARROW if narrow else min(_LEFT, free.w * 0.22)
    right_w = _RIGHT_NARROW if narrow else min(_RIGHT, free.w * 0.24)
    below = free.cut(top=BAR)
    left = Box(0, below.y, left_w, below.h)
    right = Box(free.w - right_w, below.y, right_w, below.h)
    middle = Box(left_w, below.y, free.w - left_w - right_w, below.h)
    ways = tuple(one for one in sheet.view.side_choices if one.id in _OF_THE_POINT)
    outs = tuple(one for one in sheet.view.side_choices if one not in ways)
    return [
        *bar(sheet, sheet.view.question, ways),
        *_sections(sheet, left, () if narrow else outs),
        *_form(sheet, middle),
        *_acts(sheet, right, outs if narrow else ()),
    ]


def _sections(sheet: Sheet, box: Box, outs: tuple[Button, ...]) -> list[Part]:
    view, c = sheet.view, sheet.c
    parts: list[Part] = [
        Plate("sections", box, c.blue_tint, radius=0),
        Plate("sections/line", Box(box.right - 2, box.y, 2, box.h), c.blue, radius=0),
    ]
    shown = {row.section for row in view.rows[:1]}
    edge = 14 if outs else 9
    y = box.y + 12
    for one in view.sections:
        name = 0 if not outs else sheet.block_height(one.name, "desk", 600, box.w - 2 * edge - 110)
        high = max(_SECTION, name + 8)
        parts += section(sheet, one, Box(box.x + edge, y, box.w - 2 * edge - 2, high), now=one.id in shown)
        y += high + GAP
    y = box.bottom - 14
    for given in reversed(outs):
        y -= 88
        parts += button(
            sheet, given, Box(box.x + 14, y, box.w - 30, 88), "desk", picture_side=40, gap=10, pad=10
        )
        y -= GAP
    return parts


def _form(sheet: Sheet, box: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    parts: list[Part] = [Plate("form", box, c.card, radius=0)]
    inner = box.inset(12, 6)
    turn = [one for one in (view.previous_page, view.next_page) if one is not None]
    if turn:
        low = Box(inner.x, inner.bottom - 56, inner.w, 56)
        places = low.columns(2, GAP)
        for given, place in zip((view.previous_page, view.next_page), places, strict=True):
            if given is not None:
                parts += button(sheet, given, place, "desk", picture_side=36, gap=10)
        inner = inner.cut(bottom=56 + GAP)
    return parts + _rows(sheet, inner)


def _rows(sheet: Sheet, box: Box) -> list[Part]:
    """Return the rows as high as their words ask; what is left over goes to the headings, then to all rows."""
    view = sheet.view
    names = {one.id: one for one in view.sections}
    starts = {id(row) for row, before in _pairs(view.rows) if row.section != before and row.section in names}
    needs = [row_height(sheet, row, box.w) + GAP for row in view.rows]
    spare = max(box.h + GAP - sum(needs), 0)
    head = min(max(spare / len(starts), _HEADING_LEAST), _HEADING) if starts else 0
    more = max(spare - head * len(starts), 0) / max(len(needs), 1)
    parts: list[Part] = []
    y = box.y
    for row, need in zip(view.rows, needs, strict=True):
        if id(row) in starts:
            parts += heading(sheet, names[row.section], Box(box.x, y, box.w, head))
            y += head
        high = max(min(need + more, _ROW_MOST), need)
        parts += bench_row(sheet, row, Box(box.x, y, box.w, high - GAP))
        y += high
    return parts


def _pairs(rows: tuple[Row, ...]) -> list[tuple[Row, str]]:
    """Return each row with the section of the row before it."""
    return list(zip(rows, ("", *(row.section for row in rows)), strict=False))


def _acts(sheet: Sheet, box: Box, outs: tuple[Button, ...]) -> list[Part]:
    view, c = sheet.view, sheet.c
    parts: list[Part] = [
        Plate("acts", box, c.paper, radius=0),
        Plate("acts/line", Box(box.x, box.y, 2, box.h), c.line, radius=0),
    ]
    edge = 8 if outs else 16
    inner = box.inset(edge, 12)
    acts: list[Button] = [*outs, *view.choices, *((view.go_on,) if view.go_on else ())]
    y = inner.bottom
    for given in reversed(acts):
        # A helper's act is never green: blue is the colour of a person.
        high = max(_ACT, sheet.block_height(given.text, "desk", 700, inner.w - 74) + 26)
        y -= high
        parts += button(sheet, given, Box(inner.x, y, inner.w, high), "desk", picture_side=40, gap=10, pad=10)
        y -= GAP
    return parts + _notes(sheet, Box(inner.x, inner.y, inner.w, y - inner.y))


def _notes(sheet: Sheet, box: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    parts: list[Part] = []
    y = box.y
    if view.banner is not None:
        tints = {
            "calm": (c.blue_tint, c.blue),
            "doubt": (c.doubt_tint, c.doubt),
            "stop": (c.brick_tint, c.brick),
        }
        fill, edge = tints[view.banner.tone]
        high = sheet.block_height(view.banner.text, "desk", 600, box.w - 36) + 26
        place = Box(box.x, y, box.w, high)
        parts += [
            Plate("banner", place, fill, edge, 3, 14),
            Words("banner/text", place.inset(18, 8), view.banner.text, "desk", 600, c.ink),
        ]
        y += high + 12
    if view.detail:
        high = sheet.block_height(view.detail, "desk", 500, box.w) + 4
        parts.append(Words("detail", Box(box.x, y, box.w, high), view.detail, "desk", 500, c.ink, down="top"))
    return parts
