"""The question line with what stands at its right end, the one sentence more, and the banner."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.ui.parts import TARGET, Box, Part, Picture, Plate, Role, Target, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import PAD, button
from kiosk.ui.widgets.framed import framed

GO_W: Final = 200
GO_H: Final = 84
_GAP: Final = 16
_ASK_SHARE: Final = 0.42
"""The most that question and detail take of the body's height."""
_LOW_SHARE: Final = 0.25
"""The same on a low glass, where the detail gives way first, then the question's size."""
_TWO_TURNERS: Final = 240
"""Height of a page below which a single turner takes all of its column."""
_SIDE_SHARE: Final = 0.5
_SIDE_BY_SIDE: Final = 4
"""So many buttons in the question's line have their words beside their pictures."""
_SIGN: Final = 52.0
_LOW_ROW: Final = 96.0
"""Height of the row of buttons at the bottom of an upright body."""


def head(sheet: Sheet, body: Box, *, side: tuple[Button, ...] = ()) -> tuple[list[Part], Box]:
    """Return question, detail, side buttons, go-on and banner, and what of ``body`` is left below."""
    if sheet.lowered:
        return _lowered(sheet, body, side)
    view = sheet.view
    parts, body = ways_below(sheet, side, body) if sheet.upright else ([], body)
    side = () if sheet.upright else side
    below = list(parts)
    right = body.right
    if view.go_on is not None:
        place = Box(right - go_width(sheet), body.y, go_width(sheet), go_height(sheet))
        parts += _go_on(sheet, view.go_on, sheet.handed(place, body))
        right = place.x - _GAP
    right = _side(sheet, side, body, right, parts)
    room = sheet.handed(Box(body.x, body.y, right - body.x, body.h), body)
    buttons = max((part.box.h for part in parts[len(below) :] if isinstance(part, Target)), default=0)
    if _only_told(sheet, room):
        strip = max(buttons, told_height(sheet, room.w))
        told = banner(sheet, Box(room.x, room.y, room.w, strip))
        strip += 8 if sheet.shallow and not buttons else 12
        return [*parts, *told], body.cut(top=strip)
    asked, high = _asked(sheet, room, buttons)
    return _with_banner(sheet, parts + asked, body.cut(top=high + (_GAP if buttons else 12)))


def _asked(sheet: Sheet, room: Box, least: float) -> tuple[list[Part], float]:
    """Return question and detail at the top of ``room`` and the height they take, ``least`` at least."""
    view = sheet.view
    share = _LOW_SHARE if sheet.shallow else _ASK_SHARE
    role, ask = ask_role(sheet, view.question, room.w, room.h * share)
    detail = shown_detail(sheet, room.w, room.h * share - ask)
    more = sheet.block_height(detail, "frame", 500, room.w)
    high = max(ask + more + 4, least)
    top = room.y + (high - ask - more) / 2
    parts: list[Part] = [
        Words("question", Box(room.x, top, room.w, ask + 2), view.question, role, 800, sheet.c.ink)
    ]
    if detail:
        place = Box(room.x, top + ask, room.w, more + 2)
        parts.append(Words("detail", place, detail, "frame", 500, sheet.c.soft))
    return parts, high


def told_height(sheet: Sheet, width: float) -> float:
    """Return the height of the banner within ``width``: 20 mm, or as its words ask.

    They touch its edges on no glass, and are tight there only where the letters are the largest.
    """
    text = sheet.view.banner.text if sheet.view.banner is not None else ""
    least, air = (60, 16) if sheet.shallow else (TARGET, 20)
    air -= 8 if sheet.theme.largest else 0
    return max(least, sheet.block_height(text, "frame", 700, width - 116) + air)


def _only_told(sheet: Sheet, room: Box) -> bool:
    """Tell whether what is told takes the question's place: where both would leave the answers no room."""
    if sheet.view.banner is None:
        return False
    if sheet.shallow:
        return True
    _, ask = ask_role(sheet, sheet.view.question, room.w, room.h * _ASK_SHARE)
    return ask + told_height(sheet, room.w) + 16 > room.h * _ASK_SHARE


def ask_role(sheet: Sheet, text: str, width: float, most: float) -> tuple[Role, float]:
    """Return the role of a question and its height: its own, or that of answers where it would take too much."""
    high = sheet.block_height(text, "ask", 800, width)
    if high <= most and sheet.block_width(text, "ask", 800, width) <= width:
        return "ask", high
    return "answer", sheet.block_height(text, "answer", 800, width)


def shown_detail(sheet: Sheet, width: float, most: float) -> str:
    """Return the one sentence more, or "" where it is only spoken: at the largest size, and without room."""
    detail = sheet.view.detail
    if sheet.theme.largest or sheet.block_height(detail, "frame", 500, width) > max(most, 0):
        return "" if detail and (sheet.theme.largest or sheet.shallow or sheet.lowered) else detail
    return detail


def _lowered(sheet: Sheet, body: Box, side: tuple[Button, ...]) -> tuple[list[Part], Box]:
    """Return question and picture in the upper half, and the lower half beside go-on and the side buttons."""
    ways, lower = ways_low(sheet, side, sheet.lower(body))
    return [*told_above(sheet, sheet.upper(body)), *ways], lower


def ways_low(sheet: Sheet, side: tuple[Button, ...], lower: Box) -> tuple[list[Part], Box]:
    """Return go-on and the side buttons as a column at the side of the hand, and what of ``lower`` is left."""
    given = [*((sheet.view.go_on,) if sheet.view.go_on is not None else ()), *side]
    if not given:
        return [], lower
    if sheet.upright:
        return ways_below(sheet, (*side, *given[: len(given) - len(side)]), lower)
    parts: list[Part] = []
    wide = max(go_width(sheet), *(_wanted(sheet, one) for one in side)) if side else go_width(sheet)
    wide = min(wide, lower.w * 0.3)
    across = lower.h < len(given) * TARGET + (len(given) - 1) * 12
    whole = wide if not across else wide * len(given) + 12 * (len(given) - 1)
    column = sheet.handed(Box(lower.right - whole, lower.y, whole, lower.h), lower)
    places = column.columns(len(given), 12) if across else column.rows(len(given), 12)
    for one, place in zip(given, places, strict=True):
        if one.style == "go":
            parts += _go_on(sheet, one, place)
        else:
            stacked = place.h > 120  # noqa: PLR2004 - room for the picture above its word
            parts += button(sheet, one, place, "frame", picture_side=48, stacked=stacked, pad=6)
    cut = whole + _GAP
    return parts, lower.cut(left=cut) if sheet.left_handed else lower.cut(right=cut)


def ways_below(sheet: Sheet, given: tuple[Button, ...], body: Box) -> tuple[list[Part], Box]:
    """Return buttons in one row at the bottom of ``body``, as an upright glass has room for, and what is left."""
    if not given:
        return [], body
    row = Box(body.x, body.y, body.w, _LOW_ROW).columns(len(given), _GAP)
    rooms = [place.w - 2 * PAD - (66 if one.picture else 0) for one, place in zip(given, row, strict=True)]
    role: Role = "answer"
    if any(
        sheet.block_width(one.text, "answer", 700, room) > room
        for one, room in zip(given, rooms, strict=True)
    ):
        role = "frame"
    # Where even then a word is wider than its place, all of them stand below their pictures.
    stacked = role == "frame" and any(
        sheet.block_width(one.text, role, 700, room) > room for one, room in zip(given, rooms, strict=True)
    )
    rooms = [place.w - 2 * PAD for place in row] if stacked else rooms
    words = max(sheet.block_height(one.text, role, 700, room) for one, room in zip(given, rooms, strict=True))
    high = max(_LOW_ROW, words + (_SIGN + 24 if stacked else 16))
    parts: list[Part] = []
    for one, place in zip(given, row, strict=True):
        low = sheet.handed(Box(place.x, body.bottom - high, place.w, high), body)
        parts += button(sheet, one, low, role, picture_last=one.picture == "glyphs/next", stacked=stacked)
    return parts, body.cut(bottom=high + _GAP)


def told_briefly(sheet: Sheet, box: Box) -> tuple[list[Part], float]:
    """Return what is asked, or what is told in its place where both are too much, and its height at the top."""
    view = sheet.view
    if view.banner is not None and _only_told(sheet, box):
        high = told_height(sheet, box.w)
        return banner(sheet, Box(box.x, box.y, box.w, high)), high
    parts, high = _asked(sheet, box, 0)
    if view.banner is None:
        return parts, high
    strip = told_height(sheet, box.w)
    return [*parts, *banner(sheet, Box(box.x, box.y + high + 8, box.w, strip))], high + 8 + strip


def told_above(sheet: Sheet, box: Box) -> list[Part]:
    """Return picture, question, detail and banner for the half that nobody needs to reach."""
    view, c = sheet.view, sheet.c
    picture = view.picture or view.header.where_picture
    parts: list[Part] = []
    if view.banner is not None:
        strip = min(told_height(sheet, box.w), box.h)
        parts += banner(sheet, Box(box.x, box.bottom - strip, box.w, strip))
        box = box.cut(bottom=strip + 8)
    if picture and not looks.is_glyph(picture) and box.h >= TARGET:
        frame, box = _picture_above(sheet, box)
        parts += framed(sheet, frame, picture, min(frame.w, frame.h) * 0.84, corner=24)
    role, ask = ask_role(sheet, view.question, box.w, box.h)
    detail = shown_detail(sheet, box.w, box.h - ask)
    more = sheet.block_height(detail, "frame", 500, box.w)
    top = box.y + max((box.h - ask - more) / 2, 0)
    parts.append(Words("question", Box(box.x, top, box.w, ask + 2), view.question, role, 800, c.ink))
    if detail:
        place = Box(box.x, top + ask, box.w, more + 2)
        parts.append(Words("detail", place, detail, "frame", 500, c.soft))
    return parts


def _picture_above(sheet: Sheet, box: Box) -> tuple[Box, Box]:
    """Return the place of a picture beside the question, above it on an upright glass, and that of the words."""
    if not sheet.upright:
        side = min(box.h, 220.0, box.w * 0.22)
        return Box(box.x, box.y + (box.h - side) / 2, side, side), box.cut(left=side + 24)
    view = sheet.view
    words = ask_role(sheet, view.question, box.w, box.h)[1] + sheet.block_height(
        view.detail, "frame", 500, box.w
    )
    high = min(max(box.h - words - 2 * _GAP, TARGET), box.w * 0.6)
    return Box(box.x, box.y, box.w, high), box.cut(top=high + _GAP)


def _go_on(sheet: Sheet, given: Button, place: Box) -> list[Part]:
    last = given.picture == "glyphs/next"
    return button(sheet, given, place, picture_last=last, picture_side=44)


def go_width(sheet: Sheet) -> float:
    """Return how wide go-on is: as its word asks, 200 at least."""
    given = sheet.view.go_on
    word = sheet.block_width(given.text, "answer", 700, 400) if given is not None else 0
    return max(GO_W, word + 44 + 14 + 2 * PAD + 8)


def go_height(sheet: Sheet) -> float:
    """Return how high go-on and the buttons beside it are: 20 mm where height is scarce."""
    return 76 if sheet.shallow else GO_H


def _wanted(sheet: Sheet, given: Button) -> float:
    text = sheet.block_width(given.text, "answer", 700, 400)
    return max(2 * PAD + text + (66 if given.picture else 0) + 8, 110)


def _side(sheet: Sheet, side: tuple[Button, ...], body: Box, right: float, parts: list[Part]) -> float:
    short = sum(_wanted(sheet, one) + _GAP for one in side) > (right - body.x) * _SIDE_SHARE
    high = go_height(sheet)
    if short:
        high = max(high, *(sheet.block_height(one.text, "frame", 700, 200) + 16 for one in side))
    stacked = short and (sheet.shallow or len(side) > _SIDE_BY_SIDE)
    for given in reversed(side):
        # Where their words would push the question aside they stand in the size of the frame, on a low glass and
        # where there are many below their pictures.
        word = sheet.block_width(given.text, "frame", 700, 200)
        beside = 2 * PAD + (58 if given.picture else 0)
        wide = max(word + (28 if stacked else beside), 110) if short else _wanted(sheet, given)
        place = sheet.handed(Box(right - wide, body.y, wide, high), body)
        role: Role = "frame" if short else "answer"
        sign, pad = 38 if stacked else 44 if short else 52, 8 if stacked else PAD
        parts += button(sheet, given, place, role, stacked=stacked, picture_side=sign, pad=pad, gap=10)
        right = right - wide - _GAP
    return right


def _with_banner(sheet: Sheet, parts: list[Part], left: Box) -> tuple[list[Part], Box]:
    if sheet.view.banner is None:
        return parts, left
    high = told_height(sheet, left.w)
    parts += banner(sheet, Box(left.x, left.y, left.w, high))
    return parts, left.cut(top=high + 12)


def banner(sheet: Sheet, box: Box) -> list[Part]:
    """Return the strip: tint, thick edge, picture and a few words."""
    given, c = sheet.view.banner, sheet.c
    if given is None:
        return []
    tints = {
        "calm": (c.green_tint, c.green),
        "doubt": (c.doubt_tint, c.doubt),
        "stop": (c.brick_tint, c.brick),
    }
    fill, edge = tints[given.tone]
    side = min(64, box.h - 20)
    parts: list[Part] = [Plate("banner", box, fill, edge, 5, 16)]
    x = box.x + 20
    if given.picture:
        parts.append(
            Picture("banner/picture", Box(x, box.y + (box.h - side) / 2, side, side), given.picture, c.ink)
        )
        x += side + 16
    parts.append(
        Words("banner/text", Box(x, box.y, box.right - x - 16, box.h), given.text, "frame", 700, c.ink)
    )
    return parts


def turners(sheet: Sheet, body: Box) -> tuple[list[Part], Box]:
    """Return the buttons for more pages as a column at the right, and what is left of ``body``."""
    view = sheet.view
    given = [one for one in (view.previous_page, view.next_page) if one is not None]
    if not given:
        return [], body
    if sheet.upright:
        return ways_below(sheet, tuple(given), body)
    words = max(sheet.block_width(one.text, "frame", 700, 200) for one in given)
    wide = 84.0 if _dots_only(sheet) else max(130.0 if sheet.shallow else 150.0, words + 24)
    column = sheet.handed(Box(body.right - wide, body.y, wide, body.h), body)
    alone = len(given) == 1 and body.h < _TWO_TURNERS
    rows = [column, column] if alone else column.rows(2, 12)
    parts: list[Part] = []
    for one, place in ((view.previous_page, rows[0]), (view.next_page, rows[1])):
        if one is not None:
            shown = structs.replace(one, text="") if _dots_only(sheet) else one
            parts += button(sheet, shown, place, "frame", stacked=True, picture_side=56, pad=8)
    return parts, body.cut(left=wide + 16) if sheet.left_handed else body.cut(right=wide + 16)


def _dots_only(sheet: Sheet) -> bool:
    """Tell whether the turner shows its dots alone and only says its word: the largest letters on a low glass."""
    return sheet.shallow and sheet.theme.largest
