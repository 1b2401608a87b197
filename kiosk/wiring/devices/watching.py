"""``kiosk device watch``: a line whenever something is plugged in or out, or the printer says something else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from itertools import count

from kiosk.clock import Clock, SystemClock
from kiosk.devices import found as finding
from kiosk.devices.errors import LineError
from kiosk.devices.found import Found
from kiosk.devices.printer import EscPosPrinter
from kiosk.settings import Settings
from kiosk.wiring import build
from kiosk.wiring.devices.arguments import Say
from kiosk.wiring.devices.probing import status_words, why_not

PAUSE: float = 1.0
"""Seconds between two looks."""


class PrinterWatch:
    """Asks the configured printer how it is, and keeps its line open between two questions."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        wanted = settings.kiosk.printer
        self._settings = settings
        self._line = build.printer_line(settings, clock) if wanted.kind != "png" and wanted.port else None
        self._printer = EscPosPrinter(self._line, clock, wanted.width_dots) if self._line else None

    def now(self) -> str:
        """Return how it is, in words."""
        if self._line is None or self._printer is None:
            wanted = self._settings.kiosk.printer
            return "pictures in a folder" if wanted.kind == "png" else "kiosk.toml names no port"
        try:
            self._line.open()
            status = self._printer.status()
            # Pulled out meanwhile: the line tells why it cannot be opened again.
            self._line.open()
        except LineError as broken:
            return why_not(self._settings, broken)
        return status_words(status)

    def close(self) -> None:
        """Let go of the line."""
        if self._line is not None:
            self._line.close()


def watch(
    settings: Settings,
    say: Say,
    *,
    look: Callable[[], tuple[Found, ...]] = finding.everything,
    turns: Iterable[object] = count(),
    wait: Callable[[float], None] = time.sleep,
) -> int:
    """Say what is there, then each change with its time, until interrupted. Returns 0 when ``turns`` are over."""
    clock = SystemClock()
    printer = PrinterWatch(settings, clock)
    there: dict[tuple[str, str], Found] = {}
    told = ""
    try:
        for _ in turns:
            now: dict[tuple[str, str], Found] = {(each.kind, each.port): each for each in look()}
            at = f"{clock.now():%H:%M:%S}"
            for gone in there.keys() - now.keys():
                say(f"{at} - {' '.join(gone)}")
            for key, each in now.items():
                if key not in there:
                    say(f"{at} + {' '.join(key)}{f' ({each.name})' if each.name else ''}")
            there = now
            if (said := printer.now()) != told:
                told = said
                say(f"{at} printer: {said}")
            wait(PAUSE)
    finally:
        printer.close()
    return 0
