"""A film with what is said in it below, or one slide: a large picture and its sentence; and the buttons to stop it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final, Literal

from kiosk.ui.entry import Typed
from kiosk.ui.parts import TARGET, Box, Part, Reel, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.acts import acts_at, acts_height
from kiosk.ui.widgets.button import PAD, button
from kiosk.ui.widgets.fit import first_fitting
from kiosk.ui.widgets.framed import framed

_GAP: Final = 16
_ASIDE: Final = 36
_SIGN: Final = 56
_ACT: Final = 112
_TALLEST: Final = 200
"""Units of height from which a button of the column is stretched no more."""
_PICTURES: Final = (0.5, 0.42, 0.34, 0.26)
"""Share of the width, on an upright glass of the height, that the picture of a slide takes."""
_LEAST: Final = 110
"""A smaller picture says nothing."""
_EDGE: Final = 6
"""Ground that stays round a film."""
_SEEN: Final = 0.5
"""Share of the height that a film takes at least, with smaller captions if need be."""
_ROLES: Final[tuple[Role, ...]] = ("display", "ask", "answer", "frame")
_Acts = Literal["column", "row"]


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return picture, sentence and buttons: the first arrangement in which all have room."""
    return first_fitting(sheet, _plans(sheet))


def _plans(sheet: Sheet) -> Iterator[list[Part]]:
    wheres: tuple[_Acts, ...] = ("row",) if sheet.upright or sheet.lowered else ("column", "row")
    if sheet.view.film is not None:
        for share, role, where in product((_SEEN, 0.0), _ROLES[2:], wheres):
            acts, room = _acts(sheet, where)
            film, high = _film(sheet, room, role)
            if high >= room.h * share:
                yield [*acts, *film]
        return
    for role, where, share in product(_ROLES, wheres, _PICTURES):
        acts, room = _acts(sheet, where)
        yield [*acts, *_slide(sheet, room, role, share)]


def _film(sheet: Sheet, room: Box, role: Role) -> tuple[list[Part], float]:
    """Return the film with what is said in it below, and its height; before its first picture, what it is about."""
    view, c = sheet.view, sheet.c
    every = [one.text for one in view.film.captions] if view.film is not None else []
    words = max((sheet.block_height(text, role, 700, room.w) for text in every or [view.question]), default=0)
    place = room.cut(bottom=words + _GAP)
    said = view.detail if every else view.question
    below = Box(room.x, place.bottom + _GAP, room.w, words + 2)
    side = min(place.w, place.h) * 0.8
    parts = [
        *framed(sheet, place, view.picture, side, 20),
        Reel("film", place.inset(_EDGE), c.disc),
        Words("caption", below, said, role, 700, c.ink, "center", "top"),
    ]
    return parts, place.h


def _slide(sheet: Sheet, room: Box, role: Role, share: float) -> list[Part]:
    """Return the picture beside its sentence, above it where the room is narrow."""
    view, c = sheet.view, sheet.c
    tall = room.h > room.w * 0.8
    side = (
        max(min(room.h, room.w * share), _LEAST)
        if not tall
        else max(min(room.w, room.h * share * 1.3), _LEAST)
    )
    frame = Box(room.x, room.y, room.w, side) if tall else Box(room.x, room.y, side, room.h)
    words = room.cut(top=side + _GAP) if tall else room.cut(left=side + _ASIDE)
    drawn = min(frame.w, frame.h) - 2 * 20
    return [
        *framed(sheet, frame, view.picture, drawn),
        Words("question", words, view.question, role, 800, c.ink, "center" if tall else "left"),
    ]


def _acts(sheet: Sheet, where: _Acts) -> tuple[list[Part], Box]:
    """Return the buttons and what is left of the body."""
    body, given = sheet.body, list(sheet.view.choices)
    if where == "column":
        return _column(sheet, body)
    lower = sheet.lower(body)
    most = lower.h if sheet.lowered else body.h * 0.4
    high = acts_height(sheet, given, body.w, most, TARGET if sheet.shallow else _ACT)
    low = Box(body.x, body.bottom - high, body.w, high)
    # Nothing but the buttons is touched: picture and sentence may stand in both halves.
    return acts_at(sheet, given, low), body.cut(bottom=high + _GAP)


def _column(sheet: Sheet, body: Box) -> tuple[list[Part], Box]:
    """Return the buttons below each other at the side of the hand."""
    given = list(sheet.view.choices)
    high = min((body.h - 12 * (len(given) - 1)) / len(given), _TALLEST)
    stacked = high > _ACT + 8
    around = 2 * PAD + 8 + (0 if stacked else _SIGN + PAD)
    wide = max(sheet.ruler.width(one.text, "answer", 700) for one in given) + around
    wide = max(wide, 180.0)
    whole = len(given) * high + 12 * (len(given) - 1)
    column = sheet.handed(Box(body.right - wide, body.y + (body.h - whole) / 2, wide, whole), body)
    parts: list[Part] = []
    for one, place in zip(given, column.rows(len(given), 12), strict=True):
        parts += button(sheet, one, place, "answer", picture_side=_SIGN, stacked=stacked)
    rest = body.cut(left=wide + 24) if sheet.left_handed else body.cut(right=wide + 24)
    return parts, rest
