"""`python -m tests.bench.beside_chromium [FOLDER]`: the kiosk beside Chromium with an equal page, on one X server.

Both are looked at from outside: what counts is what stands in the X server's pixels, what XTEST does to them, and
what the processes take. They take turns, so that whatever else the machine does falls on both. Nothing here passes
or fails. Chromium comes with Debian (`apt-get install chromium`) and is needed for nothing else.

- start to first screen: from the start of the process until every pixel of the first screen stands.
- start to home: the kiosk first asks for the language; a finger touches it as soon as it can be seen, so this is
  from the start until every pixel of the eight tiles stands, without the time that the finger stays down, which is
  the person's. Chromium's page has no such question and shows its tiles at once: the kiosk does more, and is held
  against the same figure.
- processor time: what all processes have used by then, which says more than the clock on a busy machine.
- touch to pressed: from the finger going down until the first pixel of the tile has changed.
- touch to next: from the finger being lifted until every pixel of the next screen stands.
- idle: 20 s on the home screen; what is drawn is counted by the server, even when no pixel changes.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.bench import __main__ as bench
from tests.bench import page
from tests.bench.display import SIZE, Display, pause
from tests.bench.processes import Program

STARTS = 7
PRESSES = 60
TURNS = 30
IDLE = 20.0
"""Seconds."""
HELD = 0.06
"""Seconds that a finger stays down."""
BODY = (0, 96, SIZE[0], SIZE[1] - 96)
TILE = (24, 204, 296, 190)
# Where a finger goes, in pixels from the upper left.
VIETNAMESE = 286, 580
BIRTH = 172, 300
BACK = 96, 743
EMPTY = 640, 30


@dataclass
class Found:
    """What was measured of one of the two: seconds, megabytes, shares."""

    first: list[float] = field(default_factory=list)
    home: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    pressed: list[float] = field(default_factory=list)
    turned: list[float] = field(default_factory=list)
    busy: float = 0.0
    drawn: int = 0


class Side:
    """One of the two programs on the display."""

    def __init__(self, display, command, *, asks_first):
        self.found = Found()
        self._display = display
        self._command = command
        self._asks_first = asks_first
        self._first = self._home = self._next = b""

    def _body(self):
        return self._display.rows(BODY)

    def _touch(self, place):
        """Touch a place; return when the finger was lifted."""
        self._display.move(place)
        self._display.press()
        pause(HELD)
        return self._display.lift()

    def learn(self):
        """See once how the first, the home and the next screen look at rest."""
        empty = self._body()
        with self._running():
            self._display.wait(lambda: self._body() != empty)
            self._display.steady(still=2.0)
            self._first = self._body()
            if self._asks_first:
                self._touch(VIETNAMESE)
                self._display.steady(still=1.0)
            self._home = self._body()
            self._touch(BIRTH)
            self._display.steady(still=1.0)
            self._next = self._body()
            if len({self._first, self._home, self._next}) != 2 + self._asks_first:
                sys.exit("The screens that are to be measured cannot be told apart.")

    @contextmanager
    def _running(self):
        self._display.move(EMPTY)
        program = Program(self._command, self._display)
        try:
            yield program
        finally:
            program.end()

    def _until(self, wanted):
        return self._display.wait(lambda: self._body() == wanted)

    def start(self):
        """Start to home once, and weigh it there."""
        with self._running() as program:
            self._to_home(program, self.found)
            self._display.steady(still=2.0)
            self.found.megabytes.append(program.megabytes())

    def _to_home(self, program, found):
        found.first.append(self._until(self._first) - program.began)
        asked = 0.0
        if self._asks_first:
            self._touch(VIETNAMESE)
            asked = HELD
        found.home.append(self._until(self._home) - program.began - asked)
        found.worked.append(program.busy())

    def rest_and_touch(self):
        """Leave it alone for a while, then touch it many times, at no steady pace."""
        with self._running() as program:
            self._to_home(program, Found())
            self._display.steady(still=5.0)
            self._rest(program)
            pace = random.Random(1)
            for _ in range(PRESSES):
                pause(pace.uniform(0.5, 0.8))
                self._press()
            for _ in range(TURNS):
                for place, wanted in ((BIRTH, self._next), (BACK, self._home)):
                    pause(pace.uniform(0.5, 0.8))
                    lifted = self._touch(place)
                    self.found.turned.append(self._until(wanted) - lifted)

    def _rest(self, program):
        self._display.drawings()
        before, began = program.busy(), time.perf_counter()
        pause(IDLE)
        self.found.busy = (program.busy() - before) / (time.perf_counter() - began)
        self.found.drawn = self._display.drawings()

    def _press(self):
        """Put a finger on the tile, and take it off beside it."""
        self._display.move(BIRTH)
        pause(0.15)
        before = self._display.rows(TILE)
        down = self._display.press()
        self.found.pressed.append(self._display.wait(lambda: self._display.rows(TILE) != before) - down)
        self._display.move(EMPTY)
        self._display.lift()
        self._until(self._home)


def kiosk(folder):
    """Prepare a kiosk in the folder; return the command that opens it."""
    config, state = bench.config(folder / "config"), folder / "state"
    bench.kiosk(state, "--config", config, "prepare")
    return [sys.executable, "-m", "kiosk", "--config", config, "--state", state, "run"]


def chromium(folder):
    """Write the page; return the command that shows it, with everything left out that a kiosk does without."""
    shown = page.write(folder / "page", folder / "state" / "cache")
    return [
        "chromium",
        "--kiosk",
        "--no-sandbox",  # else it refuses to run as root; without it, it starts sooner and is smaller
        "--no-first-run",
        "--disable-gpu",
        "--disable-extensions",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--password-store=basic",
        "--window-position=0,0",
        "--window-size={},{}".format(*SIZE),
        f"--user-data-dir={folder / 'profile'}",
        shown.as_uri(),
    ]


def flat():
    """Megabytes by which the memory moves while 5,000 screens are shown, in a process of its own."""
    return float(bench.started("-m", "tests.bench.flat").split()[-1])


def percentile(values, share):
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def rows(own, other):
    """Yield (what, unit, the kiosk's figure, Chromium's, the goal in words)."""
    yield "start to first screen", "s", median(own.first), median(other.home), "1.0 x"
    yield "start to home", "s", median(own.home), median(other.home), "1.0 x"
    yield "processor time to home, all processes", "s", median(own.worked), median(other.worked), "-"
    yield "PSS of all processes", "MB", median(own.megabytes), median(other.megabytes), "0.4 x"
    for name, share, goal in (("p50", 0.5, "20"), ("p95", 0.95, "30")):
        yield f"touch to pressed, {name}", "ms", *_ms("pressed", share, own, other), goal
    yield "touch to next screen, p50", "ms", *_ms("turned", 0.5, own, other), "-"
    yield "touch to next screen, p95", "ms", *_ms("turned", 0.95, own, other), "150"
    yield "processor when idle", "%", own.busy * 100, other.busy * 100, "1.5"
    yield f"drawings in {IDLE:.0f} s when idle", "", own.drawn, other.drawn, "0"


def _ms(what, share, *sides):
    return [percentile(getattr(side, what), share) * 1000 for side in sides]


def main():
    if shutil.which("chromium") is None:
        sys.exit("Chromium is missing: apt-get install chromium")
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as passing:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else passing).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        display = Display(folder / "pixels")
        own = Side(display, kiosk(folder), asks_first=True)
        other = Side(display, chromium(folder), asks_first=False)
        for side in (own, other):
            side.learn()
        for _ in range(STARTS):
            for side in (own, other):
                side.start()
        for side in (own, other):
            side.rest_and_touch()
        display.close()
        print(f"medians of {STARTS}, load {os.getloadavg()[0]:.1f}")
        print(f"{'':38} {'kiosk':>9} {'Chromium':>9} {'ratio':>6}  goal")
        for what, unit, mine, its, goal in rows(own.found, other.found):
            ratio = f"{mine / its:6.2f}" if its else "     -"
            print(f"{what:38} {mine:9.2f} {its:9.2f} {ratio}  {goal} {unit}")
        print(f"{'memory over 5,000 screens':38} {flat():9.2f} {'':9} {'':6}  10 MB")


if __name__ == "__main__":
    main()
