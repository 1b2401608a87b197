"""The blue bar of the helper's screens: everyone sees who holds the glass."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.ui.parts import Box, Part, Picture, Plate, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import button
from kiosk.ui.widgets.frame import WORDY, hiding, mark_width

BAR: Final = 60
_WAY: Final = 50
"""13 mm."""


def bar(sheet: Sheet, question: str = "", ways: tuple[Button, ...] = ()) -> list[Part]:
    """Return who holds the screen, ``question`` in the middle, the note at the right, and ``ways`` to other pages."""
    view, c = sheet.view, sheet.c
    mark = mark_width(sheet) + 16 if view.header.trial and not sheet.trial_height else 0
    box = Box(0, 0, sheet.width, BAR)
    face = Box(18, 8, 44, 44)
    holder = sheet.ruler.width(view.holder, "desk", 700) + 2
    # What counts down takes the place of the note.
    noted = "" if view.locks else view.holder_note
    note = sheet.ruler.width(noted, "desk", 700) + 2 if noted else 0
    hide, free = hiding(sheet, box.w - mark)
    drawn, edge = _ways(sheet, ways, free - 8)
    locks, edge = _locks(sheet, edge)
    if note and edge - note - 6 < 78 + holder + 12:
        noted, note = "", 0  # who holds the screen comes first
    end = edge - note - 6
    middle = Box(78 + holder + 20, 0, end - 20 - (78 + holder + 20), BAR)
    parts: list[Part] = [
        Plate("bar", box, c.blue, radius=0),
        Plate("bar/disc", face, c.blue_tint, radius=22),
        Picture("bar/face", face.inset(5), "help", c.ink),
        Words("bar/holder", Box(78, 0, holder, BAR), view.holder, "desk", 700, c.on_fill),
        Words("bar/note", Box(end, 0, note, BAR), noted, "desk", 700, c.on_fill),
    ]
    if question and _fits(sheet, question, middle.w):
        parts.append(Words("bar/question", middle, question, "desk", 600, c.on_fill, "center"))
    return parts + drawn + locks + hide


def _fits(sheet: Sheet, text: str, width: float) -> bool:
    """Tell whether the bar has room for these words; where it has none the page's own rows say what it is about."""
    fits_across = sheet.block_width(text, "desk", 600, width) <= width
    return fits_across and sheet.block_height(text, "desk", 600, width) <= BAR


def _locks(sheet: Sheet, right: float) -> tuple[list[Part], float]:
    """Return when the page locks by itself, in the colour of what is to be heeded, and where that begins."""
    text, c = sheet.view.locks, sheet.c
    if not text:
        return [], right
    wide = sheet.ruler.width(text, "desk", 800) + 28
    place = Box(right - wide, 8, wide, BAR - 16)
    plate = Plate("bar/locks", place, c.voice, radius=10)
    words = Words("bar/locks-text", place, text, "desk", 800, c.on_voice, "center")
    return [plate, words], place.x - 12


def _ways(sheet: Sheet, ways: tuple[Button, ...], right: float) -> tuple[list[Part], float]:
    """Return the ways that the bar leads to, from its right end, and where they begin."""
    parts: list[Part] = []
    for given in reversed(ways):
        wordy = sheet.width >= WORDY
        wide = sheet.ruler.width(given.text, "desk", 700) + 36 + 8 + 26 if wordy else _WAY
        shown = given if wordy else structs.replace(given, text="")
        place = Box(right - wide, 3, wide, _WAY)
        parts += button(sheet, shown, place, "desk", picture_side=36, gap=8, pad=6)
        right -= wide + 12
    return parts, right
