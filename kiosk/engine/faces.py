"""The faces that show the visit, and what they show now. Lives on the core's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import structs

from kiosk.engine.pages import is_another
from kiosk.presenter.view import ScreenView, encode

OnView = Callable[[bytes], None]


PER_SECOND: Final = 1000
"""More screens than any core shows in a second."""


class Faces:
    """Every face is given every screen. ``broken`` is told of one that breaks; the others are painted all the same.

    ``now``: monotonic seconds. Screens are numbered from there on: a face that lives longer than a core meets only
    higher numbers at the next one, and what was touched on a screen of the last one is stale there.
    """

    def __init__(self, broken: Callable[[str, Exception], None], now: float) -> None:
        self._broken = broken
        self._first = 1 + int(now * PER_SECOND)
        self._faces: list[OnView] = []
        self._page_since = 0
        self.view: ScreenView | None = None
        """What is shown now; None before the first screen."""

    @property
    def next_serial(self) -> int:
        """The number of the screen that is shown next."""
        return self.view.serial + 1 if self.view is not None else self._first

    def enter(self, on_view: OnView) -> None:
        """Take one more face, beginning with the present screen."""
        self._faces.append(on_view)
        if self.view is not None:
            self._paint(on_view, encode(self.view))

    def has_changed(self, view: ScreenView) -> bool:
        """Tell whether a screen says or shows anything else than the present one."""
        return self.view is None or structs.replace(view, serial=self.view.serial) != self.view

    def show(self, view: ScreenView) -> None:
        """Give a screen to all of them."""
        if is_another(self.view, view):
            self._page_since = view.serial
        self.view = view
        raw = encode(view)
        for face in self._faces:
            self._paint(face, raw)

    def is_stale(self, serial: int) -> bool:
        """Tell whether an input was meant for a page that has gone: a second tap must not answer the next question."""
        return self.view is None or serial < self._page_since

    def _paint(self, face: OnView, raw: bytes) -> None:
        try:
            face(raw)
        except Exception as broken:  # noqa: BLE001 - one face that breaks ends neither the visit nor the others
            self._broken("face", broken)
