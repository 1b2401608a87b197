"""The keys: Latin letters with the seven and the five tones of Vietnamese, digits and signs; and Khmer.

Latin has four rows, the letters and tones of Vietnamese in the uppermost. Where only three are large enough,
those are a page of their own. Khmer has three pages: consonants in the groups of the school books, vowels, signs.
"""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.view import Entry
from kiosk.texts import typing_km
from kiosk.texts.typing_vi import TONES, VOWEL_KEYS
from kiosk.ui.entry import Board, Typed, board, capital
from kiosk.ui.parts import Box, Part, Role, Stroke, Target, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import Face, own
from kiosk.ui.widgets.looks import Look

GAP: Final = 12
ROWS: Final = 4
LEAST: Final = 49
"""12.7 mm: no key is lower or narrower."""
_RADIUS: Final = 12
_AROUND: Final = 6
"""The edges of a key beside a single letter."""
_FEET: Final = 4
_USUAL_SIGN: Final = "ក"
_ROLES: Final[tuple[Role, ...]] = ("answer", "frame", "key")
_LATIN_LINE: Final = 0.95
_KHMER_LINE: Final = 0.78
"""How much of a line a single letter takes; a line of Khmer leaves room for what stands above and below."""
_LETTERS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SYMBOLS: Final = ("1234567890", "-/.,:;@&", "()'\"+?!")
_TONE_FACES: Final = {"acute": "á", "grave": "à", "hook": "ả", "tilde": "ã", "dot": "ạ"}
_TELEX: Final = "Telex"
_TELEX_SHARE: Final = 1.45
_TICK: Final = 20
_TO: Final[dict[Board, str]] = {
    "latin": "ABC",
    "accents": "ă á",
    "signs": "123",
    "khmer": "ខ្មែរ",
    "khmer-vowels": "ា ិ",
    "khmer-signs": "១២",
}
"""What stands on the key that leads to a page."""
_WITHIN: Final[dict[Board, str]] = {"khmer": "កខគ"}
"""What stands there instead between the pages of Khmer."""
_KHMER: Final[dict[str, tuple[str, ...]]] = {
    "khmer": (*typing_km.CONSONANTS, typing_km.SUBSCRIPT),
    "khmer-vowels": (*typing_km.VOWELS, *typing_km.SIGNS, typing_km.SUBSCRIPT),
    "khmer-signs": (*typing_km.DIGITS, *typing_km.INDEPENDENT, *typing_km.STOPS, ",", "-", "/", "(", ")"),
}
_A_ROW: Final = 10
"""Two groups of five consonants."""


def keyboard(
    sheet: Sheet, entry: Entry, typed: Typed, box: Box, *, rows: int = ROWS, above: list[Part] | None = None
) -> list[Part]:
    """Return ``rows`` rows of keys in ``box``; ``above`` takes the place of the uppermost of four."""
    places = box.rows(rows, GAP)
    now = board(entry, typed)
    if now in _KHMER:
        return _khmer(sheet, entry, now, places)
    if now == "accents" and rows < ROWS:
        return _accents_page(sheet, entry, typed, places)
    parts: list[Part] = []
    if rows == ROWS:
        upper = capital(entry, typed)
        instead = above if now != "accents" else None
        parts = instead or _marks(sheet, places[0].columns(12, GAP), upper=upper)
    return parts + _latin(sheet, entry, typed, places[-3:], by_page=rows < ROWS)


# --- Latin -----------------------------------------------------------------------------------------------


def _latin(sheet: Sheet, entry: Entry, typed: Typed, rows: list[Box], *, by_page: bool) -> list[Part]:
    signs = board(entry, typed) == "signs"
    upper = capital(entry, typed)
    pages = _SYMBOLS if signs else _LETTERS
    second = rows[1].shares([1.0] * (_A_ROW - 1) + [_TELEX_SHARE], GAP)
    parts: list[Part] = [
        _letter(sheet, letter, place, upper=upper)
        for row, here in ((pages[0], rows[0].columns(_A_ROW, GAP)), (pages[1], second))
        for letter, place in zip(row, here, strict=False)
    ]
    if not signs:
        parts.append(_telex(sheet, typed, second[-1]))
    return parts + _bottom(sheet, entry, typed, rows[2], pages[2], by_page=by_page)


def _telex(sheet: Sheet, typed: Typed, place: Box) -> Part:
    """Return the key that turns Telex on and off; green with a tick while it is on."""
    look = looks.chosen(sheet.c) if typed.telex else looks.rest(sheet.c, "quiet")
    room = place.cut(right=_TICK + 4)
    picture = "glyphs/yes" if typed.telex else ""
    role = _role(sheet, _TELEX, room, "frame")
    face = Face(_TELEX, picture, role=role, picture_side=_TICK, gap=4, radius=_RADIUS, pad=4)
    return own(sheet, "key:telex", Stroke("telex"), place, face, look)


def _marks(sheet: Sheet, places: list[Box], *, upper: bool) -> list[Part]:
    c = sheet.c
    vowel = Look(c.vowel_tint, c.ink, c.line, c.line)
    tone = Look(c.green_tint, c.ink, c.green, c.green)
    parts: list[Part] = [
        _key(sheet, f"vowel:{letter}", Stroke("letter", letter), _cased(letter, upper=upper), place, vowel)
        for letter, place in zip(VOWEL_KEYS, places, strict=False)
    ]
    parts += [
        _key(sheet, f"tone:{name}", Stroke("tone", name), _TONE_FACES[name], place, tone)
        for name, place in zip(TONES, places[len(VOWEL_KEYS) :], strict=False)
    ]
    return parts


def to_accents(sheet: Sheet, place: Box) -> Part:
    """Return the key that brings the row of accents for one key, where something stands in its place."""
    return _page(sheet, "accents", "key:accents", place)


def _accents_page(sheet: Sheet, entry: Entry, typed: Typed, rows: list[Box]) -> list[Part]:
    upper = capital(entry, typed)
    places = [*rows[0].columns(len(VOWEL_KEYS), GAP), *rows[1].columns(len(TONES), GAP)]
    return [
        *_marks(sheet, places, upper=upper),
        *_bottom(sheet, entry, typed, rows[-1], "", by_page=True),
    ]


def _bottom(sheet: Sheet, entry: Entry, typed: Typed, row: Box, letters: str, *, by_page: bool) -> list[Part]:
    now = board(entry, typed)
    shift = entry.kind == "text" and now == "latin"
    khmer = "khmer" in entry.scripts
    shares = [1.2] + [1.25] * khmer + [1.0] * shift + [1.0] * len(letters) + [1.75, 1.35]
    places = row.shares(shares, GAP)
    parts: list[Part] = [_page(sheet, _next(now, by_page=by_page), "key:page", places.pop(0))]
    if khmer:
        parts.append(_page(sheet, "khmer", "key:to:khmer", places.pop(0)))
    if shift:
        look = looks.chosen(sheet.c) if typed.shift else looks.rest(sheet.c, "quiet")
        parts.append(_picture_key(sheet, "key:shift", Stroke("shift"), "glyphs/up", places.pop(0), look))
    upper = capital(entry, typed)
    parts += [_letter(sheet, letter, places.pop(0), upper=upper) for letter in letters]
    return parts + _space_and_delete(sheet, *places)


def _next(now: Board, *, by_page: bool) -> Board:
    """Return the page behind the left key of Latin: to and fro, or round where the accents are a page too."""
    if by_page:
        following: dict[Board, Board] = {"latin": "accents", "accents": "signs"}
        return following.get(now, "latin")
    return "signs" if now == "latin" else "latin"


# --- Khmer -----------------------------------------------------------------------------------------------


def _khmer(sheet: Sheet, entry: Entry, now: Board, rows: list[Box]) -> list[Part]:
    """Return one page: rows of ten, what is left beside the keys for pages, space and deleting."""
    keys = _KHMER[now]
    upper = len(rows) - 1
    columns = _A_ROW if upper * _A_ROW + 6 >= len(keys) else -(-(len(keys) - 8) // upper)
    parts: list[Part] = []
    for at, row in enumerate(rows[:-1]):
        here = keys[at * columns : (at + 1) * columns]
        parts += [
            _khmer_key(sheet, sign, place)
            for sign, place in zip(here, _as_wide_as_letters(sheet, here, row, columns), strict=False)
        ]
    rest = keys[upper * columns :]
    others: list[Board] = [page for page in ("khmer", "khmer-vowels", "khmer-signs") if page != now]
    latin = "latin" in entry.scripts
    tight = rows[-1].w < 900  # noqa: PLR2004 - units, where thirteen keys stand in a row
    pages = 1.0 if tight and len(rest) > _A_ROW // 2 else 1.2
    shares = [pages] * latin + [pages] * len(others) + [1.0] * len(rest) + [1.4, 1.2]
    places = rows[-1].shares(shares, GAP)
    if latin:
        parts.append(_page(sheet, "latin", "key:to:latin", places.pop(0)))
    for page in others:
        parts.append(_page(sheet, page, f"key:to:{page}", places.pop(0), _WITHIN.get(page, "")))
    parts += [_khmer_key(sheet, sign, places.pop(0)) for sign in rest]
    return parts + _space_and_delete(sheet, *places)


def _as_wide_as_letters(sheet: Sheet, signs: tuple[str, ...], row: Box, columns: int) -> list[Box]:
    """Return columns of which those are wider that hold a wide letter, so that it keeps the size of the others."""
    even = row.columns(columns, GAP)
    least = even[0].w
    role = _role(sheet, _USUAL_SIGN, even[0], "answer")
    wide = (sheet.ruler.width(sign, role, 700) + _AROUND + 1 for sign in signs)
    shares = [max(one, least) for one in wide] + [least] * (columns - len(signs))
    return row.shares(shares, GAP)


def _khmer_key(sheet: Sheet, sign: str, place: Box) -> Part:
    c = sheet.c
    look = looks.rest(c, "quiet")
    if sign in typing_km.VOWELS:
        look = Look(c.vowel_tint, c.ink, c.line, c.line)
    elif sign in typing_km.SIGNS or sign == typing_km.SUBSCRIPT:
        look = Look(c.green_tint, c.ink, c.green, c.green)
    return _raised(_key(sheet, f"key:{sign}", Stroke("letter", sign), sign, place, look))


def _raised(key: Target) -> Target:
    """Return the key with its letter a little higher: many letters of Khmer have feet."""
    rest, pressed = (
        tuple(
            structs.replace(one, box=one.box.moved(-_FEET)) if isinstance(one, Words) else one
            for one in looks_now
        )
        for looks_now in (key.rest, key.pressed)
    )
    return structs.replace(key, rest=rest, pressed=pressed)


# --- keys ------------------------------------------------------------------------------------------------


def _page(sheet: Sheet, to: Board, key: str, place: Box, words: str = "") -> Part:
    text = words or _TO[to]
    role = _role(sheet, text, place, "frame" if len(text) > 3 else "answer")  # noqa: PLR2004 - short ones are large
    face = Face(text, role=role, radius=_RADIUS, pad=4)
    return own(sheet, key, Stroke("board", to), place, face, looks.rest(sheet.c, "quiet"))


def _space_and_delete(sheet: Sheet, space: Box, delete: Box) -> list[Part]:
    plain = looks.rest(sheet.c, "quiet")
    text = sheet.view.words.get("space", "")
    face = Face(text, role=_role(sheet, text, space, "frame"), radius=_RADIUS, pad=4)
    return [
        own(sheet, "key:space", Stroke("letter", " "), space, face, plain),
        _picture_key(sheet, "key:backspace", Stroke("delete"), "glyphs/backspace", delete, plain),
    ]


def _letter(sheet: Sheet, letter: str, place: Box, *, upper: bool) -> Part:
    look = looks.rest(sheet.c, "quiet")
    return _key(sheet, f"key:{letter}", Stroke("letter", letter), _cased(letter, upper=upper), place, look)


def _key(sheet: Sheet, key: str, act: Stroke, text: str, place: Box, look: Look) -> Target:
    face = Face(text, role=_role(sheet, text, place, "answer"), radius=_RADIUS, pad=4)
    return own(sheet, key, act, place, face, look)


def _picture_key(sheet: Sheet, key: str, act: Stroke, picture: str, place: Box, look: Look) -> Part:
    return own(sheet, key, act, place, Face("", picture, picture_side=52, radius=_RADIUS, pad=4), look)


def _role(sheet: Sheet, text: str, place: Box, most: Role) -> Role:
    """Return the largest role in which ``text`` stands on one line of a key; that of keys where none does."""
    room = place.h - looks.LIP - 4
    lean = _KHMER_LINE if len(text) == 1 and typing_km.is_khmer(text) else _LATIN_LINE
    for role in _ROLES[_ROLES.index(most) :]:
        high = sheet.ruler.line_height(text, role, loose=False) * lean
        wide = sheet.ruler.width(text, role, 700) + (_AROUND if len(text) == 1 else 8)
        if wide <= place.w and high <= room:
            return role
    return _ROLES[-1]


def _cased(letter: str, *, upper: bool) -> str:
    return letter.upper() if upper else letter
