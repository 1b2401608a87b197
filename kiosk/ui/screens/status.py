"""How far a dossier is: discs on a line, and below them what comes next and when."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from msgspec import structs

from kiosk.presenter.view import PathStep
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate, Shape, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import button
from kiosk.ui.widgets.head import head

_DISC: Final = 186
_TICK: Final = 64
_ACT: Final = 100
_ASIDE: Final = 240
"""What the field's picture and edges take of its width."""
_AIR: Final = 14
_GAP: Final = 40


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, path and the field with the date."""
    view = sheet.view
    # The sentence more belongs to the field below, not under the question.
    plain = replace(sheet, view=structs.replace(view, detail=""))
    parts, body = head(plain, sheet.body)
    acts = [*view.side_choices, *view.choices]
    if acts:
        low = Box(body.x, body.bottom - _ACT, body.w, _ACT)
        for one, place in zip(acts, low.columns(len(acts), 16), strict=True):
            parts += button(sheet, one, place, picture_side=56)
        body = body.cut(bottom=_ACT + 14)
    label = max(
        (sheet.block_height(one.text, "answer", 800, _cell_w(body, view.path)) for one in view.path),
        default=0,
    )
    least = _field_least(sheet, body.w)
    disc = max(min(_DISC, body.h - least - label - 28), 76)
    field = max(min(216.0, body.h - disc - label - 40), least)
    parts += _path(sheet, Box(body.x, body.y, body.w, disc), label)
    return parts + _field(sheet, Box(body.x, body.bottom - field, body.w, field))


def _field_least(sheet: Sheet, width: float) -> float:
    """Return the height that the field's words need, 0 for no field."""
    view = sheet.view
    if not view.big and not view.detail:
        return 0
    text = width - _ASIDE
    number = _number_w(sheet)
    return (
        max(
            sheet.block_height(view.big, "typed", 800, text),
            sheet.block_height(view.detail, "answer", 500, text - number),
        )
        + 2 * _AIR
    )


def _number_w(sheet: Sheet) -> float:
    """Return the width of the number where it stands beside the sentence, the gap with it."""
    big = sheet.view.big
    return sheet.ruler.width(big, "typed", 800) + 2 + _GAP if big and sheet.view.detail else 0


def _cell_w(body: Box, path: tuple[PathStep, ...]) -> float:
    return body.w / max(len(path), 1) - 6


def _path(sheet: Sheet, box: Box, label: float) -> list[Part]:
    path, c = sheet.view.path, sheet.c
    cells = box.columns(max(len(path), 1), 0)
    side = box.h
    middle = box.y + side / 2
    parts: list[Part] = []
    for before, after, step in zip(cells, cells[1:], path[1:], strict=False):
        start, end = before.x + before.w / 2 + side / 2, after.x + after.w / 2 - side / 2
        key = f"path/line/{after.x:.0f}"
        if step.state == "to-come":
            parts.append(Shape(key, (start, middle, end, middle), c.line, 7))
        else:
            parts.append(Plate(key, Box(start - 8, middle - 7, end - start + 16, 14), c.green, radius=0))
    for at, (step, cell) in enumerate(zip(path, cells, strict=False)):
        parts += _disc(sheet, f"path/{at}", step, cell.centred(side, side))
        text = Box(cell.x + 3, box.bottom + 10, cell.w - 6, label + 4)
        weight = 800 if step.state == "now" else 600
        parts.append(Words(f"path/{at}/text", text, step.text, "answer", weight, c.ink, "center", "top"))
    return parts


def _disc(sheet: Sheet, key: str, step: PathStep, box: Box) -> list[Part]:
    c = sheet.c
    fill, edge, line = {
        "done": (c.disc, c.green, 8.0),
        "now": (c.voice, c.ink, 8.0),
        "to-come": (c.disc, c.line, 4.0),
    }[step.state]
    dashed = step.state == "to-come"
    parts: list[Part] = [
        Plate(f"{key}/disc", box, fill, edge, line, box.w / 2, dashed=dashed),
        Picture(f"{key}/picture", box.inset(round(box.w * 0.18)), step.picture, c.ink),
    ]
    if step.state == "done":
        tick = _TICK * box.w / _DISC
        place = Box(box.right - tick * 0.7, box.bottom - tick * 0.9, tick, tick)
        parts.append(Plate(f"{key}/tick-disc", place, c.green, radius=tick / 2))
        parts.append(Picture(f"{key}/tick", place.inset(round(tick * 0.18)), "glyphs/yes", c.on_fill))
    return parts


def _field(sheet: Sheet, box: Box) -> list[Part]:
    view, c = sheet.view, sheet.c
    if not view.big and not view.detail:
        return []
    parts: list[Part] = [Plate("field", box, c.green_tint, c.green, 3, 20)]
    side = min(128.0, box.h - 24)
    picture = Box(box.x + 34, box.y + (box.h - side) / 2, side, side)
    parts.append(Picture("field/picture", picture, view.second_picture or "due-date", c.ink))
    text = Box(picture.right + 30, box.y, box.right - picture.right - 54, box.h)
    top = sheet.block_height(view.big, "typed", 800, text.w)
    more = sheet.block_height(view.detail, "answer", 500, text.w)
    if top and more and top + more + 2 * _AIR > box.h:
        return parts + _in_a_row(sheet, text)
    y = text.y + (text.h - top - more) / 2
    return [
        *parts,
        Words("big", Box(text.x, y, text.w, top + 2), view.big, "typed", 800, c.ink),
        Words("detail", Box(text.x, y + top, text.w, more + 2), view.detail, "answer", 500, c.ink),
    ]


def _in_a_row(sheet: Sheet, box: Box) -> list[Part]:
    """Return number and sentence side by side with a line between: a low field cannot stack them."""
    view, c = sheet.view, sheet.c
    number = _number_w(sheet)
    rule = Box(box.x + number - _GAP / 2 - 1, box.y + _AIR + 4, 3, box.h - 2 * _AIR - 8)
    return [
        Words("big", Box(box.x, box.y, number - _GAP, box.h), view.big, "typed", 800, c.ink),
        Plate("field/rule", rule, c.green, radius=0),
        Words("detail", box.cut(left=number), view.detail, "answer", 500, c.ink),
    ]
