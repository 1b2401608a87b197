"""A lease lives as long as somebody does something, and as long as there is a face that shows it."""

import signal
import subprocess
import sys

from msgspec import structs

from kiosk.presenter.ports import Alive, FaceInput, encode_input
from kiosk.visit import events as ev
from tests.visit.walking import ROOT

LIVING = """
import sys, time
from kiosk.ui.pulse import SIGN_OF_LIFE, Pulse
later = []
def after(seconds, act):
    later.append(act)
    return later.clear
def send():
    sys.stdout.buffer.write(len(SIGN_OF_LIFE).to_bytes(2, "big") + SIGN_OF_LIFE)
    sys.stdout.buffer.flush()
Pulse(after, send).begin()
for line in sys.stdin:
    later.pop()()
"""
"""A face's loop in a process of its own: it goes round once for each line that it is given."""


def alive(bench):
    bench.core.send(encode_input(FaceInput(event=Alive(), source="glass", serial=0)))
    bench.turn()


def made_it(roster, helper):
    helpers = (structs.replace(one, role="it") if one.id == helper else one for one in roster.helpers)
    return structs.replace(roster, helpers=tuple(helpers))


def lease_ends(bench):
    """How the chain says that leases have ended by themselves."""
    entries = bench.parts.people.audit.entries()
    return [one.act.detail for one in entries if one.act.act == "lease-ended"]


def test_the_last_half_minute_is_counted_down_and_any_act_takes_it_back(bench):
    bench.to_workbench()
    assert bench.wait(59).locks == ""
    assert bench.wait(3).locks == "Tự khoá sau 0:28"
    assert bench.wait(1).locks == "Tự khoá sau 0:27"
    assert bench.send(ev.TurnPage(0)).locks == ""
    assert bench.wait(59).state == "workbench"
    assert bench.wait(31).state == "review"
    assert lease_ends(bench) == ["idle"]


def test_a_finger_on_an_empty_place_is_an_act_too(bench):
    bench.to_workbench()
    bench.wait(80)
    assert bench.send(ev.Touched()).locks == ""
    assert bench.wait(80).state == "workbench"


def test_however_long_it_is_read_to_the_resident_the_helper_is_not_taken_for_gone(bench):
    bench.to_confirm()
    assert bench.wait(130).state == "confirm"
    assert bench.session.lease is not None


def test_a_face_that_gives_no_sign_of_life_ends_it_after_ten_seconds(bench):
    bench.to_workbench()
    alive(bench)
    assert bench.wait(9).state == "workbench"
    alive(bench)
    assert bench.wait(9).state == "workbench"
    assert bench.wait(2).state == "review"
    assert (bench.session.lease, lease_ends(bench)) == (None, ["face"])


def test_a_machine_that_has_slept_is_no_dead_face(bench):
    bench.to_workbench()
    alive(bench)
    bench.clock.advance(40)
    bench.core.ask_alive(lambda: None)
    bench.turn()
    assert bench.view.state == "workbench"


def test_the_pin_of_whoever_has_hidden_it_brings_it_back_and_no_other_does(bench):
    bench.to_workbench()
    assert bench.press("hide").state == "hidden"
    assert bench.press("uncover").state == "hidden-pin"
    assert bench.send(ev.EnterPin("000000")).state == "hidden-pin"
    assert bench.send(ev.EnterPin(bench.helper().pin)).state == "workbench"


def test_a_helper_whom_the_roster_lets_take_nothing_over_any_more_loses_the_visit(bench, monkeypatch):
    bench.to_workbench()
    tai = bench.session.lease.helper
    before = bench.core._holding._roster()
    monkeypatch.setattr(bench.core._holding, "_roster", lambda: made_it(before, tai))
    assert bench.wait(1).state == "review"
    assert lease_ends(bench) == ["role"]


def test_a_face_that_is_killed_ends_it(bench):
    bench.to_workbench()
    command = [sys.executable, "-c", LIVING]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as face:
        for _ in range(8):
            bench.core.send(face.stdout.read(int.from_bytes(face.stdout.read(2), "big")))
            bench.turn()
            assert bench.wait(2).state == "workbench"
            face.stdin.write(b"\n")
            face.stdin.flush()
        face.send_signal(signal.SIGKILL)
        face.wait()
        while said := face.stdout.read(2):
            bench.core.send(face.stdout.read(int.from_bytes(said, "big")))
    bench.turn()
    assert bench.wait(11).state == "review"
    assert lease_ends(bench) == ["face"]
