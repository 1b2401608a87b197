"""A kiosk set up for one journey: example ward, manual clock, real store, real desk in its own process."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import msgspec

from kiosk.clock import Clock, ManualClock
from kiosk.devices.memory import MemoryScanner
from kiosk.devices.speaker import SilentSpeaker
from kiosk.engine.core import Core
from kiosk.engine.jobs import InlineJobs
from kiosk.ids import Ids
from kiosk.settings import PaperScanner, Portal, Settings
from kiosk.takeover.pin import FULL_COST, PinCost
from kiosk.tour.desk_process import DeskProcess, Officer
from kiosk.tour.film import lay
from kiosk.tour.glass import lay as lay_paper
from kiosk.tour.listening import Listening
from kiosk.tour.script import Journey, JourneyError
from kiosk.visit.reports import DeviceSeen
from kiosk.wiring import example_ward
from kiosk.wiring.build import Swap, build
from kiosk.wiring.content import serve
from kiosk.wiring.showing import gallery

MOST_TURNS = 4000


@dataclass
class Stage:
    """What a journey is played on."""

    settings: Settings
    clock: ManualClock
    scanner: MemoryScanner
    core: Core
    desk: DeskProcess
    ear: Listening
    films: Path | None
    """Where the ward has laid its films, if it has any."""
    made_in: float
    """Seconds spent on example ward and desk: what no kiosk does at its start."""
    alive: Callable[[], None] = lambda: None
    """Gives the sign of life of the face, where there is one: time passes faster here than its loop goes round."""
    _officer: Officer | None = None

    def settle(self) -> None:
        """Turn the core until nothing waits."""
        for _ in range(MOST_TURNS):
            self.core.turn()
            if self.core.quiet():
                return
        raise JourneyError("the core does not come to rest")

    def hear(self) -> None:
        """Let time pass until what is being said has been said."""
        for _ in range(MOST_TURNS):
            until = self.core.speaking_until
            if until is None:
                return
            self.alive()
            self.clock.advance(max(0.0, until - self.clock.monotonic()) + 0.001)
            self.settle()
        raise JourneyError("the screen never falls silent")

    def listen(self) -> None:
        """Let time pass until what is being said just now has been said."""
        until = self.core.speaking_until
        if until is not None:
            self.clock.advance(max(0.0, until - self.clock.monotonic()) + 0.001)
        self.settle()

    def wait(self, seconds: float) -> None:
        """Let time pass a second at a time, as the core would see it."""
        for _ in range(int(seconds)):
            self.alive()
            self.clock.advance(1.0)
            self.settle()
        self.alive()

    def scan(self, text: str) -> None:
        """Hold something under the scanner."""
        self.scanner.scan(text)
        self.settle()

    def lay(self, what: str) -> None:
        """Lay something on the glass of the document scanner, or take away what lies there."""
        lay_paper(what, self.settings.state / self.settings.kiosk.paper_scanner.folder)

    def switch_desk(self, what: str) -> None:
        """Stop or start the ward's desk."""
        if what == "start":
            self.desk.start()
        else:
            self.desk.stop()

    def officer(self) -> Officer:
        """Return an officer who is logged in at the desk, and stays so: a password takes half a second to check."""
        if self._officer is None:
            officer = Officer(self.desk.url, self.settings.state)
            officer.sign_in()
            self._officer = officer
        return self._officer

    def close(self) -> None:
        """Stop core and desk."""
        self.core.stop()
        self.desk.stop()


def set_up(settings: Settings, journey: Journey, clock: Clock, ids: Ids, ready: Path | None = None) -> Stage:
    """Make a fresh state folder, an example ward, the desk and a core. Pictures come from the shared cache.

    ``ready``: a folder to copy ward, desk and compiled catalogue from, as they are before any visit. It is filled
    where there is none, for the next journey.
    """
    began = time.perf_counter()
    state = settings.state
    shutil.rmtree(state, ignore_errors=True)
    manual = ManualClock(clock.now())
    if ready is None:
        state.mkdir(parents=True, mode=0o700)
        example_ward.make(settings, ids, manual)
    else:
        if not ready.is_dir():
            make_ready(settings, ready, manual, ids)
        shutil.copytree(ready, state)
    desk = DeskProcess(settings.config / "desk.toml", state)
    desk.start()
    made_in = time.perf_counter() - began
    if journey.at:
        manual = ManualClock(datetime.fromisoformat(journey.at))
    keypad = settings.kiosk.keypad
    if journey.hands != "touch":
        keypad = msgspec.structs.replace(keypad, whose="resident")
    tour = msgspec.structs.replace(
        settings.kiosk, desk=msgspec.structs.replace(settings.kiosk.desk, url=desk.url), keypad=keypad
    )
    if journey.copies:
        tour = msgspec.structs.replace(tour, paper_scanner=PaperScanner(kind="file"))
    if journey.portal:
        tour = msgspec.structs.replace(tour, portal=Portal(kind="file"))
    here = replace(settings, kiosk=tour)
    if not journey.desk:
        desk.stop()
    scanner, ear = MemoryScanner(), Listening()
    films = lay(journey.film, state / "video") if journey.film else None
    swap = Swap(scanner=scanner, speaker=SilentSpeaker(), voice=ear, films=films, plugged=_twins)
    core = build(here, manual, ids, InlineJobs(), swap)
    return Stage(here, manual, scanner, core, desk, ear, films, made_in)


def _twins() -> tuple[DeviceSeen, ...]:
    """What the journey is played on is plugged in."""
    return DeviceSeen("scanner", "here"), DeviceSeen("sound", "here")


def make_ready(settings: Settings, ready: Path, clock: Clock, ids: Ids, cost: PinCost = FULL_COST) -> None:
    """Fill ``ready`` under another name first: what has been broken off is no ready folder.

    ``cost``: of its helpers' PINs.
    """
    unfinished = replace(settings, state=ready.with_name(f"{ready.name}.part"))
    shutil.rmtree(unfinished.state, ignore_errors=True)
    unfinished.state.mkdir(parents=True, mode=0o700)
    example_ward.make(unfinished, ids, clock, cost)
    desk = DeskProcess(settings.config / "desk.toml", unfinished.state)
    desk.start()
    desk.stop()
    serve(unfinished, gallery(unfinished))
    unfinished.state.rename(ready)
