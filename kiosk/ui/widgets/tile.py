"""Life-event tiles: a hue, an arch with the picture, and the name in a band."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.presenter.view import Button
from kiosk.ui.parts import Box, Field, Part, Picture, Plate, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.theme import HUES
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import corner, pressable
from kiosk.ui.widgets.looks import Look

_KHMER_LIFT: Final = 5
"""Khmer letters reach further below their line, so they stand this much higher."""
_CORNER: Final = 20
_EDGE: Final = 3
_WEIGHT: Final = 700
_LIGHTER: Final = 600
_LEAST: Final = 64
"""A narrower field leaves no picture to be seen."""


def label_room(cell: Box) -> float:
    """Return how wide the label of a tile may be that has its picture above."""
    return cell.w - 2 * _EDGE


def label_weight(sheet: Sheet, choices: Sequence[Button], cell: Box) -> int:
    """Return the weight of the labels: the lighter one where with it all of them keep to one line."""

    def widest(weight: int) -> float:
        return max((sheet.ruler.width(one.text, "answer", weight) for one in choices), default=0)

    return _LIGHTER if widest(_LIGHTER) <= label_room(cell) < widest(_WEIGHT) else _WEIGHT


def tile(sheet: Sheet, given: Button, box: Box, band: float, weight: int = 700) -> list[Part]:
    """Return one tile; ``band`` is the height of the label, ``weight`` how bold it is."""
    lit = sheet.lit == given.id
    look = looks.of(given, sheet.c, lit=lit)
    parts: list[Part] = looks.ring(given.id, box, sheet.c, _CORNER) if lit else []
    if given.state == "off":
        return [*parts, *_painted(sheet, given, box, (band, weight), look)]
    parts.append(
        pressable(
            sheet,
            given.id,
            given.event,
            box,
            look,
            lambda at: _painted(sheet, given, box, (band, weight), at),
        )
    )
    return parts


def label_beside(box: Box, side: float) -> Box:
    """Return the room of the word in a tile whose picture at the left takes ``side`` units."""
    return box.cut(bottom=looks.LIP, left=side + 12, right=10)


def sides_beside(box: Box) -> list[float]:
    """Return how wide the picture's field may be: square, never more than a third of the tile; then narrower."""
    face = box.cut(bottom=looks.LIP)
    widest = min(face.h, face.w * 0.34)
    return [widest, *(side for side in (0.28 * face.w, 0.22 * face.w) if _LEAST <= side < widest)]


def tile_beside(sheet: Sheet, given: Button, box: Box, side: float) -> list[Part]:
    """Return one tile with its picture in a field of ``side`` units at the left of the word."""
    lit = sheet.lit == given.id
    look = looks.of(given, sheet.c, lit=lit)
    parts: list[Part] = looks.ring(given.id, box, sheet.c, _CORNER) if lit else []
    target = pressable(
        sheet, given.id, given.event, box, look, lambda at: _beside(sheet, given, box, side, at)
    )
    return [*parts, target]


def _beside(sheet: Sheet, given: Button, box: Box, side: float, look: Look) -> list[Part]:
    c, key = sheet.c, given.id
    ground = Look(look.fill, c.ink, c.ink, "" if look.sink else c.ink, sink=look.sink)
    face = looks.face(box, look)
    radii = (_CORNER - 3, 0.0, 0.0, _CORNER - 3)
    field = Box(face.x + 3, face.y + 3, side - 3, face.h - 6)
    disc = field.inset(min(field.w, field.h) * 0.07)
    disc = disc.centred(min(disc.w, disc.h), min(disc.w, disc.h))
    text = label_beside(box, side).moved(look.sink)
    lift = _KHMER_LIFT if sheet.view.language == "km" else 0
    return [
        looks.plate(f"{key}/plate", box, ground, _CORNER),
        Plate(f"{key}/field", field, hue(sheet, given), radius=_CORNER - 3, radii=radii),
        Plate(f"{key}/disc", disc, c.disc, c.ink, 3, disc.w / 2),
        Picture(f"{key}/picture", disc.inset(disc.w * 0.14), given.picture, c.ink),
        Words(f"{key}/text", text.moved(-lift), given.text, "answer", 700, look.text),
        *corner(sheet, key, face, given.state, lit=sheet.lit == key and not look.sink),
    ]


def _painted(sheet: Sheet, given: Button, box: Box, label: tuple[float, int], look: Look) -> list[Part]:
    c, key, (band, weight) = sheet.c, given.id, label
    ground = Look(c.ink, c.ink, lip="" if look.sink or look.dashed else c.ink, sink=look.sink)
    face = looks.face(box, look)
    low = Box(face.x + _EDGE, face.bottom - _EDGE - band, label_room(box), band)
    field = Box(low.x, face.y + _EDGE, low.w, low.y - face.y - _EDGE)
    lift = _KHMER_LIFT if sheet.view.language == "km" else 0
    return [
        looks.plate(f"{key}/plate", box, ground, _CORNER),
        Field(f"{key}/field", field, given.picture, hue(sheet, given), _CORNER - 3),
        Plate(f"{key}/band", low, look.fill, radius=_CORNER - 3, radii=(0, 0, _CORNER - 3, _CORNER - 3)),
        Words(f"{key}/text", low.moved(-lift), given.text, "answer", weight, look.text, "center"),
        *corner(sheet, key, face, given.state, lit=sheet.lit == key and not look.sink),
    ]


def hue(sheet: Sheet, given: Button) -> str:
    """Return the colour of a tile: its own, a life event's by name, or paper; none in high contrast."""
    if sheet.theme.flat:
        return sheet.c.disc
    if given.hue.startswith("#"):
        return given.hue
    return HUES.get(given.hue, sheet.c.paper)
