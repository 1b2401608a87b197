"""The face's end: it comes back by itself, and never leaves on the glass what no core stands behind."""

import os
import socket
import threading
from contextlib import contextmanager

import msgspec
import pytest

from kiosk.clock import SystemClock
from kiosk.facelink import client as clients
from kiosk.facelink import glass as glasses
from kiosk.facelink.client import SocketLink
from kiosk.facelink.frames import Kind, packed
from kiosk.facelink.server import Door, FaceServer
from kiosk.presenter.out_of_order import out_of_order
from kiosk.visit.look import Look
from tests.facelink.ends import PATIENCE, VERSION, Core, Seen, alive, page

REST = "out-of-order"


def absent(known):
    return msgspec.structs.replace(out_of_order(None, known.language), serial=known.serial, look=known.look)


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    monkeypatch.setattr(clients, "AT_FIRST", 0.3)
    monkeypatch.setattr(clients, "AGAIN", 0.02)
    monkeypatch.setattr(clients, "SENT_AWAY", 0.02)
    monkeypatch.setattr(clients, "LOOK", 0.05)
    monkeypatch.setattr(glasses, "BEAT", 0.02)


@contextmanager
def served(core, folder):
    server = FaceServer(
        core, Door(folder / "face.sock", os.getuid(), VERSION), SystemClock(), lambda *_: None
    )
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def seen():
    return Seen()


@pytest.fixture
def link(seen, tmp_path):
    made = SocketLink(tmp_path / "face.sock", VERSION, absent, SystemClock(), told=seen.tell)
    made.subscribe(seen.see)
    made.start()
    yield made
    made.stop()


def shows(serial, state="home"):
    return lambda seen: seen.views and (seen.views[-1].serial, seen.views[-1].state) == (serial, state)


def test_a_face_that_finds_no_core_says_so_after_a_while(link, seen):
    seen.wait_for(shows(0, REST))
    assert seen.told == [("core-gone", "not-there")]


def test_a_core_that_comes_later_is_found(link, seen, tmp_path):
    seen.wait_for(shows(0, REST))
    core = Core()
    core.show(page(5))
    with served(core, tmp_path):
        seen.wait_for(shows(5))
    assert ("core-found", "") in seen.told


def test_when_the_core_goes_the_page_goes_at_once_in_the_residents_own_language_and_look(
    link, seen, tmp_path
):
    core = Core()
    core.show(page(5, question="Bé tên gì?", language="km", look=Look(contrast="dark")))
    with served(core, tmp_path):
        seen.wait_for(shows(5))
    seen.wait_for(shows(5, REST))
    rest = seen.views[-1]
    assert (rest.language, rest.look.contrast, rest.question) == ("km", "dark", "")
    late = Seen()
    link.subscribe(late.see)
    assert [view.state for view in late.views] == [REST]


def test_what_is_touched_without_a_core_comes_to_no_later_one(link, seen, tmp_path):
    core, later = Core(), Core()
    core.show(page(5))
    with served(core, tmp_path):
        seen.wait_for(shows(5))
        link.send(alive(5))
        assert core.has_been_given(1)
    seen.wait_for(shows(5, REST))
    link.send(alive(5))
    later.show(page(9))
    with served(later, tmp_path):
        seen.wait_for(shows(9))
        link.send(alive(9))
        assert later.has_been_given(1)
    assert later.given == [alive(9)]


def test_a_core_whose_loop_hangs_is_no_core_until_it_goes_on(link, seen, tmp_path, monkeypatch):
    monkeypatch.setattr(clients, "SILENT", 0.3)
    core = Core()
    core.show(page(5))
    with served(core, tmp_path):
        seen.wait_for(shows(5))
        core.hangs = True
        seen.wait_for(shows(5, REST))
        assert ("core-gone", "silent") in seen.told
        core.show(page(6))
        core.go_on()
        seen.wait_for(shows(6))


def test_a_face_that_is_turned_away_says_why_and_shows_that_there_is_no_core(tmp_path, seen):
    core = Core()
    core.show(page(5))
    with served(core, tmp_path):
        old = SocketLink(tmp_path / "face.sock", "2026.10", absent, SystemClock(), told=seen.tell)
        old.subscribe(seen.see)
        old.start()
        seen.wait_for(shows(0, REST))
        assert old.turned_away == "other-version"
        assert not old.is_sound()
        old.stop()


@pytest.mark.parametrize("sent", [b"\x00\x00\x00\x01\x63\x00", b"\xff" * 5, packed(Kind.VIEW)[:3]])
def test_what_is_no_core_is_left(sent, seen, tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.bind(str(tmp_path / "face.sock"))
        door.listen()
        link = SocketLink(tmp_path / "face.sock", VERSION, absent, SystemClock(), told=seen.tell)
        link.subscribe(seen.see)
        link.start()
        other, _ = door.accept()
        other.sendall(sent)
        other.close()
        seen.wait_for(shows(0, REST))
        link.stop()


def test_sending_waits_for_nobody_when_the_core_reads_nothing(seen, tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.bind(str(tmp_path / "face.sock"))
        door.listen()
        link = SocketLink(tmp_path / "face.sock", VERSION, absent, SystemClock(), told=seen.tell)
        link.subscribe(seen.see)
        link.start()
        other, _ = door.accept()
        other.sendall(packed(Kind.VIEW, msgspec.msgpack.encode(page(5))))
        seen.wait_for(shows(5))
        touching = threading.Thread(target=lambda: [link.send(bytes(50_000)) for _ in range(100)])
        touching.start()
        touching.join(PATIENCE)
        assert not touching.is_alive()
        seen.wait_for(shows(5, REST))
        link.stop()
        other.close()


def test_what_stands_on_the_glass_is_vouched_for_only_while_this_ends_own_loop_turns(
    link, seen, tmp_path, monkeypatch
):
    seen.wait_for(shows(0, REST))
    assert link.is_sound()
    held, views = threading.Event(), []

    def hold_up(raw):
        views.append(raw)
        if len(views) > 1:
            held.wait(PATIENCE)

    link.subscribe(hold_up)
    monkeypatch.setattr(clients, "HUNG", 0.2)
    core = Core()
    core.show(page(5))
    with served(core, tmp_path):
        seen.wait_for(shows(5))
        threading.Event().wait(0.3)
        assert not link.is_sound()
        held.set()
