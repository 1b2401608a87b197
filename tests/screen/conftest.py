"""One Kivy window for the whole test process: Kivy cannot have a second one."""

from pathlib import Path

import msgspec
import pytest

from kiosk.clock import SystemClock
from kiosk.pictures import Fonts, Pictures
from kiosk.presenter.ports import Alive, decode_input
from kiosk.presenter.view import encode
from kiosk.ui.app import KivyFace
from kiosk.visit.events import Touched
from tests.screen import views
from tests.screen.real_display import Display

ROOT = Path(__file__).resolve().parents[2]
SIZE = (1280, 800)
PX_PER_MM = 3.81
SAFE = {"": "Máy cần nghỉ một chút, mời bà con gọi người giúp"}


class Link:
    """The core's end: shows views and keeps what the face sends."""

    def __init__(self):
        self.given = []
        self.listener = None
        self.serial = 0

    def send(self, raw):
        given = decode_input(raw)
        if not isinstance(given.event, Alive):
            self.given.append(given)

    def subscribe(self, on_view):
        self.listener = on_view

    @property
    def events(self):
        """What was meant; that a finger came down at all stands in ``given`` only."""
        return [one.event for one in self.given if not isinstance(one.event, Touched)]


class Screen:
    """The face with its link, as a test uses it."""

    def __init__(self, face, link, faults, films):
        self.face = face
        self.films = films
        self.link = link
        self.faults = faults

    def show(self, view, **changes):
        self.link.serial += 1
        view = msgspec.structs.replace(view, serial=self.link.serial, **changes)
        self.link.listener(encode(view))
        self.face.settle()
        return view

    def touch(self, *keys):
        for key in keys:
            self.face.touch(key)
            self.face.settle()

    def middle(self, key):
        x, y, w, h = self.face.targets()[key]
        return x + w / 2, y + h / 2


@pytest.fixture(scope="session")
def _one_face(tmp_path_factory, caches):
    home = tmp_path_factory.mktemp("kivy")
    link, faults = Link(), []
    face = KivyFace(
        link,
        Pictures(ROOT / "assets" / "illustrations", caches / "pictures", fonts=Fonts(caches / "fonts")),
        Fonts(caches / "fonts"),
        SIZE,
        PX_PER_MM,
        SystemClock(),
        offscreen=True,
        safe_texts=SAFE,
        on_fault=lambda code, where: faults.append((code, where)),
        home=home,
        films=home / "films",
    )
    face.start()
    yield Screen(face, link, faults, home / "films")
    face.stop()


@pytest.fixture
def screen(_one_face):
    _one_face.show(views.attract(views.Say("vi")), state="between-two-visits")
    _one_face.link.given.clear()
    _one_face.face.pause()
    yield _one_face
    assert _one_face.faults == []


@pytest.fixture
def display(tmp_path):
    """A real X server, for a window of another process."""
    (tmp_path / "pixels").mkdir()
    shown = Display(tmp_path / "pixels")
    yield shown
    shown.close()
