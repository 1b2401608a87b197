"""Which keys of the face's own keyboards put a text in: by their ids, in the order in which they are touched."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from kiosk.presenter.view import Entry
from kiosk.ui.entry import begin

_TONES = {"\u0301": "acute", "\u0300": "grave", "\u0309": "hook", "\u0303": "tilde", "\u0323": "dot"}
_OWN_LETTERS = "ăâêôơưđ"
_SIGNS = "1234567890-/.,:;@&()'\"+?!"


def keys(entry: Entry, text: str) -> Iterator[str]:
    """Yield the ids of the keys that put ``text`` in (machine form)."""
    if by_touches(entry):
        opened = begin(entry).decade
        yield from (key for key in _date_keys(entry, text) if key != f"decade:{opened}")
    elif entry.kind in {"name", "text"}:
        yield from letter_keys(text, shifted=entry.kind == "text")
    elif entry.kind == "day":
        yield from (f"pad:{digit}" for digit in "".join(reversed(text.split("-"))))
    else:
        yield from (f"pad:{digit}" for digit in text if digit.isdecimal())


def by_touches(entry: Entry) -> bool:
    """Tell whether it is put in by choosing (decade, year, month, day) and needs no "done", instead of by typing."""
    return entry.kind in {"date", "year"}


def spelled(text: str) -> list[str]:
    """Return the keys of small letters that are left standing for something to be suggested."""
    return list(letter_keys(text.lower().replace("’", "'"), shifted=False))


def _date_keys(entry: Entry, text: str) -> Iterator[str]:
    year, month, day = (*text.split("-"), "", "")[:3]
    yield f"decade:{year[:3]}"
    yield f"year:{year}"
    if entry.kind == "year":
        return
    yield f"month:{int(month)}" if month else "entry:dont-know"
    if month:
        yield f"day:{int(day)}" if day else "entry:dont-know"


def letter_keys(text: str, *, shifted: bool) -> Iterator[str]:
    """Yield letters and signs; ``shifted``: capitals inside the text need the shift key."""
    signs = False
    for at, word in enumerate(text.split(" ")):
        if at:
            yield "key:space"
        for place, (key, capital) in enumerate(_word_keys(word)):
            sign = key.startswith("key:") and key[4:] in _SIGNS
            if key.startswith("key:") and sign != signs:
                signs = sign
                yield "key:page"
            elif signs and not sign:
                signs = False
                yield "key:page"
            if capital and shifted and (at or place):
                yield "key:shift"
            yield key
    if signs:
        yield "key:page"


def _word_keys(word: str) -> Iterator[tuple[str, bool]]:
    """Yield (key, capital): the letters without their tone, then the tone, then what is no letter.

    The tone key acts on the last syllable, so it comes before a comma.
    """
    letters = unicodedata.normalize("NFC", word)
    end = max((at for at, letter in enumerate(letters) if letter.isalpha()), default=-1)
    tone = ""
    for at, letter in enumerate(letters):
        marks = unicodedata.normalize("NFD", letter.lower())
        tone = next((_TONES[mark] for mark in marks if mark in _TONES), tone)
        base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
        yield (f"vowel:{base}" if base in _OWN_LETTERS else f"key:{base}"), letter.isupper()
        if tone and at == end:
            yield f"tone:{tone}", False
