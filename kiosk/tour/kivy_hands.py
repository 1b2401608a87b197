"""A finger at the Kivy face: every act is a touch at the place where the widget is."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from kiosk.presenter.view import Entry, ScreenView
from kiosk.tour.script import JourneyError
from kiosk.ui.app import KivyFace

_TONES = {"\u0301": "acute", "\u0300": "grave", "\u0309": "hook", "\u0303": "tilde", "\u0323": "dot"}
_OWN_LETTERS = "ăâêôơưđ"
_SIGNS = "1234567890-/.,:;@&()'\"+?!"


class KivyHands:
    """Touches, types on the face's own keyboard, and measures from touch to frame."""

    def __init__(self, face: KivyFace, settle: Callable[[], None]) -> None:
        self._face = face
        self._settle = settle
        self.touches = 0
        self.letters = 0
        self.milliseconds: list[float] = []
        """From the lifting of the finger to the frame that shows the answer."""

    def screen(self) -> ScreenView:
        """Return what the glass shows."""
        self._face.settle()
        if self._face.view is None:
            raise JourneyError("the glass shows nothing, or the safe screen")
        return self._face.view

    def tap(self, target: str) -> None:
        """Touch the middle of a thing: finger down, up, and all that follows until the glass is still."""
        self._face.settle()
        places = self._face.targets()
        if target not in places:
            raise JourneyError(f"{target} is not on the glass; there are {', '.join(sorted(places))}")
        x, y, width, height = places[target]
        self._face.touch_down(x + width / 2, y + height / 2)
        self._face.pump(2)
        before = self._face.measured.flips
        began = time.perf_counter()
        self._face.touch_up(x + width / 2, y + height / 2)
        self._settle()
        while self._face.measured.flips == before and not self._face.settled:
            self._face.pump()
        self._face.pump()
        self.milliseconds.append((time.perf_counter() - began) * 1000)
        self._face.settle()
        self.touches += 1

    def enter(self, text: str) -> None:
        """Put ``text`` in by the keys of the present screen."""
        entry = self._cleared()
        keys = list(_keys(entry, text))
        for key in keys:
            self.tap(key)
        self.letters += len(keys)
        if entry.kind not in {"date", "year"}:
            self.tap("entry:done")

    def spell(self, text: str) -> None:
        """Type small letters and leave them standing."""
        self._cleared()
        keys = list(_letter_keys(text.lower().replace("’", "'"), shifted=False))
        for key in keys:
            self.tap(key)
        self.letters += len(keys)

    def _cleared(self) -> Entry:
        """Return the entry on screen, after deleting what stood in it."""
        entry = self.screen().entry
        if entry is None:
            raise JourneyError("there is nothing to type into")
        delete = "key:backspace" if entry.kind in {"name", "text"} else "pad:delete"
        for _ in self._face.typed.text:
            self.tap(delete)
        return entry

    def dont_know(self) -> None:
        """Touch the key that says so."""
        self.tap("entry:dont-know")

    def picture(self, path: Path) -> None:
        """Keep a screenshot."""
        self._face.settle()
        self._face.screenshot(path)


def _keys(entry: Entry, text: str) -> Iterator[str]:
    """Yield the ids of the keys that put ``text`` in."""
    if entry.kind in {"date", "year"}:
        yield from _date_keys(entry, text)
    elif entry.kind in {"name", "text"}:
        yield from _letter_keys(text, shifted=entry.kind == "text")
    else:
        yield from (f"pad:{digit}" for digit in text if digit.isdecimal())


def _date_keys(entry: Entry, text: str) -> Iterator[str]:
    year, month, day = (*text.split("-"), "", "")[:3]
    yield f"decade:{year[:3]}"
    yield f"year:{year}"
    if entry.kind == "year":
        return
    yield f"month:{int(month)}" if month else "entry:dont-know"
    if month:
        yield f"day:{int(day)}" if day else "entry:dont-know"


def _letter_keys(text: str, *, shifted: bool) -> Iterator[str]:
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
