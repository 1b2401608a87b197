"""Where the releases of a machine stand, and which of them serves.

releases/2026.11.1/   whole, or not there: what is being made is called 2026.11.1.part
current -> releases/2026.11.1
previous -> releases/2026.11
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from kiosk.disk import settle

UNFINISHED: Final = ".part"
"""Ends the name of a release's folder while it is being made."""
_RELEASES: Final = "releases"
_LOOK_AGAIN: Final = 0.5


@dataclass(frozen=True)
class House:
    """One machine's releases."""

    place: Path
    """/opt/kiosk"""
    home: Path
    """The updater's own folder, /var/lib/kiosk-update."""

    @classmethod
    def around(cls, release: Path, home: Path) -> Self | None:
        """Return the house in which a release stands; None for a tree that stands in none."""
        stands = release.parent.name == _RELEASES and (release.parent.parent / "current").is_symlink()
        return cls(release.parent.parent, home) if stands else None

    def folder(self, name: str) -> Path:
        """Return where the release of this name stands, or would."""
        return self.place / _RELEASES / name

    def current(self) -> str:
        """Return the name of the release that serves from its next start on; "" for none."""
        return self._named("current")

    def previous(self) -> str:
        """Return the name of the release that can be gone back to; "" for none."""
        return self._named("previous")

    def switch(self, name: str, previous: str) -> None:
        """Let another release serve from the next start on, and remember one to go back to ("": none).

        Killed at any step, ``current`` stands for a whole release. Raises OSError.
        """
        if previous:
            self._point("previous", previous)
        else:
            (self.place / "previous").unlink(missing_ok=True)
        self._point("current", name)

    def tidy(self, *kept: str) -> None:
        """Take away every release but those in ``kept`` and those that serve or are gone back to. Raises nothing."""
        stay = {*kept, self.current(), self.previous()}
        for each in self._standing():
            if each not in stay:
                self.remove(each)

    def remove(self, name: str) -> None:
        """Take a release away that neither serves nor is gone back to. Raises nothing.

        Its name goes first: what is half taken away is never taken for a release.
        """
        if name in {self.current(), self.previous()}:
            return
        folder = self.folder(name)
        if not name.endswith(UNFINISHED):
            folder = self.folder(name + UNFINISHED)
            shutil.rmtree(folder, ignore_errors=True)
            with suppress(OSError):
                self.folder(name).replace(folder)
        shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def held(
        self, patience: float, monotonic: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> Iterator[int | None]:  # fmt: skip
        """Keep every other updater out; yield what programs are given that must end first, or None where one is in.

        A program that was started with what is yielded keeps others out until it ends, though its updater was killed.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.home / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        until = monotonic() + patience
        try:
            while not (mine := _locked(handle)) and monotonic() < until:
                pause(_LOOK_AGAIN)
            yield handle if mine else None
        finally:
            os.close(handle)

    def _standing(self) -> list[str]:
        with suppress(OSError):
            return sorted(each.name for each in (self.place / _RELEASES).iterdir())
        return []

    def _named(self, link: str) -> str:
        """Return for which release a link stands; "" where it stands for none that is there."""
        with suppress(OSError):
            folder = self.place / (self.place / link).readlink()
            if folder.parent == self.place / _RELEASES and folder.is_dir():
                return folder.name
        return ""

    def _point(self, link: str, name: str) -> None:
        passing = self.place / f"{link}.new"
        passing.unlink(missing_ok=True)
        passing.symlink_to(Path(_RELEASES, name))
        passing.replace(self.place / link)
        settle(self.place)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
