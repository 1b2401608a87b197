"""A person at the terminal face: presses by number, types answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.presenter.view import ScreenView
from kiosk.terminal import DONT_KNOW, TerminalFace, buttons
from kiosk.tour.keys import by_touches, keys, spelled
from kiosk.tour.script import JourneyError

_SIGNATURE = ("200,600 280,250 340,700 400,350 550,500", "500,300 700,600 820,400")


class TerminalHands:
    """Types lines; ``settle`` lets the core work. Counts the touches that the same acts would take on the glass."""

    def __init__(self, face: TerminalFace, settle: Callable[[], None], shown: Callable[[], str]) -> None:
        self._face = face
        self._settle = settle
        self._shown = shown
        self.touches = 0
        self.letters = 0
        """Of the touches: letters and digits typed."""

    def screen(self) -> ScreenView:
        """Return what the terminal shows."""
        self._face.catch_up()
        if self._face.view is None:
            raise JourneyError("the terminal shows nothing")
        return self._face.view

    def tap(self, target: str) -> None:
        """Choose by the number that stands before the thing."""
        offered = [button.id for button in buttons(self.screen()) if button.state != "off"]
        if target not in offered:
            raise JourneyError(f"{target} is not among {', '.join(offered)}")
        self._say(f".{offered.index(target) + 1}")
        self.touches += 1

    def enter(self, text: str) -> None:
        """Type the answer; where a line first brings up suggestions, once more."""
        asked = self.screen().entry
        self._say(text)
        entry = self.screen().entry
        if entry is not None and entry.live and entry.kind != "name" and entry.value == text:
            self._say(text)
        if asked is not None:
            self._count(len(list(keys(asked, text))), typed=not by_touches(asked))
            self.touches += not by_touches(asked)

    def spell(self, text: str) -> None:
        """Type a line that brings up suggestions."""
        self._say(text)
        self._count(len(spelled(text)), typed=True)

    def begin(self, text: str) -> None:
        """A terminal takes whole lines."""

    def typed(self) -> str:
        """Return nothing: a line is typed and gone."""
        return ""

    def dont_know(self) -> None:
        """Type a question mark."""
        self._say(DONT_KNOW)
        self.touches += 1

    def draw(self) -> None:
        """Type the points of a stroke."""
        if self.screen().pad is None:
            raise JourneyError("there is nothing to sign on")
        for stroke in _SIGNATURE:
            self._say(stroke)
            self.touches += 1

    def play(self, times: int) -> None:
        """Choose one thing or another."""
        for at in range(times):
            offered = [button.id for button in buttons(self.screen()) if button.state != "off"]
            if offered:
                self.tap(offered[at * 5 % len(offered)])

    def watch(self) -> None:
        """Let the core go on: nothing moves on a terminal."""
        self._settle()

    def stay_below(self) -> None:
        """A terminal has no height."""

    def picture(self, path: Path) -> None:
        """Keep what the terminal printed."""
        path.with_suffix(".txt").write_text(self._shown(), encoding="utf-8")

    def _count(self, touches: int, *, typed: bool) -> None:
        self.touches += touches
        self.letters += touches if typed else 0

    def _say(self, line: str) -> None:
        if not self._face.answer(line):
            raise JourneyError("the terminal did not take the line")
        self._settle()
        self._face.catch_up()
