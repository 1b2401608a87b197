"""Dark and high contrast: a composed screen in the clothes of its theme.

Screens are composed once, for all themes, in the roles of colour. What depends on the ground under a part is set
right here: a drawing keeps its own colours and so its light disc, ink turns dark on yellow and on the disc, and in
high contrast lips go, lines grow and yellow carries no text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from kiosk.ui.parts import GROUND, Box, Field, Part, Picture, Plate, Target, Words
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.looks import is_glyph

_LINE: Final = 5.0
_AROUND: Final = 5.0
"""Units of disc that show round a drawing."""


def dress(parts: list[Part], theme: Theme) -> list[Part]:
    """Return the parts as ``theme`` shows them; those of the standard theme as they are."""
    if theme.look.contrast == "standard":
        return parts
    return _dressed(parts, [], theme)


def ground_under(box: Box, plates: Sequence[Plate]) -> Plate | None:
    """Return the topmost of ``plates`` (from back to front) that lies under the middle of ``box``."""
    x, y = box.x + box.w / 2, box.y + box.h / 2
    for plate in reversed(plates):
        if plate.box.x <= x <= plate.box.right and plate.box.y <= y <= plate.box.bottom:
            return plate
    return None


def _dressed(parts: Iterable[Part], below: list[Plate], theme: Theme) -> list[Part]:
    plates = list(below)
    texts = [part.box for part in parts if isinstance(part, Words) and part.text]
    done: list[Part] = []
    for part in parts:
        if isinstance(part, Target):
            rest, pressed = (tuple(_dressed(looks, plates, theme)) for looks in (part.rest, part.pressed))
            done.append(replace(part, rest=rest, pressed=pressed))
            plates += [one for one in rest if isinstance(one, Plate)]
            continue
        for one in _one(part, plates, texts, theme):
            done.append(one)
            if isinstance(one, Plate):
                plates.append(one)
    return done


def _one(part: Part, plates: list[Plate], texts: list[Box], theme: Theme) -> list[Part]:
    if isinstance(part, Plate):
        return [_plate(part, texts, theme)]
    if isinstance(part, Words):
        return [replace(part, colour=_on(part.box, part.colour, plates, theme))]
    if isinstance(part, Picture):
        if is_glyph(part.name):
            return [replace(part, tint=_on(part.box, part.tint, plates, theme))]
        return _drawing(part, plates, theme)
    if isinstance(part, Field) and theme.flat:
        return [replace(part, hue=theme.colours.disc)]
    return [part]


def _on(box: Box, colour: str, plates: list[Plate], theme: Theme) -> str:
    """Return the colour that reads on what lies under ``box``."""
    under = ground_under(box, plates)
    grounds = {theme.colours.voice: theme.colours.on_voice, theme.colours.disc: theme.colours.on_disc}
    return grounds.get(under.fill, colour) if under is not None else colour


def _drawing(part: Picture, plates: list[Plate], theme: Theme) -> list[Part]:
    under = ground_under(part.box, plates)
    light = {theme.colours.disc, theme.colours.voice, "#FFFFFF"}
    if under is None or under.fill in light:
        return [part]
    side = min(part.box.w, part.box.h)
    box = Box(part.box.x, part.box.y, side, side).inset(-_AROUND)
    return [Plate(f"{part.key}/disc", box, theme.colours.disc, radius=side * 0.18), part]


def _plate(part: Plate, texts: list[Box], theme: Theme) -> Plate:
    if not theme.flat or part.key == GROUND:
        return part
    line = _LINE if part.edge else part.line
    fill, edge = part.fill, part.edge
    if fill == theme.colours.voice and any(ground_under(box, [part]) for box in texts) and _is_face(part):
        fill, edge, line = theme.colours.card, theme.colours.ink, _LINE
    return replace(part, fill=fill, edge=edge, line=line, lip="")


def _is_face(part: Plate) -> bool:
    """Tell whether a plate carries its text itself, in contrast to the ring round what is spoken."""
    return not part.key.endswith("/ring")
