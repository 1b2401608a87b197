"""The question line of a typing screen: question, place of the field, "done"; and the ways out."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Entry
from kiosk.ui.entry import Typed, complete
from kiosk.ui.parts import Box, Part, Stroke, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import Face, button, own, painted
from kiosk.ui.widgets.head import GO_H, GO_W, banner

_FIELD_LEAST: Final = 400


def ask_above(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return question and detail at the left of ``box``, "done" at its usual place."""
    view = sheet.view
    room = box.w - GO_W - 20
    ask = sheet.block_height(view.question, "ask", 800, room)
    more = sheet.block_height(view.detail, "frame", 500, room)
    more = more if ask + more <= box.h else 0
    top = box.y + max((min(box.h, max(GO_H, ask + more)) - ask - more) / 2, 0)
    parts: list[Part] = [
        Words("question", Box(box.x, top, room, ask + 2), view.question, "ask", 800, sheet.c.ink),
        *done(sheet, entry, typed, Box(box.right - GO_W, box.y, GO_W, GO_H)),
    ]
    if more:
        place = Box(box.x, top + ask, room, more + 2)
        parts.append(Words("detail", place, view.detail, "frame", 500, sheet.c.soft))
    return parts


def ask_beside(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> tuple[list[Part], Box]:
    """Return question and "done" in one line, and the room between them for the field."""
    question = sheet.view.question
    most = box.w - GO_W - 20 - _FIELD_LEAST - 20
    wide = sheet.block_width(question, "ask", 800, most)
    parts: list[Part] = [
        Words("question", Box(box.x, box.y - 6, wide + 2, box.h + 12), question, "ask", 800, sheet.c.ink),
        *done(sheet, entry, typed, Box(box.right - GO_W, box.y, GO_W, min(GO_H, box.h))),
    ]
    left = box.x + wide + 22
    return parts, Box(left, box.y, box.right - GO_W - 20 - left, box.h)


def fits_beside(sheet: Sheet, box: Box) -> bool:
    """Tell whether the question takes at most two lines beside a field."""
    most = box.w - GO_W - 20 - _FIELD_LEAST - 20
    return len(sheet.ruler.lines(sheet.view.question, "ask", 800, most)) <= 2  # noqa: PLR2004


NOTICE: Final = 72


def notice(sheet: Sheet, box: Box) -> tuple[list[Part], float]:
    """Return what is told at the top of ``box``, a complaint or else one sentence more; and its height."""
    view = sheet.view
    if view.banner is not None:
        return banner(sheet, Box(box.x, box.y, box.w, NOTICE)), NOTICE + 12
    if not view.detail:
        return [], 0
    high = sheet.block_height(view.detail, "frame", 500, box.w)
    words = Words("detail", Box(box.x, box.y - 4, box.w, high), view.detail, "frame", 500, sheet.c.soft)
    return [words], high + 4


def done(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return the key that sends what was typed; dashed and dead while there is nothing to send."""
    view = sheet.view
    text = view.go_on.text if view.go_on else view.words.get("done", "")
    face = Face(text, "glyphs/yes", picture_side=44)
    if not complete(entry, typed):
        return painted(sheet, "entry:done", face, box, looks.off(sheet.c))
    return [own(sheet, "entry:done", Stroke("done"), box, face, looks.rest(sheet.c, "go"))]


def ways_out(sheet: Sheet, box: Box, *, across: bool) -> list[Part]:
    """Return the ways out beside an entry: in a row, or below each other."""
    given = sheet.view.side_choices
    places = box.columns(len(given), 12) if across else box.rows(len(given), 18)
    parts: list[Part] = []
    for one, place in zip(given, places, strict=True):
        parts += button(sheet, one, place, picture_side=52 if across else 92, gap=20)
    return parts
