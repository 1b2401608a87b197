"""The folder in which a ward lays its films: looked at again whenever something in it has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from kiosk.procedures.films import CAPTIONS, KINDS, NO_FILMS, SIGNS, Caption, Films, captions, films_in
from kiosk.settings import Settings
from kiosk.wiring.showing import film_folder

EVERY: Final = 5.0
"""Seconds between two looks."""
_MOST: Final = 200_000
"""Bytes of captions; a longer file tells no film."""

_Seen = tuple[str, int, int]
"""A file as it was seen: its name, its size in bytes, its time of change."""


class FilmFolder:
    """Tells which films there are, as ``engine.parts.Content.films``, by what was found last. Core's thread only.

    ``submit`` gives a worker what reads the folder. ``told_only``: a film without captions is none, for slides tell
    more where nothing can be heard.
    """

    def __init__(
        self,
        place: Path,
        now: Callable[[], float],
        submit: Callable[[Callable[[], None]], None],
        *,
        told_only: bool = False,
    ) -> None:
        self._place, self._now, self._submit, self._told_only = place, now, submit, told_only
        self._look_at: float | None = None
        self._looking = False
        self._said: dict[_Seen, tuple[Caption, ...]] = {}
        self._films = NO_FILMS

    def __call__(self) -> Films:
        """Return the films that lie there, and have the folder looked at when it is time; returns at once."""
        now = self._now()
        if not self._looking and (self._look_at is None or now >= self._look_at):
            self._look_at, self._looking = now + EVERY, True
            self._submit(self._look)
        return self._films

    def _look(self) -> None:
        """Read what has changed. In a worker."""
        try:
            signs = ((f"{SIGNS}/{name}", size, at) for name, size, at in _files(self._place / SIGNS))
            seen = sorted((*_files(self._place), *signs))
            if seen == list(self._said):
                return
            before = self._said
            self._said = {one: before[one] if one in before else _read(self._place / one[0]) for one in seen}
            said = {name: told for (name, _, _), told in self._said.items()}
            self._films = films_in(said, told_only=self._told_only)
        finally:
            self._looking = False


def _files(place: Path) -> Iterator[_Seen]:
    """Yield name, size and time of change of what is a film or tells one; nothing where there is no folder."""
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.name.endswith((*KINDS, *CAPTIONS)) and entry.is_file():
                    found = entry.stat()
                    yield entry.name, found.st_size, found.st_mtime_ns
    except OSError:
        return


def _read(path: Path) -> tuple[Caption, ...]:
    if path.suffix not in CAPTIONS:
        return ()
    try:
        if path.stat().st_size > _MOST:
            return ()
        return captions(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ()


def shown(
    settings: Settings,
    other: Path | None,
    now: Callable[[], float],
    submit: Callable[[Callable[[], None]], None],
) -> FilmFolder:
    """Return what tells the films of this point, or of the ``other`` folder."""
    return FilmFolder(other or film_folder(settings), now, submit, told_only=not settings.kiosk.sound.is_on)
