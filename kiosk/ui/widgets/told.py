"""Picture, number, sentences and banner in one box: the first arrangement that has room for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Final, Literal

from kiosk.ui.parts import Box, Part, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.head import banner

_GAP: Final = 12
_ASIDE: Final = 36
_UPRIGHT: Final = 0.86
"""Height of a picture's field to its width on an upright glass."""
_LEAST: Final = 48
"""A smaller picture says nothing."""
_STRIP: Final = 84
_TELEPHONE: Final = "phone"
_Detail = Literal["answer", "frame", ""]
_NUMBERS: Final[dict[Role, float]] = {"big": 0, "display": 2, "answer": 5}
_ASKS: Final[dict[Role, float]] = {"display": 0, "ask": 1, "answer": 4}
_DETAILS: Final[dict[_Detail, float]] = {"answer": 0, "frame": 3, "": 7}
_SHARES: Final[dict[float, float]] = {0.4: 0, 0.28: 2, 0.18: 3.5, 0.0: 10}
_BESIDE: Final = 1.5


@dataclass(frozen=True)
class Manner:
    """One way to arrange them; ``cost`` is what it gives away."""

    number: Role
    ask: Role
    detail: _Detail
    share: float
    """How much of the width, of an upright box of the height, the picture takes."""
    beside: bool
    """True: the banner stands beside the number."""
    cost: float


def _manners() -> list[Manner]:
    every = product(_NUMBERS, _ASKS, _DETAILS, _SHARES, (False, True))
    found = [
        Manner(n, a, d, s, b, _NUMBERS[n] + _ASKS[a] + _DETAILS[d] + _SHARES[s] + (_BESIDE if b else 0))
        for n, a, d, s, b in every
    ]
    return sorted(found, key=lambda one: one.cost)


_MANNERS: Final = _manners()
Draw = Callable[[Box], list[Part]]


def told(sheet: Sheet, box: Box, picture: Draw | None = None, *, most: float = 0) -> list[Part]:
    """Return everything in ``box``; ``picture`` draws in its place, which is at most ``most`` units wide."""
    useful = [one for one in _MANNERS if _useful(sheet, one, drawn=picture is not None)]
    if sheet.view.residents_hand and sheet.view.banner is not None:
        # What a resident agrees to in two languages goes before a picture.
        useful.sort(key=lambda one: not one.detail)
    if sheet.view.big and sheet.view.picture == _TELEPHONE:
        # A number that is to be dialled is copied digit by digit, from where one sits.
        useful.sort(key=lambda one: (one.number != "big", not one.share))
    manner = next((one for one in useful if _fits(sheet, box, one, most)), None)
    manner = manner or Manner("answer", "answer", "", 0.0, sheet.view.banner is not None, 0)
    field, words = _halves(box, manner.share, most)
    if field is not None and box.h > box.w:
        field, words = _gathered(sheet, box, manner)
    parts = picture(field) if field is not None and picture is not None else []
    return parts + _words(sheet, words, manner)


def _useful(sheet: Sheet, one: Manner, *, drawn: bool) -> bool:
    view = sheet.view
    if not drawn and one.share:
        return False
    if not view.big and (one.number != "big" or one.beside):
        return False
    return view.banner is not None or not one.beside


def _halves(box: Box, share: float, most: float) -> tuple[Box | None, Box]:
    """Return the places of picture and words: beside each other, or one above the other in an upright box."""
    if not share:
        return None, box
    if box.h > box.w:
        side = min(box.h * max(share, 0.28) * 1.2, box.w * 0.7)
        field = Box(box.x + (box.w - side / 0.92) / 2, box.y, side / 0.92, side)
        return field, box.cut(top=side + _ASIDE)
    wide = min(box.w * share, most)
    high = min(box.h, wide * 0.92)
    field = Box(
        box.x, box.y + (box.h - high) / 2, wide if high > wide * 0.6 else max(high * 1.3, _LEAST), high
    )
    return field, box.cut(left=field.w + _ASIDE)


def _gathered(sheet: Sheet, box: Box, one: Manner) -> tuple[Box, Box]:
    """Return the places in an upright box: the picture as large as the words allow, all of it in the middle."""
    words = sum(_heights(sheet, box, one))
    high = min(box.h - words - _ASIDE, box.w * _UPRIGHT)
    top = box.y + (box.h - high - _ASIDE - words) / 2
    return Box(box.x, top, box.w, high), Box(box.x, top + high + _ASIDE, box.w, words)


def _fits(sheet: Sheet, box: Box, one: Manner, most: float) -> bool:
    field, words = _halves(box, one.share, most)
    if field is not None and min(field.w, field.h) < _LEAST + 12:
        return False
    texts = (
        (sheet.view.question, one.ask, 800),
        (sheet.view.detail, one.detail, 500),
        (sheet.view.big, one.number, 800),
    )
    for text, role, weight in texts:
        if text and role and sheet.block_width(text, role, weight, words.w) > words.w:
            return False
    if one.number == "big" and sheet.view.big and sheet.ruler.width(sheet.view.big, "big", 800) > words.w:
        return False
    return sum(_heights(sheet, words, one)) <= words.h + 1


def _heights(sheet: Sheet, box: Box, one: Manner) -> tuple[float, float, float, float]:
    """Return the heights of number (with a banner beside it), question, detail and banner, gaps with them."""
    view = sheet.view
    number = sheet.block_height(view.big, one.number, 800, box.w) if view.big else 0
    strip = _strip(sheet, box.w) + _GAP if view.banner is not None else 0
    if one.beside:
        left = box.w - _number_width(sheet, one)
        if left < 200:  # noqa: PLR2004 - too narrow for a sentence
            return box.h * 2, 0, 0, 0
        number, strip = max(number, _strip(sheet, left) + 4), 0
    ask = sheet.block_height(view.question, one.ask, 800, box.w)
    more = sheet.block_height(view.detail, one.detail, 500, box.w, loose=True) if one.detail else 0
    return number, ask, more + _GAP if more else 0, strip


def _number_width(sheet: Sheet, one: Manner) -> float:
    return sheet.ruler.width(sheet.view.big, one.number, 800) + 28


def _strip(sheet: Sheet, width: float) -> float:
    given = sheet.view.banner
    high = sheet.block_height(given.text, "frame", 700, width - 120) if given is not None else 0
    return max(high + 16, 60 if sheet.shallow or sheet.lowered else _STRIP)


def _words(sheet: Sheet, box: Box, one: Manner) -> list[Part]:
    view, c = sheet.view, sheet.c
    number, ask, more, strip = _heights(sheet, box, one)
    y = box.y + max((box.h - number - ask - more - strip) / 2, 0)
    parts: list[Part] = []
    if view.big:
        parts.append(Words("big", Box(box.x, y, box.w, number), view.big, one.number, 800, c.ink))
    if one.beside:
        parts += banner(sheet, Box(box.x, y, box.w, number - 4).cut(left=_number_width(sheet, one)))
    y += number
    parts.append(Words("question", Box(box.x, y, box.w, ask + 2), view.question, one.ask, 800, c.ink))
    y += ask
    if one.detail and more:
        place = Box(box.x, y + _GAP, box.w, more - _GAP + 2)
        parts.append(Words("detail", place, view.detail, one.detail, 500, c.ink, loose=True))
    y += more
    if strip:
        parts += banner(sheet, Box(box.x, y + _GAP, box.w, strip - _GAP))
    return parts
