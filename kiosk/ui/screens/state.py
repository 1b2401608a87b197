"""What is going on: a picture, one sentence, one more; answers at the bottom. With rows: what a card said."""

from __future__ import annotations

from functools import partial
from typing import Final

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.acts import acts_at, acts_height
from kiosk.ui.widgets.card import card_page
from kiosk.ui.widgets.code import code_told
from kiosk.ui.widgets.title import titled
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
    if sheet.view.code:
        return parts + code_told(sheet, upper)
    most = _FIELD if acts else _WIDE_FIELD
    return parts + told(sheet, upper, partial(_picture, sheet) if sheet.view.picture else None, most=most)


def _act_wish(sheet: Sheet) -> float:
    return 76 if sheet.shallow else 100 if sheet.height < _LOW_GLASS else _ACT


def _all_acts(sheet: Sheet) -> list[Button]:
    view = sheet.view
    return [*view.side_choices, *view.choices, *((view.go_on,) if view.go_on else ())]


def _picture(sheet: Sheet, field: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    fill, edge, line = c.disc, c.line, 3.0
    if view.picture.startswith(("help", "portraits/")):
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
    return [*parts, Picture("picture", field.centred(side, side), view.picture, c.ink, view.stamp)]


def with_rows(sheet: Sheet) -> list[Part]:
    """Return what a card said: its picture, its lines, and the answers below them."""
    view = sheet.view
    parts, body = titled(sheet, sheet.body)
    acts = [*view.choices, *((view.go_on,) if view.go_on else ())]
    return parts + card_page(sheet, body, acts)
