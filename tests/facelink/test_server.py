"""The core's end: one glass at a time, and no face that harms the core."""

import os
import socket
import stat
import struct
import threading
from datetime import datetime

import pytest

from kiosk.clock import VIETNAM, ManualClock
from kiosk.facelink import glass as glasses
from kiosk.facelink import server as servers
from kiosk.facelink.frames import INPUT_BYTES, Kind, packed
from kiosk.facelink.server import Door, FaceServer
from tests.facelink.ends import PATIENCE, VERSION, Core, RawFace, Seen, alive, page


@pytest.fixture
def core():
    made = Core()
    made.show(page(1))
    return made


@pytest.fixture
def clock():
    return ManualClock(datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM))


@pytest.fixture
def seen():
    return Seen()


@pytest.fixture
def server(core, clock, seen, tmp_path):
    made = FaceServer(core, Door(tmp_path / "face.sock", os.getuid(), VERSION), clock, seen.tell)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def come(server, tmp_path):
    """Makes faces come."""
    faces = []

    def comes(**more):
        faces.append(RawFace(tmp_path / "face.sock", **more))
        return faces[-1]

    yield comes
    for face in faces:
        face.close()


def test_a_face_that_comes_is_given_the_latest_screen_and_every_later_one(core, come):
    core.show(page(2))
    face = come()
    assert face.next_view().serial == 2
    core.show(page(3))
    assert face.next_view().serial == 3


def test_what_a_face_sends_comes_to_the_core_as_it_was(core, come):
    face = come()
    face.send(packed(Kind.INPUT, alive()) + packed(Kind.INPUT, alive(7)))
    assert core.has_been_given(2)
    assert core.given == [alive(), alive(7)]


def test_a_screen_of_megabytes_comes_whole(core, come):
    face = come()
    face.next_view()
    core.show(page(2, preview=bytes(3_000_000)))
    assert face.next_view().preview == bytes(3_000_000)


def test_a_second_face_is_told_that_the_glass_is_taken(core, come, seen):
    first = come()
    first.next_view()
    assert come().rest() == [(Kind.TURNED_AWAY, b"taken")]
    seen.wait_for(lambda told: ("face-refused", "taken") in told.told)
    core.show(page(2))
    assert first.next_view().serial == 2


def test_when_the_face_goes_the_next_one_is_let_in(come, seen):
    first = come()
    first.next_view()
    first.close()
    seen.wait_for(lambda told: ("face-gone", "") in told.told)
    assert come().next_view().serial == 1


def test_a_face_that_gives_no_sign_of_life_gives_the_glass_up(clock, come):
    silent = come()
    silent.next_view()
    clock.advance(servers.SILENT)
    assert come().next_view().serial == 1
    assert silent.rest() == []


def test_a_sign_of_life_keeps_the_glass(clock, core, come):
    face = come()
    face.next_view()
    clock.advance(servers.SILENT - 1)
    face.send(packed(Kind.INPUT, alive()))
    assert core.has_been_given(1)
    clock.advance(servers.SILENT - 1)
    assert come().rest() == [(Kind.TURNED_AWAY, b"taken")]


def test_a_face_of_another_release_is_told_so(come):
    assert come(version="2026.10").rest() == [(Kind.TURNED_AWAY, b"other-version")]


def test_a_program_of_another_account_is_sent_away_unheard(core, clock, seen, tmp_path):
    place = tmp_path / "other.sock"
    server = FaceServer(core, Door(place, os.getuid() + 1, VERSION), clock, seen.tell)
    server.start()
    face = RawFace(place)
    assert face.rest() == [(Kind.TURNED_AWAY, b"other-user")]
    assert seen.told == [("face-refused", "other-user")]
    server.stop()


NONSENSE = {
    "no kind": b"\x00\x00\x00\x01\x63\x00",
    "a screen": packed(Kind.VIEW, b"\x80"),
    "a second greeting": packed(Kind.HELLO, VERSION.encode()),
    "no input": packed(Kind.INPUT, b"\xff" * 40),
    "nothing": packed(Kind.INPUT),
    "an event that there is not": packed(Kind.INPUT, b"\x81\xa5event\xc0"),
}


@pytest.mark.parametrize("sent", NONSENSE.values(), ids=NONSENSE)
def test_a_face_that_sends_nonsense_is_sent_away_and_the_core_hears_nothing_of_it(sent, core, come, seen):
    face = come()
    face.next_view()
    face.send(sent)
    seen.wait_for(lambda told: ("face-gone", "nonsense") in told.told)
    face.rest()
    assert core.given == []
    assert come().next_view().serial == 1


def test_a_frame_that_is_longer_than_any_input_is_not_waited_for(come, seen):
    come().send(struct.pack(">IB", INPUT_BYTES + 1, Kind.INPUT))
    seen.wait_for(lambda told: ("face-gone", "too-long") in told.told)


@pytest.mark.parametrize("greeting", [b"GET / HTTP/1.1\r\n\r\n", packed(Kind.INPUT, alive()), b""])
def test_whoever_greets_otherwise_is_no_face(greeting, come, seen):
    face = come(version=None)
    face.send(greeting)
    face.line.shutdown(socket.SHUT_WR)
    face.rest()
    seen.wait_for(lambda told: ("face-refused", "nonsense") in told.told)


def test_whoever_only_holds_the_line_is_let_go_and_no_crowd_of_them_keeps_the_face_out(come, monkeypatch):
    monkeypatch.setattr(glasses, "PATIENCE", 0.2)
    mute = [come(version=None) for _ in range(servers.CROWD)]
    assert come().rest() == [(Kind.TURNED_AWAY, b"crowd")]
    for one in mute:
        assert one.rest() == [(Kind.TURNED_AWAY, b"nonsense")]
    while (view := (face := come()).next_view()) is None:
        face.close()  # the last of them are still on their way out
    assert view.serial == 1


def test_a_face_that_reads_nothing_holds_up_nobody_and_is_let_go(core, come, seen, monkeypatch):
    monkeypatch.setattr(glasses, "PATIENCE", 1.0)
    come().send(packed(Kind.INPUT, alive()))
    assert core.has_been_given(1)
    for serial in range(2, 40):
        core.show(page(serial, preview=bytes(1_000_000)))  # returns, however little is read
    seen.wait_for(lambda told: ("face-gone", "deaf") in told.told)
    assert come().next_view().serial == 39


def test_a_core_that_hangs_shows_nothing_to_a_face_that_comes(core, come):
    core.hangs = True
    face = come()
    face.line.settimeout(0.3)
    with pytest.raises(TimeoutError):
        face.next()
    face.line.settimeout(PATIENCE)
    core.show(page(2))
    core.go_on()
    assert face.next_view().serial == 2


def test_the_core_gives_signs_of_life_while_its_loop_goes_round_and_none_while_it_hangs(
    core, come, monkeypatch
):
    monkeypatch.setattr(glasses, "BEAT", 0.02)
    face = come()
    assert [face.next().kind for _ in range(4)] == [Kind.VIEW, Kind.ALIVE, Kind.ALIVE, Kind.ALIVE]
    core.hangs = True
    face.line.settimeout(0.3)
    with pytest.raises(TimeoutError):
        face.rest()
    core.go_on()
    assert face.next().kind is Kind.ALIVE


def test_a_face_that_sends_faster_than_the_core_takes_is_read_no_faster(core, come):
    core.hangs = True
    face = come()
    sending = threading.Thread(
        target=face.send, args=(b"".join(packed(Kind.INPUT, alive(n)) for n in range(2000)),)
    )
    sending.start()
    assert core.has_been_given(glasses.AHEAD)
    threading.Event().wait(0.1)
    assert len(core.given) == glasses.AHEAD
    core.go_on()
    assert core.has_been_given(2000)
    sending.join(PATIENCE)
    assert core.given == [alive(n) for n in range(2000)]


def test_the_socket_is_nobody_elses_and_goes_with_the_core(server, tmp_path):
    place = tmp_path / "face.sock"
    assert stat.S_IMODE(place.stat().st_mode) == 0o660
    server.stop()
    assert not place.exists()


def test_what_a_killed_core_left_is_no_hindrance(core, clock, seen, tmp_path):
    place = tmp_path / "left.sock"
    left = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    left.bind(str(place))
    left.close()
    server = FaceServer(core, Door(place, os.getuid(), VERSION), clock, seen.tell)
    server.start()
    face = RawFace(place)
    assert face.next_view().serial == 1
    face.close()
    server.stop()


def test_a_file_that_is_no_socket_is_left_alone(core, clock, seen, tmp_path):
    place = tmp_path / "papers"
    place.write_text("ours")
    with pytest.raises(OSError, match="in use"):
        FaceServer(core, Door(place, os.getuid(), VERSION), clock, seen.tell).start()
    assert place.read_text() == "ours"


def test_when_the_core_ends_the_line_does(server, come):
    face = come()
    face.next_view()
    server.stop()
    assert face.rest() == []
