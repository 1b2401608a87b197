"""What is asked and told beside an entry: the largest words that fit, with as much around them as there is room."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from msgspec import structs

from kiosk.ui.parts import Box, Part, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.framed import framed
from kiosk.ui.widgets.head import banner

_GAP: Final = 10
_STRIP: Final = 56
_SIGN: Final = 64
_AROUND: Final = 54
"""What a banner needs at its sides and between picture and words."""
_ROLES: Final[tuple[Role, ...]] = ("ask", "answer", "frame")
_LEAST_PICTURE: Final = 110
_MOST_PICTURE: Final = 220
_PICTURE_SHARE: Final = 0.22


@dataclass(frozen=True)
class Manner:
    """One way to tell it: the size of the question and what comes with it; None where what is told takes its place."""

    role: Role | None
    detail: bool = False
    told: bool = False
    sign: bool = True
    """False where the banner stands without its picture."""


_PLAIN: Final = (Manner("ask", detail=True), Manner("ask"), Manner("answer"), Manner("frame"))
_TOLD: Final = (
    *(Manner(one.role, one.detail, told=True) for one in _PLAIN),
    Manner(None, told=True),
    Manner(None, told=True, sign=False),
)


def asked_size(sheet: Sheet, width: float, most: float) -> tuple[Role, float] | None:
    """Return size and height of the question alone: the largest that takes no more than ``most``; None for none."""
    for role in _ROLES:
        high = _question_height(sheet, role, width)
        if high is not None and high <= most:
            return role, high
    return None


def fits(sheet: Sheet, box: Box) -> bool:
    """Tell whether there is a way to tell it in ``box``."""
    return _manner(sheet, box) is not None


def asked(sheet: Sheet, box: Box, *, picture: bool = False) -> list[Part]:
    """Return question, detail and banner in the middle of ``box``; a picture before them where it costs nothing."""
    manner = _manner(sheet, box) or (_TOLD[-1] if sheet.view.banner is not None else _PLAIN[-1])
    name = sheet.view.picture or sheet.view.header.where_picture
    side = min(box.h, _MOST_PICTURE, box.w * _PICTURE_SHARE)
    if picture and name and not looks.is_glyph(name) and side >= _LEAST_PICTURE:
        beside = box.cut(left=side + 24)
        if _manner(sheet, beside) == manner:
            frame = Box(box.x, box.y + (box.h - side) / 2, side, side)
            return [*framed(sheet, frame, name, side * 0.8, corner=24), *_told(sheet, beside, manner)]
    return _told(sheet, box, manner)


def _told(sheet: Sheet, box: Box, manner: Manner) -> list[Part]:
    view, c = sheet.view, sheet.c
    ask, more, strip = _heights(sheet, manner, box.w) or (0, 0, box.h)
    gaps = _GAP if ask and strip else 0
    y = box.y + max((box.h - ask - more - strip - gaps) / 2, 0)
    parts: list[Part] = []
    if manner.role is not None:
        place = Box(box.x, y, box.w, ask + 2)
        parts.append(Words("question", place, view.question, manner.role, 800, c.ink))
    y += ask
    if more:
        place = Box(box.x, y, box.w, more + 2)
        parts.append(Words("detail", place, view.detail, "frame", 500, c.soft))
    y += more + gaps
    if strip and view.banner is not None:
        given = view.banner if manner.sign else structs.replace(view.banner, picture="")
        shown = replace(sheet, view=structs.replace(view, banner=given))
        parts += banner(shown, Box(box.x, y, box.w, strip))
    return parts


def _manner(sheet: Sheet, box: Box) -> Manner | None:
    """Return the best way that fits."""
    for one in _TOLD if sheet.view.banner is not None else _PLAIN:
        if one.detail and (not sheet.view.detail or sheet.theme.largest):
            continue
        heights = _heights(sheet, one, box.w)
        if heights is not None and sum(heights) + (_GAP if heights[0] and heights[2] else 0) <= box.h + 1:
            return one
    return None


def _heights(sheet: Sheet, manner: Manner, width: float) -> tuple[float, float, float] | None:
    """Return the heights of question, detail and banner; None where one is wider than ``width``."""
    ask: float | None = 0
    if manner.role is not None:
        ask = _question_height(sheet, manner.role, width)
    strip = _strip(sheet, width, sign=manner.sign) if manner.told else 0
    if ask is None or strip is None:
        return None
    more = sheet.block_height(sheet.view.detail, "frame", 500, width) if manner.detail else 0
    return ask, more, strip


def _question_height(sheet: Sheet, role: Role, width: float) -> float | None:
    text = sheet.view.question
    if sheet.block_width(text, role, 800, width) > width + 1:
        return None
    return sheet.block_height(text, role, 800, width)


def _strip(sheet: Sheet, width: float, *, sign: bool) -> float | None:
    """Return the height of the banner; None where a word is wider than its place."""
    given = sheet.view.banner
    if given is None:
        return 0
    room = width - (_SIGN + _AROUND if sign and given.picture else _AROUND - 16)
    if sheet.block_width(given.text, "frame", 700, room) > room:
        return None
    return max(sheet.block_height(given.text, "frame", 700, room) + 12, _STRIP)
