"""The helper's screen: who holds it in a blue bar, sections left, the whole form, acts right."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.bench import bench_row, heading, section
from kiosk.ui.widgets.button import button

_BAR: Final = 60
_LEFT: Final = 250
_RIGHT: Final = 298
_ROW: Final = 54
_HEADING: Final = 46
_ACT: Final = 78


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return bar, sections, rows and acts."""
    free = sheet.bare
    left_w, right_w = min(_LEFT, free.w * 0.2), min(_RIGHT, free.w * 0.24)
    below = free.cut(top=_BAR)
    left = Box(0, below.y, left_w, below.h)
    right = Box(free.w - right_w, below.y, right_w, below.h)
    middle = Box(left_w, below.y, free.w - left_w - right_w, below.h)
    return [
        *_bar(sheet),
        *_sections(sheet, left),
        *_form(sheet, middle),
        *_acts(sheet, right),
    ]


def _bar(sheet: Sheet) -> list[Part]:
    view, c = sheet.view, sheet.c
    box = Box(0, 0, sheet.width, _BAR)
    face = Box(18, 8, 44, 44)
    holder = sheet.ruler.width(view.holder, "frame", 700) + 2
    note = sheet.ruler.width(view.holder_note, "desk", 700) + 2 if view.holder_note else 0
    middle_x = 78 + holder + 24
    middle = Box(middle_x, 0, box.w - middle_x - note - 40, _BAR)
    return [
        Plate("bar", box, c.blue, radius=0),
        Plate("bar/disc", face, c.blue_tint, radius=22),
        Picture("bar/face", face.inset(5), "help", c.ink),
        Words("bar/holder", Box(78, 0, holder, _BAR), view.holder, "frame", 700, c.on_fill),
        Words("bar/question", middle, view.question, "desk", 600, c.on_fill, "center"),
        Words("bar/note", Box(box.w - note - 18, 0, note, _BAR), view.holder_note, "desk", 700, c.on_fill),
    ]  # fmt: skip


def _sections(sheet: Sheet, box: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    parts: list[Part] = [
        Plate("sections", box, c.blue_tint, radius=0),
        Plate("sections/line", Box(box.right - 2, box.y, 2, box.h), c.blue, radius=0),
    ]
    shown = {row.section for row in view.rows[:1]}
    y = box.y + 14
    for one in view.sections:
        place = Box(box.x + 14, y, box.w - 30, 56)
        parts += section(sheet, one, place, now=one.id in shown)
        y += 64
    y = box.bottom - 14
    for given in reversed(view.side_choices):
        y -= 88
        parts += button(
            sheet, given, Box(box.x + 14, y, box.w - 30, 88), "desk", picture_side=40, gap=10, pad=10
        )
        y -= 12
    return parts


def _form(sheet: Sheet, box: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    parts: list[Part] = [Plate("form", box, c.card, radius=0)]
    inner = box.inset(14, 6)
    turn = [one for one in (view.previous_page, view.next_page) if one is not None]
    if turn:
        low = Box(inner.x, inner.bottom - 60, inner.w, 56)
        places = low.columns(2, 12)
        for given, place in zip((view.previous_page, view.next_page), places, strict=True):
            if given is not None:
                parts += button(sheet, given, place, "desk", picture_side=36, gap=10)
        inner = inner.cut(bottom=66)
    return parts + _rows(sheet, inner)


def _rows(sheet: Sheet, box: Box) -> list[Part]:
    view = sheet.view
    names = {one.id: one for one in view.sections}
    groups = len({row.section for row in view.rows if row.section in names})
    used = len(view.rows) * _ROW + groups * _HEADING
    squeeze = min(1.0, box.h / used) if used else 1.0
    parts: list[Part] = []
    y, before = box.y, ""
    for row in view.rows:
        if row.section != before and row.section in names:
            parts += heading(sheet, names[row.section], Box(box.x, y, box.w, _HEADING * squeeze))
            y += _HEADING * squeeze
        before = row.section
        parts += bench_row(sheet, row, Box(box.x, y, box.w, _ROW * squeeze))
        y += _ROW * squeeze
    return parts


def _acts(sheet: Sheet, box: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    parts: list[Part] = [
        Plate("acts", box, c.paper, radius=0),
        Plate("acts/line", Box(box.x, box.y, 2, box.h), c.line, radius=0),
    ]
    inner = box.inset(16, 14)
    acts: list[Button] = [*view.choices, *((view.go_on,) if view.go_on else ())]
    y = inner.bottom
    for given in reversed(acts):
        # A helper's act is never green: blue is the colour of a person.
        high = max(_ACT, sheet.block_height(given.text, "desk", 700, inner.w - 90) + 26)
        y -= high
        parts += button(sheet, given, Box(inner.x, y, inner.w, high), "desk", picture_side=40, gap=10, pad=10)
        y -= 12
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
