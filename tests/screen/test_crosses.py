"""The crosses of ``kiosk doctor --touch``, in a window of a real X server, touched from outside by xdotool."""

import os
import re
import subprocess
import sys
from threading import Event
from types import SimpleNamespace

import pytest

from kiosk.wiring.doctor.crosses import PLACES, read_tried
from tests.screen.real_display import SIZE
from tests.visit.walking import ROOT

pytestmark = pytest.mark.screen
INK = (60, 60, 60)


def spot(place):
    return round(place[0] * SIZE[0]), round(place[1] * SIZE[1])


def is_ink(colour):
    return all(value < most for value, most in zip(colour, INK, strict=True))


def doctor(tmp_path, display):
    (tmp_path / "config").mkdir()
    for name in ("kiosk.toml", "point.toml"):
        (tmp_path / "config" / name).write_bytes((ROOT / "config" / name).read_bytes())
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KIVY", "SDL"))}
    command = [sys.executable, "-m", "kiosk", "--config", tmp_path / "config", "--state", tmp_path / "state"]
    return subprocess.Popen(
        [*command, "doctor", "--touch", "--lang", "vi"],
        cwd=ROOT,
        env={**environment, "DISPLAY": display.name},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def await_cross(process, display, place):
    """Wait until a cross stands at a place, on paper: before the window everything is black."""
    x, y = spot(place)
    beside = x + 12, y + 12
    for _ in range(400):
        assert process.poll() is None, process.communicate()
        shown = display.picture()
        if is_ink(shown.getpixel((x, y))) and not is_ink(shown.getpixel(beside)):
            return
        Event().wait(0.05)
    pytest.fail(f"no cross at {x}, {y}")


def touch_all(tmp_path, display, felt):
    """Touch where ``felt`` says for each cross; return the exit status and what was said."""
    process = doctor(tmp_path, display)
    try:
        for place in PLACES:
            await_cross(process, display, place)
            display.picture().save(tmp_path / "last.png")
            display.touch(spot(felt(place)))
        said, wrong = process.communicate(timeout=20)
    finally:
        process.kill()
    assert wrong == ""
    return process.returncode, said


def test_without_a_screen_it_says_so_at_once(tmp_path):
    process = doctor(tmp_path, SimpleNamespace(name=":65000"))
    said, _ = process.communicate(timeout=60)
    assert (process.returncode, said) == (2, "✗ Không có màn hình nào để hiện dấu cộng.\n")


def test_a_glass_that_feels_what_is_touched_is_well_and_kept_as_such(tmp_path, display):
    code, said = touch_all(tmp_path, display, lambda place: place)
    assert (code, said.splitlines()[0][:1]) == (0, "✓")
    assert read_tried(tmp_path / "state").worst_mm < 1


def test_a_glass_that_is_mounted_upside_down_gets_the_line_that_turns_it(tmp_path, display):
    code, said = touch_all(tmp_path, display, lambda place: (1 - place[0], 1 - place[1]))
    assert code == 1
    told = re.search(r'LIBINPUT_CALIBRATION_MATRIX}="([^"]+)"', said)
    matrix = [float(number) for number in told[1].split()]
    assert matrix == pytest.approx([-1, 0, 1, 0, -1, 1], abs=0.01)
    assert read_tried(tmp_path / "state").turned
