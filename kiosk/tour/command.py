"""The command line of tours: one journey here, all of them each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from kiosk.pictures import Fonts
from kiosk.settings import Printer, Scanner, Settings
from kiosk.tour.contact import write
from kiosk.tour.effort import of, table
from kiosk.tour.report import Report, load
from kiosk.tour.run import run
from kiosk.tour.script import FOLDER, JourneyError, load_all

ALL = "all"


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line."""

    journey: str
    folder: Path | None
    language: str
    out: Path
    face: str
    ready: Path | None = None
    """A folder to start every journey from, see ``set_up``."""


def show_list(folder: Path | None) -> int:
    """Print the journeys, a line each."""
    try:
        journeys = load_all(folder or FOLDER)
    except JourneyError as broken:
        print(broken, file=sys.stderr)
        return 2
    for journey in journeys.values():
        print(f"{journey.name:18} {journey.end.kind:8} {journey.title}")
    return 0


def tour(settings: Settings, wish: Wish) -> int:
    """Play a journey (or every one) and print what was found; 0 when every end was read back as declared."""
    try:
        journeys = load_all(wish.folder or FOLDER)
    except JourneyError as broken:
        print(broken, file=sys.stderr)
        return 2
    if wish.journey == ALL:
        return _every(settings, wish, list(journeys))
    if wish.journey not in journeys:
        print(f"there is no journey {wish.journey}; there are {', '.join(journeys)}", file=sys.stderr)
        return 2
    try:
        here = _for_tour(settings, wish.out)
        report = run(here, journeys[wish.journey], wish.language, wish.out, wish.face, ready=wish.ready)
    except JourneyError as broken:
        print(broken, file=sys.stderr)
        return 2
    _tell(report, journeys[wish.journey].end.kind, wish.out)
    _sheet(settings, [wish.out], wish)
    return 1 if report.faults else 0


def _every(settings: Settings, wish: Wish, journeys: list[str]) -> int:
    """Play all journeys; then one contact sheet of all, and what each takes of a person."""
    with tempfile.TemporaryDirectory(prefix="kiosk-tours-") as folder:
        wish = replace(wish, ready=wish.ready or Path(folder) / "ready")
        status = max(_apart(replace(wish, journey=each, out=wish.out / each), settings) for each in journeys)
    played = [wish.out / each for each in journeys if (wish.out / each / "tour.json").exists()]
    _sheet(settings, played, wish)
    print(table([of(load(folder)) for folder in played]))
    return status


def _sheet(settings: Settings, folders: list[Path], wish: Wish) -> None:
    """Draw the contact sheet; the terminal face has no pictures."""
    if wish.face == "kivy":
        tours = [(load(folder), folder) for folder in folders]
        pages = write(tours, Fonts(settings.cache / "fonts"), wish.out)
        print(f"  all screens: {', '.join(str(page) for page in pages)}")


def _tell(report: Report, end: str, out: Path) -> None:
    told = ", ".join(f"{key} {value} ms" for key, value in report.touch_to_frame_ms.items())
    print(
        f"{report.journey} {report.language} {report.size} {report.face}: {len(report.steps)} screens, "
        f"{report.touches} touches ({report.letters_typed} typed), "
        f"start {report.start_up_seconds} s, touch to frame {told or '-'}, "
        f"{report.peak_memory_mb} MB, {report.seconds} s"
    )
    for fault in report.faults:
        print(f"  {fault}")
    print(f"  {'NOT as declared' if report.faults else f'end read back: {end}'} ({out})")


def _for_tour(settings: Settings, out: Path) -> Settings:
    """A tour's own state folder, tickets as pictures, no scanner but the tour's; the cache is shared."""
    kiosk = msgspec.structs.replace(
        settings.kiosk,
        printer=Printer(kind="png", width_dots=settings.kiosk.printer.width_dots),
        scanner=Scanner(kind="none"),
        provisioned=False,
    )
    return replace(settings, kiosk=kiosk, state=out / "state")


def _apart(wish: Wish, settings: Settings) -> int:
    """Play in a process of its own: Kivy has one window a process, and memory is one journey's."""
    screen = settings.kiosk.screen
    command = [sys.executable, "-m", "kiosk", "--state", str(settings.state), "--root", str(settings.root)]
    command += ["--config", str(settings.config)]
    command += ["tour", "--journey", wish.journey, "--lang", wish.language]
    command += ["--size", f"{screen.width}x{screen.height}", "--face", wish.face, "--out", str(wish.out)]
    if wish.folder is not None:
        command += ["--journeys", str(wish.folder)]
    if wish.ready is not None:
        command += ["--ready", str(wish.ready)]
    return subprocess.run(command, check=False).returncode
