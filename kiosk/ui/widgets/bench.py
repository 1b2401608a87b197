"""Parts of the helper's screen: sections with counts, headings, and the rows of the form."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Button, Row, Section
from kiosk.ui.parts import Box, Part, Picture, Plate, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import pressable
from kiosk.ui.widgets.looks import Look
from kiosk.ui.widgets.marked import marked

GAP: Final = 12
"""3 mm."""
_LEAST: Final = 50
"""13 mm, the whole row being the target."""
_NAMES: Final = (0.35, 0.31, 0.28, 0.4, 0.24, 0.2)
_RIGHT: Final = 76
_END: Final = 92
_END_LESS: Final = 56
"""Where only a pencil stands."""
_ALONE: Final = 120
"""A section less wide than so many units is its picture and how much is missing."""


def section(sheet: Sheet, given: Section, box: Box, *, now: bool) -> list[Part]:
    """Return one section with what is doubtful or missing in it, a tick where nothing is."""
    c = sheet.c
    look = Look(c.card, c.ink, c.blue) if now else Look(c.blue_tint, c.ink)
    if given.button is None:
        return _section(sheet, given, box, look)
    paint = given.button
    return [pressable(sheet, paint.id, paint.event, box, look, lambda at: _section(sheet, given, box, at))]


def _section(sheet: Sheet, given: Section, box: Box, look: Look) -> list[Part]:
    c, key = sheet.c, f"section/{given.id}"
    parts: list[Part] = [Plate(f"{key}/plate", box, look.fill, look.edge, 3, 12)]
    icon = Box(box.x + 10, box.y + (box.h - 40) / 2, 40, 40)
    if box.w < _ALONE:
        icon = Box(box.x + 3, box.y + (box.h - 36) / 2, 36, 36)
    if given.picture:
        parts += looks.picture(f"{key}/picture", icon, given.picture, look, c)
    if box.w < _ALONE:
        return parts + _count(sheet, given, Box(icon.right - 4, box.y + 3, 20, 24), look)
    text = Box(icon.right + 12, box.y, box.right - icon.right - 12 - 48, box.h)
    parts.append(Words(f"{key}/text", text, given.name, "desk", 600, look.text))
    place = Box(box.right - 46, box.y + (box.h - 26) / 2, 34, 26)
    return parts + _count(sheet, given, place, look)


def _count(sheet: Sheet, given: Section, place: Box, look: Look) -> list[Part]:
    """Return how much is missing or doubtful, or the tick."""
    c, key = sheet.c, f"section/{given.id}"
    count, fill = (given.missing, c.brick) if given.missing else (given.doubts, c.doubt)
    if not count:
        tint = look.text if look.sink else c.green
        side = min(26.0, place.w)
        return [Picture(f"{key}/tick", place.centred(side, side), "glyphs/yes", tint)]
    return [
        Plate(f"{key}/count-plate", place, fill, radius=8),
        Words(f"{key}/count", place, str(count), "desk", 800, c.on_fill, "center"),
    ]


def heading(sheet: Sheet, given: Section, box: Box) -> list[Part]:
    """Return the name of a section above its rows."""
    c, key = sheet.c, f"heading/{given.id}"
    side = min(34.0, box.h - 6)
    parts: list[Part] = []
    if given.picture:
        place = Box(box.x + 12, box.y + (box.h - side) / 2, side, side)
        parts.append(Picture(f"{key}/picture", place, given.picture, c.ink))
    text = Box(box.x + 56, box.y, box.w - 60, box.h)
    return [*parts, Words(f"{key}/text", text, given.name, "desk", 700, c.blue)]


def bench_row(sheet: Sheet, row: Row, box: Box, right: Button | None = None) -> list[Part]:
    """Return one line of the form; the whole line is the target, but for ``right``, which settles its doubt."""
    c = sheet.c
    tints = {"doubt": Look(c.doubt_tint, c.ink, c.doubt), "missing": Look(c.brick_tint, c.ink, c.brick)}
    if row.opened:
        tints = dict.fromkeys(("", "ok", "doubt", "missing"), Look(c.blue_tint, c.ink, c.blue))
    if right is not None:
        wide = right_width(sheet, right)
        place = Box(box.right - wide, box.y, wide, box.h)
        return [*bench_row(sheet, row, box.cut(right=wide + GAP)), *_settles(sheet, right, place)]
    return marked(sheet, f"bench/{row.id}", row, box, tints, lambda look: _row(sheet, row, box, look))


def right_width(sheet: Sheet, right: Button) -> float:
    """Return how wide the button is that settles a doubt."""
    return max(_RIGHT, sheet.ruler.width(right.text, "desk", 700) + 24)


def _settles(sheet: Sheet, right: Button, box: Box) -> list[Part]:
    c, look = sheet.c, Look(sheet.c.card, sheet.c.ink, sheet.c.line)

    def painted(at: Look) -> list[Part]:
        return [
            Plate(f"{right.id}/plate", box, at.fill, c.line, 2, 10),
            Words(f"{right.id}/text", box, right.text, "desk", 700, at.text, "center"),
        ]

    return [pressable(sheet, right.id, right.event, box, look, painted)]


def _row(sheet: Sheet, row: Row, box: Box, look: Look) -> list[Part]:
    c, key = sheet.c, f"bench/{row.id}"
    name_w = _name_width(sheet, row, box.w)
    soft = c.soft if look.fill == c.card else look.text
    name = Box(box.x + 14, box.y, name_w - 14, box.h)
    value = Box(box.x + name_w + 6, box.y, box.w - name_w - 12 - _end_width(row), box.h)
    return [
        Words(f"{key}/label", name, row.label, "desk", 500, soft),
        *_value(sheet, row, value, look),
        *_end(sheet, row, box, look),
    ]


def _end_width(row: Row) -> float:
    """Return the room for what can be done with a row."""
    return _END if row.masked else _END_LESS


def row_height(sheet: Sheet, row: Row, width: float) -> float:
    """Return how high a row must be for its words, and beside a doubtful one the button that settles it."""
    settles = next((one for one in sheet.view.side_choices if one.id == f"right:{row.id}"), None)
    if settles is not None and not sheet.view.panel:
        width -= right_width(sheet, settles) + GAP
    return max(_text_height(sheet, row, width, _name_width(sheet, row, width)) + 4, _LEAST)


def _name_width(sheet: Sheet, row: Row, width: float) -> float:
    """Return the width of the name's column: another where the value, an address, would take too many lines."""
    return min((width * share for share in _NAMES), key=lambda wide: _text_height(sheet, row, width, wide))


def _text_height(sheet: Sheet, row: Row, width: float, name_w: float) -> float:
    room = width - name_w - 12 - _end_width(row)
    value, note = _value_heights(sheet, row, room)
    beside = value and note and _in_one_line(sheet, row, room)
    words = max(value, note) if beside else value + note
    return max(words, sheet.block_height(row.label, "desk", 500, name_w - 14))


def _value_heights(sheet: Sheet, row: Row, room: float) -> tuple[float, float]:
    value = sheet.block_height(row.value, "desk", 700, room)
    return value, sheet.block_height(row.note, "desk", 500, room)


def _in_one_line(sheet: Sheet, row: Row, room: float) -> bool:
    value = sheet.ruler.width(row.value, "desk", 700) + 10 if row.value else 0
    return value + sheet.ruler.width(row.note, "desk", 500) <= room


def _value(sheet: Sheet, row: Row, box: Box, look: Look) -> list[Part]:
    key = f"bench/{row.id}"
    if not row.note:
        return [Words(f"{key}/value", box, row.value, "desk", 700, look.text)]
    wide = sheet.ruler.width(row.value, "desk", 700) + 10 if row.value else 0
    value, note = Box(box.x, box.y, wide, box.h), Box(box.x + wide, box.y, box.w - wide, box.h)
    if not _in_one_line(sheet, row, box.w):
        above, below = _value_heights(sheet, row, box.w)
        y = box.y + (box.h - above - below) / 2
        value, note = Box(box.x, y, box.w, above), Box(box.x, y + above, box.w, below)
    return [
        Words(f"{key}/value", value, row.value, "desk", 700, look.text),
        Words(f"{key}/note", note, row.note, "desk", 500, look.text),
    ]


def _end(sheet: Sheet, row: Row, box: Box, look: Look) -> list[Part]:
    c, key = sheet.c, f"bench/{row.id}"
    if row.button is None:
        return []
    wide = _end_width(row)
    place = Box(box.right - wide, box.y + 3, wide - 6, box.h - 7)
    name = "glyphs/eye" if row.masked else "glyphs/edit"
    tint = look.text if look.sink else (c.ink if row.masked else c.line)
    parts: list[Part] = (
        [Plate(f"{key}/act", place, c.card, c.line, 2, 10)] if row.masked and not look.sink else []
    )
    return [*parts, Picture(f"{key}/act-picture", place.centred(32, 32), name, tint)]
