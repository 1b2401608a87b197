"""A film sounds through the device that the point has chosen, and not at all where there is no sound."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from msgspec import structs

from kiosk.settings import Sound, read
from kiosk.texts import read as read_texts
from kiosk.ui import app
from kiosk.ui.reel import Reel
from kiosk.wiring import running
from tests.screen.films import made
from tests.visit.walking import ROOT

PLAY = """
import sys
from pathlib import Path
from kiosk.ui.environment import sound_through
from kiosk.ui.reel import Reel
sound_through(sys.argv[2])
reel = Reel(Path(sys.argv[1]), lambda: None, most=(1280, 720), silent=sys.argv[3] == "silent")
reel.play(plays=True)
reel.start()
reel.join(20)
print(reel.outcome)
"""
CARD = """
</usr/share/alsa/alsa.conf>
pcm.handset {{ type file slave.pcm "null" file "{taken}" format "raw" }}
"""


@pytest.fixture
def played(tmp_path, monkeypatch):
    """Play a film of a second in a process of its own; return what came out at the device "handset"."""
    taken = tmp_path / "taken.raw"
    (tmp_path / "asound.conf").write_text(CARD.format(taken=taken), encoding="ascii")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asound.conf"))
    film = made(tmp_path, "a.mp4", seconds=1)

    def play(device, how="loud"):
        command = [sys.executable, "-c", PLAY, film, device, how]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
        assert done.stdout.strip() == "ended"
        return taken.read_bytes() if taken.exists() else None

    return play


def test_its_sound_comes_out_at_the_chosen_device(played):
    assert any(played("handset"))


def test_another_device_hears_nothing_of_it(played):
    assert played("null") is None


def test_a_silent_one_opens_no_device(played):
    assert played("handset", "silent") is None


def test_the_sound_card_is_let_go_before_its_end_is_told(tmp_path):
    order = []

    class Player:
        def get_frame(self):
            return None, "eof"

        def close_player(self):
            order.append("let go")

    reel = Reel(tmp_path / "a.mp4", lambda: order.append(reel.outcome), most=(1280, 720))
    reel._opened = Player
    reel.run()
    assert order == ["let go", "broken"]


def test_the_face_is_opened_with_the_device_of_the_settings(tmp_path, monkeypatch):
    opened = []

    class Face:
        def __init__(self, *_args, **_named):
            opened.append({name: os.environ.get(name) for name in ("SDL_AUDIODRIVER", "AUDIODEV")})

        def run(self):
            pass

    monkeypatch.setattr(app, "KivyFace", Face)
    for name in ("SDL_AUDIODRIVER", "AUDIODEV"):
        monkeypatch.setenv(name, "")
    settings = read(ROOT / "config", ROOT, tmp_path)
    kiosk = structs.replace(settings.kiosk, sound=Sound(device="plughw:CARD=USB"))
    settings = replace(settings, kiosk=kiosk)
    running.FACES["kivy"](None, settings, read_texts(ROOT / "assets" / "texts"))
    assert opened == [{"SDL_AUDIODRIVER": "alsa", "AUDIODEV": "plughw:CARD=USB"}]
