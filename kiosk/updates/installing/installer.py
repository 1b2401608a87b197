"""Bringing a release into service, and back out of it: each step is written down before it is taken.

Before the switch an update that was cut off changes nothing: it is gone on with, or begun anew. After it, it is proven
or undone.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from kiosk.updates.installing.book import Book, Entry, Step, UnderWay
from kiosk.updates.installing.house import House
from kiosk.updates.installing.making import Maker
from kiosk.updates.ports import Healthy, Probe, Rest, Restarted, Services, Trouble, Unhealthy
from kiosk.updates.types import Installed, Refused, Release


@dataclass(frozen=True)
class Waits:
    """A release stands ready; somebody stood before the kiosk all the time. It serves later."""

    name: str


Outcome = Entry | Waits | Refused
"""What came of an update: written down, still to come, or nothing (where what was there cannot be taken)."""


@dataclass(frozen=True)
class Patience:
    """How long things may take, in seconds."""

    rest: float = 3600.0
    """Until nobody stands before the kiosk."""
    look_again: float = 5.0
    start: float = 240.0
    """Until the kiosk has said that it is ready."""


@dataclass(frozen=True)
class Machine:
    """What the machine does for an update."""

    probe: Probe
    rest: Rest
    services: Services
    monotonic: Callable[[], float]
    pause: Callable[[float], None]
    patience: Patience = Patience()


class Installer:
    """Changes which release serves. One at a time: made where the house is held."""

    def __init__(self, house: House, book: Book, machine: Machine) -> None:
        self._house = house
        self._book = book
        self._machine = machine

    def settle(self) -> Outcome | None:
        """Finish or undo what was cut off while releases were switched; None where nothing was.

        Of what was cut off earlier nothing half made is left. Raises OSError.
        """
        under_way = self._book.read().under_way
        if under_way is None or under_way.step == "fetched":
            self._book.forget()
            self._house.tidy()
        elif under_way.step == "leaving":
            return self._leave(under_way)
        elif under_way.step == "switching":
            if self._house.current() == under_way.name:
                return self._when_free(under_way)
            self._book.begin(msgspec.structs.replace(under_way, step="made"))
        return None

    def ready(self) -> UnderWay | None:
        """Return what stands ready to be tried and to serve since an earlier time; None where nothing does."""
        under_way = self._book.read().under_way
        if under_way is None or under_way.step != "made" or under_way.former != self._house.current():
            return None
        return under_way if self._house.folder(under_way.name).is_dir() else None

    def go_on(self, under_way: UnderWay) -> Outcome:
        """Try what stands ready, and let it serve for as long as it serves well. Raises OSError."""
        found = self._machine.probe.run(self._house.folder(under_way.name))
        if isinstance(found, Healthy):
            return self._when_free(under_way)
        entry = self._book.end(under_way, "given-up", found.code)
        self._house.tidy()
        return entry

    def install(self, release: Release, maker: Maker) -> Outcome:
        """Make a release, try it, and let it serve for as long as it serves well. Raises OSError."""
        under_way = self._begun(str(release.version), "fetched")
        refused = maker.make(release)
        if refused is not None:
            return self._book.end(under_way, "given-up", refused.code)
        return self.go_on(self._book.begin(msgspec.structs.replace(under_way, step="made")))

    def go_back(self) -> Outcome:
        """Let the release before serve again, where it may and can. Raises OSError."""
        previous, current = self._house.previous(), self._house.current()
        if not previous or previous == current:
            return Refused("older-repository")
        if not self._may_replace(previous, current):
            return Refused("below-floor")
        return self.go_on(self._begun(previous, "made", by_hand=True))

    def start_anew(self) -> Restarted:
        """Let what serves be started anew as soon as nobody stands before the kiosk."""
        restarted: Restarted = "occupied"

        def done() -> bool:
            nonlocal restarted
            restarted = self._machine.services.restart(self._machine.patience.start)
            return restarted != "occupied"

        self._wait(done)
        return restarted

    def forget(self) -> None:
        """Let what stands ready be: something else is wanted now. Raises OSError."""
        self._book.forget()
        self._house.tidy()

    def _begun(self, name: str, step: Step, *, by_hand: bool = False) -> UnderWay:
        before = self._house.previous()
        self._house.tidy(name)
        return self._book.begin(UnderWay(name, self._house.current(), before, step, by_hand))

    def _may_replace(self, name: str, current: str) -> bool:
        try:
            wanted, installed = (Installed.read(self._house.folder(each)) for each in (name, current))
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return False
        return wanted.version >= installed.floor

    def _when_free(self, under_way: UnderWay) -> Outcome:
        """Switch to a release that was tried as soon as nobody stands before the kiosk, and try it once more."""
        restarted: Restarted = "occupied"

        def switched() -> bool:
            nonlocal restarted
            if self._machine.rest.free():
                restarted = self._switch(under_way)
            return restarted != "occupied"

        if not self._wait(switched):
            return Waits(under_way.name)
        return self._confirm(under_way) if restarted == "ready" else self._given_up(under_way, "start")

    def _switch(self, under_way: UnderWay) -> Restarted:
        self._book.begin(msgspec.structs.replace(under_way, step="switching"))
        self._house.switch(under_way.name, under_way.former)
        restarted = self._machine.services.restart(self._machine.patience.start)
        if restarted == "occupied":  # who came in this moment is served to the end by what served so far
            self._house.switch(under_way.former, under_way.before)
            self._book.begin(msgspec.structs.replace(under_way, step="made"))
        return restarted

    def _confirm(self, under_way: UnderWay) -> Outcome:
        found = self._machine.probe.run(self._house.folder(under_way.name))
        if isinstance(found, Unhealthy):
            return self._given_up(under_way, found.code)
        entry = self._book.end(under_way, "gone-back" if under_way.by_hand else "installed")
        self._house.tidy()
        return entry

    def _given_up(self, under_way: UnderWay, code: Trouble) -> Entry:
        leaving = msgspec.structs.replace(under_way, step="leaving", code=code)
        with suppress(OSError):  # also where the disk is full nothing that serves badly goes on serving
            self._book.begin(leaving)
        return self._leave(leaving)

    def _leave(self, leaving: UnderWay) -> Entry:
        """Let the release before serve again. What serves badly is not asked whether it may go on."""
        self._house.switch(leaving.former, leaving.before)
        self._wait(lambda: self._machine.services.restart(self._machine.patience.start) != "occupied")
        entry = self._book.end(leaving, "rolled-back", leaving.code)
        self._house.tidy()
        return entry

    def _wait(self, is_so: Callable[[], bool]) -> bool:
        """Ask again and again, for as long as patience lasts."""
        until = self._machine.monotonic() + self._machine.patience.rest
        while not is_so():
            if self._machine.monotonic() >= until:
                return False
            self._machine.pause(self._machine.patience.look_again)
        return True
