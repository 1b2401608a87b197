"""How a thing that can be touched looks in each of its states."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kiosk.presenter.view import Button
from kiosk.ui.parts import Box, Part, Picture, Plate
from kiosk.ui.theme import Colours

LIP: Final = 5
"""How far the lip stands out below the face, in units."""
SINK: Final = 5
"""How far the content goes down under a finger."""


@dataclass(frozen=True)
class Look:
    """Colours of one state of one target."""

    fill: str
    text: str
    edge: str = ""
    lip: str = ""
    line: float = 3
    dashed: bool = False
    sink: float = 0
    disc: bool = False
    """True where a coloured picture needs its own light ground."""


def rest(c: Colours, style: str) -> Look:
    """Return the resting look of a style of ``Button``."""
    looks = {
        "go": Look(c.green, c.on_fill, "", c.green_lip, disc=True),
        "person": Look(c.blue, c.on_fill, "", c.blue_lip, disc=True),
        "quiet": Look(c.card, c.ink, c.line, c.line),
        "stop": Look(c.brick_tint, c.ink, c.brick, c.brick),
    }
    return looks.get(style, Look(c.card, c.ink, c.ink, c.ink))


def pressed(c: Colours, resting: Look) -> Look:
    """Return the look under a finger: inverted, no lip, lower; what rests in black turns white."""
    if resting.fill == c.ink:
        return Look(c.card, c.ink, c.ink, sink=SINK, line=5)
    return Look(c.ink, c.on_fill, sink=SINK, disc=True)


def chosen(c: Colours) -> Look:
    """Return the look of what was chosen before."""
    return Look(c.green, c.on_fill, "", c.green_lip, disc=True)


def off(c: Colours) -> Look:
    """Return the look of what is not possible now."""
    return Look(c.card, c.soft, c.line, "", dashed=True)


def spoken(look: Look, c: Colours) -> Look:
    """Return ``look`` while it is being spoken: yellow."""
    return replace(look, fill=c.voice, text=c.ink, edge=c.ink, lip=c.ink, disc=False)


def of(button: Button, c: Colours, *, lit: bool) -> Look:
    """Return the look of a button as the view wants it."""
    if button.state == "chosen":
        look = chosen(c)
    elif button.state == "off":
        look = off(c)
    else:
        look = rest(c, button.style)
    return spoken(look, c) if lit else look


def plate(key: str, box: Box, look: Look, radius: float = 16) -> Plate:
    """Return the ground of a target; the lip is part of ``box``."""
    if look.sink:
        return Plate(key, box.cut(top=look.sink), look.fill, look.edge, look.line, radius)
    return Plate(key, box, look.fill, look.edge, look.line, radius, look.lip, look.dashed)


def face(box: Box, look: Look) -> Box:
    """Return where the content of a target lies: the box without its lip, lower when pressed."""
    inner = box.cut(bottom=LIP)
    return inner.moved(look.sink) if look.sink else inner


def ring(key: str, box: Box, c: Colours, radius: float = 16) -> list[Part]:
    """Return the ring round what is being spoken."""
    return [
        Plate(f"{key}/ring", box.inset(-10), c.voice, c.ink, 3, radius + 8),
    ]


def is_glyph(name: str) -> bool:
    """Tell whether a drawing takes the colour of its text."""
    return name.startswith("glyphs/") or name == "say-again"


def picture(key: str, box: Box, name: str, look: Look, c: Colours) -> list[Part]:
    """Return a drawing in ``box``; a coloured one gets a light disc on a dark fill."""
    if not name:
        return []
    if look.disc and not is_glyph(name):
        side = box.w
        ground = Plate(f"{key}/disc", box, c.disc, c.ink, 3, side / 2)
        inner = box.inset(round(side * 0.12))
        return [ground, Picture(key, inner, name, c.ink)]
    return [Picture(key, box, name, look.text if is_glyph(name) else c.ink)]
