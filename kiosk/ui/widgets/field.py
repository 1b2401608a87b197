"""The field that shows what is being typed, the part that the next key changes lit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.presenter.view import Entry
from kiosk.ui.entry import Typed, lit_from
from kiosk.ui.parts import Box, Part, Plate, Role, Words
from kiosk.ui.sheet import Sheet

_PAD: Final = 22
_GROUP_GAP: Final = 24
_DOT: Final = "•"
_EDGE: Final = 5
_TOGETHER: Final = 0.92
"""Lines of typed text may stand this much closer than others."""
_WHOLE: Final[tuple[Role, ...]] = ("typed", "answer")
_SMALLER: Final[tuple[Role, ...]] = ("answer", "frame")
_HIGH: Final = 84
_LOW: Final = 76
_CLOSE: Final = 8
"""By so much two lines may be higher than their field: air above and below the digits."""
_SHORT: Final = 160
_FEW: Final = 3
"""Groups in a line of a field that cannot show all of them."""


def ground(sheet: Sheet, box: Box) -> Plate:
    """Return the empty field."""
    return Plate("field", box, sheet.c.card, sheet.c.ink, 5, 16)


def text_field(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return the field with the text, its last syllable lit, and the caret.

    A text longer than one line goes on in two smaller ones, where they have room; of a longer one the end is shown.
    """
    shown = _DOT * len(typed.text) if entry.masked else typed.text
    inner = box.inset(_PAD, 6)
    role, lines = _broken(sheet, shown, inner.w - 12, box.h - 2 * _EDGE)
    parts: list[Part] = [ground(sheet, box)]
    high = inner.h / max(len(lines), 1)
    for at, line in enumerate(lines):
        place = Box(inner.x, inner.y + at * high, inner.w, high)
        last = at == len(lines) - 1
        parts += _line(sheet, f"field/{at}", place, line, role, last=last, lit=not entry.masked)
    if not lines:
        parts.append(_caret(sheet, inner.x, inner))
    return parts


def _broken(sheet: Sheet, shown: str, wide: float, high: float) -> tuple[Role, list[str]]:
    """Return size and lines of what is shown: one large line, two smaller ones where they fit, or the last of them."""
    for role in _WHOLE:
        lines = sheet.ruler.filled(shown, role, 700, wide)
        if len(lines) <= 1:
            return role, lines
    for role in _SMALLER:
        if 2 * sheet.ruler.line_height(shown, role, loose=False) * _TOGETHER <= high:
            return role, sheet.ruler.filled(shown, role, 700, wide)[-2:]
    return _SMALLER[-1], sheet.ruler.filled(shown, _SMALLER[-1], 700, wide)[-1:]


def _line(sheet: Sheet, key: str, box: Box, line: str, role: Role, *, last: bool, lit: bool) -> list[Part]:
    wide = sheet.ruler.width(line, role, 700)
    start = lit_from(line)
    parts: list[Part] = []
    if last and lit and start < len(line):
        before = sheet.ruler.width(line[:start], role, 700) if start else 0
        parts.append(
            Plate(
                f"{key}/lit",
                Box(box.x + before - 3, box.y + 6, wide - before + 6, box.h - 12),
                sheet.c.voice,
                radius=0,
            )
        )
    parts.append(Words(f"{key}/text", Box(box.x, box.y, box.w, box.h), line, role, 700, sheet.c.ink))
    if last:
        parts.append(_caret(sheet, box.x + wide + 6, box))
    return parts


def _caret(sheet: Sheet, x: float, box: Box) -> Plate:
    return Plate("field/caret", Box(x, box.y + 6, 4, box.h - 12), sheet.c.ink, radius=0)


def groups_of(entry: Entry) -> tuple[int, ...]:
    """Return how the digits of this entry are grouped when shown."""
    if entry.groups:
        return entry.groups
    return (2, 2) if entry.kind == "time" else ()


def digit_shapes(sheet: Sheet, entry: Entry) -> list[tuple[float, float]]:
    """Return width and height of fields in which the digits stand, the best first: large, smaller, in two lines."""
    groups = groups_of(entry)
    tall, low = _HIGH, _LOW
    if not groups:
        short = max(sheet.ruler.width("0" * entry.most, "typed", 700) + 2 * _PAD + 12, _SHORT)
        return [(short, tall), (short, low)]
    two = max(_two_lines(sheet), low)
    shapes: list[tuple[float, float]] = [
        (_wide(sheet, groups, "typed"), tall),
        (_wide(sheet, groups, "answer"), low),
    ]
    half = -(-len(groups) // 2)
    shapes.append((_wide(sheet, groups[:half], "answer"), two))
    if half > _FEW:  # of so many the end is enough
        shapes += [(_wide(sheet, groups[:few], "answer"), two) for few in (_FEW, _FEW - 1)]
    return shapes


def digits_high(sheet: Sheet, entry: Entry, width: float) -> float:
    """Return the height that all digits need in a field of this width: of two lines, where one is too short."""
    groups = groups_of(entry)
    return _two_lines(sheet) if groups and _wide(sheet, groups, "answer") > width else 0


def _two_lines(sheet: Sheet) -> float:
    return 2 * sheet.ruler.line_height("0", "answer", loose=False) + 4


def _wide(sheet: Sheet, groups: tuple[int, ...], role: Role) -> float:
    gaps = _gap(role) * (len(groups) - 1)
    return sheet.ruler.width("0" * sum(groups), role, 700) + gaps + 2 * _PAD + 2


def digit_field(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return the field with its digits in groups, the present group lit with the places still to fill.

    Groups that don't fit on one line go on in a second one where the field is high enough; of more, the end is shown.
    """
    groups = groups_of(entry)
    if not groups:
        return text_field(sheet, entry, typed, box)
    shown = _DOT * len(typed.text) if entry.masked else typed.text
    room = box.w - 2 * _PAD
    role: Role = "typed" if _fits(sheet, groups, room, "typed") else "answer"
    most = 2 if box.h >= _two_lines(sheet) - _CLOSE else 1
    lines = _in_lines(sheet, list(_grouped(groups, shown)), room, role)[-most:]
    high = box.h / len(lines)
    parts: list[Part] = [ground(sheet, box)]
    for at, line in enumerate(lines):
        x = box.x + _PAD
        for group in line:
            place = Box(x, box.y + at * high, 0, high)
            x = _group(sheet, group, place, role, parts=parts) + _gap(role)
    return parts


@dataclass(frozen=True)
class _Group:
    """Digits that are shown together; ``lit`` where the next one belongs."""

    index: int
    text: str
    lit: bool


def _grouped(groups: tuple[int, ...], shown: str) -> Iterator[_Group]:
    at = 0
    for index, size in enumerate(groups):
        done = shown[at : at + size]
        now = at <= len(shown) < at + size
        text = done + "_" * (size - len(done)) if now else done
        if text:
            yield _Group(index, text, now)
        at += size
    if len(shown) > at:
        yield _Group(len(groups), shown[at:], lit=True)


def _in_lines(sheet: Sheet, groups: list[_Group], room: float, role: Role) -> list[list[_Group]]:
    """Return the groups in lines as wide as the field."""
    lines: list[list[_Group]] = [[]]
    x = 0.0
    for group in groups:
        wide = sheet.ruler.width(group.text, role, 700)
        if lines[-1] and x + wide > room:
            lines.append([])
            x = 0
        lines[-1].append(group)
        x += wide + _gap(role)
    return lines


def _gap(role: Role) -> float:
    return _GROUP_GAP if role == "typed" else 12


def _fits(sheet: Sheet, groups: tuple[int, ...], room: float, role: Role) -> bool:
    return sheet.ruler.width("0" * sum(groups), role, 700) + _GROUP_GAP * (len(groups) - 1) <= room


def _group(sheet: Sheet, group: _Group, at: Box, role: Role, *, parts: list[Part]) -> float:
    """Add one group to ``parts``; return where it ends."""
    key, wide = f"field/{group.index}", sheet.ruler.width(group.text, role, 700)
    if group.lit:
        air = min(16.0, (at.h - sheet.ruler.line_height(group.text, role, loose=False)) / 2 + 4)
        lit = Box(at.x - 6, at.y + air, wide + 12, at.h - 2 * air)
        parts.append(Plate(f"{key}/lit", lit, sheet.c.voice, radius=0))
    parts.append(Words(key, Box(at.x, at.y, wide + 2, at.h), group.text, role, 700, sheet.c.ink))
    return at.x + wide
