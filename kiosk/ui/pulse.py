"""The face's sign of life: sent from its own loop, so that a face that hangs, or is gone, sends none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.presenter.ports import Alive, FaceInput, encode_input
from kiosk.ui.steering import After

EVERY: Final = 2.0
"""Seconds between two signs."""
SIGN_OF_LIFE: Final = encode_input(FaceInput(event=Alive(), source="glass", serial=0))


class Pulse:
    """Beats as long as the loop goes round. ``after`` does something later in that loop."""

    def __init__(self, after: After, send: Callable[[], None]) -> None:
        self._after = after
        self._send = send

    def begin(self) -> None:
        """Give the first sign, and one every two seconds from then on."""
        self._send()
        self._after(EVERY, self.begin)
