"""The blue bar of the helper's screens: everyone sees who holds the glass."""

from __future__ import annotations

from typing import Final

from kiosk.ui.parts import Box, Part, Picture, Plate, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.frame import mark_width

BAR: Final = 60


def bar(sheet: Sheet, question: str = "") -> list[Part]:
    """Return who holds the screen, ``question`` in the middle, and the note at the right."""
    view, c = sheet.view, sheet.c
    mark = mark_width(sheet) + 16 if view.header.trial and not sheet.trial_height else 0
    box = Box(0, 0, sheet.width, BAR)
    face = Box(18, 8, 44, 44)
    holder = sheet.ruler.width(view.holder, "desk", 700) + 2
    note = sheet.ruler.width(view.holder_note, "desk", 700) + 2 if view.holder_note else 0
    end = box.w - mark - note - 18
    middle = Box(78 + holder + 20, 0, end - 20 - (78 + holder + 20), BAR)
    parts: list[Part] = [
        Plate("bar", box, c.blue, radius=0),
        Plate("bar/disc", face, c.blue_tint, radius=22),
        Picture("bar/face", face.inset(5), "help", c.ink),
        Words("bar/holder", Box(78, 0, holder, BAR), view.holder, "desk", 700, c.on_fill),
        Words("bar/note", Box(end, 0, note, BAR), view.holder_note, "desk", 700, c.on_fill),
    ]
    if question:
        parts.append(Words("bar/question", middle, question, "desk", 600, c.on_fill, "center"))
    return parts
