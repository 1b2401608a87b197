"""What is asked, told and put in, where room is scarce: as much of it as fits, the field below or beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from msgspec import structs

from kiosk.ui.parts import Box, Part, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.fit import GAP, first_fitting
from kiosk.ui.widgets.head import banner, told_above, told_height

Shape = tuple[float, float]
"""Width and height of a field, in units."""
ROLES: Final[tuple[Role, ...]] = ("ask", "answer", "frame")
"""Of a question, the best first."""
_AIR: Final = 20
_WIDE: Final = 900
"""A field below the question is no wider on a wide glass."""
_NARROW: Final = 1100
_ROOMY: Final = 200
"""Height in which picture, question and complaint stand below each other."""


@dataclass(frozen=True)
class Entered:
    """The field that shows what is put in."""

    draw: Callable[[Box], list[Part]]
    shapes: Sequence[Shape]
    """Those that it may have, the best first."""
    fresh: bool
    """True until something is touched."""


def asked_with_field(sheet: Sheet, box: Box, field: Entered, roles: tuple[Role, ...] = ROLES) -> list[Part]:
    """Return question, complaint and field in ``box``.

    Where a complaint and the field have no room beside each other, the complaint stands alone until something is
    touched.
    """
    return first_fitting(sheet, _plans(sheet, box, field, roles))


def _plans(sheet: Sheet, box: Box, field: Entered, roles: tuple[Role, ...]) -> Iterator[list[Part]]:
    for wide, high in field.shapes:
        if wide > box.w or high > box.h:
            continue
        above = box.cut(bottom=high + GAP)
        whole = box.w if box.w <= _NARROW else max(wide, _WIDE)
        place = Box(box.x, box.bottom - high, whole, high)
        if sheet.lowered and (sheet.view.banner is None or above.h >= _ROOMY):
            drawn = told_above(sheet, above)
            if all(one.box.bottom <= above.bottom + 4 for one in drawn if isinstance(one, Words)):
                yield [*drawn, *field.draw(place)]
        for told in _told(sheet, above, roles):
            yield [*told, *field.draw(place)]
    for wide, high in field.shapes:
        if high > box.h or wide > box.w / 2 + _AIR:
            continue
        low = box.bottom - high if sheet.lowered else box.y + (box.h - high) / 2
        beside = Box(box.right - wide, low, wide, high)
        for told in _told(sheet, box.cut(right=wide + _AIR), roles):
            yield [*told, *field.draw(beside)]
    if sheet.view.banner is not None:
        if field.fresh and told_height(sheet, box.w) <= box.h:
            yield banner(sheet, box)
        elif not field.fresh:
            calm = replace(sheet, view=structs.replace(sheet.view, banner=None))
            yield from _plans(calm, box, field, roles)


def _told(sheet: Sheet, box: Box, roles: tuple[Role, ...]) -> Iterator[list[Part]]:
    """Yield question and what is told besides, from the most to the least; a complaint is the last to give way."""
    view = sheet.view
    if view.banner is None:
        if view.detail and not sheet.theme.largest:
            yield _question(sheet, box, "ask", view.detail)
        for role in roles:
            yield _question(sheet, box, role)
        return
    high = told_height(sheet, box.w)
    for role in roles[:2]:
        above = box.cut(bottom=high + 8)
        yield [
            *_question(sheet, above, role),
            *banner(sheet, Box(box.x, box.bottom - high, box.w, high)),
        ]
    if high <= box.h:
        yield banner(sheet, Box(box.x, box.y + (box.h - high) / 2, box.w, high))


def _question(sheet: Sheet, box: Box, role: Role, detail: str = "") -> list[Part]:
    """Return the question in the middle of ``box``, and below it one sentence more."""
    text = sheet.view.question
    ask = sheet.block_height(text, role, 800, box.w)
    more = sheet.block_height(detail, "frame", 500, box.w)
    if ask + more > box.h:
        detail, more = "", 0
    top = box.y + max((box.h - ask - more) / 2, 0)
    parts: list[Part] = [
        Words("question", Box(box.x, top, box.w, min(ask, box.h)), text, role, 800, sheet.c.ink)
    ]
    if detail:
        place = Box(box.x, top + ask, box.w, more)
        parts.append(Words("detail", place, detail, "frame", 500, sheet.c.soft))
    return parts
