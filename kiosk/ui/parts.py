"""Everything that can be painted, as values with places.

One unit is 1/3.81 mm, a pixel of the reference screen (15.6", 1280x800). Places are measured from the top
left corner of the screen, y downwards. Two equal parts look the same, so only what differs is drawn again.
"""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from kiosk.visit.events import Touch

UNITS_PER_MM: Final = 3.81
TARGET: Final = 76
"""20 mm, in units: nothing that a resident touches is lower or narrower."""
GROUND: Final = "ground"
"""Key of the plate under everything: painted by clearing the window, which costs nothing."""

Role = Literal["display", "ask", "answer", "frame", "key", "desk", "typed", "called", "big"]
"""The text sizes of the program; a key that holds no larger word has the smallest of them."""


class Box(Struct, frozen=True):
    """A rectangle in units."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

    def inset(self, x: float, y: float | None = None) -> Box:
        """Return the box made smaller by ``x`` at both sides, by ``y`` (else ``x``) above and below."""
        down = x if y is None else y
        return Box(self.x + x, self.y + down, self.w - 2 * x, self.h - 2 * down)

    def moved(self, down: float) -> Box:
        """Return the box ``down`` units lower."""
        return replace(self, y=self.y + down)

    def cut(self, *, top: float = 0, bottom: float = 0, left: float = 0, right: float = 0) -> Box:
        """Return the box without these strips."""
        return Box(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)

    def columns(self, count: int, gap: float) -> list[Box]:
        """Split into ``count`` equal columns."""
        return self.shares([1.0] * count, gap)

    def shares(self, weights: list[float], gap: float) -> list[Box]:
        """Split into columns as wide as their weights say."""
        whole = (self.w - gap * (len(weights) - 1)) / (sum(weights) or 1)
        x, found = self.x, []
        for weight in weights:
            found.append(Box(x, self.y, whole * weight, self.h))
            x += whole * weight + gap
        return found

    def rows(self, count: int, gap: float) -> list[Box]:
        """Split into ``count`` equal rows."""
        high = (self.h - gap * (count - 1)) / max(count, 1)
        return [Box(self.x, self.y + at * (high + gap), self.w, high) for at in range(count)]

    def centred(self, w: float, h: float) -> Box:
        """Return a box of this size in the middle."""
        return Box(self.x + (self.w - w) / 2, self.y + (self.h - h) / 2, w, h)


class Stroke(Struct, frozen=True):
    """A touch of one of the face's own keys: changes what is being typed, or sends it."""

    kind: Literal[
        "letter",
        "typed",
        "tone",
        "delete",
        "board",
        "telex",
        "shift",
        "digit",
        "done",
        "unknown",
        "decade",
        "year",
        "month",
        "day",
        "part",
        "more",
    ]
    value: str = ""


Act = Touch | Stroke
"""What a touch does: a Touch travels to the core, a Stroke stays here."""

Radii = tuple[float, float, float, float]
"""Corners from the top left, clockwise."""


class Plate(Struct, frozen=True):
    """A filled rectangle with round corners, a border and a lip below."""

    key: str
    box: Box
    fill: str
    edge: str = ""
    line: float = 3
    radius: float = 16
    lip: str = ""
    dashed: bool = False
    radii: Radii | None = None


class Words(Struct, frozen=True):
    """A text in its box; never shrunk, never cut: what doesn't fit is reported."""

    key: str
    box: Box
    text: str
    role: Role
    weight: int = 700
    colour: str = ""
    across: Literal["left", "center", "right"] = "left"
    down: Literal["top", "middle"] = "middle"
    loose: bool = False
    """True for blocks of text: a little more air between lines."""


class Picture(Struct, frozen=True):
    """A square drawing; ``tint`` colours what a glyph leaves open."""

    key: str
    box: Box
    name: str
    tint: str
    words: str = ""
    """What stands large on the drawing itself."""


class Photo(Struct, frozen=True):
    """What was seen of somebody's paper: a grey JPEG in its own shape in the middle of ``box``. Kept nowhere."""

    key: str
    box: Box
    jpeg: bytes


class Reel(Struct, frozen=True):
    """The place of the film that plays: its pictures, in their own shape, on their ground, over what lies below."""

    key: str
    box: Box
    ground: str


class Code(Struct, frozen=True):
    """A QR code with its quiet zone in the middle of ``box``: black on white in every theme, in whole pixels."""

    key: str
    box: Box
    text: str


class Field(Struct, frozen=True):
    """The upper part of a life-event tile: hue, arch and picture in one drawing."""

    key: str
    box: Box
    name: str
    hue: str
    corner: float


class Cloth(Struct, frozen=True):
    """The checked band."""

    key: str
    box: Box
    cell: float


class Ring(Struct, frozen=True):
    """A ring round something: a line along the inside of ``box``, a gap of paper within, and nothing in the middle."""

    key: str
    box: Box
    ink: str
    paper: str
    line: float
    gap: float
    radius: float
    """Of the outer edge."""


class Ink(Struct, frozen=True):
    """What fingers have drawn on ``box``: strokes as x, y, x, y ... in thousandths of it."""

    key: str
    box: Box
    strokes: tuple[tuple[int, ...], ...]
    colour: str
    line: float

    def __repr__(self) -> str:
        """Tell nothing of what is drawn."""
        return "Ink(…)"


class Pad(Struct, frozen=True):
    """Where a finger draws. Paints nothing itself; ``ink`` and ``line``: how what is drawn looks."""

    key: str
    box: Box
    ink: str
    line: float


class Shape(Struct, frozen=True):
    """A polygon that is filled, or a dashed line when ``dashed``; points as x, y, x, y ..."""

    key: str
    points: tuple[float, ...]
    colour: str
    line: float = 0


class Target(Struct, frozen=True):
    """What can be touched: its place, what it does, and both its looks."""

    key: str
    box: Box
    act: Act
    rest: tuple[Part, ...]
    pressed: tuple[Part, ...]


Part = Plate | Words | Picture | Photo | Reel | Code | Field | Cloth | Ring | Ink | Pad | Shape | Target


def tree(parts: list[Part] | tuple[Part, ...]) -> list[Part]:
    """Return all parts with the resting looks of the targets in place of the targets, targets included."""
    found: list[Part] = []
    for part in parts:
        found.append(part)
        if isinstance(part, Target):
            found.extend(part.rest)
    return found
