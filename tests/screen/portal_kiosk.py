"""`python -m tests.screen.portal_kiosk`: a kiosk at the page before the portal, in a window of a real screen.

Core, desk, browser's keeper and clipboard are those of a kiosk; only the procedure's address is that of a site made
for the test. What a helper does with the resident until then has been done when the glass shows it. From then on
fingers come from the X server alone; whoever started it asks by lines of JSON what stands where.
"""

import json
import os
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path

from msgspec import structs

from kiosk.clock import SystemClock
from kiosk.devices.memory import MemoryScanner
from kiosk.devices.speaker import SilentSpeaker
from kiosk.engine.jobs import InlineJobs, ThreadJobs
from kiosk.ids import SystemIds
from kiosk.settings import PaperScanner, Portal, Printer, Scanner, read
from kiosk.terminal import TerminalFace
from kiosk.tickets import words
from kiosk.tour.desk_process import DeskProcess
from kiosk.tour.listening import Listening
from kiosk.tour.play import Player
from kiosk.tour.read_back import disk_faults, dossier_faults, private_words
from kiosk.tour.run import props_on
from kiosk.tour.script import FOLDER, load_all
from kiosk.tour.stage import Stage
from kiosk.tour.terminal_hands import TerminalHands
from kiosk.tour.traces import own_temporary_folder, traces
from kiosk.ui import app
from kiosk.wiring import example_ward, portals
from kiosk.wiring.build import Swap, build
from kiosk.wiring.content import read_texts, serve
from kiosk.wiring.showing import FACES, gallery

ROOT = Path(__file__).resolve().parents[2]
UNTIL = "portal-ready"


class Flowing(SystemClock):
    """The machine's time, and whatever it was moved on by: what is said need not be waited for."""

    def __init__(self):
        super().__init__()
        self.moved = 0.0

    def monotonic(self):
        return super().monotonic() + self.moved

    def advance(self, seconds):
        self.moved += seconds


class Jobs:
    """At once until somebody stands at the screen, then in threads, as in a kiosk."""

    def __init__(self):
        self.doing = InlineJobs()

    def submit(self, job):
        self.doing.submit(job)

    def close(self):
        self.doing.close()


class Elsewhere:
    """The window of the portal, whose address is that of the test's site."""

    def __init__(self, window, url):
        self._window, self._url = window, url
        self.asked = None

    def open(self, url, hosts, files):
        self.asked = url, hosts, [file.name for file in files]
        return self._window.open(self._url, (*hosts, "127.0.0.1"), files)

    def is_open(self):
        return self._window.is_open()

    def close(self):
        self._window.close()


class Kiosk:
    def __init__(self, wish, journey):
        self.wish, self.journey = wish, journey
        self.settings = self._settings()
        self.slips = []
        self._keep_what_is_printed()
        self.jobs, self.clock = Jobs(), Flowing()
        example_ward.make(self.settings, SystemIds(), self.clock)
        self.desk = DeskProcess(self.settings.config / "desk.toml", self.settings.state)
        self.desk.start()
        desk = structs.replace(self.settings.kiosk.desk, url=self.desk.url)
        self.settings = replace(self.settings, kiosk=structs.replace(self.settings.kiosk, desk=desk))
        window = portals.window(self.settings)
        window._keeper = Path(wish["keeper"])
        self.window = Elsewhere(window, wish["page"])
        scanner, ear = MemoryScanner(), Listening()
        swap = Swap(scanner=scanner, speaker=SilentSpeaker(), voice=ear, portal=self.window)
        core = build(self.settings, self.clock, SystemIds(), self.jobs, swap)
        self.stage = Stage(self.settings, self.clock, scanner, core, self.desk, ear, None, 0.0)

    def _settings(self):
        found = read(ROOT / "config", ROOT, Path(self.wish["state"]), Path(self.wish["cache"]))
        width, height = self.wish["size"]
        kiosk = structs.replace(
            found.kiosk,
            screen=structs.replace(found.kiosk.screen, width=width, height=height, fullscreen=True),
            printer=Printer(kind="png"),
            scanner=Scanner(kind="none"),
            portal=Portal(kind="chromium", side=self.wish["side"]),
            paper_scanner=PaperScanner(kind="file") if self.journey.copies else found.kiosk.paper_scanner,
        )
        found.state.mkdir(parents=True, mode=0o700)
        return replace(found, kiosk=kiosk)

    def _keep_what_is_printed(self):
        """What stands on a ticket, in words: a picture of it does not tell."""
        made = words.slip_text

        def kept(*facts):
            slip = made(*facts)
            self.slips.append(" ".join((*slip.lines, *slip.filed)))
            return slip

        words.slip_text = kept

    def come_to_the_portal(self):
        """What is done before, through a face that paints nothing."""
        printed = [""]
        face = TerminalFace(self.stage.core, read_texts(self.settings), printed.append)
        face.start()
        self.stage.core.begin()
        self.stage.settle()
        hands = TerminalHands(face, self.stage.settle, lambda: printed[-1])
        steps = self.journey.steps
        before = steps[: [step.see for step in steps].index(UNTIL) + 1]
        journey = structs.replace(self.journey, steps=before)
        props = props_on(self.stage, self.tickets)
        Player(journey, self.wish["language"], hands, props, lambda _act: None).play()

    @property
    def tickets(self):
        return self.settings.state / self.settings.kiosk.printer.folder

    def show(self):
        """Stand there until told to end."""
        self.jobs.doing = ThreadJobs()
        turning = threading.Thread(target=self._turn)
        turning.start()
        kiosk = self

        class Seen(app.KivyFace):
            def run(self):
                kiosk.face = self
                threading.Thread(target=kiosk._answer, daemon=True).start()
                super().run()

        app.KivyFace = Seen
        FACES["kivy"](self.stage.core, self.settings, read_texts(self.settings))
        self.stage.core.stop()
        turning.join()

    def _turn(self):
        while self.stage.core.turn(0.02):
            pass

    def _answer(self):
        for line in sys.stdin:
            asked = json.loads(line)
            if "scan" in asked:
                self.stage.scanner.scan(asked["scan"])
            if "wait" in asked:
                self.clock.advance(asked["wait"])
            if "end" in asked:
                os.kill(os.getpid(), signal.SIGTERM)
                return
            say(self.seen())

    def seen(self):
        view = self.face.view
        if view is None:
            return {"state": ""}
        return {
            "state": view.state,
            "settled": self.face.settled,
            "targets": self.face.targets(),
            "words": self.face.words(),
            "row": view.rows[0].value if view.rows else "",
            "typed": self.face.typed.text,
            "asked": self.window.asked,
            "overflow": self.face.overflow(),
        }

    def end(self):
        """What desk and disk say, once the kiosk has let go of everything."""
        catalogue = serve(self.settings, gallery(self.settings)).catalogue
        officer = self.stage.officer()
        (dossier,) = officer.dossiers() or [""]
        page = officer.dossier(dossier).text if dossier else ""
        texts = read_texts(self.settings)
        faults = dossier_faults(self.journey, catalogue, texts, officer)
        faults += disk_faults(
            self.journey, self.settings.state, props_on(self.stage, self.tickets).last_ticket()
        )
        return {
            "page": page,
            "slips": self.slips,
            "faults": faults,
            "private": private_words(self.journey, catalogue),
        }


def say(words):
    print(json.dumps(words), flush=True)


def main():
    wish = json.loads(sys.stdin.readline())
    journey = load_all(FOLDER)["portal-filing"]
    with own_temporary_folder() as around:
        kiosk = Kiosk(wish, journey)
        try:
            kiosk.come_to_the_portal()
            kiosk.show()
            told = kiosk.end()
        finally:
            kiosk.stage.close()
        places = [kiosk.settings.state, *around.places()]
        say({**told, "traces": traces(places, told["private"])})


if __name__ == "__main__":
    main()
