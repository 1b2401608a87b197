"""What a journey needs of a face: to see the screen, to touch a thing by its id, to type."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from kiosk.presenter.view import ScreenView


class Hands(Protocol):
    """A person's eyes and fingers at one face."""

    letters: int
    """Letters and digits typed so far."""

    def screen(self) -> ScreenView:
        """Return what the face shows now."""

    def tap(self, target: str) -> None:
        """Touch a thing. Raises JourneyError when it is not there or asleep."""

    def enter(self, text: str) -> None:
        """Put in ``text`` (machine form: 2026-11-18, 0912345678) by the face's own keys, and finish."""

    def spell(self, text: str) -> None:
        """Type ``text`` without finishing, where something is suggested at every letter."""

    def begin(self, text: str) -> None:
        """Begin to type and leave it standing, on a face that types letter by letter."""

    def typed(self) -> str:
        """Return what stands in the field now, "" on a face that takes whole lines."""

    def draw(self) -> None:
        """Sign on the pad with a finger. Raises JourneyError where there is none."""

    def play(self, times: int) -> None:
        """Touch about like a child, without any aim."""

    def stay_below(self) -> None:
        """From now on reach nothing that lies in the upper half of the glass."""

    def watch(self) -> None:
        """Look on for a moment while a film plays."""

    def dont_know(self) -> None:
        """Say "I don't know" where something is to be put in."""

    def picture(self, path: Path) -> None:
        """Keep what is seen."""
