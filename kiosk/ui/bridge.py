"""From the core's threads to the thread that paints: only through Kivy's clock, and only the latest view."""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk.presenter.view import ScreenView, decode

Schedule = Callable[[Callable[[float], None]], object]


class Bridge:
    """Takes views on any thread, hands the latest to ``show`` on the painting thread."""

    def __init__(self, schedule: Schedule, show: Callable[[ScreenView], None]) -> None:
        self._schedule = schedule
        self._show = show
        self._lock = threading.Lock()
        self._latest: bytes | None = None
        self._serial = -1
        self.arrived = threading.Event()
        """Set whenever a view has come; whoever waits for one clears it."""

    @property
    def waiting(self) -> bool:
        """Tell whether a view has come that isn't shown yet."""
        with self._lock:
            return self._latest is not None

    def on_view(self, raw: bytes) -> None:
        """Take an encoded view; returns at once."""
        with self._lock:
            first = self._latest is None
            self._latest = raw
        if first:
            self._schedule(self._deliver)
        self.arrived.set()

    def _deliver(self, _dt: float) -> None:
        with self._lock:
            raw, self._latest = self._latest, None
        if raw is None:
            return
        view = decode(raw)
        if view.serial < self._serial:
            return
        self._serial = view.serial
        self._show(view)


def other_screen(before: ScreenView, after: ScreenView) -> bool:
    """Tell whether a finger that went down on ``before`` must not count on ``after``: the buttons of slides stay."""
    if before.layout == after.layout == "attract":
        return before.state != after.state
    return (before.state, before.layout, before.question, before.page) != (
        after.state, after.layout, after.question, after.page,
    )  # fmt: skip
