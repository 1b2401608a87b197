"""The frame of every resident screen: header, cloth, footer, practice band. It never moves."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button, Footer, Header
from kiosk.ui.parts import TARGET, Box, Cloth, Part, Picture, Plate, Shape, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.button import button
from kiosk.ui.widgets.looks import LIP

BARE: Final = frozenset({"attract", "calling", "consent", "countdown", "devices", "portal", "workbench"})
"""Layouts without header and footer."""
CLOTH: Final = 12
"""The band on screens without a header."""
_DOT: Final = 14
_DOT_GAP: Final = 6
_NOW: Final = 34
_PAD: Final = 6
_KHMER_LIFT: Final = 4
_APART: Final = "        "
_EDGE: Final = 7
_LEAST_SIGN: Final = 28
"""A smaller picture above its word says nothing."""


def frame(sheet: Sheet) -> list[Part]:
    """Return header, cloth, footer and, on example keys, the practice band."""
    return [*header(sheet), *footer(sheet), *trial(sheet)]


def header(sheet: Sheet) -> list[Part]:
    """Return the header with the cloth below it."""
    c, h, high = sheet.c, sheet.view.header, sheet.header_height
    side = high - 24
    parts: list[Part] = [
        Plate("header", Box(0, 0, sheet.width, high), c.card, radius=0),
        cloth("cloth", Box(0, high, sheet.width, sheet.cloth_height)),
        Picture("header/mark", Box(22, (high - side) / 2, side, side), "lotus-mark", c.ink),
    ]
    name_x = 22 + side + 14
    right = _on_duty(sheet, h, high, parts)
    name_w = sheet.ruler.width(h.point, "frame", 700) + 2
    mark = mark_width(sheet) if h.trial and not sheet.trial_height else 0
    if name_x + name_w + 32 + mark > right:
        name_w = 0  # the lotus stands for it
    else:
        parts.append(Words("header/point", Box(name_x, 0, name_w, high), h.point, "frame", 700, c.ink))
    left = name_x + name_w + 16
    if h.trial and not sheet.trial_height:
        left += _trial_mark(sheet, left, high, parts) + 16
    _where(sheet, h, Box(left, 0, right - left - 16, high), parts)
    return parts


def _trial_mark(sheet: Sheet, x: float, high: float, parts: list[Part]) -> float:
    """Add the words of the practice band to a header; return their width."""
    c, text = sheet.c, sheet.view.header.trial
    wide = mark_width(sheet)
    place = Box(x, 4, wide, high - 8)
    parts += [
        Plate("trial", place, c.brick_tint, c.brick, 3, 8, dashed=True),
        Words("trial/text", place, text, "frame", 700, c.ink, "center"),
    ]
    return wide


def mark_width(sheet: Sheet) -> float:
    """Return how wide the words of the practice band stand where they have no band."""
    return sheet.ruler.width(sheet.view.header.trial, "frame", 700) + 24


WORDY: Final = 1200
"""Units of width from which what stands at the top of a helper's page has its word beside its picture."""
HIDE: Final = 50
"""Height of the button that hides a helper's page: 13 mm, as what else stands in their bar."""


def hiding(sheet: Sheet, right: float) -> tuple[list[Part], float]:
    """Return the button that hides a helper's page, at the upper right, and where that begins; ``right`` without."""
    given = sheet.view.hide
    if given is None:
        return [], right
    wordy = sheet.width >= WORDY
    wide = sheet.ruler.width(given.text, "desk", 700) + 36 + 8 + 26 if wordy else HIDE
    place = Box(right - wide - 8, 3, wide, HIDE)
    shown = given if wordy else structs.replace(given, text="")
    return button(sheet, shown, place, "desk", picture_side=34, gap=8, pad=6), place.x - 4


def _on_duty(sheet: Sheet, h: Header, high: float, parts: list[Part]) -> float:
    """Add who is on duty; return where that begins."""
    c = sheet.c
    side = high - 16
    hide, right = hiding(sheet, sheet.width)
    parts += hide
    disc = Box(right - 20 - side, 8, side, side)
    fill, edge = (c.blue_tint, c.blue) if h.on_duty else (c.card, c.line)
    parts.append(Plate("header/duty", disc, fill, edge, 3, side / 2, dashed=not h.on_duty))
    if h.on_duty:
        parts.append(Picture("header/face", disc.inset(7), "help", c.ink))
    told = sheet.view.locks or h.helper
    wide = sheet.ruler.width(told, "frame", 700) + 2
    left = disc.x - 10 - wide
    colour = c.brick if sheet.view.locks else c.blue if h.on_duty else c.soft
    parts.append(Words("header/helper", Box(left, 0, wide, high), told, "frame", 700, colour, "left"))
    return left


def _where(sheet: Sheet, h: Header, room: Box, parts: list[Part]) -> None:
    """Add where the resident is; where it is narrow first the steps, then the words, then all give way."""
    disc = 62 * room.h / 76 if h.where_picture else 0
    text = sheet.ruler.width(h.where, "frame", 600) + 2 if h.where else 0
    steps = h.steps * (_DOT + _DOT_GAP) - _DOT_GAP + _NOW - _DOT if h.step else 0
    gaps = (13 if disc and text else 0, 18 if steps and (disc or text) else 0)
    if disc + text + steps + sum(gaps) > room.w:
        steps, gaps = 0, (gaps[0], 0)
    where = h.where
    if disc + text + sum(gaps) > room.w:
        where, text = (
            h.where_short,
            sheet.ruler.width(h.where_short, "frame", 600) + 2 if h.where_short else 0,
        )
    if disc + text + sum(gaps) > room.w or not text:
        text, gaps = 0, (0, 0)
    if disc > room.w:
        disc = 0
    x = room.x + max((room.w - disc - text - steps - sum(gaps)) / 2, 0)
    if disc:
        place = Box(x, (room.h - disc) / 2, disc, disc)
        parts.append(Plate("header/where-disc", place, sheet.c.disc, sheet.c.ink, 3, disc / 2))
        parts.append(
            Picture("header/where-picture", place.inset(round(disc * 0.14)), h.where_picture, sheet.c.ink)
        )
        x += disc + gaps[0]
    if text:
        parts.append(Words("header/where", Box(x, 0, text, room.h), where, "frame", 600, sheet.c.ink))
        x += text
    if steps:
        parts += stepper(sheet, x + gaps[1], room.h / 2 - _DOT / 2)


def stepper(sheet: Sheet, x: float, y: float) -> list[Part]:
    """Return the dots: done solid, now a yellow bar, to come hollow."""
    c, h = sheet.c, sheet.view.header
    parts: list[Part] = []
    for at in range(1, h.steps + 1):
        wide = _NOW if at == h.step else _DOT
        fill = c.voice if at == h.step else c.ink if at < h.step else c.card
        parts.append(Plate(f"header/step/{at}", Box(x, y, wide, _DOT), fill, c.ink, 3, _DOT / 2))
        x += wide + _DOT_GAP
    return parts


def cloth(key: str, box: Box) -> Cloth:
    """Return the checked band: two rows of squares fill it."""
    return Cloth(key, box, box.h / 2)


def footer(sheet: Sheet) -> list[Part]:
    """Return the footer; what the view leaves out leaves its place empty."""
    c, top = sheet.c, sheet.height - sheet.footer_height
    parts: list[Part] = [
        Plate("footer", Box(0, top, sheet.width, sheet.footer_height), c.card, radius=0),
        Plate("footer/line", Box(0, top, sheet.width, 3), c.line, radius=0),
    ]
    places = _places(sheet, top)
    for given, name in _buttons(sheet.view.footer):
        parts += _footer_button(sheet, given, places[name], person=name == "help")
    return parts


def _footer_button(sheet: Sheet, given: Button, place: Box, *, person: bool) -> list[Part]:
    """Return one button: picture and word beside or above each other; without room for both the picture alone."""
    if given.id == "signs":
        # Whom it is for needs no word; there would be no room for one either.
        shown = structs.replace(given, text="")
        return button(sheet, shown, place, "frame", picture_side=min(60, place.h - LIP - 8), pad=_PAD)
    room, wide = place.w - 2 * _PAD, sheet.ruler.width(given.text, "frame", 700)
    beside = not sheet.theme.compact or (person and wide + 66 + 8 <= room)
    if beside or not given.picture:
        return button(sheet, given, place, "frame", picture_side=66 if person else 42, gap=8, pad=_PAD)
    free = place.h - LIP - 4 - sheet.block_height(given.text, "frame", 700, room)
    if free < _LEAST_SIGN or sheet.block_width(given.text, "frame", 700, room) > room + 2:
        given = structs.replace(given, text="")
        return button(sheet, given, place, "frame", picture_side=min(room, place.h - LIP - 8), pad=_PAD)
    return button(sheet, given, place, "frame", picture_side=min(40, free), stacked=True, pad=_PAD)


def _buttons(f: Footer) -> list[tuple[Button, str]]:
    every = (
        (f.back, "back"),
        (f.again, "again"),
        (f.language, "language"),
        (f.look, "look"),
        (f.help, "help"),
        (f.start_over, "start_over"),
        (f.signs, "signs"),
    )
    return [(given, name) for given, name in every if given is not None]


_NAMES: Final = ("back", "again", "language", "look", "help", "start_over", "signs")
_HELP: Final = _NAMES.index("help")


def _places(sheet: Sheet, top: float) -> dict[str, Box]:
    """Return where the buttons stand, the same for every language so that nothing moves."""
    whole = Box(0, top, sheet.width, sheet.footer_height)
    if sheet.upright:
        upper, lower = whole.cut(top=11, bottom=8).inset(16, 0).rows(2, 12)
        boxes = [*lower.columns(4, 12), *upper.shares([2, 1], 12)]
    elif sheet.theme.compact:
        row = whole.cut(top=9, bottom=6).inset(12, 0)
        boxes = row.shares(_shares(sheet), 12)
    else:
        y, high = top + 13, 88
        boxes = [
            Box(16, y, 176, high),
            Box(204, y, 196, high),
            Box(412, y, 124, high),
            Box(548, y, 150, high),
            Box(710, y, 318, high),
            Box(sheet.width - 16 - 180, y, 180, high),
        ]
    boxes.append(boxes[_HELP].cut(left=boxes[_HELP].w - TARGET))
    if sheet.view.signing:
        boxes[_HELP] = boxes[_HELP].cut(right=TARGET + 12)
    return {name: sheet.handed(box, whole) for name, box in zip(_NAMES, boxes, strict=True)}


def _shares(sheet: Sheet) -> list[float]:
    """Return how wide the six are to each other: as their words ask in the size of the letters."""
    if not sheet.theme.largest:
        return [128, 132, 118, 110, 230, 128]
    if sheet.tight:  # pictures alone but for the language, and, where there is room, whom to call
        return [80, 80, 190, 80, 249, 80] if sheet.shallow else [116, 116, 192, 116, 351, 116]
    return [119, 184, 112, 138, 260, 187]


def trial(sheet: Sheet) -> list[Part]:
    """Return the practice band above the footer (or at the bottom edge of a bare screen)."""
    bare = sheet.view.layout in BARE
    if not sheet.trial_height:
        mark = _bare_mark(sheet) if bare and sheet.view.header.trial else []
        return [*practice_edges(sheet), *mark]
    if sheet.lowered and not bare:
        top = sheet.header_height + sheet.cloth_height
        return trial_band(sheet, Box(0, top, sheet.width, sheet.trial_height))
    bottom = sheet.height if bare else sheet.height - sheet.footer_height
    return trial_band(sheet, Box(0, bottom - sheet.trial_height, sheet.width, sheet.trial_height))


def practice_edges(sheet: Sheet) -> list[Part]:
    """Return the dashes down both sides of a screen of practice."""
    if not sheet.view.practice:
        return []
    c, top, bottom = sheet.c, sheet.header_height + sheet.cloth_height, sheet.height - sheet.footer_height
    if sheet.view.layout in BARE:
        top, bottom = 0, sheet.height
    return [
        Shape(f"practice/{name}", (x, top + 4, x, bottom - 4), c.brick, _EDGE)
        for name, x in (("left", 4.0), ("right", sheet.width - 4.0))
    ]


def _bare_mark(sheet: Sheet) -> list[Part]:
    """Return the practice mark of a low screen that has no header: in the upper right corner."""
    parts: list[Part] = []
    high = max(40.0, sheet.block_height(sheet.view.header.trial, "frame", 700, sheet.width) + 10)
    _trial_mark(sheet, sheet.width - mark_width(sheet) - 8, high, parts)
    return parts


def trial_band(sheet: Sheet, box: Box) -> list[Part]:
    """Return the dashed brick band with its words, in Khmer a little higher: their feet stay off the dashes."""
    c = sheet.c
    text = box.inset(12, 0).moved(-_KHMER_LIFT if sheet.view.language == "km" else 0)
    header, words = sheet.view.header, sheet.view.header.trial
    if header.trial_more:
        whole = f"{words}{_APART}{header.trial_more}{_APART}{words}"
        wide = sheet.ruler.width(whole, "frame", 700) <= text.w
        words = whole if wide else f"{words}{_APART}{header.trial_more}"
        words = words if sheet.ruler.width(words, "frame", 700) <= text.w else header.trial
    return [
        *practice_edges(sheet),
        Plate("trial", box, c.brick_tint, radius=0),
        Shape("trial/top", (0, box.y + 3, box.right, box.y + 3), c.brick, 5),
        Shape("trial/bottom", (0, box.bottom - 3, box.right, box.bottom - 3), c.brick, 5),
        Words("trial/text", text, words, "frame", 700, c.ink, "center"),
    ]
