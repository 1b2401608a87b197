"""What every face link promises: a screen for whoever subscribes, and no harm from any bytes.

In one process with its core, over a socket, and without any core.
"""

import os
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk import settings as settings_files
from kiosk.clock import SystemClock
from kiosk.devices.speaker import SilentSpeaker
from kiosk.engine.jobs import ThreadJobs
from kiosk.facelink.client import SocketLink
from kiosk.facelink.server import Door, FaceServer
from kiosk.ids import SystemIds
from kiosk.presenter.out_of_order import StillLink, out_of_order
from kiosk.presenter.ports import FaceInput, encode_input
from kiosk.presenter.view import decode
from kiosk.takeover.pin import PinCost
from kiosk.texts import read
from kiosk.tour.listening import Listening
from kiosk.visit import events as ev
from kiosk.wiring import example_ward
from kiosk.wiring.build import Swap, build
from tests.caches import lend

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 10
SOCKET = "face.sock"
CHEAP = PinCost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture(params=["core", "still", "socket", pytest.param("no-core", marks=pytest.mark.full)])
def link(request, tmp_path, caches, compiled):
    still = out_of_order(read(ROOT / "assets" / "texts"))
    if request.param == "still":
        yield StillLink(still)
    elif request.param == "no-core":
        with joined(tmp_path, still) as client:
            yield client
    else:
        with started(tmp_path, caches, compiled) as core:
            if request.param == "core":
                yield core
                return
            with served(core, tmp_path) as place, joined(place, still) as client:
                yield client


@contextmanager
def started(tmp_path, caches, compiled):
    """A core on its own thread."""
    settings = settings_files.read(ROOT / "config", ROOT, tmp_path, lend(caches, tmp_path / "cache"))
    shutil.copy(compiled, tmp_path)
    example_ward.make(settings, SystemIds(), SystemClock(), CHEAP)
    swap = Swap(speaker=SilentSpeaker(), voice=Listening())
    core = build(settings, SystemClock(), SystemIds(), ThreadJobs(), swap)
    core.start()
    yield core
    core.stop()


@contextmanager
def served(core, folder):
    """A folder with a socket, through which the core serves faces."""
    server = FaceServer(core, Door(folder / SOCKET, os.getuid(), "1"), SystemClock(), lambda *_: None)
    server.start()
    yield folder
    server.stop()


@contextmanager
def joined(folder, still):
    """A face's end of the line at the socket in a folder, be there a core or not."""
    client = SocketLink(folder / SOCKET, "1", lambda _: still, SystemClock(), told=lambda *_: None)
    client.start()
    yield client
    client.stop()


class Face:
    def __init__(self, link):
        self.views = []
        self.came = threading.Condition()
        link.subscribe(self.see)

    def see(self, raw):
        with self.came:
            self.views.append(decode(raw))
            self.came.notify_all()

    def wait_for(self, what):
        with self.came:
            assert self.came.wait_for(lambda: self.views and what(self.views[-1]), PATIENCE)
            return self.views[-1]


def test_whoever_subscribes_gets_the_present_screen(link):
    assert Face(link).wait_for(lambda view: view.question)
    assert Face(link).wait_for(lambda view: view.question)


def test_bytes_that_are_no_input_change_nothing(link):
    face = Face(link)
    before = face.wait_for(lambda view: view.question)
    for raw in (b"", b"\xff" * 50, b"\x81\xa5event\xc0"):
        link.send(raw)
    # A core in another process sends such a face away; it comes back and finds everything as it was.
    assert Face(link).wait_for(lambda view: (view.state, view.question) == (before.state, before.question))


def test_what_the_screen_does_not_offer_changes_nothing(link):
    face = Face(link)
    before = face.wait_for(lambda view: view.question)
    link.send(encode_input(FaceInput(event=ev.EnterPin("123456"), source="keys", serial=before.serial)))
    late = Face(link).wait_for(lambda view: view.question)
    assert late.state == before.state


def test_all_faces_see_the_same(link):
    one, other = Face(link), Face(link)
    view = one.wait_for(lambda view: view.question)
    language = ev.ChooseLanguage("en")
    link.send(encode_input(FaceInput(event=language, source="glass", serial=view.serial)))
    latest = one.wait_for(lambda seen: seen.serial >= view.serial)
    assert other.wait_for(lambda seen: seen.state == latest.state)
