"""The strip of suggestions between field and keys: what the typed letters may mean."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.texts import typing_km
from kiosk.ui.parts import Box, Part, Role
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import PAD, button

LEAST: Final = 50
"""Lowest strip in units: 12.7 mm and a little."""
_GAP: Final = 12
_LIP: Final = 9
"""What lip and edge take from the height of a button."""
_PICTURE: Final = 40
_LATIN: Final = 0.95
_KHMER: Final = 0.8
"""How much of a single line its letters take."""


def least_height(sheet: Sheet) -> float:
    """Return the height of the lowest strip that holds a suggestion in the smaller of its sizes."""
    if sheet.view.language != "km":
        return LEAST
    return max(LEAST, sheet.ruler.line_height("ក", "frame", loose=False) * _KHMER + _LIP + 1)


def suggestions(sheet: Sheet, box: Box) -> list[Part]:
    """Return as many suggestions as fit, the first first: on one large line each, else on two smaller ones."""
    given = list(sheet.view.suggestions)
    while given:
        places = box.columns(len(given), _GAP)
        for role in _ROLES:
            if all(
                _fits(sheet, one, place, role, _pad(given)) for one, place in zip(given, places, strict=True)
            ):
                return [
                    part
                    for one, place in zip(given, places, strict=True)
                    for part in button(sheet, one, place, role, picture_side=_PICTURE, gap=8, pad=_pad(given))
                ]
        if len(given) == 1:
            # What is told besides is still spoken.
            fits = _fits(sheet, given[0], box, "frame", PAD)
            alone = given[0] if fits else structs.replace(given[0], hint="")
            if not _fits(sheet, alone, box, "frame", _pad(given)):
                alone = structs.replace(alone, picture="")
            return button(sheet, alone, box, "frame", picture_side=_PICTURE, gap=8, pad=_pad(given))
        given.pop()
    return []


_ROLES: Final[tuple[Role, ...]] = ("answer", "frame")


def _pad(given: list[Button]) -> float:
    return PAD if len(given) <= 2 else PAD / 2  # noqa: PLR2004 - two have room to spare


def _fits(sheet: Sheet, one: Button, place: Box, role: Role, pad: float) -> bool:
    room = place.w - 2 * pad - 2 - (_PICTURE + 8 if one.picture else 0)
    lines = sheet.ruler.lines(one.text, role, 700, room)
    high = sheet.block_height(one.text, role, 700, room) + sheet.block_height(one.hint, "frame", 500, room)
    wide = max((sheet.ruler.width(line, role, 700) for line in lines), default=0)
    alone = _KHMER if typing_km.is_khmer(one.text[:1]) else _LATIN
    lean = alone if len(lines) == 1 and not one.hint else 1
    return wide <= room and high * lean <= place.h - _LIP and (role != "answer" or len(lines) == 1)
