"""The kiosk as ward IT starts it, in a window of a real X server, touched from outside by xdotool."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from tests.screen.real_display import SIZE

pytestmark = pytest.mark.screen
ROOT = Path(__file__).resolve().parents[2]
NO_BORDER = 0
IMPORTED = "import time:"

# Where a finger goes, in pixels from the upper left, on the screen that the picture shows.
VIETNAMESE = 286, 580
LANGUAGE = 474, 743
BIRTH = 172, 360
EMPTY_PAPER = 480, 160
RING = 172, 198
"""Above the first tile, where the ring of the keys is."""
LABEL = 50, 385
"""On the first tile, beside its word: yellow while the word is said."""
TILES = [(x, y) for y in (240, 445) for x in (50, 362, 674, 986)]


class Kiosk:
    """`kiosk run` in a process of its own, on a state folder that nothing has been prepared in."""

    def __init__(self, folder, display):
        config = folder / "config"
        config.mkdir()
        for name in ("kiosk.toml", "point.toml"):
            (config / name).write_bytes((ROOT / "config" / name).read_bytes())
        (config / "overlay.toml").write_text('[kiosk.sound]\nkind = "none"\n', encoding="utf-8")
        self._told = folder / "told"
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("KIVY", "SDL"))
        }
        environment["DISPLAY"] = display.name
        command = [sys.executable, "-X", "importtime", "-m", "kiosk"]
        command += ["--config", config, "--state", folder / "state", "run"]
        with self._told.open("wb") as told:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=told
            )

    def told(self):
        lines = self._told.read_text(encoding="utf-8").splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith(IMPORTED))

    def libraries(self):
        """The top names of everything that was imported."""
        lines = self._told.read_text(encoding="utf-8").splitlines()
        names = [line.rsplit("|", 1)[-1].strip() for line in lines if line.startswith(IMPORTED)]
        return {name.split(".")[0] for name in names}

    def rounds(self):
        """How often the painting thread has gone to sleep and come back so far."""
        status = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.rpartition("\nvoluntary_ctxt_switches:")[2].split()[0])

    def events(self):
        return [json.loads(line)["event"] for line in self.told().splitlines() if line.startswith("{")]

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(10)


@pytest.fixture
def kiosk(tmp_path, display):
    running = Kiosk(tmp_path, display)
    yield running
    running.close()


def until(kiosk, holds, within=60.0):
    """Wait until it holds; the kiosk must live through it."""
    left = within
    while not holds():
        assert kiosk.process.poll() is None, kiosk.told()
        assert left > 0, kiosk.told()
        Event().wait(0.05)
        left -= 0.05


def steady(kiosk, display, holds):
    """Wait for a picture of which ``holds`` is true and that stays as it is for a while; return it."""
    seen = [display.picture()]

    def is_steady():
        Event().wait(0.2)
        seen.append(display.picture())
        alike = {one.tobytes() for one in seen[-4:]}
        return len(seen) >= 4 and len(alike) == 1 and holds(seen[-1])

    until(kiosk, is_steady)
    return seen[-1]


def is_green(colour):
    red, green, blue = colour
    return green > red + 40 and green > blue


def shows_the_first_screen(picture):
    return is_green(picture.getpixel((70, 640)))


def shows_the_tiles(picture):
    return len({picture.getpixel(place) for place in TILES}) == len(TILES)


def is_read_aloud(picture):
    red, green, blue = picture.getpixel(LABEL)
    return red > 200 and green > 150 and blue < 120


def has_a_ring(picture):
    return max(picture.getpixel(RING)) < 60


def test_the_window_fills_the_screen_takes_touches_and_no_keys_lead_out_of_it(kiosk, display):
    steady(kiosk, display, shows_the_first_screen)
    assert display.window() == (0, 0, *SIZE, NO_BORDER)

    display.touch(VIETNAMESE)
    until(kiosk, lambda: "visit-began" in kiosk.events())
    until(kiosk, lambda: is_read_aloud(display.picture()))  # a touch before that would end nothing
    display.touch(EMPTY_PAPER)  # which ends the reading aloud, and the lighting of what is read
    home = steady(kiosk, display, shows_the_tiles)

    display.press("F1")
    display.press("alt+F4", "ctrl+c", "ctrl+e", "F11", "F12", "Menu", "a")
    assert steady(kiosk, display, shows_the_tiles).tobytes() == home.tobytes()

    display.press("Tab")
    assert steady(kiosk, display, has_a_ring).tobytes() != home.tobytes()
    display.touch(EMPTY_PAPER)
    assert steady(kiosk, display, shows_the_tiles).tobytes() == home.tobytes()
    display.touch(BIRTH)
    steady(kiosk, display, lambda picture: not shows_the_tiles(picture))

    assert "kivy" in kiosk.libraries()
    assert kiosk.libraries().isdisjoint({"django", "waitress"})
    kiosk.process.send_signal(signal.SIGTERM)
    assert kiosk.process.wait(5) == 0
    assert "Traceback" not in kiosk.told()


def test_the_face_sleeps_until_something_happens(kiosk, display):
    steady(kiosk, display, shows_the_first_screen)
    before = kiosk.rounds()
    Event().wait(2)
    assert kiosk.rounds() - before < 60  # it would be more than 100 if it looked for input at every frame
