"""The helper's screen: who holds it in a blue bar, sections left, the whole form, acts or what is open right."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button, Row, Section
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Plate, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.bar import BAR, bar
from kiosk.ui.widgets.bench import GAP, bench_row, heading, row_height, section
from kiosk.ui.widgets.bench_acts import act, act_height
from kiosk.ui.widgets.bench_panel import panel
from kiosk.ui.widgets.button import button

_LEFT: Final = 250
_RIGHT: Final = 298
_PANEL: Final = 440
_NARROW: Final = 900
"""Units of width below which the sections are their pictures, and every act stands at the right."""
_LEFT_NARROW: Final = 78
_RIGHT_NARROW: Final = 190
_PANEL_NARROW: Final = 344
_ROW_MOST: Final = 84
_HEADING: Final = 46
_HEADING_LEAST: Final = 26
_SECTION: Final = 56
_LEAST: Final = 50.0
"""13 mm."""
_PICTURE_ALONE: Final = 116
_TURN: Final = 50
_ALONE: Final = 88
_OF_THE_POINT: Final = frozenset({"devices"})
"""Ways to what is not this application's own: they stand in the bar."""
_TO_DO: Final = frozenset({"missing", "doubtful", "note", "filing"})
"""What is still to be done about the form, or chosen for it, above the acts that lead on."""
_RIGHTS: Final = "right:"


def compose(sheet: Sheet, typed: Typed) -> list[Part]:
    """Return bar, sections, rows and acts; what is open beside the form stands in place of the acts."""
    free, narrow, opened = sheet.bare, sheet.width < _NARROW, bool(sheet.view.panel)
    left_w = _LEFT_NARROW if narrow else min(_LEFT, free.w * 0.22)
    right_w = _RIGHT_NARROW if narrow else min(_RIGHT, free.w * 0.24)
    if opened:
        right_w = _PANEL_NARROW if narrow else min(_PANEL, free.w * 0.38)
    below = free.cut(top=BAR)
    left = Box(0, below.y, left_w, below.h)
    right = Box(free.w - right_w, below.y, right_w, below.h)
    middle = Box(left_w, below.y, free.w - left_w - right_w, below.h)
    side = [one for one in sheet.view.side_choices if not one.id.startswith(_RIGHTS)]
    ways = tuple(one for one in side if one.id in _OF_THE_POINT)
    outs = tuple(one for one in side if one not in ways and not (opened and one.id != "withdraw"))
    parts = [*bar(sheet, sheet.view.question, ways), *_sections(sheet, left, () if narrow else outs)]
    if opened:
        kept = outs if narrow else ()
        return [*parts, *_beside(sheet, middle, kept), *panel(sheet, typed, right)]
    strip = [one for one in sheet.view.choices if one.id in _TO_DO] if narrow else []
    return [*parts, *_form(sheet, middle, strip), *_acts(sheet, right, outs if narrow else (), strip)]


def _sections(sheet: Sheet, box: Box, outs: tuple[Button, ...]) -> list[Part]:
    view, c = sheet.view, sheet.c
    parts: list[Part] = [
        Plate("sections", box, c.blue_tint, radius=0),
        Plate("sections/line", Box(box.right - 2, box.y, 2, box.h), c.blue, radius=0),
    ]
    shown = {row.section for row in view.rows if row.opened} or {row.section for row in view.rows[:1]}
    edge = 14 if outs else 9
    room = box.h - 26 - sum(_ALONE + GAP for _ in outs)
    inner = Box(box.x + edge, box.y + 12, box.w - 2 * edge - 2, room)
    given = (
        list(view.sections) if outs else _around(view.sections, shown, int((room + GAP) // (_LEAST + GAP)))
    )
    for one, place in zip(given, _places(sheet, given, inner, worded=bool(outs)), strict=True):
        parts += section(sheet, one, place, now=one.id in shown)
    y = box.bottom - 14
    for way in reversed(outs):
        y -= _ALONE
        place = Box(box.x + 14, y, box.w - 30, _ALONE)
        parts += button(sheet, way, place, "desk", picture_side=40, gap=10, pad=10)
        y -= GAP
    return parts


def _around(sections: tuple[Section, ...], shown: set[str], most: int) -> list[Section]:
    """Return as many sections as have room, the one that is shown among them."""
    at = next((place for place, one in enumerate(sections) if one.id in shown), 0)
    first = max(0, min(at - most // 2, len(sections) - most))
    return list(sections[first : first + most])


def _places(sheet: Sheet, sections: list[Section], box: Box, *, worded: bool) -> list[Box]:
    """Return where the sections stand: below each other as high as their words, lower, or as pictures in pairs."""
    words = [sheet.block_height(one.name, "desk", 600, box.w - 112) + 8 if worded else 0 for one in sections]
    for least in (_SECTION, _LEAST):
        highs = [max(least, high) for high in words]
        if sum(highs) + GAP * (len(highs) - 1) <= box.h or (not worded and least == _LEAST):
            tops = [box.y + sum(highs[:at]) + GAP * at for at in range(len(highs))]
            return [Box(box.x, top, box.w, high) for top, high in zip(tops, highs, strict=True)]
    return _in_pairs(box, len(sections))


def _in_pairs(box: Box, count: int) -> list[Box]:
    """Return places for more sections than stand below each other: two a line, each its picture alone."""
    cells = box.columns(2, GAP)
    return [
        Box(cells[at % 2].x, box.y + at // 2 * (_LEAST + GAP), min(cells[at % 2].w, _PICTURE_ALONE), _LEAST)
        for at in range(count)
    ]


def _form(sheet: Sheet, box: Box, strip: list[Button]) -> list[Part]:
    view, c = sheet.view, sheet.c
    parts: list[Part] = [Plate("form", box, c.card, radius=0)]
    inner = box.inset(12, 4)
    if strip:
        strip = [structs.replace(one, hint="") for one in strip]
        cells = inner.columns(len(strip), GAP)
        high = max(act_height(sheet, one, cell.w) for one, cell in zip(strip, cells, strict=True))
        for one, cell in zip(strip, cells, strict=True):
            parts += act(sheet, one, Box(cell.x, inner.y, cell.w, high))
        inner = inner.cut(top=high + GAP)
    turn = [one for one in (view.previous_page, view.next_page) if one is not None]
    if turn:
        low = Box(inner.x, inner.bottom - _TURN, inner.w, _TURN)
        for given, place in zip(turn, low.columns(len(turn), GAP), strict=True):
            parts += act(sheet, given, place)
        inner = inner.cut(bottom=_TURN + GAP)
    return parts + _rows(sheet, inner, view.rows)


def _beside(sheet: Sheet, box: Box, kept: tuple[Button, ...]) -> list[Part]:
    """Return as much of the form as fits beside what is open, with the row of that in it."""
    rows = sheet.view.rows
    parts: list[Part] = [Plate("form", box, sheet.c.card, radius=0)]
    inner = box.inset(12, 6)
    for given in kept:
        place = Box(inner.x, inner.bottom - _ALONE, inner.w, _ALONE)
        parts += button(sheet, given, place, "desk", picture_side=40, gap=10, pad=10)
        inner = inner.cut(bottom=_ALONE + GAP)
    first, last = 0, len(rows)
    at = next((place for place, row in enumerate(rows) if row.opened), 0)
    while _high(sheet, rows[first:last], inner.w) > inner.h and last - first > 1:
        if last - 1 > at:
            last -= 1
        else:
            first += 1
    return parts + _rows(sheet, inner, rows[first:last])


def _high(sheet: Sheet, rows: tuple[Row, ...], width: float) -> float:
    """Return the least height of these rows with their headings."""
    starts = sum(row.section != before for row, before in _pairs(rows))
    return sum(row_height(sheet, row, width) + GAP for row in rows) + starts * _HEADING_LEAST


def _rows(sheet: Sheet, box: Box, rows: tuple[Row, ...]) -> list[Part]:
    """Return the rows as high as their words ask; what is left over goes to the headings, then to all rows."""
    names = {one.id: one for one in sheet.view.sections}
    rights = {} if sheet.view.panel else {one.id: one for one in sheet.view.side_choices}
    starts = {id(row) for row, before in _pairs(rows) if row.section != before and row.section in names}
    needs = [row_height(sheet, row, box.w) + GAP for row in rows]
    spare = max(box.h + GAP - sum(needs), 0)
    head = min(max(spare / len(starts), _HEADING_LEAST), _HEADING) if starts else 0
    more = max(spare - head * len(starts), 0) / max(len(needs), 1)
    parts: list[Part] = []
    y = box.y
    for row, need in zip(rows, needs, strict=True):
        if id(row) in starts:
            parts += heading(sheet, names[row.section], Box(box.x, y, box.w, head))
            y += head
        high = max(min(need + more, _ROW_MOST), need)
        parts += bench_row(sheet, row, Box(box.x, y, box.w, high - GAP), rights.get(f"{_RIGHTS}{row.id}"))
        y += high
    return parts


def _pairs(rows: tuple[Row, ...]) -> list[tuple[Row, str]]:
    """Return each row with the section of the row before it."""
    return list(zip(rows, ("", *(row.section for row in rows)), strict=False))


def _acts(sheet: Sheet, box: Box, outs: tuple[Button, ...], elsewhere: list[Button]) -> list[Part]:
    view, c = sheet.view, sheet.c
    parts: list[Part] = [
        Plate("acts", box, c.paper, radius=0),
        Plate("acts/line", Box(box.x, box.y, 2, box.h), c.line, radius=0),
    ]
    inner = box.inset(8 if outs else 16, 12)
    to_do = [one for one in view.choices if one.id in _TO_DO and one not in elsewhere]
    y = inner.bottom
    onward = [one for one in view.choices if one.id not in _TO_DO]
    if outs:
        # A narrow column has room for the words alone.
        onward = [structs.replace(one, hint="") for one in onward]
    for given in reversed([*outs, *onward]):
        # A helper's act is never green: blue is the colour of a person.
        high = act_height(sheet, given, inner.w) + (0 if outs else 16)
        y -= high
        parts += act(sheet, given, Box(inner.x, y, inner.w, high))
        y -= GAP
    top = inner.y
    for given in to_do:
        high = act_height(sheet, given, inner.w)
        parts += act(sheet, given, Box(inner.x, top, inner.w, high))
        top += high + GAP
    return parts + _notes(sheet, Box(inner.x, top, inner.w, y - top))


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
        high = sheet.block_height(view.banner.text, "desk", 600, box.w - 20) + 16
        place = Box(box.x, y, box.w, high)
        parts.append(Plate("banner/plate", place, fill, edge, 3, 12))
        inner = place.inset(10, 4)
        parts.append(Words("banner", inner, view.banner.text, "desk", 600, c.ink))
        y += high + 12
    if view.detail:
        high = sheet.block_height(view.detail, "desk", 500, box.w) + 4
        parts.append(Words("detail", Box(box.x, y, box.w, high), view.detail, "desk", 500, c.ink, down="top"))
    return parts
