"""What is going on: a picture, one sentence, one more; answers at the bottom. With rows: what a card said."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import button
from kiosk.ui.widgets.head import banner, head
from kiosk.ui.widgets.rows import card_row

_ACT: Final = 128
_FIELD: Final = 420
_WIDE_FIELD: Final = 500
_BIG_H: Final = 140
_USUAL_LOW: Final = 2
"""The usual size of letters on a low glass."""


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return the page."""
    if sheet.view.rows:
        return with_rows(sheet)
    body = sheet.body
    sheet = _spoken_only(sheet, body)
    acts = _all_acts(sheet)
    lines = 1 if len(acts) <= 3 else 2  # noqa: PLR2004
    right_w = body.w - min(_FIELD, body.w * 0.4) - 45
    spare = body.h - _needed(sheet, right_w) - 24 - 16 * (lines - 1)
    act = max(min(_ACT, spare / lines), 76) if acts else 0
    parts: list[Part] = []
    if acts:
        low = Box(
            body.x, body.bottom - act * lines - 16 * (lines - 1), body.w, act * lines + 16 * (lines - 1)
        )
        parts += _acts(sheet, acts, low, lines)
        body = body.cut(bottom=low.h + 24)
    wide = min(_FIELD if acts else _WIDE_FIELD, body.w * 0.4)
    high = min(body.h - 12, wide * 0.92)
    field = Box(body.x, body.y + (body.h - high) / 2, wide, high)
    parts += _picture(sheet, field)
    return parts + _words(sheet, body.cut(left=wide + 45))


def _spoken_only(sheet: Sheet, body: Box) -> Sheet:
    """Return the page without its second sentence where letters larger than usual leave it no room: it is said."""
    if not (sheet.theme.largest or (sheet.shallow and sheet.view.look.size > _USUAL_LOW)):
        return sheet
    view, wide = sheet.view, body.w - min(_FIELD, body.w * 0.4) - 45
    acts = _all_acts(sheet)
    lines = 1 if len(acts) <= 3 else 2  # noqa: PLR2004
    label = sheet.ruler.line_height(acts[0].text, "answer", loose=False) if acts else 0
    low = (
        lines * max(76.0, label * (2 if sheet.theme.largest else 1) + 24) + 16 * (lines - 1) + 24
        if acts
        else 0
    )
    said = sheet.block_height(view.question, "ask", 800, wide) + _big(sheet, wide)[1]
    more = sheet.block_height(view.detail, "answer", 500, wide, loose=True)
    if not more or said + more + low + (96 if view.banner is not None else 0) + 14 <= body.h:
        return sheet
    return replace(sheet, view=structs.replace(view, detail=""))


def _all_acts(sheet: Sheet) -> list[Button]:
    view = sheet.view
    return [*view.side_choices, *view.choices, *((view.go_on,) if view.go_on else ())]


def _acts(sheet: Sheet, acts: list[Button], box: Box, lines: int) -> list[Part]:
    """Return the answers; each as wide as its words ask, at least an equal share of half the row."""
    parts: list[Part] = []
    size = -(-len(acts) // lines)
    for at, row in enumerate(box.rows(lines, 16)):
        given = acts[at * size : (at + 1) * size]
        widths = [sheet.ruler.width(one.text, "answer", 700) + (110 if one.picture else 40) for one in given]
        least = box.w / len(given) * 0.55 if given else 0
        for one, place in zip(given, row.shares([max(wide, least) for wide in widths], 20), strict=True):
            parts += button(sheet, one, place, picture_side=min(84, row.h - 32), gap=18)
    return parts


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
            zip((view.picture, view.second_picture), field.inset(20).columns(2, 12), strict=True)
        ):
            side = min(place.w, place.h)
            parts.append(Picture(f"picture/{at}", place.centred(side, side), name, c.ink))
        return parts
    side = min(field.w, field.h) - 56
    return [*parts, Picture("picture", field.centred(side, side), view.picture, c.ink)]


def _needed(sheet: Sheet, width: float) -> float:
    """Return the height that number, sentences and banner take."""
    view = sheet.view
    strip = 96 if view.banner is not None else 0
    ask = sheet.block_height(view.question, "display", 800, width)
    more = sheet.block_height(view.detail, "answer", 500, width, loose=True)
    return _big(sheet, width)[1] + strip + ask + more + 20


def _big(sheet: Sheet, width: float) -> tuple[Role, float]:
    """Return size and height of the big number: digits too long for one line go on in the size of headlines."""
    number = sheet.view.big
    if not number:
        return "big", 0
    if sheet.ruler.width(number, "big", 800) <= width:
        return "big", _BIG_H * sheet.theme.size("big") / 130
    return "display", sheet.block_height(number, "display", 800, width) + 12


def _words(sheet: Sheet, box: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    size, big = _big(sheet, box.w)
    strip = 96 if view.banner is not None else 0
    ask = sheet.block_height(view.question, "display", 800, box.w)
    more = sheet.block_height(view.detail, "answer", 500, box.w, loose=True)
    role: Role = "display"
    if size == "display" or ask + more + big + strip + 20 > box.h:
        role = "ask"
        ask = sheet.block_height(view.question, role, 800, box.w)
    y = box.y + max((box.h - ask - more - big - strip - 14) / 2, 0)
    parts: list[Part] = []
    if view.big:
        parts.append(Words("big", Box(box.x, y, box.w, big), view.big, size, 800, c.ink))
    detail = Box(box.x, y + big + ask + 12, box.w, more + 2)
    parts += [
        Words("question", Box(box.x, y + big, box.w, ask + 2), view.question, role, 800, c.ink),
        Words("detail", detail, view.detail, "answer", 500, c.ink, loose=True),
    ]
    if strip:
        parts += banner(sheet, Box(box.x, y + big + ask + more + 24, box.w, 84))
    return parts


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
        parts += _acts(
            sheet, acts, Box(right.x, cells.bottom + 12, right.w, right.bottom - cells.bottom - 12), 1
        )
    return parts


def _titled(sheet: Sheet) -> tuple[list[Part], Box]:
    """Return the head without go-on: here that is a final act and stands at the bottom."""
    plain = replace(sheet, view=structs.replace(sheet.view, go_on=None))
    return head(plain, sheet.body, side=sheet.view.side_choices)
