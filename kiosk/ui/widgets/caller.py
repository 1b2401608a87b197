"""One line of those who wait: the number, for how long, whether it goes first, and what a touch does."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Row
from kiosk.ui.parts import Box, Part, Picture, Plate, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import pressable
from kiosk.ui.widgets.looks import Look

_PAD: Final = 14
_GAP: Final = 16
_BAR: Final = 8
_PICTURE: Final = 44
_ROOMY: Final = 560
_ACT: Final = 150
_WIDEST: Final = "M 000"


def caller(sheet: Sheet, row: Row, box: Box) -> list[Part]:
    """Return the line; all of it is the target."""
    c = sheet.c
    tints = {"ok": Look(c.blue_tint, c.ink, c.blue), "missing": Look(c.brick_tint, c.ink, c.brick)}
    look = tints.get(row.mark, Look(c.card, c.ink))
    if row.button is None:
        return _line(sheet, row, box, look)
    act = row.button
    return [pressable(sheet, act.id, act.event, box, look, lambda at: _line(sheet, row, box, at))]


def _line(sheet: Sheet, row: Row, box: Box, look: Look) -> list[Part]:
    """Return plate, number, minutes and note from the left, the act at the right."""
    c, key = sheet.c, f"caller/{row.id}"
    parts: list[Part] = [Plate(f"{key}/plate", box, look.fill, look.edge or c.line, 2, 10)]
    if look.edge and not look.sink:
        parts.append(Plate(f"{key}/bar", Box(box.x, box.y + 4, _BAR, box.h - 8), look.edge, radius=0))
    # Where there is room, what stands in one line stands below that of the line above.
    roomy = box.w >= _ROOMY
    number = sheet.ruler.width(_WIDEST if roomy else row.label, "frame", 800) + 2
    time = sheet.ruler.width(row.value, "desk", 600) + 2
    act = row.button.text if row.button is not None else ""
    end = max(sheet.ruler.width(act, "desk", 700) + 2 + 2 * _PAD, _ACT if roomy else 0) if act else 0
    side = min(_PICTURE, box.h - 12)
    place = Box(box.x + _PAD + _BAR, box.y + (box.h - side) / 2, side, side)
    parts.append(Picture(f"{key}/picture", place, row.picture, c.ink))
    x = place.right + _GAP
    texts = ((row.label, "frame", 800, number), (row.value, "desk", 600, max(time, 76)))
    for at, (text, role, weight, wide) in enumerate(texts):
        parts.append(Words(f"{key}/{at}", Box(x, box.y, wide, box.h), text, role, weight, look.text))  # type: ignore[arg-type]  # each is a role
        x += wide + _GAP
    note = Box(x, box.y, box.right - end - 2 * _GAP - x, box.h)
    parts.append(Words(f"{key}/note", note, row.note, "desk", 700, look.text))
    if act:
        place = Box(box.right - end - 8, box.y + 7, end, box.h - 14)
        if not look.sink:
            parts.append(Plate(f"{key}/act", place, c.card, c.line, 2, 10))
        parts.append(Words(f"{key}/act-text", place, act, "desk", 700, look.text, "center"))
    return parts
