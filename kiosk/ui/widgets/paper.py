"""Paper cards: the paper's picture and name, "have" and "don't have" side by side."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Button, PaperCard
from kiosk.ui.parts import Box, Part, Picture, Plate, Role, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import Face, painted, pressable
from kiosk.ui.widgets.looks import Look

_PAD: Final = 19
_BUTTON: Final = 92
_TICK: Final = 44
_LOW: Final = 260
_FIELD: Final = 64
"""Height of the picture's ground below which it stands at the left of the words."""
_MORE: Final = 1.3
"""How much larger a picture must be beside the words to stand there."""
_ROOMY: Final = 120
"""Height of the picture's ground below which its air goes to the picture."""


def paper(sheet: Sheet, card: PaperCard, box: Box) -> list[Part]:
    """Return one card; green once it is there, brick once it isn't, with what may be brought instead."""
    c = sheet.c
    lit = sheet.lit in {card.id, f"paper:{card.id}"}
    edge, line = (c.ink, 3.0) if card.has is None else (c.green if card.has else c.brick, 6.0)
    parts: list[Part] = looks.ring(f"paper/{card.id}", box, c, 20) if lit else []
    parts.append(Plate(f"paper/{card.id}", box, c.card, edge, line, 20))
    inner = box.inset(_PAD if box.h > _LOW else 10)
    word = sheet.ruler.line_height(card.yes.text, "answer", loose=False)
    high = min(_BUTTON, max(76, inner.h * 0.22, word + 14))
    upper = inner.cut(bottom=high + 12)
    shown = _upper(sheet, card, upper)
    parts += [*shown, *_ticked(sheet, card, shown)]
    row = Box(inner.x, inner.bottom - high, inner.w, high)
    if card.no is None:
        return parts + _choice(sheet, card.yes, row, brick=False)
    words = [sheet.ruler.width(one.text, "answer", 700) + 44 for one in card.buttons]
    yes, no = row.shares(words if card.told else [1, 1.14], 12)
    parts += _choice(sheet, card.yes, yes, brick=False)
    return parts + _choice(sheet, card.no, no, brick=True)


def _ticked(sheet: Sheet, card: PaperCard, shown: list[Part]) -> list[Part]:
    """Return the tick of a paper that is there where its button, doing something else, does not carry one."""
    drawn = next((part.box for part in shown if isinstance(part, Picture)), None)
    if not card.has or card.yes.state == "chosen" or drawn is None:
        return []
    side = min(_TICK, drawn.h * 0.5)
    place = Box(drawn.right - side * 0.7, drawn.y - side * 0.1, side, side)
    return [Picture(f"paper/{card.id}/mark", place, "tick-big", sheet.c.ink)]


def _upper(sheet: Sheet, card: PaperCard, box: Box) -> list[Part]:
    """Return picture and words: above each other, side by side, or the words alone where they need all the room."""
    hint = card.told or (card.hint if card.has is False else "")
    wide = box.w - min(box.h, box.w * 0.3) - 14
    for more in [hint, ""] if hint else [""]:
        for role in _ROLES:
            name, told = _heights(sheet, card, more, role, box.w)
            field = box.h - name - told - 18
            above = field >= _FIELD and _wide(sheet, card, role, box.w)
            name, told = _heights(sheet, card, more, role, wide)
            beside = box.h >= name + told and _wide(sheet, card, role, wide)
            if beside and (not above or min(box.h, box.w * 0.3) > field * _MORE):
                return _side_by_side(sheet, card, more, role, box)
            if above:
                return _stacked(sheet, card, more, role, box)
    return _texts(sheet, card, "", "frame", box)


_ROLES: Final[tuple[Role, ...]] = ("answer", "frame")


def _wide(sheet: Sheet, card: PaperCard, role: Role, width: float) -> bool:
    return sheet.block_width(card.name, role, 600, width) <= width


def _heights(sheet: Sheet, card: PaperCard, hint: str, role: Role, width: float) -> tuple[float, float]:
    return sheet.block_height(card.name, role, 600, width), sheet.block_height(hint, "frame", 500, width)


def _stacked(sheet: Sheet, card: PaperCard, hint: str, role: Role, box: Box) -> list[Part]:
    name, more = _heights(sheet, card, hint, role, box.w)
    least = 2 * sheet.ruler.line_height(card.name, role, loose=False)
    below = min(max(name, least if not hint else name) + more + 18, box.h - _FIELD)
    field = box.cut(bottom=below)
    side = min(field.h - (24 if field.h > _ROOMY else 8), field.w - 40, 360 if sheet.upright else 190)
    return [
        Plate(f"paper/{card.id}/field", field, sheet.c.paper, radius=12),
        Picture(f"paper/{card.id}/picture", field.centred(side, side), card.picture, sheet.c.ink),
        *_texts(sheet, card, hint, role, Box(box.x, box.bottom - below, box.w, below)),
    ]


def _side_by_side(sheet: Sheet, card: PaperCard, hint: str, role: Role, box: Box) -> list[Part]:
    side = min(box.h, box.w * 0.3)
    field = Box(box.x, box.y + (box.h - side) / 2, side, side)
    return [
        Plate(f"paper/{card.id}/field", field, sheet.c.paper, radius=12),
        Picture(f"paper/{card.id}/picture", field.inset(4), card.picture, sheet.c.ink),
        *_texts(sheet, card, hint, role, box.cut(left=side + 14)),
    ]


def _texts(sheet: Sheet, card: PaperCard, hint: str, role: Role, box: Box) -> list[Part]:
    name, more = _heights(sheet, card, hint, role, box.w)
    top = box.y + max((box.h - name - more) / 2, 0)
    ink, place = sheet.c.ink, Box(box.x, top, box.w, name)
    parts: list[Part] = [Words(f"paper/{card.id}/name", place, card.name, role, 600, ink, "center")]
    if hint:
        below = Box(box.x, top + name, box.w, more + 2)
        parts.append(Words(f"paper/{card.id}/hint", below, hint, "frame", 500, ink, "center"))
    return parts


def _choice(sheet: Sheet, given: Button, box: Box, *, brick: bool) -> list[Part]:
    c = sheet.c
    look = Look(c.card, c.ink, c.ink, c.ink)
    if given.state == "chosen":
        look = Look(c.brick_tint, c.ink, c.brick, c.brick) if brick else looks.chosen(c)
    lit = sheet.lit == given.id
    if lit:
        look = looks.spoken(look, c)
    name = given.picture or ("glyphs/no" if brick else "glyphs/yes")
    side = 36.0 if sheet.ruler.width(given.text, "answer", 700) + 36 + 10 + 16 <= box.w else 24.0
    gap = 10 if side > 24 else 4  # noqa: PLR2004
    role: Role = (
        "answer" if sheet.ruler.width(given.text, "answer", 700) + side + gap + 8 <= box.w else "frame"
    )
    face = Face(given.text, name, role=role, picture_side=side, gap=gap, pad=4)
    return [
        pressable(sheet, given.id, given.event, box, look, lambda at: painted(sheet, given.id, face, box, at))
    ]
