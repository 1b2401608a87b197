"""The question line with what stands at its right end, the one sentence more, and the banner."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Button
from kiosk.ui.parts import Box, Part, Picture, Plate, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import PAD, button

GO_W: Final = 200
GO_H: Final = 84
_GAP: Final = 16
_BANNER: Final = 84


def head(sheet: Sheet, body: Box, *, side: tuple[Button, ...] = ()) -> tuple[list[Part], Box]:
    """Return question, detail, side buttons, go-on and banner, and what of ``body`` is left below."""
    view = sheet.view
    parts: list[Part] = []
    right = body.right
    if view.go_on is not None:
        place = Box(right - GO_W, body.y, GO_W, go_height(sheet))
        last = view.go_on.picture == "glyphs/next"
        parts += button(sheet, view.go_on, place, picture_last=last, picture_side=44)
        right = place.x - _GAP
    right = _side(sheet, side, body, right, parts)
    room = right - body.x
    ask = sheet.block_height(view.question, "ask", 800, room)
    more = sheet.block_height(view.detail, "frame", 500, room)
    go_high = go_height(sheet)
    buttons = go_high if parts else 0
    high = max(ask + more + 4, buttons)
    top = body.y + (high - ask - more) / 2
    parts.append(Words("question", Box(body.x, top, room, ask + 2), view.question, "ask", 800, sheet.c.ink))
    if view.detail:
        parts.append(
            Words("detail", Box(body.x, top + ask, room, more + 2), view.detail, "frame", 500, sheet.c.soft)
        )
    left = body.cut(top=high + (_GAP if buttons else 12))
    return _with_banner(sheet, parts, left)


def go_height(sheet: Sheet) -> float:
    """Return how high go-on and the buttons beside it are: 20 mm where height is scarce."""
    return 76 if sheet.low else GO_H


def _side(sheet: Sheet, side: tuple[Button, ...], body: Box, right: float, parts: list[Part]) -> float:
    for given in reversed(side):
        text = sheet.block_width(given.text, "answer", 700, 400)
        wide = max(2 * PAD + text + (66 if given.picture else 0) + 8, 110)
        place = Box(right - wide, body.y, wide, go_height(sheet))
        parts += button(sheet, given, place, picture_side=52)
        right = place.x - _GAP
    return right


def _with_banner(sheet: Sheet, parts: list[Part], left: Box) -> tuple[list[Part], Box]:
    if sheet.view.banner is None:
        return parts, left
    parts += banner(sheet, Box(left.x, left.y, left.w, _BANNER))
    return parts, left.cut(top=_BANNER + 12)


def banner(sheet: Sheet, box: Box) -> list[Part]:
    """Return the strip: tint, thick edge, picture and a few words."""
    given, c = sheet.view.banner, sheet.c
    if given is None:
        return []
    tints = {
        "calm": (c.green_tint, c.green),
        "doubt": (c.doubt_tint, c.doubt),
        "stop": (c.brick_tint, c.brick),
    }
    fill, edge = tints[given.tone]
    side = min(64, box.h - 20)
    parts: list[Part] = [Plate("banner", box, fill, edge, 5, 16)]
    x = box.x + 20
    if given.picture:
        parts.append(
            Picture("banner/picture", Box(x, box.y + (box.h - side) / 2, side, side), given.picture, c.ink)
        )
        x += side + 16
    parts.append(
        Words("banner/text", Box(x, box.y, box.right - x - 16, box.h), given.text, "frame", 700, c.ink)
    )
    return parts


def turners(sheet: Sheet, body: Box) -> tuple[list[Part], Box]:
    """Return the buttons for more pages as a column at the right, and what is left of ``body``."""
    view = sheet.view
    given = [one for one in (view.previous_page, view.next_page) if one is not None]
    if not given:
        return [], body
    wide = 150
    column = Box(body.right - wide, body.y, wide, body.h)
    rows = column.rows(2, 12)
    parts: list[Part] = []
    if view.previous_page is not None:
        parts += button(sheet, view.previous_page, rows[0], "frame", stacked=True, picture_side=56, pad=8)
    if view.next_page is not None:
        parts += button(sheet, view.next_page, rows[1], "frame", stacked=True, picture_side=56, pad=8)
    return parts, body.cut(right=wide + 16)
