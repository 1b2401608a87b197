"""What is going on: a picture, one sentence, one more; answers at the bottom. With rows: what a card said."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.acts import acts_at, acts_height
from kiosk.ui.widgets.head import head
from kiosk.ui.widgets.rows import card_row
from kiosk.ui.widgets.told import told

_ACT: Final = 128
_FIELD: Final = 420
_WIDE_FIELD: Final = 500
_LOW_GLASS: Final = 720


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return the page."""
    if sheet.view.rows:
        return with_rows(sheet)
    body, acts = sheet.body, _all_acts(sheet)
    lower = sheet.lower(body)
    high = acts_height(sheet, acts, body.w, lower.h if sheet.lowered else body.h * 0.5, _act_wish(sheet))
    low = Box(body.x, body.bottom - high, body.w, high)
    parts = acts_at(sheet, acts, low)
    upper = body.cut(bottom=high + (14 if sheet.shallow else 24)) if acts else body
    most = _FIELD if acts else _WIDE_FIELD
    picture = sheet.view.picture
    return parts + told(sheet, upper, lambda box: _picture(sheet, box), most=most, drawn=bool(picture))


def _act_wish(sheet: Sheet) -> float:
    return 76 if sheet.shallow else 100 if sheet.height < _LOW_GLASS else _ACT


def _all_acts(sheet: Sheet) -> list[Button]:
    view = sheet.view
    return [*view.side_choices, *view.choices, *((view.go_on,) if view.go_on else ())]


def _picture(sheet: Sheet, field: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    fill, edge, line = c.disc, c.line, 3.0
    if view.picture.startswith("help"):
        fill, edge, line = c.blue_tint, c.blue, 5.0
    if view.banner is not None and view.banner.tone == "stop":
        fill, edge, line = c.brick_tint, c.brick, 5.0
    parts: list[Part] = [Plate("picture/ground", field, fill, edge, line, 28)]
    if not view.picture:
        return parts
    if view.second_picture:
        for at, (name, place) in enumerate(
            zip(
                (view.picture, view.second_picture),
                field.inset(min(20, field.h * 0.08)).columns(2, 12),
                strict=True,
            )
        ):
            side = min(place.w, place.h)
            parts.append(Picture(f"picture/{at}", place.centred(side, side), name, c.ink))
        return parts
    side = min(field.w, field.h) * 0.86
    return [*parts, Picture("picture", field.centred(side, side), view.picture, c.ink)]


def with_rows(sheet: Sheet) -> list[Part]:
    """Return what a card said: its picture, its lines, and the answers below them."""
    view, c = sheet.view, sheet.c
    acts = [*view.choices, *((view.go_on,) if view.go_on else ())]
    parts, body = _titled(sheet)
    wide = min(400.0, body.w * 0.33)
    field = Box(body.x, body.y, wide, body.h)
    side = min(wide - 60, body.h - 40, 320)
    confirmed = all(row.mark == "ok" for row in view.rows)
    fill, edge = (c.green_tint, c.green) if confirmed else (c.disc, c.ink)
    parts += [
        Plate("picture/ground", field, fill, edge, 3, 20),
        Picture("picture", field.centred(side, side), view.picture, c.ink),
    ]
    right = body.cut(left=wide + 28)
    cells = right.cut(bottom=min(142.0, right.h * 0.28) + 12 if acts else 0)
    count = max(len(view.rows), 3)
    for row, cell in zip(view.rows, cells.rows(count, 12), strict=False):
        parts += card_row(sheet, row, cell)
    if acts:
        low = Box(right.x, cells.bottom + 12, right.w, right.bottom - cells.bottom - 12)
        parts += acts_at(sheet, acts, low)
    return parts


def _titled(sheet: Sheet) -> tuple[list[Part], Box]:
    """Return the head without go-on: here that is a final act and stands at the bottom."""
    plain = replace(sheet, view=structs.replace(sheet.view, go_on=None))
    return head(plain, sheet.body, side=sheet.view.side_choices)
