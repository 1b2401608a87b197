"""The question line of a typing screen: question, place of the field, "done"; and the ways out."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Entry
from kiosk.ui.entry import Typed, complete
from kiosk.ui.parts import Box, Part, Role, Stroke, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import PAD, Face, button, own, painted
from kiosk.ui.widgets.head import GO_H, GO_W, banner, told_height

_FIELD_LEAST: Final = 400
_CLOSE: Final = 14
_QUESTION_ROLES: Final[tuple[Role, ...]] = ("ask", "answer", "frame")


def ask_above(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return question and detail at the left of ``box``, "done" at its usual place."""
    view = sheet.view
    room = box.w - done_width(sheet) - 20
    ask = sheet.block_height(view.question, "ask", 800, room)
    more = sheet.block_height(view.detail, "frame", 500, room)
    more = more if ask + more <= box.h else 0
    top = box.y + max((min(box.h, max(GO_H, ask + more)) - ask - more) / 2, 0)
    parts: list[Part] = [
        Words("question", Box(box.x, top, room, ask + 2), view.question, "ask", 800, sheet.c.ink),
        *done(sheet, entry, typed, Box(box.right - done_width(sheet), box.y, done_width(sheet), GO_H)),
    ]
    if more:
        place = Box(box.x, top + ask, room, more + 2)
        parts.append(Words("detail", place, view.detail, "frame", 500, sheet.c.soft))
    return parts


def ask_beside(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> tuple[list[Part], Box]:
    """Return question and "done" in one line, and the room between them for the field."""
    question = sheet.view.question
    most = box.w - done_width(sheet) - 20 - _FIELD_LEAST - 20
    role = _question_role(sheet, most, box.h + 4)
    wide = sheet.block_width(question, role, 800, most) + 6
    parts: list[Part] = [
        Words("question", Box(box.x, box.y - 6, wide, box.h + 12), question, role, 800, sheet.c.ink),
        *done(
            sheet,
            entry,
            typed,
            Box(box.right - done_width(sheet), box.y, done_width(sheet), min(GO_H, box.h)),
        ),
    ]
    left = box.x + wide + 20
    return parts, Box(left, box.y, box.right - done_width(sheet) - 20 - left, box.h)


def fits_beside(sheet: Sheet, box: Box) -> bool:
    """Tell whether the question stands beside a field without being small: in at most two lines."""
    most = box.w - done_width(sheet) - 20 - _FIELD_LEAST - 20
    return most > 0 and _question_role(sheet, most, box.h + 4) != _QUESTION_ROLES[-1]


def ask_in_line(
    sheet: Sheet, entry: Entry, typed: Typed, box: Box, *, field: float
) -> tuple[list[Part], Box]:
    """Return question and "done" in one line on a small screen, and the room between them for the field.

    A complaint takes the place of the question. ``field`` is the least width of the field.
    """
    view = sheet.view
    end = _end_width(sheet)
    last = Box(box.right - end, box.y, end, box.h)
    room = box.w - end - 2 * _CLOSE - field
    if view.banner is not None:
        place = Box(box.x, box.y, room, box.h)
        parts = banner(sheet, place)
    else:
        role = _question_role(sheet, room, box.h)
        wide = sheet.block_width(view.question, role, 800, room)
        place = Box(box.x, box.y - 4, wide + 6, box.h + 8)
        parts = [Words("question", place, view.question, role, 800, sheet.c.ink)]
    left = place.right + _CLOSE
    return [*parts, *done(sheet, entry, typed, last)], Box(left, box.y, last.x - _CLOSE - left, box.h)


def _end_width(sheet: Sheet) -> float:
    """Return the width of "done" in a close line: what it says decides."""
    words = sheet.ruler.width(done_text(sheet), "answer", 700) + 44 + 3 * PAD
    return min(max(words, 130), GO_W)


def _question_role(sheet: Sheet, width: float, height: float) -> Role:
    """Return the largest role in which the question fits beside the field."""
    question = sheet.view.question
    for role in _QUESTION_ROLES:
        wide = sheet.block_width(question, role, 800, width)
        if wide <= width and sheet.block_height(question, role, 800, width) <= height + 8:
            return role
    return _QUESTION_ROLES[-1]


def done_width(sheet: Sheet) -> float:
    """Return the width of "done" at the end of the question's line: 200, or as its word asks."""
    return max(GO_W, sheet.ruler.width(done_text(sheet), "answer", 700) + 44 + 14 + 2 * PAD + 8)


NOTICE: Final = 76


def notice(sheet: Sheet, box: Box) -> tuple[list[Part], float]:
    """Return what is told at the top of ``box``, a complaint or else one sentence more; and its height."""
    view = sheet.view
    if view.banner is not None:
        high = told_height(sheet, box.w)
        return banner(sheet, Box(box.x, box.y, box.w, high)), high + 12
    if not view.detail:
        return [], 0
    high = sheet.block_height(view.detail, "frame", 500, box.w)
    words = Words("detail", Box(box.x, box.y - 4, box.w, high), view.detail, "frame", 500, sheet.c.soft)
    return [words], high + 4


def done(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return the key that sends what was typed; dashed and dead while there is nothing to send."""
    face = Face(done_text(sheet), "glyphs/yes", picture_side=44)
    if not complete(entry, typed):
        return painted(sheet, "entry:done", face, box, looks.off(sheet.c))
    return [own(sheet, "entry:done", Stroke("done"), box, face, looks.rest(sheet.c, "go"))]


def done_text(sheet: Sheet) -> str:
    """Return what the key says that sends what was typed."""
    view = sheet.view
    return view.go_on.text if view.go_on else view.words.get("done", "")


def ways_out(sheet: Sheet, box: Box, *, across: bool) -> list[Part]:
    """Return the ways out beside an entry: in a row, or below each other."""
    given = sheet.view.side_choices
    places = box.columns(len(given), 12) if across else box.rows(len(given), 18)
    parts: list[Part] = []
    for one, place in zip(given, places, strict=True):
        parts += button(sheet, one, place, picture_side=52 if across else 92, gap=20)
    return parts
