"""The Vietnamese keyboard: letters, the seven of its own, five tones; and a page of digits and signs."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.view import Entry
from kiosk.texts.typing_vi import TONES, VOWEL_KEYS
from kiosk.ui.entry import Typed, capital
from kiosk.ui.parts import Box, Part, Stroke
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets import looks
from kiosk.ui.widgets.button import Face, own
from kiosk.ui.widgets.looks import Look

GAP: Final = 12
ROWS: Final = 4
_RADIUS: Final = 12
_LETTERS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SYMBOLS: Final = ("1234567890", "-/.,:;@&", "()'\"+?!")
_TONE_FACES: Final = {"acute": "á", "grave": "à", "hook": "ả", "tilde": "ã", "dot": "ạ"}


def keyboard(sheet: Sheet, entry: Entry, typed: Typed, box: Box) -> list[Part]:
    """Return the four rows of keys in ``box``."""
    rows = box.rows(ROWS, GAP)
    upper = capital(entry, typed)
    pages = _SYMBOLS if typed.symbols else _LETTERS
    parts = _vietnamese(sheet, rows[0], upper=upper)
    for letter, place in zip(pages[0], rows[1].columns(len(pages[0]), GAP), strict=True):
        parts.append(_letter(sheet, letter, place, upper=upper))
    indent = (rows[2].w + GAP) / 20 - GAP / 2 if len(pages[1]) < len(pages[0]) else 0
    for letter, place in zip(pages[1], rows[2].inset(indent, 0).columns(len(pages[1]), GAP), strict=True):
        parts.append(_letter(sheet, letter, place, upper=upper))
    return parts + _bottom(sheet, entry, typed, rows[3], pages[2])


def _vietnamese(sheet: Sheet, row: Box, *, upper: bool) -> list[Part]:
    c = sheet.c
    places = row.columns(len(VOWEL_KEYS) + len(TONES), GAP)
    vowel = Look(c.vowel_tint, c.ink, c.line, c.line)
    tone = Look(c.green_tint, c.ink, c.green, c.green)
    parts: list[Part] = [
        _key(sheet, f"vowel:{letter}", Stroke("letter", letter), _cased(letter, upper=upper), place, vowel)
        for letter, place in zip(VOWEL_KEYS, places, strict=False)
    ]
    parts += [
        _key(sheet, f"tone:{name}", Stroke("tone", name), _TONE_FACES[name], place, tone)
        for name, place in zip(TONES, places[len(VOWEL_KEYS) :], strict=True)
    ]
    return parts


def _bottom(sheet: Sheet, entry: Entry, typed: Typed, row: Box, letters: str) -> list[Part]:
    shift = entry.kind == "text" and not typed.symbols
    shares = [1.35] + ([1.0] if shift else []) + [1.0] * len(letters) + [1.85, 1.55]
    places = row.shares(shares, GAP)
    plain = looks.rest(sheet.c, "quiet")
    page = "ABC" if typed.symbols else "123"
    parts: list[Part] = [_key(sheet, "key:page", Stroke("page"), page, places.pop(0), plain)]
    if shift:
        look = looks.chosen(sheet.c) if typed.shift else plain
        parts.append(_picture_key(sheet, "key:shift", Stroke("shift"), "glyphs/up", places.pop(0), look))
    upper = capital(entry, typed)
    parts += [_letter(sheet, letter, places.pop(0), upper=upper) for letter in letters]
    space = sheet.view.words.get("space", "")
    parts.append(
        own(sheet, "key:space", Stroke("letter", " "), places.pop(0), _face(space, pad=4, frame=True), plain)
    )
    parts.append(
        _picture_key(sheet, "key:backspace", Stroke("delete"), "glyphs/backspace", places.pop(0), plain)
    )
    return parts


def _letter(sheet: Sheet, letter: str, place: Box, *, upper: bool) -> Part:
    look = looks.rest(sheet.c, "quiet")
    return _key(sheet, f"key:{letter}", Stroke("letter", letter), _cased(letter, upper=upper), place, look)


def _key(sheet: Sheet, key: str, act: Stroke, text: str, place: Box, look: Look) -> Part:
    return own(sheet, key, act, place, _face(text), look)


def _picture_key(sheet: Sheet, key: str, act: Stroke, picture: str, place: Box, look: Look) -> Part:
    return own(sheet, key, act, place, Face("", picture, picture_side=52, radius=_RADIUS, pad=4), look)


def _face(text: str, *, pad: float = 4, frame: bool = False) -> Face:
    return Face(text, role="frame" if frame else "answer", radius=_RADIUS, pad=pad)


def _cased(letter: str, *, upper: bool) -> str:
    return letter.upper() if upper else letter
