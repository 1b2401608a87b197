"""What is put in beside the form: why it is asked about, the field with its keys, or what can be chosen."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button, Entry
from kiosk.ui.entry import Typed, complete
from kiosk.ui.focus import DONE
from kiosk.ui.parts import Box, Part, Plate, Stroke, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.bench_acts import GAP, LEAST, act, act_height
from kiosk.ui.widgets.button import Face, button, own, painted
from kiosk.ui.widgets.field import digit_field, ground
from kiosk.ui.widgets.pad import USUAL

_PAD: Final = 12
_FIELD: Final = 62
_NOTE: Final = 200
_DONE: Final = 58
_KEY_MOST: Final = 72
_PAD_WIDE: Final = 3 * 50 + 2 * GAP
_CHOICE_MOST: Final = 76
_WORDS: Final = frozenset({"name", "text"})
_WIDE: Final = 1100
"""Units of width of the glass below which two columns have no room for pictures."""
OUTSIDE: Final = frozenset({"withdraw"})
"""Ways that stand where they always stand, and not in the panel."""
_TINTS: Final = {"calm": "blue", "doubt": "doubt", "stop": "brick"}


def panel(sheet: Sheet, typed: Typed, box: Box) -> list[Part]:
    """Return all that belongs to what is open."""
    c, view = sheet.c, sheet.view
    parts: list[Part] = [
        Plate("panel", box, c.blue_tint, radius=0),
        Plate("panel/line", Box(box.x, box.y, 3, box.h), c.blue, radius=0),
    ]
    inner = box.inset(_PAD + 2, 7)
    told, inner = _told(sheet, inner)
    parts += told
    ways = [one for one in view.side_choices if one.id not in OUTSIDE]
    if view.footer.back is not None:
        ways.append(structs.replace(view.footer.back, keys=("Esc",)))
    if view.entry is None:
        low, inner = _rows_of(sheet, ways, inner)
        return [*parts, *low, *_choices(sheet, inner)]
    if view.entry.kind in _WORDS:
        return [*parts, *_by_letters(sheet, view.entry, typed, ways, inner)]
    return [*parts, *_by_digits(sheet, view.entry, typed, ways, inner)]


def _told(sheet: Sheet, box: Box) -> tuple[list[Part], Box]:
    """Return what it is and what is told of it, and the room below."""
    c, view = sheet.c, sheet.view
    high = sheet.block_height(view.panel, "desk", 700, box.w)
    parts: list[Part] = [Words("panel/title", Box(box.x, box.y, box.w, high), view.panel, "desk", 700, c.ink)]
    box = box.cut(top=high + 6)
    told, tone = (view.banner.text, _TINTS[view.banner.tone]) if view.banner else (view.detail, "")
    told = "\n".join(one for one in (view.big, told) if one)
    if not tone and any(one.id.startswith("right:") for one in view.side_choices):
        tone = "doubt"
    if not told:
        return parts, box
    tints = {"blue": (c.card, c.blue), "doubt": (c.doubt_tint, c.doubt), "brick": (c.brick_tint, c.brick)}
    edge = 8 if tone else 0
    high = sheet.block_height(told, "desk", 500, box.w - 2 * edge) + (8 if tone else 2)
    place = Box(box.x, box.y, box.w, high)
    if tone:
        fill, line = tints[tone]
        parts.append(Plate("panel/told-plate", place, fill, line, 2, 8))
    parts.append(Words("panel/told", place.inset(edge, 0), told, "desk", 500, c.ink))
    return parts, box.cut(top=high + 8)


def _rows_of(sheet: Sheet, acts: list[Button], box: Box) -> tuple[list[Part], Box]:
    """Return acts side by side in pairs at the bottom of ``box``, and what is left above them."""
    parts: list[Part] = []
    places = [acts[at : at + 2] for at in range(0, len(acts), 2)]
    for pair in reversed(places):
        cells = box.columns(len(pair), GAP)
        high = max(act_height(sheet, one, cell.w) for one, cell in zip(pair, cells, strict=True))
        for one, cell in zip(pair, cells, strict=True):
            parts += act(sheet, one, Box(cell.x, box.bottom - high, cell.w, high))
        box = box.cut(bottom=high + GAP)
    return parts, box


def _choices(sheet: Sheet, box: Box) -> list[Part]:
    view = sheet.view
    given = [*view.choices, *((view.next_page,) if view.next_page else ())]
    if not given:
        return []
    low = (box.h + GAP) / len(given) - GAP < LEAST
    columns = 2 if low else 1
    lines = -(-len(given) // columns)
    high = min(_CHOICE_MOST, (box.h - GAP * (lines - 1)) / lines)
    parts: list[Part] = []
    if columns > 1 and sheet.width < _WIDE:
        given = [structs.replace(one, picture="") for one in given]
    for at, one in enumerate(given):
        cell = box.columns(columns, GAP)[at // lines]
        place = Box(cell.x, box.y + (at % lines) * (high + GAP), cell.w, high)
        parts += act(sheet, one, place)
    return parts


def _plainer(sheet: Sheet, ways: list[Button], column: Box) -> list[Button]:
    """Return the ways without their pictures where these leave too little room for the words."""
    high = sum(act_height(sheet, one, column.w) + GAP for one in ways)
    if high <= column.h - _DONE - GAP:
        return ways
    return [structs.replace(one, picture="") for one in ways]


def _done(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    face = Face(sheet.view.words.get("done", ""), "glyphs/yes", role="desk", picture_side=32, gap=8, pad=6)
    if not complete(entry, typed):
        return painted(sheet, DONE, face, box, looks.off(sheet.c))
    return [own(sheet, DONE, Stroke("done"), box, face, looks.rest(sheet.c, "person"))]


def _by_letters(sheet: Sheet, entry: Entry, typed: Typed, ways: list[Button], box: Box) -> list[Part]:
    low, box = _rows_of(sheet, ways, box)
    parts = [*low, *_done(sheet, entry, typed, Box(box.x, box.bottom - _DONE, box.w, _DONE))]
    box = box.cut(bottom=_DONE + GAP)
    given = sheet.view.suggestions
    high = sum(LEAST + GAP for _ in given)
    while given and box.h - high < _FIELD:
        given, high = given[:-1], high - LEAST - GAP
    least = _NOTE if entry.send == "note" else _FIELD
    field = min(box.h - high, max(least, _needed(sheet, typed.text, box.w)))
    parts += _words(sheet, typed.text, Box(box.x, box.y, box.w, field))
    y = box.y + field + GAP
    for one in given:
        parts += button(sheet, one, Box(box.x, y, box.w, LEAST), "desk", picture_side=32, gap=8, pad=8)
        y += LEAST + GAP
    return parts


def _needed(sheet: Sheet, text: str, width: float) -> float:
    lines = len(sheet.ruler.filled(text, "desk", 700, width - 36))
    return (lines + 1) * sheet.ruler.line_height("Ẫ", "desk", loose=True) + 20


def _words(sheet: Sheet, text: str, box: Box) -> list[Part]:
    """Return the field with all lines that fit, the last ones of a longer text, and the caret."""
    parts: list[Part] = [ground(sheet, box)]
    inner = box.inset(14, 10)
    line = sheet.ruler.line_height("Ẫ", "desk", loose=True)
    most = max(1, int(inner.h // line))
    lines = (sheet.ruler.filled(text, "desk", 700, inner.w - 8) or [""])[-most:]
    for at, words in enumerate(lines):
        place = Box(inner.x, inner.y + at * line, inner.w, line)
        parts.append(Words(f"field/{at}/text", place, words, "desk", 700, sheet.c.ink))
    end = sheet.ruler.width(lines[-1], "desk", 700) if lines[-1] else 0
    caret = Box(inner.x + end + 3, inner.y + (len(lines) - 1) * line + 2, 3, line - 4)
    return [*parts, Plate("field/caret", caret, sheet.c.ink, radius=0)]


def _by_digits(sheet: Sheet, entry: Entry, typed: Typed, ways: list[Button], box: Box) -> list[Part]:
    parts = digit_field(sheet, entry, typed, Box(box.x, box.y, box.w, _FIELD))
    box = box.cut(top=_FIELD + GAP)
    high = min(_KEY_MOST, (box.h - 3 * GAP) / 4)
    wide = max(_PAD_WIDE, box.w * 0.5)
    keys = Box(box.x, box.y, wide, 4 * high + 3 * GAP)
    look = looks.rest(sheet.c, "answer")
    cells = [cell for row in keys.rows(4, GAP) for cell in row.columns(3, GAP)]
    for digit, cell in zip(entry.keys or USUAL, [*cells[:9], cells[10]], strict=True):
        parts.append(
            own(sheet, f"pad:{digit}", Stroke("digit", digit), cell, Face(digit, role="answer"), look)
        )
    delete = Face("", "glyphs/backspace", picture_side=32, pad=4)
    parts.append(own(sheet, "pad:delete", Stroke("delete"), cells[9], delete, look))
    column = Box(keys.right + GAP, box.y, box.right - keys.right - GAP, box.h)
    parts += _done(sheet, entry, typed, Box(column.x, column.y, column.w, _DONE))
    y = column.y + _DONE + GAP
    for one in _plainer(sheet, ways, column):
        high = act_height(sheet, one, column.w)
        parts += act(sheet, one, Box(column.x, y, column.w, high))
        y += high + GAP
    return parts
