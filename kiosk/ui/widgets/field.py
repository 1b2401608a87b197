"""The field that shows what is being typed, the part that the next key changes lit."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Entry
from kiosk.ui.entry import Typed, lit_from
from kiosk.ui.parts import Box, Part, Plate, Role, Words
from kiosk.ui.sheet import Sheet

_PAD: Final = 22
_GROUP_GAP: Final = 24
_DOT: Final = "•"


def ground(sheet: Sheet, box: Box) -> Plate:
    """Return the empty field."""
    return Plate("field", box, sheet.c.card, sheet.c.ink, 5, 16)


def text_field(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return the field with the text, its last syllable lit, and the caret.

    A text longer than one line goes on in two smaller ones; of a longer one still, the end is shown.
    """
    shown = _DOT * len(typed.text) if entry.masked else typed.text
    inner = box.inset(_PAD, 6)
    role: Role = "typed"
    lines = sheet.ruler.filled(shown, role, 700, inner.w - 12)
    if len(lines) > 1:
        role = "answer"
        lines = sheet.ruler.filled(shown, role, 700, inner.w - 12)[-2:]
    parts: list[Part] = [ground(sheet, box)]
    high = inner.h / max(len(lines), 1)
    for at, line in enumerate(lines):
        place = Box(inner.x, inner.y + at * high, inner.w, high)
        last = at == len(lines) - 1
        parts += _line(sheet, f"field/{at}", place, line, role, last=last, lit=not entry.masked)
    if not lines:
        parts.append(_caret(sheet, inner.x, inner))
    return parts


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


def digit_field(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return the field with its digits in groups, the present group lit with the places still to fill."""
    groups = groups_of(entry)
    if not groups:
        return text_field(sheet, entry, typed, box)
    shown = _DOT * len(typed.text) if entry.masked else typed.text
    parts: list[Part] = [ground(sheet, box)]
    role: Role = "typed" if _fits(sheet, groups, box.w - 2 * _PAD, "typed") else "answer"
    gap = _GROUP_GAP if role == "typed" else 12
    x, at = box.x + _PAD, 0
    for index, size in enumerate(groups):
        done = shown[at : at + size]
        now = at <= len(shown) < at + size
        text = done + "_" * (size - len(done)) if now else done
        if text:
            x = _group(sheet, index, Box(x, box.y, 0, box.h), text, role, lit=now, parts=parts) + gap
        at += size
    if len(shown) > at:
        _group(sheet, len(groups), Box(x, box.y, 0, box.h), shown[at:], role, lit=True, parts=parts)
    return parts


def _fits(sheet: Sheet, groups: tuple[int, ...], room: float, role: Role) -> bool:
    return sheet.ruler.width("0" * sum(groups), role, 700) + _GROUP_GAP * (len(groups) - 1) <= room


def _group(
    sheet: Sheet, index: int, at: Box, text: str, role: Role, *, lit: bool, parts: list[Part]
) -> float:
    wide = sheet.ruler.width(text, role, 700)
    if lit:
        parts.append(
            Plate(
                f"field/{index}/lit", Box(at.x - 6, at.y + 16, wide + 12, at.h - 32), sheet.c.voice, radius=0
            )
        )
    parts.append(Words(f"field/{index}", Box(at.x, at.y, wide + 2, at.h), text, role, 700, sheet.c.ink))
    return at.x + wide
