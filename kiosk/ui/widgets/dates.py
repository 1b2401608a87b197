"""The date picker: decade, year, month, day, one grid after the other, each with its "don't remember"."""

from __future__ import annotations

from calendar import monthrange
from typing import Final

from kiosk.presenter.view import Entry
from kiosk.ui.entry import DateStep, Typed
from kiosk.ui.parts import TARGET, Box, Part, Plate, Role, Stroke, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import Face, own

GAP: Final = 12
_LEFT: Final = 396
_LABEL: Final = 40
_FIELD_PARTS: Final = ("day", "month", "year")


def date_field(sheet: Sheet, typed: Typed, box: Box, *, year_only: bool) -> list[Part]:
    """Return the field: day, month and year; the part being asked is lit."""
    parts: list[Part] = [Plate("field", box, sheet.c.card, sheet.c.ink, 5, 16)]
    names = ("year",) if year_only else _FIELD_PARTS
    places = box.inset(12, 10).shares([1.9] if year_only else [1, 1, 1.9], 28)
    for at, (name, place) in enumerate(zip(names, places, strict=True)):
        parts += _part(sheet, typed, name, place)
        if at < len(names) - 1:
            slash = Box(place.right, place.y, 28, place.h)
            parts.append(Words(f"field/slash/{at}", slash, "/", "typed", 700, sheet.c.ink, "center"))
    return parts


def _part(sheet: Sheet, typed: Typed, name: str, place: Box) -> list[Part]:
    c = sheet.c
    known = {
        "day": typed.day.zfill(2) if typed.day else "",
        "month": typed.month.zfill(2) if typed.month else "",
    }
    text = known.get(name, typed.year or typed.decade.ljust(4, "_"))
    lit = name == ("year" if typed.step == "decade" else typed.step)
    if not text.strip("_"):
        return [
            Plate(
                f"field/{name}", place.cut(top=place.h - 8).inset(6, 2), c.voice if lit else c.line, radius=0
            )
        ]
    ground = Plate(f"field/{name}/lit", place.inset(4, 0), c.voice if lit else c.card, radius=0)
    return [ground, Words(f"field/{name}", place, text, "typed", 700, c.ink, "center")]


def decades(sheet: Sheet, entry: Entry, typed: Typed, box: Box, *, narrow: bool) -> list[Part]:
    """Return the decades: over the whole width to begin with, a column at the left once one is chosen."""
    columns = 3 if narrow else 5
    every = [str(ten) for ten in range(entry.earliest_year // 10, entry.latest_year // 10 + 1)]
    kept = 2 if not narrow and sheet.view.words.get("unknown_year") else 0
    grid = _grid(box, columns, len(every) + kept, paged=True)
    shown, more = _paged(every, typed.page, max(len(grid) - kept, 1), typed.decade)
    role = _common(sheet, [f"{ten}…" for ten in shown], grid, "answer" if narrow else "typed")
    parts: list[Part] = []
    for ten, place in zip(shown, grid, strict=False):
        look = looks.chosen(sheet.c) if ten == typed.decade else looks.rest(sheet.c, "answer")
        face = Face(f"{ten}…", role=role, pad=4)
        parts.append(own(sheet, f"decade:{ten}", Stroke("decade", ten), place, face, look))
    if more:
        text = "" if narrow else sheet.view.words.get("more", "")
        if sheet.block_width(text, "frame", 700, 1) > grid[len(shown)].w - 40 - 24:
            text = ""
        face = Face(text, "glyphs/more", role="frame", picture_side=40, pad=4)
        parts.append(
            own(sheet, "decade:more", Stroke("more"), grid[len(shown)], face, looks.rest(sheet.c, "answer"))
        )
    if not narrow:
        rest = _span(grid[len(shown) + (1 if more else 0) :])
        parts += unknown(sheet, "unknown_year", rest)
    return parts


def _paged(every: list[str], page: int, slots: int, now: str) -> tuple[list[str], bool]:
    """Return the decades of a page, and whether there are others; the first page has the chosen one, or the latest."""
    if len(every) <= slots:
        return every, False
    size = max(slots - 1, 1)
    pages = -(-len(every) // size)
    begun = (len(every) - 1 - every.index(now)) // size if now in every else 0
    # The latest decades come first: page 0 is the end of the list.
    end = len(every) - (begun + page) % pages * size
    return every[max(end - size, 0) : end], True


def years(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return the ten years of the chosen decade, as far as they have begun, and "don't remember"."""
    grid = _grid(box, 4, 12)
    ten = [int(f"{typed.decade}{one}") for one in range(10)]
    every = [str(year) for year in ten if entry.earliest_year <= year <= entry.latest_year]
    parts = _choices(sheet, "year", every, typed.year, grid)
    return parts + unknown(sheet, "unknown_year", _span(grid[10:]))


def months(sheet: Sheet, typed: Typed, box: Box) -> list[Part]:
    """Return the twelve months and "don't remember"."""
    bar = max(TARGET, min(96, box.h / 5))
    grid = _grid(box.cut(bottom=bar + GAP), 4, 12)
    names = [sheet.view.words.get(f"month_{number}", str(number)) for number in range(1, 13)]
    parts = _choices(sheet, "month", [str(n) for n in range(1, 13)], typed.month, grid, names, role="answer")
    return parts + unknown(sheet, "unknown_month", Box(box.x, box.bottom - bar, box.w, bar))


def days(sheet: Sheet, typed: Typed, box: Box) -> list[Part]:
    """Return the days of the chosen month and "don't remember"."""
    last = monthrange(int(typed.year), int(typed.month))[1]
    grid = _grid(box, 7, 34)
    parts = _choices(sheet, "day", [str(n) for n in range(1, last + 1)], typed.day, grid)
    return parts + unknown(sheet, "unknown_day", _span(grid[31:]))


def unknown(sheet: Sheet, word: str, place: Box | None) -> list[Part]:
    """Return the "don't remember" key, where the view gives it a word."""
    text = sheet.view.words.get(word, "")
    if not text or place is None:
        return []
    face = Face(
        text, "glyphs/dont-know", role=_fitting(sheet, text, place.cut(right=80), "answer"), picture_side=52
    )
    return [own(sheet, "entry:dont-know", Stroke("unknown"), place, face, looks.rest(sheet.c, "answer"))]


def label(sheet: Sheet, word: str, box: Box) -> Words:
    """Return the small name above a grid."""
    return Words(f"label/{word}", box, sheet.view.words.get(word, ""), "frame", 500, sheet.c.soft)


def split(body: Box) -> tuple[Box, Box, Box, Box]:
    """Return places of: left name, left grid, right name, right grid."""
    left_w = min(_LEFT, body.w * 0.33)
    left = Box(body.x, body.y, left_w, body.h)
    right = body.cut(left=left_w + 28)
    return (
        Box(left.x, left.y, left.w, _LABEL),
        left.cut(top=_LABEL),
        Box(right.x, right.y, right.w, _LABEL),
        right.cut(top=_LABEL),
    )


def _choices(
    sheet: Sheet, kind: DateStep, values: list[str], now: str, grid: list[Box], names: list[str] | None = None,
    *, role: Role = "typed",
) -> list[Part]:  # fmt: skip
    parts: list[Part] = []
    role = _common(sheet, names or values, grid, role)
    for one, name, place in zip(values, names or values, grid, strict=False):
        look = looks.chosen(sheet.c) if one == now else looks.rest(sheet.c, "answer")
        stroke = Stroke(kind, one)
        face = Face(name, role=role, pad=4)
        parts.append(own(sheet, f"{kind}:{one}", stroke, place, face, look))
    return parts


def _common(sheet: Sheet, texts: list[str], grid: list[Box], most: Role) -> Role:
    """Return the role in which all texts of a grid fit its keys: they are all of one size."""
    longest = max(texts, key=lambda text: sheet.ruler.width(text, most, 700), default="")
    return _fitting(sheet, longest, grid[0], most)


def _fitting(sheet: Sheet, text: str, place: Box, most: Role) -> Role:
    """Return the largest role up to ``most`` in which a text stands on one line of a key."""
    roles: tuple[Role, ...] = ("typed", "answer", "frame")
    wide = place.w - 10
    fits = (role for role in roles[roles.index(most) :] if sheet.ruler.width(text, role, 700) <= wide)
    return next(fits, "frame")


def _grid(box: Box, columns: int, count: int, *, paged: bool = False) -> list[Box]:
    """Split into rows of ``columns``; fewer rows where keys would be lower than 20 mm.

    Then what is ``paged`` has fewer cells than asked, everything else narrower ones.
    """
    fitting = max(int((box.h + GAP) // (TARGET + GAP)), 1)
    rows = min(-(-count // columns), fitting)
    if not paged:
        columns = -(-count // rows)
    return [cell for row in box.rows(rows, GAP) for cell in row.columns(columns, GAP)]


def _span(cells: list[Box]) -> Box | None:
    """Return the box over the cells of the last row."""
    if not cells:
        return None
    row = [cell for cell in cells if cell.y == cells[-1].y]
    return Box(row[0].x, row[0].y, row[-1].right - row[0].x, row[0].h)
