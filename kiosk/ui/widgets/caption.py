"""What is being said, in words, where it stands nowhere else on the glass: nobody has to hear it."""

from __future__ import annotations

import re
from typing import Final

from kiosk.ui.parts import Box, Part, Picture, Plate, Words, tree
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.frame import CLOTH

_PIECE: Final = re.compile(r"[.:?!\u17d4\u17d6]\s")
_LETTERS: Final = re.compile(r"\w+")
_PAD: Final = 20
_HIGH: Final = 12
_MARK: Final = 44
"""Height of the words of the practice band, where they stand at the top of a bare screen."""


def caption(sheet: Sheet, parts: list[Part]) -> list[Part]:
    """Return the words of the phrase that is being said over the top of the glass; nothing where ``parts`` show it."""
    view = sheet.view
    if not 0 <= view.speaking < len(view.speech):
        return []
    phrase = view.speech[view.speaking]
    if phrase.private:
        return []  # into one person's ear; on the glass it would be there for the whole room
    # Of an answer that is hidden its dots are seen, which are told as being hidden: its name is enough.
    hidden = {f"row:{row.id}": row.label for row in view.rows if row.masked or row.quiet}
    wanted = hidden.get(phrase.lights, phrase.text)
    if _stands(wanted, [part.text for part in tree(parts) if isinstance(part, Words)]):
        return []
    text = " ".join(phrase.text.split())
    band = _band(sheet, parts, text)
    # Where the practice band lies right below the header, nothing may grow over it.
    grown = band is not None and band.h > sheet.header_height
    if band is None or (grown and sheet.lowered and sheet.trial_height):
        return _card(sheet, text)
    return _over_the_header(sheet, band, text)


def _band(sheet: Sheet, parts: list[Part], text: str) -> Box | None:
    """Return the place of a band over the header, which nobody needs meanwhile; None where there is none.

    The words of the practice band stay in sight where they stand in the header; where the caption's own words need
    more than the header, it grows down.
    """
    if not any(part.key == "header" for part in parts):
        return None
    signs = (part.box for part in parts if isinstance(part, Plate) and part.key == "trial")
    left = max(sign.right for sign in signs) + _HIGH if _marked(sheet) else 0.0
    begin = left + _HIGH if left else sheet.body.x
    width = sheet.body.right - begin - _mark_width(sheet)
    high = sheet.block_height(text, "frame", 600, width) + 2 + 2 * _HIGH
    return Box(left, 0, sheet.width - left, max(high, sheet.header_height))


def _mark_width(sheet: Sheet) -> float:
    """Return what the picture of a speaker takes before the words."""
    return sheet.header_height - 2 * _HIGH + _PAD


def _over_the_header(sheet: Sheet, band: Box, text: str) -> list[Part]:
    """Return a band that hides the header, or what of it stands after the words of the practice band."""
    c, side = sheet.c, _mark_width(sheet) - _PAD
    x = band.x + _HIGH if band.x else sheet.body.x
    words = Box(x + side + _PAD, 0, sheet.body.right - x - side - _PAD, band.h)
    edge = c.ink if band.h > sheet.header_height else ""
    return [
        Plate("caption", band, c.voice, edge, 3, 0),
        Picture("caption/mark", Box(x, (band.h - side) / 2, side, side), "speaker", c.ink),
        Words("caption/text", words, text, "frame", 600, c.ink),
    ]


def _card(sheet: Sheet, text: str) -> list[Part]:
    """Return a card at the top of a page that has no header, or one that says what must stay in sight."""
    room = _room(sheet)
    high = sheet.block_height(text, "frame", 600, room.w - 2 * _PAD) + 2
    box = Box(room.x, room.y, room.w, high + 2 * _HIGH)
    return [
        Plate("caption", box, sheet.c.voice, sheet.c.ink, 3, 16),
        Words("caption/text", box.inset(_PAD, _HIGH), text, "frame", 600, sheet.c.ink, "center"),
    ]


def _stands(text: str, texts: list[str]) -> bool:
    """Tell whether every sentence and every name of ``text`` is to be read among ``texts``."""
    glass = " ".join(_plain(one) for one in texts)
    return all(_plain(piece) in glass for piece in _PIECE.split(text))


def _plain(text: str) -> str:
    """Return letters and digits alone: where a line breaks and what ends a sentence makes no difference."""
    return " ".join(_LETTERS.findall(text.replace("\u200b", "").casefold()))


def _marked(sheet: Sheet) -> bool:
    """Tell whether the words of the practice band stand at the top."""
    return bool(sheet.view.header.trial) and not sheet.trial_height


def _room(sheet: Sheet) -> Box:
    """Return the place from which a card may grow down. The words of the practice band stay in sight."""
    body = sheet.body
    if sheet.view.layout == "consent":
        return Box(body.x, CLOTH + 4 + (_MARK if _marked(sheet) else 0), body.w, body.h)
    return body if _marked(sheet) or sheet.lowered else Box(body.x, 4, body.w, body.h)
