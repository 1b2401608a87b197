"""``kiosk update take``, ``roll-back`` and ``history``: which release serves on this machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from kiosk.clock import SystemClock
from kiosk.settings import Settings
from kiosk.updates.asking import AskedServices, MarkedRest
from kiosk.updates.asking_probe import AskedProbe
from kiosk.updates.installing.book import Book, Entry
from kiosk.updates.installing.bringing import Avoided, Wanted, bring, finish
from kiosk.updates.installing.house import House
from kiosk.updates.installing.installer import Installer, Machine, Outcome
from kiosk.updates.installing.making import Maker
from kiosk.updates.types import Refused, Unreached, UpToDate
from kiosk.wiring.updating import words
from kiosk.wiring.updating.carrying import (
    GOOD,
    IMPOSSIBLE,
    REFUSED,
    Taken,
    nowhere,
    of_root,
    open_repository,
    take_content,
)
from kiosk.wiring.updating.words import Teller

PATIENCE: Final = 900.0
"""Seconds that the trial of a release may take on a slow machine, both of its starts together."""
_Done = TypeVar("_Done")


@dataclass(frozen=True)
class _Held:
    """A house in which no other updater is."""

    house: House
    book: Book
    installer: Installer
    maker: Maker


@contextmanager
def _held(house: House, settings: Settings, tell: Teller) -> Iterator[_Held | None]:
    """Keep other updaters out; yield None, and say so, where one is in."""
    with house.held(0.0) as held:
        if held is None:
            tell(words.BUSY)
            yield None
            return
        book = Book(house.home, SystemClock().now)
        yield _Held(house, book, _installer(settings, house, book), Maker(house, held))


def take(stick: Path | None, settings: Settings, tell: Teller, *, again: bool = False) -> int:
    """Take the newest release for this machine and its ward's content, and let them serve between two visits.

    ``again``: also a release that was tried here and left.
    """
    house = house_of(settings)
    if house is None:
        return not_installed(tell)
    with _held(house, settings, tell) as held:
        if held is None:
            return REFUSED
        installed = of_root(house.folder(house.current()))
        repository = open_repository(stick, settings, installed)
        if repository is None:
            return _finish(held.installer, settings, tell)
        content = take_content(stick, settings, tell) if settings.kiosk.updates.content else Taken(GOOD)
        wanted = Wanted(settings.kiosk.updates.ring, installed, again)
        outcome = _or_disk(lambda: bring(repository, wanted, held.installer, held.maker, held.book))
        tell.outcome(outcome, wanted.ring)
        started = isinstance(outcome, Entry) and outcome.came != "given-up"
        anew = GOOD if started or not content.newer else _anew(held.installer, tell)
        return max(status(outcome), content.status, anew)


def _finish(installer: Installer, settings: Settings, tell: Teller) -> int:
    """Where no repository is named: what a stick has brought goes on without it, and what was cut off ends."""
    outcome = _or_disk(lambda: finish(installer))
    if outcome is None:
        return nowhere(tell)
    tell.outcome(outcome, settings.kiosk.updates.ring)
    return status(outcome)


def content(stick: Path | None, settings: Settings, tell: Teller) -> int:
    """Take what the ward has published; where the kiosk is installed, let it serve between two visits."""
    updates, house = settings.kiosk.updates, house_of(settings)
    if not (updates.folder and updates.content):
        return nowhere(tell)
    with _held(house or House(settings.root, Path(updates.folder)), settings, tell) as held:
        if held is None:
            return REFUSED
        taken = take_content(stick, settings, tell)
        return max(taken.status, _anew(held.installer, tell) if house and taken.newer else GOOD)


def roll_back(settings: Settings, tell: Teller) -> int:
    """Let the release before serve again, between two visits."""
    house = house_of(settings)
    if house is None:
        return not_installed(tell)
    with _held(house, settings, tell) as held:
        if held is None:
            return REFUSED
        outcome = _or_disk(lambda: held.installer.settle() or held.installer.go_back())
    if isinstance(outcome, Refused) and outcome.code != "disk":
        tell(words.NO_WAY_BACK)
    else:
        tell.outcome(outcome, settings.kiosk.updates.ring)
    return status(outcome)


def history(settings: Settings, tell: Teller) -> int:
    """Say what serves, what can be gone back to, and what came of each update, the oldest first."""
    house = house_of(settings)
    if house is None:
        return not_installed(tell)
    written = Book(house.home, SystemClock().now).read()
    for entry in written.history:
        tell.say(f"{entry.at.astimezone():%Y-%m-%d %H:%M}  {tell.entry(entry)}")
    if written.under_way is not None:
        tell(words.UNDER_WAY, name=written.under_way.name, step=written.under_way.step)
    tell(words.SERVES, name=house.current(), former=house.previous() or words.NOTHING)
    return GOOD


def house_of(settings: Settings) -> House | None:
    """Return the house in which this release stands; None for a tree, and where the machine does not do its part."""
    updates = settings.kiosk.updates
    whole = all((updates.folder, updates.trust, updates.visit, updates.restart, updates.probe))
    return House.around(settings.root.resolve(), Path(updates.folder)) if whole else None


def _installer(settings: Settings, house: House, book: Book) -> Installer:
    """Return what changes which release serves here."""
    updates = settings.kiosk.updates
    mark = Path(updates.visit)
    machine = Machine(
        AskedProbe(Path(updates.probe), PATIENCE),
        MarkedRest(mark),
        AskedServices(Path(updates.restart), mark),
        SystemClock().monotonic,
        time.sleep,
    )
    return Installer(house, book, machine)


def _anew(installer: Installer, tell: Teller) -> int:
    """Let what serves read its new content."""
    match installer.start_anew():
        case "ready":
            tell(words.ANEW)
            return GOOD
        case "occupied":
            tell(words.ANEW_LATER)
            return GOOD
    tell(words.NOT_ANEW)
    return REFUSED


def status(outcome: Outcome | Avoided | Unreached | UpToDate) -> int:
    """Return the exit status that goes with an outcome."""
    if isinstance(outcome, Entry):
        return GOOD if outcome.came in {"installed", "gone-back"} else REFUSED
    return REFUSED if isinstance(outcome, Refused | Unreached) else GOOD


def not_installed(tell: Teller) -> int:
    """Say that this is no machine on which releases are installed."""
    tell(words.NOT_INSTALLED)
    return IMPOSSIBLE


def _or_disk(act: Callable[[], _Done]) -> _Done | Refused:
    try:
        return act()
    except OSError:
        return Refused("disk")
