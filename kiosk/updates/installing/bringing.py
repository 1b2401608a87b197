"""From a repository to a release in service: looked for, fetched where it is wanted, installed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kiosk.updates.installing.book import Book, Entry
from kiosk.updates.installing.installer import Installer, Outcome
from kiosk.updates.installing.making import Maker
from kiosk.updates.repository import Repository
from kiosk.updates.taking import look_for_release, take_release
from kiosk.updates.types import Installed, Release, Unreached, UpToDate
from kiosk.updates.verify import Offer


@dataclass(frozen=True)
class Avoided:
    """The repository has a release that was tried here, and left: it is not taken again by itself."""

    entry: Entry


@dataclass(frozen=True)
class Wanted:
    """What a kiosk takes."""

    ring: int
    installed: Installed
    again: bool = False
    """Also what was left here before."""


def bring(
    repository: Repository, wanted: Wanted, installer: Installer, maker: Maker, book: Book
) -> Outcome | Avoided | Unreached | UpToDate:
    """Take the release that this kiosk should have, as far as it comes. Raises OSError.

    What stood ready since an earlier time is gone on with where the repository cannot be asked, or still has it.
    """
    settled = installer.settle()
    if settled is not None:
        return settled
    ready = installer.ready()
    if ready is not None and ready.by_hand:
        return installer.go_on(ready)
    found = look_for_release(repository, wanted.installed, wanted.ring)
    if isinstance(found, UpToDate):
        installer.forget()
        _clear(repository)
        return found
    if not isinstance(found, Offer):
        return found if ready is None else installer.go_on(ready)
    if ready is not None and ready.name == str(found.version):
        return installer.go_on(ready)
    left = book.read().given_up(str(found.version))
    if left is not None and not wanted.again:
        _clear(repository)
        return Avoided(left)
    release = take_release(repository, wanted.installed, wanted.ring)
    if not isinstance(release, Release):
        return release
    _clear(repository, release.archive)
    outcome = installer.install(release, maker)
    _clear(repository)
    return outcome


def finish(installer: Installer) -> Outcome | None:
    """Go on with what was cut off or stands ready, where there is no repository; None: nothing was. Raises OSError."""
    settled = installer.settle()
    if settled is not None:
        return settled
    ready = installer.ready()
    return None if ready is None else installer.go_on(ready)


def _clear(repository: Repository, *kept: Path) -> None:
    """Take away the archives that earlier tries have left, cut off before they could: they would fill the disk."""
    for each in repository.place.downloads.glob("*.tar"):
        if each not in kept:
            each.unlink(missing_ok=True)
