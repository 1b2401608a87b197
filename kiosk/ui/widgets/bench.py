"""Parts of the helper's screen: sections with counts, headings, and the rows of the form."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Row, Section
from kiosk.ui.parts import Box, Part, Picture, Plate, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import pressable
from kiosk.ui.widgets.looks import Look

_NAME: Final = 0.35
_NAME_LESS: Final = (0.31, 0.28, 0.24, 0.2)
_END: Final = 92
_END_LESS: Final = 56
"""Where only a pencil stands."""


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
    if given.picture:
        parts += looks.picture(f"{key}/picture", icon, given.picture, look, c)
    text = Box(icon.right + 12, box.y, box.right - icon.right - 12 - 48, box.h)
    parts.append(Words(f"{key}/text", text, given.name, "desk", 600, look.text))
    place = Box(box.right - 46, box.y + (box.h - 26) / 2, 34, 26)
    count, fill = (given.missing, c.brick) if given.missing else (given.doubts, c.doubt)
    if count:
        parts.append(Plate(f"{key}/count-plate", place, fill, radius=8))
        parts.append(Words(f"{key}/count", place, str(count), "frame", 800, c.on_fill, "center"))
    else:
        tint = look.text if look.sink else c.green
        parts.append(Picture(f"{key}/tick", place.centred(26, 26), "glyphs/yes", tint))
    return parts


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


def bench_row(sheet: Sheet, row: Row, box: Box) -> list[Part]:
    """Return one line of the form; the whole line is the target."""
    c = sheet.c
    tints = {"doubt": Look(c.doubt_tint, c.ink, c.doubt), "missing": Look(c.brick_tint, c.ink, c.brick)}
    look = tints.get(row.mark, Look(c.card, c.ink))
    if row.button is None:
        return _row(sheet, row, box, look)
    act = row.button
    return [
        pressable(sheet, act.id, act.event, box.cut(bottom=1), look, lambda at: _row(sheet, row, box, at))
    ]


def _row(sheet: Sheet, row: Row, box: Box, look: Look) -> list[Part]:
    c, key = sheet.c, f"bench/{row.id}"
    parts: list[Part] = [
        Plate(f"{key}/plate", box.cut(bottom=1), look.fill, radius=0),
        Plate(f"{key}/line", Box(box.x, box.bottom - 1, box.w, 1), c.line, radius=0),
    ]
    if look.edge and not look.sink:
        parts.append(Plate(f"{key}/bar", Box(box.x, box.y, 8, box.h - 1), look.edge, radius=0))
    name_w = _name_width(sheet, row, box)
    soft = c.soft if look.fill == c.card else look.text
    parts.append(
        Words(f"{key}/label", Box(box.x + 14, box.y, name_w - 14, box.h), row.label, "desk", 500, soft)
    )
    value = Box(box.x + name_w + 6, box.y, box.w - name_w - 12 - _end_width(row), box.h)
    return parts + _value(sheet, row, value, look) + _end(sheet, row, box, look)


def _end_width(row: Row) -> float:
    """Return the room for what can be done with a row."""
    return _END if row.masked or row.mark == "doubt" else _END_LESS


def _name_width(sheet: Sheet, row: Row, box: Box) -> float:
    """Return the width of the name's column: less where the value, an address, would else take too many lines."""
    for share in (_NAME, *_NAME_LESS):
        wide = box.w * share
        value = sheet.block_height(row.value, "desk", 700, box.w - wide - 12 - _end_width(row))
        if max(value, sheet.block_height(row.label, "desk", 500, wide - 14)) <= box.h:
            return wide
    return box.w * _NAME


def _value(sheet: Sheet, row: Row, box: Box, look: Look) -> list[Part]:
    key = f"bench/{row.id}"
    if not row.note:
        return [Words(f"{key}/value", box, row.value, "desk", 700, look.text)]
    wide = sheet.ruler.width(row.value, "desk", 700) + 10 if row.value else 0
    note = sheet.ruler.width(row.note, "desk", 500)
    if wide + note <= box.w:
        return [
            Words(f"{key}/value", Box(box.x, box.y, wide, box.h), row.value, "desk", 700, look.text),
            Words(
                f"{key}/note", Box(box.x + wide, box.y, box.w - wide, box.h), row.note, "desk", 500, look.text
            ),
        ]
    upper, lower = box.inset(0, 2).rows(2, 0)
    return [
        Words(f"{key}/value", upper, row.value, "desk", 700, look.text),
        Words(f"{key}/note", lower, row.note, "desk", 500, look.text),
    ]


def _end(sheet: Sheet, row: Row, box: Box, look: Look) -> list[Part]:
    c, key = sheet.c, f"bench/{row.id}"
    if row.button is None:
        return []
    wide = _end_width(row)
    place = Box(box.right - wide, box.y + 3, wide - 6, box.h - 7)
    if row.button.text and row.mark == "doubt":
        return [
            Plate(f"{key}/act", place, c.card, c.line, 2, 10),
            Words(f"{key}/act-text", place, row.button.text, "desk", 700, c.ink, "center"),
        ]
    name = "glyphs/eye" if row.masked else "glyphs/edit"
    tint = look.text if look.sink else (c.ink if row.masked else c.line)
    parts: list[Part] = (
        [Plate(f"{key}/act", place, c.card, c.line, 2, 10)] if row.masked and not look.sink else []
    )
    return [*parts, Picture(f"{key}/act-picture", place.centred(32, 32), name, tint)]
