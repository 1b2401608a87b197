"""Whole visits on real parts: every journey through a face, its end read back from desk and disk."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kiosk import settings as settings_files
from kiosk.clock import ManualClock, SystemClock
from kiosk.desk import settings as desk_settings
from kiosk.ids import SystemIds
from kiosk.takeover.pin import FULL_COST, PinCost
from kiosk.tour import command
from kiosk.tour.command import Wish
from kiosk.tour.effort import of
from kiosk.tour.report import load
from kiosk.tour.script import load_all
from kiosk.tour.stage import make_ready
from kiosk.wiring.build import DATABASE
from kiosk.wiring.privacy.folder import in_folders
from tests.caches import lend

ROOT = Path(__file__).resolve().parents[2]
OWN = Path(__file__).parent / "own"
JOURNEYS = sorted(load_all())
CHEAP = PinCost(memory_kib=64, passes=1, lanes=1)
BY_TOUCH = sorted(name for name, journey in load_all().items() if journey.hands == "touch")
"""In a terminal every hand is the same: those of keys, keypad and button go there in a full run only."""
SELDOM = {
    "absent-resident",
    "bereavement",
    "child",
    "death",
    "devices",
    "home-call",
    "home-visit",
    "large-print",
    "learn-phone",
    "marital-status",
    "mothers-card",
    "no-reading",
    "off-shift",
    "refuse-consent",
    "wheelchair",
    "video",
    "khmer",
}
"""Their ways are gone by others, too, or by tests of their own: a full run plays them."""
WITHOUT_A_SCREEN = [name for name in BY_TOUCH if name not in SELDOM]
BUDGET = tomllib.loads((Path(__file__).parent / "effort.toml").read_text(encoding="utf-8"))
HEARD = Path(__file__).parent / "blind-keypad.vi.txt"
FULL = bool(os.environ.get("KIOSK_TEST_FULL"))
ON_GLASS = [
    ("birth-with-card", "vi"),
    ("walk-away", "km"),
]
"""Through the Kivy face in a quick run; a full run plays everything in every language."""
EVERYTHING = [(journey, language) for journey in JOURNEYS for language in ("vi", "km", "en")]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, caches):
    """A state folder whose cache has the pictures and fonts; tours share it, and a ward to start from.

    No journey tells what a PIN costs to guess; in a quick run it costs little.
    """
    state = tmp_path_factory.mktemp("journeys")
    lend(caches, state / "cache")
    settings = settings_files.read(ROOT / "config", ROOT, state)
    make_ready(
        settings, state / "ready", ManualClock(SystemClock().now()), SystemIds(), FULL_COST if FULL else CHEAP
    )
    return state


def tour(prepared, out, *words):
    """A tour as from the command line, in a process of its own."""
    started = [sys.executable, "-m", "kiosk", "--state", str(prepared), *words, "--out", str(out)]
    started += ["--ready", str(prepared / "ready")]
    done = subprocess.run(started, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    return done.returncode, done.stdout + done.stderr[-2000:]


def unseen(capfd, prepared, out, journey, language="vi", folder=None):
    """A tour in the terminal, in this process: nothing of it outlives it."""
    settings = settings_files.read(ROOT / "config", ROOT, prepared)
    status = command.tour(settings, Wish(journey, folder, language, out, "terminal", prepared / "ready"))
    said = capfd.readouterr()
    return status, said.out + said.err[-2000:]


def figure(report):
    """A full run's figures go where deploy/test gathers them."""
    if "KIOSK_TEST_FIGURES" in os.environ:
        measured = report["touch_to_frame_ms"]
        line = (
            f"{report['journey']} {report['language']} {report['face']}: start {report['start_up_seconds']} s, "
            f"touch to frame p50 {measured.get('p50')} / p95 {measured.get('p95')} ms, "
            f"{report['peak_memory_mb']} MB, {report['touches']} touches, {report['seconds']} s"
        )
        with Path(os.environ["KIOSK_TEST_FIGURES"]).open("a", encoding="utf-8") as figures:
            figures.write(line + "\n")


@pytest.mark.screen
@pytest.mark.parametrize(("journey", "language"), EVERYTHING if FULL else ON_GLASS)
def test_a_resident_goes_through_a_whole_visit_on_the_glass(prepared, tmp_path, journey, language):
    status, told = tour(prepared, tmp_path, "tour", "--journey", journey, "--lang", language)
    report = json.loads((tmp_path / "tour.json").read_text(encoding="utf-8"))
    figure(report)
    assert (status, report["faults"]) == (0, []), told
    assert report["touches"] > 0
    assert len(list(tmp_path.glob("[0-9][0-9][0-9]-*.png"))) == len(report["steps"])


@pytest.mark.screen
def test_a_visit_by_ear_is_heard_word_for_word(prepared, tmp_path):
    """Renew after a change on purpose, and read it as if it were heard:
    kiosk tour --journey blind-keypad --lang vi --out DIR, then copy DIR/transcript.txt over the file kept here.
    """
    status, told = tour(prepared, tmp_path, "tour", "--journey", "blind-keypad", "--lang", "vi")
    assert status == 0, told
    heard = (tmp_path / "transcript.txt").read_text(encoding="utf-8")
    assert heard == HEARD.read_text(encoding="utf-8")


@pytest.mark.parametrize("journey", JOURNEYS if FULL else WITHOUT_A_SCREEN)
@pytest.mark.parametrize("language", ("vi", "km", "en") if FULL else ("vi",))
def test_the_same_visit_goes_without_a_screen(capfd, prepared, tmp_path, journey, language):
    status, told = unseen(capfd, prepared, tmp_path, journey, language)
    assert status == 0, told
    if language == "vi":
        within_budget(of(load(tmp_path)), BUDGET.get(journey, {}))
    assert unnamed(tmp_path / "state") == []


def unnamed(state):
    """What lies in a state folder that ``kiosk privacy report`` has no words for."""
    settings = settings_files.read(ROOT / "config", ROOT, state)
    found = in_folders(settings, desk_settings.load(ROOT / "config" / "desk.toml"))
    assert sum(one.count for one in found) >= sum(
        not path.is_dir() and DATABASE not in path.name for path in state.rglob("*")
    )
    return [one.name for one in found if one.kept is None]


def within_budget(found, kept):
    """What a journey takes of a person neither grows unnoticed nor keeps room to grow."""
    now = {"touches": found.touches, "syllables": found.syllables}
    line = f"{found.journey} = {{touches = {found.touches}, syllables = {found.syllables}}}"
    more = {name for name in now if now[name] > kept.get(name, 0)}
    assert not more, f"more {' and '.join(sorted(more))} (at {found.most_at}) than effort.toml allows: {line}"
    assert now == kept, f"less is asked for now: lower the line in effort.toml to {line}"


def test_every_line_of_the_budget_is_of_a_journey():
    assert sorted(BUDGET) == JOURNEYS


@pytest.mark.parametrize("face", ["kivy", "terminal"] if FULL else ["terminal"])
def test_a_strangers_procedure_goes_the_whole_way_with_no_code_change(prepared, tmp_path, face):
    root = tmp_path / "root"
    shutil.copytree(ROOT / "assets", root / "assets")
    shutil.copytree(ROOT / "config", root / "config")
    shutil.copy(
        ROOT / "tests" / "procedures" / "fourth" / "library-card.yaml", root / "assets" / "procedures"
    )
    out = tmp_path / "out"
    status, told = tour(
        prepared, out, "--root", str(root), "tour", "--journeys", str(OWN), "--journey", "library-card",
        "--face", face,
    )  # fmt: skip
    assert status == 0, told


def test_a_tour_that_does_not_end_as_declared_says_so(capfd, prepared, tmp_path):
    wrong = tmp_path / "journeys"
    wrong.mkdir()
    told = (OWN.parent.parent.parent / "kiosk/tour/journeys/walk-away.yaml").read_text(encoding="utf-8")
    told = told.replace("end: {kind: nothing}", "end: {kind: dossier}").replace(
        "name: walk-away", "name: wrong"
    )
    (wrong / "wrong.yaml").write_text(told, encoding="utf-8")
    status, said = unseen(capfd, prepared, tmp_path / "out", "wrong", folder=wrong)
    assert status == 1
    assert "no ticket was printed" in said
    assert "0 dossiers at the desk" in said


def test_a_journey_that_taps_what_is_not_there_fails(capfd, prepared, tmp_path):
    wrong = tmp_path / "journeys"
    wrong.mkdir()
    text = "name: wrong\ntitle: taps nothing\nend: {kind: nothing}\nsteps:\n  - tap: language\n  - tap: nowhere\n"
    (wrong / "wrong.yaml").write_text(text, encoding="utf-8")
    status, said = unseen(capfd, prepared, tmp_path / "out", "wrong", folder=wrong)
    assert status == 1
    assert "nowhere is not among" in said
