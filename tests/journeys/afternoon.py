"""An afternoon at one kiosk: ten residents one after the other, on the same disk, before the same desk.

`python -m tests.journeys.afternoon [FOLDER]` plays it in a terminal and prints a table of times per resident. How long
people take is a model, said below, on the kiosk's own clock; how long the machine takes is measured.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from kiosk import settings as settings_files
from kiosk.clock import SystemClock
from kiosk.ids import SystemIds
from kiosk.terminal import TerminalFace
from kiosk.tour.effort import HELPERS
from kiosk.tour.play import Player
from kiosk.tour.read_back import dossier_faults, private_words
from kiosk.tour.run import props_on
from kiosk.tour.script import load_all
from kiosk.tour.stage import set_up
from kiosk.tour.terminal_hands import TerminalHands
from kiosk.tour.unseen import texts_of
from kiosk.wiring.content import read_texts, serve
from kiosk.wiring.showing import gallery

ROOT = Path(__file__).resolve().parents[2]
TEN = (
    ("absent-resident", "vi"),
    ("help-call", "km"),
    ("birth", "vi"),
    ("refuse-consent", "vi"),
    ("death", "vi"),
    ("save-and-resume", "vi"),
    ("take-over", "km"),
    ("walk-away", "en"),
    ("withdraw", "vi"),
    ("marital-status", "vi"),
)
"""Whoever calls for help comes early: by then the kiosk's clock has not run away from that of the desk."""
TOUCH, LETTER, PAGE = 2.0, 1.0, 4.0
"""Seconds that somebody takes, who is old and in no hurry: for a touch, for a letter or digit, to see a new page."""
HELPERS_TOUCH, HELPERS_LETTER, HELPERS_PAGE = 0.8, 0.4, 1.5
"""The same of the trained helper."""
GONE = 240
"""Seconds after which whatever somebody has left standing is gone: a warning, a count-down, the first screen."""


@dataclass
class Stay:
    """One resident's stay as it was played."""

    journey: str
    language: str
    minutes: float
    """On the kiosk's clock, from the first touch to the first screen."""
    helped: float
    """Of them, while a helper had the screen."""
    touches: int
    letters: int
    machine: float
    """Seconds that this machine worked."""
    pages: list[str]
    """All that stood on each page."""
    private: list[str]
    """What is this person's alone: the script's names and numbers."""
    dossiers: int
    """How many more the desk has."""
    faults: list[str]


class NewestAtDesk:
    """An officer who sees only what has come since ``seen``."""

    def __init__(self, officer, seen):
        self._officer, self._seen = officer, seen

    def dossiers(self):
        return [one for one in self._officer.dossiers() if one not in self._seen]

    def dossier(self, dossier_id):
        return self._officer.dossier(dossier_id)


class Afternoon:
    """One kiosk, one desk, one disk; ``play`` lets one resident after the other come."""

    def __init__(self, folder: Path, cache: Path):
        self._settings = settings_files.read(ROOT / "config", ROOT, folder / "state", cache)
        journeys = load_all()
        self._journeys = journeys
        self.stage = set_up(self._settings, journeys["walk-away"], SystemClock(), SystemIds())
        printed = [""]
        self._texts = read_texts(self._settings)
        face = TerminalFace(self.stage.core, self._texts, printed.append)
        face.start()
        self.stage.core.begin()
        self.stage.settle()
        self._hands = TerminalHands(face, self.stage.settle, lambda: printed[-1])
        self._catalogue = serve(self._settings, gallery(self._settings)).catalogue

    def close(self):
        self.stage.close()

    def play(self, name: str, language: str) -> Stay:
        """Let one resident come, and go."""
        stage, hands, journey = self.stage, self._hands, self._journeys[name]
        officer = stage.officer()
        known = set(officer.dossiers())
        began, clock = time.perf_counter(), stage.clock.monotonic()
        stay = Stay(name, language, 0, 0, -hands.touches, -hands.letters, 0, [], [], 0, [])
        so_far = [hands.touches, hands.letters]

        def seen(_act):
            view = hands.screen()
            touches, letters = hands.touches - so_far[0], hands.letters - so_far[1]
            so_far[:] = hands.touches, hands.letters
            stay.pages.append("\n".join(texts_of(view, self._settings.kiosk.screen)))
            helps = view.state in HELPERS or view.layout == "workbench"
            touch, letter, page = (
                (HELPERS_TOUCH, HELPERS_LETTER, HELPERS_PAGE) if helps else (TOUCH, LETTER, PAGE)
            )
            took = (touches - letters) * touch + letters * letter + page
            stage.clock.advance(took)
            stage.settle()
            stay.helped += took if helps else 0

        stage.ear.language = language
        Player(
            journey,
            language,
            hands,
            props_on(stage, self._settings.state / self._settings.kiosk.printer.folder),
            seen,
        ).play()
        stay.private = private_words(journey, self._catalogue)
        stay.minutes = (stage.clock.monotonic() - clock) / 60
        stay.machine = time.perf_counter() - began
        stay.touches += hands.touches
        stay.letters += hands.letters
        stay.helped /= 60
        newest = NewestAtDesk(officer, known)
        stay.dossiers = len(newest.dossiers())
        if journey.end.kind == "dossier":
            stay.faults = dossier_faults(journey, self._catalogue, self._texts, newest)
        elif stay.dossiers:
            stay.faults = [f"{stay.dossiers} dossiers at the desk, expected none"]
        if hands.screen().state != "attract":
            stage.wait(GONE)
        return stay


def table(stays):
    """Yield the lines of the table."""
    yield f"{'':2} {'resident':16} {'':2} {'minutes':>7} {'helped':>6} {'touches':>7} {'letters':>7} {'machine s':>9}"
    for number, stay in enumerate(stays, 1):
        yield (
            f"{number:2} {stay.journey:16} {stay.language} {stay.minutes:7.1f} {stay.helped:6.1f} "
            f"{stay.touches:7} {stay.letters:7} {stay.machine:9.1f}"
        )
    minutes, helped = sum(stay.minutes for stay in stays), sum(stay.helped for stay in stays)
    yield f"   {'together':19} {minutes:7.1f} {helped:6.1f}"


def main(folder):
    afternoon = Afternoon(folder, ROOT / "var" / "cache")
    try:
        stays = [afternoon.play(*one) for one in TEN]
    finally:
        afternoon.close()
    print("\n".join(table(stays)))
    faults = [f"{stay.journey}: {fault}" for stay in stays for fault in stay.faults]
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else made)))
