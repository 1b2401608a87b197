"""`python -m tests.bench.two_processes [FOLDER]`: face and core in two processes beside both in one.

Memory is the proportional set size of all processes, at rest on the home screen and after some screens more: what two
share is counted once. Touch to view is from the handing over of an input until the view that answers it comes back,
without a window; touch to next screen is from a lifted finger until every pixel of the next screen stands. Both kinds
take turns, so that whatever else the machine does falls on both. Nothing here passes or fails.
"""

import random
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from threading import Condition

from kiosk import VERSION
from kiosk import settings as settings_files
from kiosk.clock import SystemClock
from kiosk.engine.jobs import ThreadJobs
from kiosk.facelink.client import SocketLink
from kiosk.ids import SystemIds
from kiosk.presenter.out_of_order import out_of_order
from kiosk.presenter.ports import FaceInput, encode_input
from kiosk.presenter.view import decode
from kiosk.visit.events import ChooseLanguage
from kiosk.wiring import running
from kiosk.wiring.build import build
from tests.bench import __main__ as bench
from tests.bench.beside_chromium import BACK, BIRTH, EMPTY, Side
from tests.bench.display import Display, pause
from tests.bench.processes import Program
from tests.visit.walking import ROOT

STARTS = 3
TURNS = 10
ROUNDS = 300
PATIENCE = 30


class Both:
    """Two started programs, looked at as one."""

    def __init__(self, core, face, display):
        self._core, self._face = Program(core, display), Program(face, display)
        self.began = self._core.began

    def parts(self):
        return self._core.megabytes(), self._face.megabytes()

    def megabytes(self):
        return sum(self.parts())

    def busy(self):
        return self._core.busy() + self._face.busy()

    def end(self):
        self._face.end()
        self._core.end()


class Kiosk(Side):
    """A kiosk on the display, which ``begin`` starts."""

    def __init__(self, display, begin):
        super().__init__(display, (), asks_first=True)
        self._begin = begin
        self.later, self.parts = [], []

    @contextmanager
    def _running(self):
        self._display.move(EMPTY)
        program = self._begin()
        try:
            yield program
        finally:
            program.end()

    def visit(self):
        """Start, go home, weigh it; go to the next screen and back some times, and weigh it again."""
        with self._running() as program:
            self._to_home(program, self.found)
            self._display.steady(still=2.0)
            self.found.megabytes.append(program.megabytes())
            pace = random.Random(1)
            for _ in range(TURNS):
                for place, wanted in ((BIRTH, self._next), (BACK, self._home)):
                    pause(pace.uniform(0.5, 0.8))
                    lifted = self._touch(place)
                    self.found.turned.append(self._until(wanted) - lifted)
            self._display.steady(still=2.0)
            self.later.append(program.megabytes())
            if isinstance(program, Both):
                self.parts.append(program.parts())


class Eye:
    """Waits for a view in a language."""

    def __init__(self, link):
        self._changed, self._view = Condition(), None
        self._link = link
        link.subscribe(self._see)

    def _see(self, raw):
        at, view = time.perf_counter(), decode(raw)
        with self._changed:
            self._at, self._view = at, view
            self._changed.notify_all()

    def wait(self, holds):
        with self._changed:
            if not self._changed.wait_for(lambda: self._view is not None and holds(self._view), PATIENCE):
                sys.exit(f"The core does not show what is waited for: {self._view}")
            return self._at, self._view

    def begin(self):
        """Leave the first screen."""
        self._send(ChooseLanguage("vi"))
        self.wait(lambda view: view.state == "home")

    def touch(self):
        """Touch the first tile of the home screen, or go back to it; return the seconds until its view comes."""
        _, before = self.wait(lambda _: True)
        event = before.choices[0].event if before.state == "home" else before.footer.back.event
        began = self._send(event)
        return self.wait(lambda view: view.state != before.state)[0] - began

    def _send(self, event):
        _, view = self.wait(lambda _: True)
        sent = encode_input(FaceInput(event=event, source="glass", serial=view.serial))
        began = time.perf_counter()
        self._link.send(sent)
        return began


def command(config, state, *words):
    return [sys.executable, "-m", "kiosk", "--config", config, "--state", state, *words]


def links(config, folder):
    """Return seconds from touch to view, in one process and through the socket."""
    settings = settings_files.read(config, ROOT, folder / "link-one", folder / "state" / "cache")
    running.make_example_ward(settings)
    core = build(settings, SystemClock(), SystemIds(), ThreadJobs())
    core.start()
    place = folder / "link.sock"
    served = subprocess.Popen(
        command(config, folder / "state", "core", "--socket", place), stderr=subprocess.DEVNULL
    )
    rest = out_of_order(None)
    socket = SocketLink(place, VERSION, lambda _: rest, SystemClock(), told=lambda *_: None)
    socket.start()
    try:
        eyes = {"one": Eye(core), "two": Eye(socket)}
        for eye in eyes.values():
            eye.wait(lambda view: view.state == "attract")
            eye.begin()
        took = {"one": [], "two": []}
        for _ in range(ROUNDS):
            for name, eye in eyes.items():
                took[name].append(eye.touch())
    finally:
        socket.stop()
        served.terminate()
        served.wait()
        core.stop()
    return took


def tell_links(took):
    for name, what in (("one", "one process"), ("two", "through the socket")):
        each = [seconds * 1000 for seconds in took[name][20:]]
        p95 = quantiles(each, n=20)[-1]
        print(f"touch to view, {what:42} p50 {median(each):6.2f} ms   p95 {p95:6.2f} ms", flush=True)
    print(f"ratio of medians {median(took['two'][20:]) / median(took['one'][20:]):.2f}", flush=True)


def tell(kiosks):
    rows = [
        ("start to first screen, s", lambda kiosk: kiosk.found.first),
        ("start to home, s", lambda kiosk: kiosk.found.home),
        ("processor used until home, s", lambda kiosk: kiosk.found.worked),
        ("memory on the home screen, MB", lambda kiosk: kiosk.found.megabytes),
        (f"memory after {2 * TURNS} screens, MB", lambda kiosk: kiosk.later),
        ("touch to next screen p50, ms", lambda kiosk: [1000 * each for each in kiosk.found.turned]),
    ]
    print(f"{'':34} {'one process':>12} {'two':>12} {'two/one':>8}")
    for what, of in rows:
        one, two = (median(of(kiosk)) for kiosk in kiosks)
        print(f"{what:34} {one:12.2f} {two:12.2f} {two / one:8.2f}", flush=True)
    core, face = (median(part) for part in zip(*kiosks[1].parts, strict=True))
    print(f"of the two: core {core:.0f} MB, face {face:.0f} MB", flush=True)


def main():
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as passing:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else passing).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        config, state = bench.config(folder / "config"), folder / "state"
        bench.kiosk(state, "--config", config, "prepare", "--no-voices")
        tell_links(links(config, folder))
        display = Display(folder / "pixels")
        one = command(config, state, "run")
        place = folder / "face.sock"
        core = command(config, state, "core", "--socket", place)
        face = command(config, folder / "own", "face", "--socket", place, "--cache", state / "cache")
        kiosks = [
            Kiosk(display, lambda: Program(one, display)),
            Kiosk(display, lambda: Both(core, face, display)),
        ]
        try:
            for kiosk in kiosks:
                kiosk.learn()
            for _ in range(STARTS):
                for kiosk in kiosks:
                    kiosk.visit()
        finally:
            display.close()
        tell(kiosks)


if __name__ == "__main__":
    main()
