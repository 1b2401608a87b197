"""The command line of tours: one journey here, all of them each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec

from kiosk.settings import Printer, Scanner, Settings
from kiosk.tour.run import run
from kiosk.tour.script import JourneyError, load_all

ALL = "all"


def tour(settings: Settings, name: str, language: str, out: Path, face: str) -> int:
    """Play ``name`` (or every journey) and print what was found; 0 when every end was read back as declared."""
    try:
        journeys = load_all()
    except JourneyError as broken:
        print(broken, file=sys.stderr)
        return 2
    if name == ALL:
        return max(_apart(each, language, settings, out / each, face) for each in journeys)
    if name not in journeys:
        print(f"there is no journey {name}; there are {', '.join(journeys)}", file=sys.stderr)
        return 2
    report = run(_for_tour(settings, out), journeys[name], language, out, face)
    told = ", ".join(f"{key} {value} ms" for key, value in report.touch_to_frame_ms.items())
    print(
        f"{name} {language} {report.size} {face}: {len(report.steps)} screens, {report.touches} touches, "
        f"start {report.start_up_seconds} s, touch to frame {told or '-'}, "
        f"{report.peak_memory_mb} MB, {report.seconds} s"
    )
    for fault in report.faults:
        print(f"  {fault}")
    print(f"  {'NOT as declared' if report.faults else f'end read back: {journeys[name].end.kind}'} ({out})")
    return 1 if report.faults else 0


def _for_tour(settings: Settings, out: Path) -> Settings:
    """A tour's own state folder, tickets as pictures, no scanner but the tour's; pictures from the shared cache."""
    kiosk = msgspec.structs.replace(
        settings.kiosk,
        printer=Printer(kind="png", width_dots=settings.kiosk.printer.width_dots),
        scanner=Scanner(kind="none"),
        provisioned=False,
    )
    return replace(settings, kiosk=kiosk, state=out / "state")


def _apart(name: str, language: str, settings: Settings, out: Path, face: str) -> int:
    """Play in a process of its own: Kivy has one window a process, and memory is measured for one journey."""
    screen = settings.kiosk.screen
    command = [sys.executable, "-m", "kiosk", "--state", str(settings.state), "tour", "--journey", name]
    command += ["--lang", language, "--size", f"{screen.width}x{screen.height}"]
    command += ["--face", face, "--out", str(out)]
    return subprocess.run(command, check=False).returncode
