"""Answer buttons: picture left, word, lip; and picture answers: picture above, word in a band below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from msgspec import Struct

from kiosk.presenter.view import Button
from kiosk.ui.parts import Act, Box, Part, Picture, Plate, Role, Target, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.looks import Look

PAD: Final = 14
_BAND_AIR: Final = 16
_TICK: Final = 34
_SPEAKER: Final = 40
_TICK_OUT: Final = 6
"""How far the tick stands out beyond its picture: less than the air before the word."""


class Face(Struct, frozen=True):
    """What stands on a button and how large."""

    text: str
    picture: str = ""
    hint: str = ""
    role: Role = "answer"
    weight: int = 700
    picture_side: float = 48
    gap: float = 14
    picture_last: bool = False
    stacked: bool = False
    radius: float = 16
    pad: float = PAD


def button(
    sheet: Sheet, given: Button, box: Box, role: Role = "answer", *, picture_side: float = 52, **more: object
) -> list[Part]:
    """Return a button of the view in ``box``; nothing can be touched where it is off."""
    face = Face(given.text, given.picture, given.hint, role, picture_side=picture_side, **more)  # type: ignore[arg-type]
    lit = bool(given.id) and sheet.lit == given.id
    look = looks.of(given, sheet.c, lit=lit)
    parts: list[Part] = looks.ring(given.id, box, sheet.c, face.radius) if lit else []
    if given.state == "off":
        return [*parts, *painted(sheet, given.id, face, box, look)]
    parts.append(
        pressable(
            sheet,
            given.id,
            given.event,
            box,
            look,
            lambda at: _spoken(
                sheet, given, box, at, _ticked(given, box, at, painted(sheet, given.id, face, box, at))
            ),
        )
    )
    return parts


def _ticked(given: Button, box: Box, look: Look, parts: list[Part]) -> list[Part]:
    """Return the parts with the tick of what is chosen: its fill alone would tell it by colour only.

    It stands on the upper right of the picture, never on a word.
    """
    if given.state != "chosen" or given.picture == "glyphs/yes":
        return parts
    side = min(_TICK, box.h * 0.4)
    place = Box(box.right - side - 8, box.y + 6 + look.sink, side, side)
    drawn = next((one.box for one in parts if isinstance(one, Picture)), None)
    if drawn is not None:
        place = Box(drawn.right + _TICK_OUT - side, max(drawn.y - side / 3, box.y + 4), side, side)
    ground = Plate(f"{given.id}/mark-ground", place.inset(-4), look.fill, look.text, 3, side / 2 + 4)
    return [*parts, ground, Picture(f"{given.id}/mark", place, "glyphs/yes", look.text)]


def own(sheet: Sheet, key: str, act: Act, box: Box, face: Face, look: Look) -> Target:
    """Return a target that isn't a button of the view: a key of the face's own."""
    return pressable(sheet, key, act, box, look, lambda at: painted(sheet, key, face, box, at))


def pressable(
    sheet: Sheet, key: str, act: Act, box: Box, look: Look, paint: Callable[[Look], list[Part]]
) -> Target:
    """Return a target with both its looks, painted by ``paint``."""
    return Target(key, box, act, tuple(paint(look)), tuple(paint(looks.pressed(sheet.c, look))))


def painted(sheet: Sheet, key: str, face: Face, box: Box, look: Look) -> list[Part]:
    """Return plate, picture and words of a button in one look."""
    parts: list[Part] = [looks.plate(f"{key}/plate", box, look, face.radius)]
    inner = looks.face(box, look).inset(face.pad, 2)
    content = _stacked if face.stacked and face.picture and face.text else _beside
    return parts + content(sheet, key, face, inner, look)


def _beside(sheet: Sheet, key: str, face: Face, inner: Box, look: Look) -> list[Part]:
    side = min(face.picture_side, inner.h) if face.picture else 0
    if side and not face.text:
        return looks.picture(f"{key}/picture", inner.centred(side, side), face.picture, look, sheet.c)
    gap = face.gap if side else 0
    room = inner.w - side - gap
    wide = sheet.block_width(face.text, face.role, face.weight, room)
    if face.hint:
        wide = max(wide, sheet.block_width(face.hint, "frame", 500, room))
    wide = min(wide, room)
    left = inner.x + (inner.w - side - gap - wide) / 2
    at = left + (wide + gap if face.picture_last else 0)
    parts: list[Part] = []
    if side:
        place = Box(at, inner.y + (inner.h - side) / 2, side, side)
        parts += looks.picture(f"{key}/picture", place, face.picture, look, sheet.c)
    text_x = left if face.picture_last else left + side + gap
    across: Literal["left", "center"] = "left" if side else "center"
    return parts + _texts(sheet, key, face, Box(text_x - 1, inner.y, wide + 2, inner.h), look, across)


def _texts(
    sheet: Sheet, key: str, face: Face, box: Box, look: Look, across: Literal["left", "center"]
) -> list[Part]:
    if not face.hint:
        return [Words(f"{key}/text", box, face.text, face.role, face.weight, look.text, across)]
    high = sheet.block_height(face.text, face.role, face.weight, box.w)
    below = sheet.block_height(face.hint, "frame", 500, box.w)
    top = box.y + max((box.h - high - below) / 2, 0)
    upper = Box(box.x, top, box.w, high)
    lower = Box(box.x, top + high, box.w, box.bottom - top - high)
    return [
        Words(f"{key}/text", upper, face.text, face.role, face.weight, look.text, across),
        Words(f"{key}/hint", lower, face.hint, "frame", 500,
              look.text, across, "top"),
    ]  # fmt: skip


def _stacked(sheet: Sheet, key: str, face: Face, inner: Box, look: Look) -> list[Part]:
    high = sheet.block_height(face.text, face.role, face.weight, inner.w)
    side = min(face.picture_side, inner.h - high)
    top = inner.y + (inner.h - side - high) / 2
    place = Box(inner.x + (inner.w - side) / 2, top, side, side)
    words = Box(inner.x, top + side, inner.w, inner.bottom - top - side)
    return [
        *looks.picture(f"{key}/picture", place, face.picture, look, sheet.c),
        Words(f"{key}/text", words, face.text, face.role, face.weight, look.text, "center", "top"),
    ]


def _spoken(sheet: Sheet, given: Button, box: Box, look: Look, parts: list[Part]) -> list[Part]:
    """Return the parts with the speaker in the upper right corner, as long as they are said.

    Where it would lie on a word or the picture, the ring around the button tells it alone.
    """
    if sheet.lit != given.id or sheet.theme.compact:
        return parts
    place = Box(box.right - _SPEAKER - 12, box.y + 8, _SPEAKER, _SPEAKER)
    taken = [
        *(sheet.ink(one) for one in parts if isinstance(one, Words) and one.text),
        *(one.box for one in parts if isinstance(one, Picture)),
    ]
    if any(_meet(place, one) for one in taken):
        return parts
    return [*parts, Picture(f"{given.id}/speaker", place, "glyphs/speaking", look.text)]


def _meet(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def band_height(sheet: Sheet, given: Button, width: float) -> float:
    """Return the height that the words of a picture answer need."""
    room = width - 2 * PAD
    return (
        sheet.block_height(given.text, "answer", 700, room)
        + sheet.block_height(given.hint, "frame", 500, room)
        + _BAND_AIR
    )


def picture_answer(sheet: Sheet, given: Button, box: Box, band: float) -> list[Part]:
    """Return a card with its picture above and its words in a band of ``band`` units below."""
    lit = sheet.lit == given.id
    look = looks.of(given, sheet.c, lit=lit)
    parts: list[Part] = looks.ring(given.id, box, sheet.c, 20) if lit else []
    if given.state == "off":
        return [*parts, *_card(sheet, given, box, band, look)]
    parts.append(
        pressable(sheet, given.id, given.event, box, look, lambda at: _card(sheet, given, box, band, at))
    )
    return parts


def _card(sheet: Sheet, given: Button, box: Box, band: float, look: Look) -> list[Part]:
    c, key = sheet.c, given.id
    ground = Look(c.card, c.ink, c.ink, look.lip or ("" if look.sink or look.dashed else c.ink),
                  dashed=look.dashed, sink=look.sink)  # fmt: skip
    face = looks.face(box, look)
    label = Box(face.x + 3, face.bottom - band - 3, face.w - 6, band)
    field = Box(face.x + 3, face.y + 3, face.w - 6, label.y - face.y - 6)
    side = min(420 if sheet.upright else 300, field.h - 24, field.w - 24)
    parts: list[Part] = [
        looks.plate(f"{key}/plate", box, ground, 20),
        Plate(f"{key}/line", Box(label.x, label.y - 3, label.w, 3), c.ink, radius=0),
        Plate(f"{key}/band", label, look.fill, radius=17, radii=(0, 0, 17, 17)),
    ]
    if given.picture and side > 0:
        parts.append(Picture(f"{key}/picture", field.centred(side, side), given.picture, c.ink))
    words = Face(given.text, hint=given.hint)
    parts += _texts(sheet, key, words, label.inset(PAD - 3, 2), look, "center")
    parts += corner(sheet, key, face, given.state, lit=sheet.lit == given.id and not look.sink)
    return parts


def corner(sheet: Sheet, key: str, face: Box, state: str, *, lit: bool) -> list[Part]:
    """Return the upper right corner: the speaker while spoken, the tick when chosen."""
    c = sheet.c
    if not lit and state != "chosen":
        return []
    fill, tint, name = (c.voice, c.ink, "glyphs/speaking") if lit else (c.green, c.on_fill, "glyphs/yes")
    place = Box(face.right - 64, face.y, 64, 60)
    return [
        Plate(f"{key}/corner", place, fill, c.ink, 3, 20, radii=(0, 20, 0, 20)),
        Picture(f"{key}/mark", place.centred(40, 40), name, tint),
    ]
