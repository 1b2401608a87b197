"""Hands on a number keypad of somebody who sees nothing of the glass: what is chosen is what has been said.

From the script these hands know the words that they want. They go on by the plus key until these are said, or by what
they have heard before of the order of things; then they choose. No place and no ring is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from kiosk.presenter.key_names import key_name
from kiosk.presenter.view import Button, Entry, ScreenView
from kiosk.tour.key_hands import NumberKeypad
from kiosk.tour.keys import by_touches, keys, spelled
from kiosk.tour.listening import Listening, Words
from kiosk.tour.script import JourneyError
from kiosk.ui.app import KivyFace

_ON: Final = "pad +"
_BACK: Final = "pad -"
_UP: Final = "pad 8"
_MOST: Final = 90
_TRIES: Final = 6
_STROKES: Final = {
    "key:space": ("letter", " "),
    "key:backspace": ("delete", ""),
    "key:shift": ("shift", ""),
    "entry:done": ("done", ""),
    "entry:dont-know": ("unknown", ""),
}
_KINDS: Final = {"key": "letter", "vowel": "letter"}


class Blind(NumberKeypad):
    """See the module. ``hear`` lets time pass until nothing is being said any more."""

    def __init__(
        self,
        face: KivyFace,
        settle: Callable[[], None],
        hear: Callable[[], None],
        ear: Listening,
        words: Words,
    ) -> None:
        super().__init__(face, settle)
        self._hear, self._ear, self._words = hear, ear, words
        self._after: dict[str, str] = {}
        """What was said after what, by the plus key."""
        self._digits = False
        """Whether it was said that the keys are digits here."""
        self._prefix = words.say("attend.here", name="")
        self._said_place = ""
        """What was named last as the place where one is; "" before the first key."""
        self._offered: set[str] = set()
        """What was heard last, and the words that were suggested."""
        self._known = 0
        """How many phrases have been thought about."""

    def tap(self, target: str) -> None:
        """Hear the page, go to the thing by its words, choose it."""
        self._listen()
        self._find(self._named(target), first=self._first(target))
        if target == "entry:done":
            self._listen()
        self._choose_here("pad enter" if self._digits else "pad 5")

    def _first(self, target: str) -> str:
        """Return the key to try first: "done" is above the letters, other ways are a step before keys."""
        if target == "entry:done":
            return _UP
        other = target == "answer:unknown" or target.endswith(":none")
        letter = self._words.say("attend.letter", letter="")
        return _BACK if other and (self._digits or self._said_place.startswith(letter)) else ""

    def _choose_here(self, key: str) -> None:
        self._face.pause()
        self._digits = False
        self._press(key)
        self._face.settle()
        self.touches += 1

    def enter(self, text: str) -> None:
        """Digits where it is said that they are digits here, else words and keys that are named."""
        self._listen()
        entry = self.screen().entry
        if entry is None:
            raise JourneyError("there is nothing to type into")
        if self._digits:
            self._type([*["pad ."] * len(entry.value), *(f"pad {one}" for one in text if one.isdecimal())])
            self._listen()
            self._choose_here("pad enter")
        elif by_touches(entry):
            for key in keys(entry, text):
                self.tap(key)
        elif entry.kind == "name":
            self._name(entry, text)
            self.tap("entry:done")
        else:
            for key in keys(entry, text):
                self._strike(key)
            self.tap("entry:done")

    def _name(self, entry: Entry, text: str) -> None:
        """Put in a name word by word: one that was offered is chosen, with the space after it."""
        spaced = True
        for word in text.split():
            self._listen()
            if word in self._offered:
                self._find((word,))
                self._choose_here("pad 5")
                self.letters += 1
                spaced = True
                continue
            for key in ([] if spaced else ["key:space"]) + list(keys(entry, word)):
                self._strike(key)
            spaced = False

    def spell(self, text: str) -> None:
        """Type small letters and leave them standing."""
        for key in spelled(text):
            self._strike(key)
        self._listen()

    def dont_know(self) -> None:
        """Choose what says so."""
        self.tap("entry:dont-know")

    def _strike(self, key: str, *, letters: int = 1) -> None:
        self.tap(key)
        self.letters += letters

    def _type(self, names: Iterable[str]) -> None:
        for name in names:
            self._press(name)
            self.touches += 1
            self.letters += 1

    def _press(self, name: str) -> None:
        self._ear.press(name.removeprefix("pad "))
        self._face.key(name)
        self._settle()
        self._face.settle()
        self._settle()
        self.presses += 1

    def _listen(self) -> None:
        """Hear everything that is being said to its end."""
        self._face.settle()
        self._settle()
        self._hear()
        lesson = self._words.say("attend.pad-numbers")
        heard = self._ear.heard[self._known :]
        self._known = len(self._ear.heard)
        self._digits = self._digits or lesson in heard
        prefix = self._words.say("attend.suggested", names="")
        names = (one.removeprefix(prefix).split(", ") for one in heard if one.startswith(prefix))
        self._offered = {*heard, *(name for several in names for name in several)} or self._offered
        places = [one.removeprefix(self._prefix) for one in heard if one.startswith(self._prefix)]
        self._said_place = (places or [self._said_place])[-1]

    # --- finding ------------------------------------------------------------------------------------------

    def _find(self, wanted: tuple[str, ...], *, first: str = "") -> None:
        """Go until one of the wanted is what was said. Raises JourneyError once all has been heard.

        ``first``: the key that is rather tried before, as long as it leads on.
        """
        if not self._said_place:
            self._press(_ON)
            self._listen()
            self._said_place = self._ear.heard[-1]
        if first:
            self._try(first, wanted)
        met: list[str] = []
        known = True
        for _ in range(_MOST):
            if self._said_place in wanted:
                return
            if self._said_place in met and not known:
                break
            if self._said_place in met:
                met, known = [], False
            met.append(self._said_place)
            self._move(self._way(wanted) if known else _ON)
        raise JourneyError(f"nothing is said that is {' or '.join(wanted)}; heard were {', '.join(met)}")

    def _try(self, key: str, wanted: tuple[str, ...]) -> None:
        for _ in range(_TRIES):
            before = self._said_place
            if before in wanted:
                return
            self._move(key)
            if self._said_place == before:
                return

    def _move(self, key: str) -> None:
        before, here = len(self._ear.heard), self._said_place
        self._press(key)
        if not self._ear.heard[before:]:
            raise JourneyError(f"nothing is said after {key} at {here}")
        self._said_place = self._ear.heard[before]
        self._known = len(self._ear.heard)
        if key == _ON:
            self._after[here] = self._said_place

    def _way(self, wanted: tuple[str, ...]) -> str:
        """Return the key of the shorter way, as far as it has been heard before; else the plus key."""
        on, back = (
            self._steps(self._said_place, wanted),
            min((self._steps(one, (self._said_place,)) for one in wanted), default=_MOST),
        )
        return _BACK if back < on else _ON

    def _steps(self, start: str, ends: tuple[str, ...]) -> int:
        at, count = start, 0
        while at not in ends and count < _MOST:
            at, count = self._after.get(at, ""), count + 1
            if not at:
                return _MOST
        return count

    # --- words --------------------------------------------------------------------------------------------

    def _named(self, target: str) -> tuple[str, ...]:
        """Return the words by which somebody knows what the script calls ``target``."""
        view = self.screen()
        if target.startswith("language:"):
            return (self._words.texts.say(target.removeprefix("language:"), "language.name"),)
        for card in view.papers:
            for button in card.buttons:
                if button.id == target:
                    return (f"{card.name}: {button.text}",)
        for row in view.rows:
            if row.button is not None and row.button.id == target:
                return (f"{row.label}: {row.value}", row.label)
        known = {button.id: button.text for button in _buttons(view)}
        if target in known:
            return (known[target],)
        return self._keys(view, target)

    def _keys(self, view: ScreenView, target: str) -> tuple[str, ...]:
        if target == "key:page":
            return tuple(self._words.say(f"attend.{name}") for name in ("signs", "latin", "accents"))
        kind, _, value = target.partition(":")
        kind, value = _STROKES.get(target, (_KINDS.get(kind, kind), value))
        steps = ("year", "month", "day") if kind == "unknown" else ("",)
        return tuple(name for step in steps if (name := key_name(self._words, view, kind, value, step)))


def _buttons(view: ScreenView) -> list[Button]:
    footer = (getattr(view.footer, name) for name in view.footer.__struct_fields__)
    single = (view.go_on, view.next_page, view.previous_page, *footer)
    many = (*view.choices, *view.side_choices, *view.suggestions)
    return [*many, *(button for button in single if isinstance(button, Button))]
