"""Consent: the whole glass in blue tint, who helps and what will be seen, two equal answers, nothing else."""

from __future__ import annotations

from functools import partial
from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import TARGET, Box, Part, Picture, Plate, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import button
from kiosk.ui.widgets.frame import CLOTH, cloth
from kiosk.ui.widgets.told import told

_SIDE: Final = 40
_ANSWER: Final = 200
_SMALL: Final = 88
_PICTURE: Final = 470
_HOLDER: Final = 60
_LOW_HOLDER: Final = 46
_THREE: Final = 3


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return picture, question and the two answers; below them only "again", the language and the letters."""
    free = sheet.bare
    edge, gap = (8, 12) if _tight(sheet) else (12, 12) if sheet.shallow else (24, 24)
    small = max(min(_SMALL, free.h * 0.14), TARGET)
    low = Box(_SIDE, free.bottom - edge - small, free.w - 2 * _SIDE, small)
    given = sheet.view.choices
    answer = min(_ANSWER, free.h * (0.255 if any(one.hint for one in given) else 0.22))
    row = Box(_SIDE, low.y - gap - answer, low.w, answer)
    air = 8 if _tight(sheet) else 24
    top = CLOTH + (44 if sheet.view.header.trial and not sheet.trial_height else air)
    upper = Box(_SIDE, top, low.w, row.y - gap - top)
    parts: list[Part] = [
        cloth("cloth", Box(0, 0, sheet.width, CLOTH)),
        *_who(sheet, upper),
    ]
    # Two equal plates whatever style the view gives: neither answer may look like the right one.
    cells = row.columns(max(len(given), 1), 28)
    # Of three each has less room: the pictures give way, never the words.
    side, gap = (96, 28) if len(given) < _THREE else (64, 12)
    words = [one.text for one in given]
    room = cells[0].cut(right=46 + side + gap, bottom=14)
    role = _role(sheet, words, room)
    if role == "frame" and not _fit(sheet, words, role, room):
        given = tuple(structs.replace(one, picture="") for one in given)
    for one, place in zip(given, cells, strict=False):
        parts += button(sheet, one, place, role, picture_side=side, gap=gap)
    return parts + _small(sheet, low)


def _tight(sheet: Sheet) -> bool:
    """Tell whether the largest letters have to share a low glass with words in a second language."""
    return sheet.shallow and sheet.theme.largest and sheet.view.banner is not None


def _role(sheet: Sheet, words: list[str], room: Box) -> Role:
    """Return the largest size in which every answer stands in one line; else the size of answers, or a smaller one
    where their lines have no room.
    """
    roles: tuple[Role, ...] = ("display", "ask", "answer")
    for role in roles:
        if all(sheet.ruler.width(word, role, 700) <= room.w for word in words):
            return role
    return "answer" if _fit(sheet, words, "answer", room) else "frame"


def _fit(sheet: Sheet, words: list[str], role: Role, room: Box) -> bool:
    wide = max(sheet.block_width(word, role, 700, 1) for word in words)
    return wide <= room.w and max(sheet.block_height(word, role, 700, room.w) for word in words) <= room.h


def _who(sheet: Sheet, box: Box) -> list[Part]:
    face = _LOW_HOLDER if _tight(sheet) else _HOLDER
    holder = face + (6 if _tight(sheet) else 12) if sheet.view.holder else 0
    parts = told(
        sheet,
        box.cut(bottom=holder),
        partial(_picture, sheet) if sheet.view.picture else None,
        most=_PICTURE if box.w > box.h else box.w,
    )
    return parts + (_holder(sheet, Box(box.x, box.bottom - face, box.w, face)) if holder else [])


def _picture(sheet: Sheet, frame: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    parts: list[Part] = [Plate("consent/picture", frame, c.disc, c.blue, 4, 28)]
    inner = frame.inset(min(16, frame.h * 0.08))
    names = [name for name in (view.picture, view.second_picture) if name]
    for at, (name, place) in enumerate(zip(names, inner.columns(len(names), 8), strict=True)):
        side = min(place.w, place.h)
        parts.append(Picture(f"consent/{('first', 'second')[at]}", place.centred(side, side), name, c.ink))
    return parts


def _holder(sheet: Sheet, box: Box) -> list[Part]:
    """Return face and name of who asks, in the middle above the answers."""
    c, text = sheet.c, sheet.view.holder
    wide = min(sheet.ruler.width(text, "frame", 600) + 2, box.w - box.h - 16)
    disc = Box(box.x + (box.w - wide - box.h - 16) / 2, box.y, box.h, box.h)
    return [
        Plate("consent/face-disc", disc, c.blue_tint, c.blue, 3, box.h / 2),
        Picture("consent/face", disc.inset(7), "help", c.ink),
        Words("consent/helper", Box(disc.right + 16, disc.y, wide, box.h), text, "frame", 600, c.ink),
    ]


def _small(sheet: Sheet, box: Box) -> list[Part]:
    """Return "again", the language and the letters; a word without room beside its picture is only spoken."""
    f = sheet.view.footer
    own = [one for one in (f.again, f.language, f.look) if one is not None]
    given = [*own, *sheet.view.side_choices]
    if sum(_wide(sheet, one) for one in given) + 16 * (len(given) - 1) > box.w:
        given = [*own, *(structs.replace(one, text="") for one in sheet.view.side_choices)]
    wide = [_wide(sheet, one) for one in given]
    whole = min(sum(wide) + 16 * (len(given) - 1), box.w)
    parts: list[Part] = []
    for one, place in zip(given, box.centred(whole, box.h).shares(wide, 16), strict=True):
        parts += button(sheet, one, place, "frame", picture_side=46, gap=10, pad=9)
    return parts


def _wide(sheet: Sheet, one: Button) -> float:
    """Return how wide a small button asks to be."""
    if not one.text:
        return TARGET
    return max(sheet.ruler.width(one.text, "frame", 700) + (46 + 10 if one.picture else 0) + 26, 150)
