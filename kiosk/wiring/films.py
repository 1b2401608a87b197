"""The folder in which a ward lays its films: looked at again whenever something in it has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from kiosk.procedures.films import CAPTIONS, KINDS, NO_FILMS, SIGNS, Caption, Films, captions, films_in
from kiosk.settings import Settings

EVERY: Final = 5.0
"""Seconds between two looks."""
_MOST: Final = 200_000
"""Bytes of captions; a longer file tells no film."""


def folder(settings: Settings) -> Path:
    """Return where the films lie."""
    return settings.root / "assets" / "video"


class FilmFolder:
    """Tells which films there are, as ``engine.parts.Content.films``. Core's thread only."""

    def __init__(self, place: Path, now: Callable[[], float]) -> None:
        self._place, self._now = place, now
        self._looked: float | None = None
        self._seen: tuple[tuple[str, int, int], ...] = ()
        self._films = NO_FILMS

    def __call__(self) -> Films:
        """Return the films that lie there."""
        now = self._now()
        if self._looked is not None and now - self._looked < EVERY:
            return self._films
        self._looked = now
        signs = ((f"{SIGNS}/{name}", size, at) for name, size, at in _files(self._place / SIGNS))
        seen = tuple(sorted((*_files(self._place), *signs)))
        if seen != self._seen:
            self._seen = seen
            self._films = films_in({name: _told(self._place / name) for name, _, _ in seen})
        return self._films


def _files(place: Path) -> Iterator[tuple[str, int, int]]:
    """Yield name, size and time of change of what is a film or tells one; nothing where there is no folder."""
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.name.endswith((*KINDS, *CAPTIONS)) and entry.is_file():
                    found = entry.stat()
                    yield entry.name, found.st_size, found.st_mtime_ns
    except OSError:
        return


def _told(path: Path) -> tuple[Caption, ...]:
    if path.suffix not in CAPTIONS:
        return ()
    try:
        if path.stat().st_size > _MOST:
            return ()
        return captions(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ()
