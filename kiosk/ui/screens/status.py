"""How far a dossier is: discs on a line, and below them what comes next and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from msgspec import structs

from kiosk.presenter.view import PathStep
from kiosk.ui.entry import Typed
from kiosk.ui.parts import Box, Part, Picture, Plate, Role, Shape, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import button
from kiosk.ui.widgets.head import go_height, go_width, head, ways_low

_DISC: Final = 186
_DISC_LEAST: Final = 64
_DOT: Final = 40
"""A smaller disc says nothing."""
_TICK: Final = 64
_ASIDE: Final = 240
"""What the field's picture and edges take of its width."""
_AIR: Final = 14
_GAP: Final = 40
_BETWEEN: Final = 14
_STEP: Final = 36
"""Between two discs that stand above each other."""
_SIDE_UPRIGHT: Final = 90
"""Discs one above the other that are smaller take room from the field."""
_FIELD_MOST: Final = 216
Labels = Role | Literal[""]


@dataclass(frozen=True)
class Manner:
    """One way to show it: what has no room is only spoken."""

    labels: Labels
    detail: bool


FULL: Final = Manner("answer", detail=True)
_LEAST: Final = Manner("", detail=False)
_MANNERS: Final = (FULL, Manner("frame", detail=True), Manner("", detail=True), _LEAST)


def compose(sheet: Sheet, _typed: Typed) -> list[Part]:
    """Return question, path and the field with the date; in low reach go-on stands beside the field."""
    view = sheet.view
    if sheet.upright:
        return _upright(sheet)
    laid = next((one for one in (_laid(sheet, manner) for manner in _MANNERS) if one.fits), None)
    laid = laid or _laid(sheet, _LEAST)
    parts, body, strip, label = laid.parts, laid.body, laid.strip, max(laid.label, 0)
    disc = max(min(_DISC, laid.spare, _cell_w(body, view.path) * 0.85), 0)
    low = max(min(_FIELD_MOST, body.h - disc - label - 2 * _BETWEEN - 12), laid.field) if laid.field else 0
    lower = Box(strip.x, body.bottom - low, strip.w, low)
    if sheet.lowered and view.go_on is not None:
        wide, high = go_width(sheet), min(max(low, go_height(sheet)), 110.0)
        place = Box(body.right - wide, body.bottom - high, wide, high)
        parts = [*parts, *button(sheet, view.go_on, sheet.handed(place, body), picture_side=44)]
    top = body.y + max((body.h - disc - label - low) / 3 - _BETWEEN, 0)
    # On the lowest glass, with the largest letters, the headline alone says where the dossier is.
    path = path_of(sheet, Box(body.x, top, body.w, disc), label, laid.manner.labels) if disc >= _DOT else []
    return [*parts, *path, *field(sheet, lower, laid.manner)]


def _upright(sheet: Sheet) -> list[Part]:
    """Return the path from top to bottom, its words beside the discs, and the field below it."""
    view, c = sheet.view, sheet.c
    parts, body, _ = _head(sheet)
    if sheet.lowered:
        ways, body = ways_low(sheet, (), body)
        parts = [*parts, *ways]
    usual = max(field_least(sheet, body, FULL), _FIELD_MOST if view.big or view.detail else 0)
    fields = [(usual, FULL), *((field_least(sheet, body, one), one) for one in (FULL, _LEAST))]
    count = max(len(view.path), 1)
    sides = [_side_upright(body, low, count) for low, _ in fields]
    at = next((at for at, side in enumerate(sides) if side >= _SIDE_UPRIGHT), len(sides) - 1)
    side, (low, manner) = sides[at], fields[at]
    used = count * side + (count - 1) * _STEP + (low + _GAP if low else 0)
    top = body.y + max((body.h - used) / 2, 0)
    x = body.x + _GAP
    for at, step in enumerate(view.path):
        disc = Box(x, top + at * (side + _STEP), side, side)
        if at:
            parts.append(_link(sheet, f"path/line/{at}", step, disc))
        parts += _disc(sheet, f"path/{at}", step, disc)
        text = Box(disc.right + _GAP, disc.y, body.right - disc.right - _GAP, side)
        now = step.state == "now"
        role: Role = "ask" if now else "answer"
        if sheet.block_width(step.text, role, 800, text.w) > text.w:
            role = "answer"
        parts.append(Words(f"path/{at}/text", text, step.text, role, 800 if now else 600, c.ink))
    place = Box(body.x, top + used - low, body.w, low)
    return [*parts, *(field(sheet, place, manner) if low else [])]


def _side_upright(body: Box, low: float, count: int) -> float:
    """Return how large the discs are above a field so ``low``."""
    return min(_DISC, (body.h - low - 2 * _GAP - (count - 1) * _STEP) / count)


def _link(sheet: Sheet, key: str, step: PathStep, disc: Box) -> Part:
    """Return the line from the disc above down to ``disc``."""
    x, c = disc.x + disc.w / 2, sheet.c
    if step.state == "to-come":
        return Shape(key, (x, disc.y - _STEP, x, disc.y), c.line, 7)
    return Plate(key, Box(x - 7, disc.y - _STEP - 8, 14, _STEP + 16), c.green, radius=0)


@dataclass(frozen=True)
class _Laid:
    """What one manner leaves: the head, the rest, where across the field stands, and the heights."""

    manner: Manner
    parts: list[Part]
    body: Box
    strip: Box
    field: float
    label: float

    @property
    def spare(self) -> float:
        """The height that is left for the discs."""
        return self.body.h - self.field - max(self.label, 0) - 2 * _BETWEEN

    @property
    def fits(self) -> bool:
        """Tell whether every word has room and the discs are no dots."""
        return self.label >= 0 and self.spare >= _DISC_LEAST


def _laid(sheet: Sheet, manner: Manner) -> _Laid:
    parts, body, strip = _head(sheet)
    field = field_least(sheet, strip, manner)
    return _Laid(manner, parts, body, strip, field, label_height(sheet, body, manner.labels))


def _head(sheet: Sheet) -> tuple[list[Part], Box, Box]:
    """Return the question, what is left below it, and where across the field stands."""
    view = sheet.view
    # The sentence more belongs to the field below, not under the question.
    plain = structs.replace(view, detail="")
    if not sheet.lowered:
        parts, body = head(replace(sheet, view=plain), sheet.body)
        return parts, body, body
    whole = structs.replace(plain, go_on=None, look=structs.replace(view.look, reach="whole"))
    parts, body = head(replace(sheet, view=whole), sheet.body)
    cut = go_width(sheet) + 16 if view.go_on is not None else 0
    return parts, body, body.cut(left=cut) if sheet.left_handed else body.cut(right=cut)


def label_height(sheet: Sheet, body: Box, role: Labels) -> float:
    """Return the height of the words under the discs; -1 where one of them is wider than its place."""
    if not role:
        return 0
    room = _cell_w(body, sheet.view.path)
    if any(sheet.block_width(one.text, role, 800, room) > room for one in sheet.view.path):
        return -1
    return max((sheet.block_height(one.text, role, 800, room) for one in sheet.view.path), default=0)


def field_least(sheet: Sheet, box: Box, manner: Manner) -> float:
    """Return the height that the field's words need, 0 for no field."""
    view = sheet.view
    if not view.big and not (view.detail and manner.detail):
        return 0
    text = box.w - _ASIDE
    big, detail = sheet.block_height(view.big, "typed", 800, text), view.detail if manner.detail else ""
    above = big + sheet.block_height(detail, "answer", 500, text)
    beside = max(big, sheet.block_height(detail, "answer", 500, text - _number_w(sheet)))
    return min(above, beside) + 2 * _AIR


def _number_w(sheet: Sheet) -> float:
    """Return the width of the number where it stands beside the sentence, the gap with it."""
    big = sheet.view.big
    return sheet.ruler.width(big, "typed", 800) + 2 + _GAP if big and sheet.view.detail else 0


def _cell_w(body: Box, path: tuple[PathStep, ...]) -> float:
    return body.w / max(len(path), 1) - 6


def path_of(sheet: Sheet, box: Box, label: float, role: Labels) -> list[Part]:
    """Return the discs as high as ``box``, and below it what each is called, ``label`` high; "" for no words."""
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
        if not role:
            continue
        text = Box(cell.x + 3, box.bottom + 10, cell.w - 6, label + 4)
        weight = 800 if step.state == "now" else 600
        parts.append(Words(f"path/{at}/text", text, step.text, role, weight, c.ink, "center", "top"))
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


def field(sheet: Sheet, box: Box, manner: Manner) -> list[Part]:
    """Return the field with the day, or what is to be paid, and what to do next."""
    view, c = sheet.view, sheet.c
    detail = view.detail if manner.detail else ""
    if not (view.big or detail):
        return []
    parts: list[Part] = [Plate("field", box, c.green_tint, c.green, 3, 20)]
    side = min(128.0, box.h - 24)
    picture = Box(box.x + 34, box.y + (box.h - side) / 2, side, side)
    parts.append(Picture("field/picture", picture, view.second_picture or "due-date", c.ink))
    text = Box(picture.right + 30, box.y, box.right - picture.right - 54, box.h)
    top = sheet.block_height(view.big, "typed", 800, text.w)
    more = sheet.block_height(detail, "answer", 500, text.w)
    if top and more and top + more + 2 * _AIR > box.h:
        return parts + _in_a_row(sheet, text)
    y = text.y + (text.h - top - more) / 2
    return [
        *parts,
        Words("big", Box(text.x, y, text.w, top + 2), view.big, "typed", 800, c.ink),
        Words("detail", Box(text.x, y + top, text.w, more + 2), detail, "answer", 500, c.ink),
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
