"""Paper cards: the paper's picture and name, "have" and "don't have" side by side."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Button, PaperCard
from kiosk.ui.parts import Box, Part, Picture, Plate, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import Face, painted, pressable
from kiosk.ui.widgets.looks import Look

_PAD: Final = 19
_BUTTON: Final = 92
_ROOMY: Final = 120
"""Height of the picture's ground below which its air goes to the picture."""


def paper(sheet: Sheet, card: PaperCard, box: Box) -> list[Part]:
    """Return one card; green once it is there, brick once it isn't, with what may be brought instead."""
    c = sheet.c
    lit = sheet.lit in {card.id, f"paper:{card.id}"}
    edge, line = (c.ink, 3.0) if card.has is None else (c.green if card.has else c.brick, 6.0)
    parts: list[Part] = looks.ring(f"paper/{card.id}", box, c, 20) if lit else []
    parts.append(Plate(f"paper/{card.id}", box, c.card, edge, line, 20))
    inner = box.inset(_PAD)
    high = min(_BUTTON, max(76, inner.h * 0.22))
    upper = inner.cut(bottom=high + 16)
    parts += _upper(sheet, card, upper)
    yes, no = Box(inner.x, inner.bottom - high, inner.w, high).shares([1, 1.14], 12)
    parts += _choice(sheet, card.yes, yes, chosen=card.has is True, brick=False)
    parts += _choice(sheet, card.no, no, chosen=card.has is False, brick=True)
    return parts


def _upper(sheet: Sheet, card: PaperCard, box: Box) -> list[Part]:
    c = sheet.c
    name = sheet.block_height(card.name, "answer", 600, box.w)
    hint = card.hint if card.has is False else card.official
    more = sheet.block_height(hint, "frame", 500, box.w)
    least = 2 * sheet.ruler.line_height(card.name, "answer", loose=False)
    below = max(name, least if not hint else name) + more + 18
    field = box.cut(bottom=below)
    parts: list[Part] = []
    if field.h > 60:  # noqa: PLR2004 - a smaller picture says nothing
        side = min(field.h - (24 if field.h > _ROOMY else 8), field.w - 40, 190)
        parts.append(Plate(f"paper/{card.id}/field", field, c.paper, radius=12))
        parts.append(Picture(f"paper/{card.id}/picture", field.centred(side, side), card.picture, c.ink))
    words = Box(box.x, box.bottom - below, box.w, below)
    if not hint:
        return [*parts, Words(f"paper/{card.id}/name", words, card.name, "answer", 600, c.ink, "center")]
    top = words.y + 9
    return [
        *parts,
        Words(
            f"paper/{card.id}/name", Box(box.x, top, box.w, name), card.name, "answer", 600, c.ink, "center"
        ),
        Words(
            f"paper/{card.id}/hint",
            Box(box.x, top + name, box.w, more + 4),
            hint,
            "frame",
            500,
            c.ink,
            "center",
        ),
    ]


def _choice(sheet: Sheet, given: Button, box: Box, *, chosen: bool, brick: bool) -> list[Part]:
    c = sheet.c
    look = Look(c.card, c.ink, c.ink, c.ink)
    if chosen:
        look = Look(c.brick_tint, c.ink, c.brick, c.brick) if brick else looks.chosen(c)
    lit = sheet.lit == given.id
    if lit:
        look = looks.spoken(look, c)
    face = Face(
        given.text, given.picture or ("glyphs/no" if brick else "glyphs/yes"), picture_side=36, gap=10, pad=8
    )
    return [
        pressable(sheet, given.id, given.event, box, look, lambda at: painted(sheet, given.id, face, box, at))
    ]
