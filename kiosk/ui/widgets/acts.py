"""The answers at the bottom of a page: in one row or two, each as wide as its words ask."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.ui.parts import TARGET, Box, Part, Role
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import PAD, button
from kiosk.ui.widgets.looks import LIP

_GAP: Final = 16
_SIGN: Final = 56
_MOST_A_ROW: Final = 3


def acts_height(sheet: Sheet, acts: list[Button], width: float, most: float, wish: float) -> float:
    """Return the height that the answers take: as ``wish`` says for each row, at least what their words need."""
    if not acts:
        return 0
    role, rows = _arranged(sheet, acts, width, most)
    need = max(_row_height(sheet, row, width, role) for row in rows)
    free = (most - _GAP * (len(rows) - 1)) / len(rows)
    return max(min(wish, free), min(need, free)) * len(rows) + _GAP * (len(rows) - 1)


def acts_fit(sheet: Sheet, acts: list[Button], box: Box) -> bool:
    """Tell whether the answers' words stand whole in ``box``."""
    if not acts:
        return True
    role, rows = _arranged(sheet, acts, box.w, box.h)
    high = (box.h - _GAP * (len(rows) - 1)) / len(rows)
    return all(_row_fits(sheet, row, box.w, role, high) for row in rows)


def acts_at(sheet: Sheet, acts: list[Button], box: Box) -> list[Part]:
    """Return the answers in ``box``."""
    if not acts:
        return []
    role, rows = _arranged(sheet, acts, box.w, box.h)
    parts: list[Part] = []
    for given, place in zip(rows, box.rows(len(rows), _GAP), strict=True):
        sign = min(84.0, place.h - 32) if _lines(sheet, given, box.w, role, 84) == 1 else _SIGN
        for one, cell in zip(given, _cells(sheet, given, place, role), strict=True):
            parts += button(sheet, _told(sheet, one, cell, role), cell, role, picture_side=sign, gap=PAD)
    return parts


def _told(sheet: Sheet, one: Button, cell: Box, role: Role) -> Button:
    """Return the answer without its hint where that has no room: then it is only spoken."""
    room = _room(one, cell)
    high = sheet.block_height(one.text, role, 700, room) + sheet.block_height(one.hint, "frame", 500, room)
    silent = sheet.theme.largest or high + LIP + 4 > cell.h
    return structs.replace(one, hint="") if one.hint and silent else one


def _arranged(sheet: Sheet, acts: list[Button], width: float, most: float) -> tuple[Role, list[list[Button]]]:
    """Return role and rows: one row of answers, then two, then the words in the size of the frame."""
    orders = [[acts]] if len(acts) <= _MOST_A_ROW else []
    half = -(-len(acts) // 2)
    orders += [
        [acts[at : at + count] for at in range(0, len(acts), count)] for count in dict.fromkeys((half, 1))
    ]
    roles: tuple[Role, ...] = ("answer", "frame")
    for role in roles:
        for rows in orders:
            high = (most - _GAP * (len(rows) - 1)) / len(rows)
            if high >= TARGET and all(_row_fits(sheet, row, width, role, high) for row in rows):
                return role, rows
    return "frame", [acts]


def _row_fits(sheet: Sheet, row: list[Button], width: float, role: Role, high: float) -> bool:
    cells = _cells(sheet, row, Box(0, 0, width, high), role)
    return all(
        sheet.block_width(one.text, role, 700, _room(one, cell)) <= _room(one, cell)
        and sheet.block_height(one.text, role, 700, _room(one, cell)) + LIP + 4 <= high
        for one, cell in zip(row, cells, strict=True)
    )


def _row_height(sheet: Sheet, row: list[Button], width: float, role: Role) -> float:
    cells = _cells(sheet, row, Box(0, 0, width, TARGET), role)
    words = [
        sheet.block_height(one.text, role, 700, _room(one, cell))
        for one, cell in zip(row, cells, strict=True)
    ]
    return max(TARGET, *(high + LIP + 16 for high in words))


def _lines(sheet: Sheet, row: list[Button], width: float, role: Role, sign: float) -> int:
    cells = _cells(sheet, row, Box(0, 0, width, TARGET), role)
    return max(
        len(sheet.ruler.lines(one.text, role, 700, _room(one, cell) - (sign - _SIGN)))
        for one, cell in zip(row, cells, strict=True)
    )


def _cells(sheet: Sheet, row: list[Button], box: Box, role: Role) -> list[Box]:
    """Return a place for each, as wide as its words ask, at least an equal share of half the row."""
    least = box.w / len(row) * 0.55
    wide = [max(sheet.ruler.width(one.text, role, 700) + _around(one) + 20, least) for one in row]
    return box.shares(wide, _GAP)


def _around(one: Button) -> float:
    return 2 * PAD + (_SIGN + PAD if one.picture else 0) + 2


def _room(one: Button, cell: Box) -> float:
    return cell.w - _around(one)
