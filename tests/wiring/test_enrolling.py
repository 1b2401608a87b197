"""``kiosk enrol`` against a real desk: a machine has all its keys, or none that were not there before."""

import stat
from pathlib import Path

import pytest

from kiosk.ids import SystemIds
from kiosk.outbox.ports import Unreached
from kiosk.wire.enrol import grouped, new_code
from kiosk.wiring.enrolling import enrolling, keyring
from tests.wiring.enrolled import KIOSK, POINT, SERIES, Machine, desk_and_people

ALL = {"kiosk_sign.key", "ward_public.key", "desk_public.key", "roster_public.key", "roster.bin"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with desk_and_people(tmp_path_factory.mktemp("desk") / "var") as found:
        yield found


@pytest.fixture
def machine(desk, tmp_path, monkeypatch, capsys):
    return Machine(tmp_path, desk[0], monkeypatch, capsys)


@pytest.fixture
def code(desk):
    return desk[1].code(KIOSK, SERIES, POINT)


def test_a_machine_is_enrolled_by_the_code_and_only_its_owner_reads_its_keys(desk, machine, code):
    status, said = machine.does("enrol", types=grouped(code).lower() + "\n")
    assert (status, "✓ Enrolled" in said) == (0, True), said
    assert set(machine.files()) == ALL
    signing = machine.keys / "kiosk_sign.key"
    assert stat.S_IMODE(signing.stat().st_mode) == 0o600
    assert stat.S_IMODE(machine.keys.stat().st_mode) == 0o700
    assert [path.name for path in machine.state.iterdir()] == ["keys"]
    status, said = machine.does("roster", "show")
    assert status == 0, said


def test_a_second_time_needs_the_word_and_a_new_code(desk, machine, code):
    assert machine.does("enrol", "--code", "-", types=code)[0] == 0
    before = machine.files()
    assert machine.does("enrol", "--code", "-", types=code) == (1, f"✗ {enrolling.HAS_KEYS}\n")
    status, said = machine.does("enrol", "--again", "--code", "-", types=code)
    assert (status, "over" in said) == (1, True)
    assert machine.files() == before
    fresh = desk[1].code(KIOSK, SERIES, POINT)
    assert machine.does("enrol", "--again", "--code", "-", types=fresh)[0] == 0
    after = machine.files()
    assert after["kiosk_sign.key"] != before["kiosk_sign.key"]
    assert after["ward_public.key"] == before["ward_public.key"]
    assert [path.name for path in machine.state.iterdir()] == ["keys"]


@pytest.mark.parametrize("typed", ["", "nothing", "AAAAAAAAAA"])
def test_what_is_no_code_is_never_sent(machine, typed):
    machine.change("kiosk.toml", "http://127.0.0.1", "http://127.0.0.1:1/x?")
    assert machine.does("enrol", "--code", "-", types=typed)[0] in {1, 2}
    assert machine.files() == {}


def test_a_wrong_code_leaves_nothing_in_force_and_the_right_one_follows(machine, code):
    wrong = new_code(SystemIds().random_bytes)
    status, said = machine.does("enrol", "--code", "-", types=wrong)
    assert (status, "no such code" in said) == (1, True)
    assert machine.files() == {}
    assert machine.does("enrol", "--code", "-", types=code)[0] == 0


def test_a_desk_that_does_not_know_the_code_is_not_believed(machine, code, monkeypatch):
    def lying(place, ask, stretched, monotonic):
        return real(place, ask, bytes(32), monotonic)

    real = enrolling.ask_desk
    monkeypatch.setattr(enrolling, "ask_desk", lying)
    status, said = machine.does("enrol", "--code", "-", types=code)
    assert (status, "NOT the ward's desk" in said) == (1, True)
    assert machine.files() == {}


def test_where_the_answer_was_lost_the_same_code_brings_it_again(desk, machine, code, monkeypatch):
    real = enrolling.ask_desk

    def lost(*words):
        real(*words)
        return Unreached("timeout")

    monkeypatch.setattr(enrolling, "ask_desk", lost)
    assert machine.does("enrol", "--code", "-", types=code)[0] == 1
    monkeypatch.setattr(enrolling, "ask_desk", real)
    status, said = machine.does("enrol", "--code", "-", types=code)
    assert status == 0, said
    from kiosk.dossier.keys import load_signing_key

    public = load_signing_key(machine.keys / "kiosk_sign.key").public_key().public_bytes_raw().hex()
    assert desk[1].kiosks()[KIOSK][0] == public


@pytest.mark.parametrize(
    "at", [1, pytest.param(2, marks=pytest.mark.full), pytest.param(3, marks=pytest.mark.full)]
)
def test_a_power_cut_while_the_keys_change_leaves_the_old_or_the_new(desk, machine, code, monkeypatch, at):
    assert machine.does("enrol", "--code", "-", types=code)[0] == 0
    before = machine.files()
    fresh, steps = desk[1].code(KIOSK, SERIES, POINT), []
    real = Path.rename

    class Cut(BaseException):
        pass

    def cut(path, target):
        steps.append(path)
        if len(steps) == at:
            raise Cut
        return real(path, target)

    monkeypatch.setattr(Path, "rename", cut)
    try:
        machine.does("enrol", "--again", "--code", "-", types=fresh)
    except Cut:
        assert at < 3
    monkeypatch.setattr(Path, "rename", real)
    keyring.Keyring(machine.keys).mend()
    after = machine.files()
    assert set(after) == ALL
    assert (after == before) == (at < 3)
    assert machine.does("enrol", "--again", "--code", "-", types=fresh)[0] == (0 if at < 3 else 1)


def test_the_example_wards_keys_are_never_taken_for_the_machines_own(machine):
    machine.keys.mkdir()
    (machine.keys / "TRIAL").touch()
    status, said = machine.does("enrol", "--code", "-", types="")
    assert (status, "example ward" in said) == (1, True)


def test_another_letter_here_than_at_the_desk_is_said(machine, code):
    machine.change("kiosk.toml", 'series = "D"', 'series = "E"')
    status, said = machine.does("enrol", "--code", "-", types=code)
    assert (status, "letter E" in said) == (1, True)
    machine.change("kiosk.toml", 'series = "E"', 'series = "D"')
    assert machine.does("enrol", "--code", "-", types=code)[0] == 0


def test_without_a_network_a_stick_goes_there_and_back(desk, machine, code, tmp_path):
    url, people = desk
    machine.change("kiosk.toml", url, "http://127.0.0.1:1")
    wish, reply = tmp_path / "wish.bin", tmp_path / "reply.bin"
    assert machine.does("enrol", "--reply", reply)[0] == 1
    assert machine.does("enrol", "--request", wish, "--code", "-", types=code)[0] == 0
    assert machine.files() == {}
    answer = bytes.fromhex(people.answer(wish.read_bytes().hex()))
    reply.write_bytes(answer[:-1] + bytes([answer[-1] ^ 1]))
    assert machine.does("enrol", "--reply", reply)[0] == 1
    assert machine.files() == {}
    reply.write_bytes(answer)
    assert machine.does("enrol", "--reply", reply)[0] == 0
    assert set(machine.files()) == ALL
    assert [path.name for path in machine.state.iterdir()] == ["keys"]
