"""The question over the whole width, without go-on beside it: what leads on stands at the bottom."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from msgspec import structs

from kiosk.ui.parts import Box, Part, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.head import ask_role, banner, shown_detail, told_height

_GAP: Final = 12
_BELOW: Final = 7
"""The line of the question has air of its own below its letters."""


def titled(sheet: Sheet, body: Box, below: float = 0) -> tuple[list[Part], Box]:
    """Return question, detail and banner at the top of ``body``, and what is left: ``below`` units if that can be."""
    view = sheet.view
    if view.banner is not None and (sheet.theme.largest or sheet.shallow):
        # What is told stands in the question's place: both would leave the rows no room. What a resident agrees to
        # is never left out.
        if view.residents_hand:
            both = structs.replace(view.banner, text=f"{view.question}\n{view.banner.text}")
            sheet = replace(sheet, view=structs.replace(view, banner=both))
        strip = told_height(sheet, body.w)
        return banner(sheet, Box(body.x, body.y, body.w, strip)), body.cut(top=strip + 10)
    strip = _strip(sheet, body.w)
    most = min(body.h * 0.25, body.h - below - strip - _BELOW)
    role, ask = ask_role(sheet, view.question, body.w, most)
    detail = shown_detail(sheet, body.w, body.h * 0.16)
    more = sheet.block_height(detail, "frame", 500, body.w)
    parts: list[Part] = [
        Words("question", Box(body.x, body.y - 2, body.w, ask + 2), view.question, role, 800, sheet.c.ink)
    ]
    if detail:
        place = Box(body.x, body.y + ask, body.w, more + 2)
        parts.append(Words("detail", place, detail, "frame", 500, sheet.c.soft))
    body = body.cut(top=ask + more + _BELOW)
    if view.banner is None:
        return parts, body
    told = banner(sheet, Box(body.x, body.y, body.w, strip - _GAP))
    return [*parts, *told], body.cut(top=strip)


def _strip(sheet: Sheet, width: float) -> float:
    """Return the height of the banner and the gap below it, 0 for none."""
    given = sheet.view.banner
    if given is None:
        return 0
    return max(72.0, sheet.block_height(given.text, "frame", 700, width - 110) + 8) + _GAP
