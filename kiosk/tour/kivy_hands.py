"""A finger at the Kivy face: every act is a touch at the place where the widget is."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from kiosk.presenter.view import Entry, ScreenView
from kiosk.texts.typing_km import is_khmer
from kiosk.tour.keys import by_touches, keys, spelled
from kiosk.tour.script import JourneyError
from kiosk.ui.app import KivyFace

_PAD = "pad"
_SIGNATURE = (
    ((0.2, 0.6), (0.28, 0.25), (0.34, 0.7), (0.4, 0.35), (0.46, 0.65), (0.55, 0.5)),
    ((0.5, 0.3), (0.7, 0.6), (0.82, 0.4)),
)
"""Of nobody: shares of the pad's width and height."""
_GLANCE = 0.2
"""Seconds."""
_PAGES = 3
_KHMER = ("key:to:khmer", "key:to:khmer-vowels", "key:to:khmer-signs")
_DATES = ("decade:more", "dates:more") * 4
_DATED = ("decade:", "year:", "month:", "day:")


class KivyHands:
    """Touches, types on the face's own keyboard, and measures from touch to frame."""

    def __init__(self, face: KivyFace, settle: Callable[[], None]) -> None:
        self._face = face
        self._settle = settle
        self._at = (0.0, 0.0)
        self._below = False
        self.touches = 0
        self.letters = 0
        """Of the touches: letters and digits typed or deleted."""
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
        self._face.pause()
        places = self._face.targets()
        if target not in places:
            raise JourneyError(f"{target} is not on the glass; there are {', '.join(sorted(places))}")
        self._reach(target, places[target])
        before = self._face.measured.flips
        began = time.perf_counter()
        self._choose()
        self._settle()
        while self._face.measured.flips == before and not self._face.settled:
            self._face.pump()
        self._face.pump()
        self.milliseconds.append((time.perf_counter() - began) * 1000)
        self._face.settle()
        self.touches += 1

    def _reach(self, target: str, place: tuple[float, float, float, float]) -> None:
        """Put the finger on the middle of the target's ``place``."""
        x, y, width, height = place
        if self._below and y < self._face.size[1] / 2 - 1:
            raise JourneyError(f"{target} cannot be reached: it begins {y:.0f} px from the top")
        self._at = x + width / 2, y + height / 2
        self._face.touch_down(*self._at)
        self._face.pump(2)

    def _choose(self) -> None:
        """Lift the finger."""
        self._face.touch_up(*self._at)

    def stay_below(self) -> None:
        """Sit: from now on a target that begins above the middle of the glass is out of reach."""
        self._below = True

    def play(self, times: int) -> None:
        """Hit anywhere, hit twice, swipe, and slide off the edge, in turn; places spread over the glass."""
        width, height = self._face.size
        for at in range(1, times + 1):
            # Multiples of two irrational numbers never fall on the same place, and need no chance.
            x, y = at * 0.7549 % 1 * width, at * 0.5698 % 1 * height
            ends = ((x, y), (x, y), (width - x, height - y), (x, height + 40))
            for _ in range(2 if at % 4 == 1 else 1):
                self._face.touch_down(x, y)
                self._face.pump()
                self._face.touch_move(*ends[at % 4])
                self._face.touch_up(*ends[at % 4])
                self._settle()
                self._face.settle()
            self._face.pause(0.1 * (at % 6))
            self.touches += 1

    def enter(self, text: str) -> None:
        """Put ``text`` in by the keys of the present screen."""
        entry = self._cleared()
        for key in keys(entry, text):
            self._strike(key, letters=not by_touches(entry))
        if not by_touches(entry):
            self.tap("entry:done")

    def spell(self, text: str) -> None:
        """Type small letters and leave them standing."""
        self._cleared()
        for key in spelled(text):
            self._strike(key)

    def begin(self, text: str) -> None:
        """Type the beginning of an answer and leave it standing."""
        for key in keys(self._cleared(), text):
            self._strike(key)

    def typed(self) -> str:
        """Return what stands in the field now."""
        return self._face.typed.text

    def draw(self) -> None:
        """Sign on the pad: two strokes, each a finger laid on, moved and lifted."""
        self._face.settle()
        places = self._face.targets()
        if _PAD not in places:
            raise JourneyError("there is nothing to sign on")
        x, y, width, height = places[_PAD]
        for stroke in _SIGNATURE:
            first, *others = ((x + across * width, y + down * height) for across, down in stroke)
            self._face.touch_down(*first)
            for at in others:
                self._face.pump()
                self._face.touch_move(*at)
            self._face.touch_up(*others[-1])
            self._settle()
            self._face.settle()
            self.touches += 1

    def _strike(self, key: str, *, letters: int = 1) -> None:
        """Touch a key, on whatever page of keys it is."""
        self._face.settle()
        dates = (*_DATES, "dates:decades", *_DATES) if key.startswith(_DATED) else ()
        pages = _KHMER if is_khmer(key[-1]) else ("key:to:latin", "key:accents", *["key:page"] * _PAGES)
        for page in (*pages, *dates):
            if key not in self._face.targets() and page in self._face.targets():
                self.tap(page)
                self.letters += letters
        self.tap(key)
        self.letters += letters

    def _cleared(self) -> Entry:
        """Return the entry on screen, after deleting what stood in it."""
        entry = self.screen().entry
        if entry is None:
            raise JourneyError("there is nothing to type into")
        delete = "key:backspace" if entry.kind in {"name", "text"} else "pad:delete"
        for _ in self._face.typed.text:
            self.tap(delete)
            self.letters += 1
        return entry

    def dont_know(self) -> None:
        """Touch the key that says so."""
        self.tap("entry:dont-know")

    def watch(self) -> None:
        """Let a fifth of a second go by on the glass."""
        self._face.wait_for(lambda: False, _GLANCE)
        self._settle()
        self._face.settle()

    def picture(self, path: Path) -> None:
        """Keep a screenshot."""
        self._face.settle()
        self._face.screenshot(path)


_PAGES = 3
