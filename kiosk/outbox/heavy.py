"""Which of the dossiers that travel by themselves goes next."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kiosk.ids import DossierId
from kiosk.outbox.ports import Entry, OutboxStore

STAYS: Final = 8
"""Tries in a row that bring the one under way no further before another has its turn."""


class Heavy:
    """The one that is under way goes on before another begins: else on a bad line many would begin and none arrive.

    Known only while the program runs; afterwards the least tried goes first, which is the same one where it got on.
    """

    def __init__(self) -> None:
        self._held = threading.Lock()
        self._under_way: DossierId | None = None
        self._stuck = 0

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Hold the turn; False where another thread holds it."""
        mine = self._held.acquire(blocking=False)
        try:
            yield mine
        finally:
            if mine:
                self._held.release()

    def next(self, store: OutboxStore) -> tuple[Entry, ...]:
        """Return the one to send, or nothing where none waits."""
        if self._under_way is not None and self._stuck < STAYS:
            entry = store.entry(self._under_way)
            if entry is not None and entry.state != "needs-person":
                return (entry,)
        return store.waiting(1, heavy=True)

    def note(self, dossier_id: DossierId, *, further: bool, gone: bool) -> None:
        """Note what came of the one that was sent."""
        if further:
            self._under_way, self._stuck = dossier_id, 0
        elif gone:
            self._under_way = None
        else:
            self._stuck += 1
