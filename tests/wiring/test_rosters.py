"""``kiosk roster``: a list from a stick is taken when it is the ward's own and newer, and never otherwise."""

from datetime import timedelta

import msgspec
import pytest

from kiosk import settings as settings_files
from kiosk.cli import main
from kiosk.clock import SystemClock
from kiosk.dossier import keys
from kiosk.ids import SystemIds
from kiosk.store.connection import Database
from kiosk.store.sign_in import SqliteRosterFloor
from kiosk.takeover.badge import parse_badge
from kiosk.takeover.pin import PinCost, pin_matches
from kiosk.takeover.roster import SignedRoster, sign_roster
from kiosk.wiring import build, example_ward
from tests.visit.walking import ROOT

CHEAP = PinCost(memory_kib=64, passes=1, lanes=1)


class Machine:
    """A kiosk on example keys, and the ward that signs its lists."""

    def __init__(self, state, capsys):
        self.state, self._capsys = state, capsys
        self.settings = settings_files.read(ROOT / "config", ROOT, state)
        example_ward.make(self.settings, SystemIds(), SystemClock(), CHEAP)
        self.folder = state / "example-ward" / "kiosk"
        self.key = keys.load_signing_key(state / "example-ward" / "desk" / "roster_sign.key")
        self.first = self.ring().roster()

    def ring(self):
        return build.key_ring(self.settings)

    def stick(self, version=2, key=None, **changed):
        path = self.state / f"stick-{version}.bin"
        roster = msgspec.structs.replace(self.first, version=version, **changed)
        path.write_bytes(sign_roster(roster, key or self.key))
        return path

    def roster(self, *words):
        code = main(["--state", str(self.state), "roster", *map(str, words)])
        return code, self._capsys.readouterr().out

    def kept(self):
        return (self.folder / "roster.bin").read_bytes()


@pytest.fixture
def machine(tmp_path, capsys):
    return Machine(tmp_path, capsys)


def test_the_list_in_force_is_said_with_names_shifts_and_its_end(machine):
    code, said = machine.roster("show")
    assert code == 0
    assert "version 1 of ward 26791" in said
    assert "364 days more" in said
    assert "Trần Văn Tài (Anh Tài), volunteer, Tổ công nghệ số cộng đồng: every day 00:00-23:59" in said
    assert "Lê Thị Ví Dụ (Chị Lan), volunteer, Tổ công nghệ số cộng đồng: no shifts" in said


def test_looking_at_a_stick_changes_nothing(machine):
    before = machine.kept()
    code, said = machine.roster("show", machine.stick(7))
    assert (code, machine.kept()) == (0, before)
    assert "version 7" in said


def test_a_newer_list_is_taken_and_frees_the_locked_of_a_kiosk_that_runs(machine):
    told = []
    running = machine.ring().roster
    running.when_newer(lambda roster: told.append(roster.version))
    running()
    code, said = machine.roster("take", machine.stick(2))
    assert (code, "Taken" in said) == (0, True)
    assert running().version == 2
    assert told == [2]


def test_the_list_that_is_there_is_good_and_stays(machine):
    stick = machine.stick(2)
    machine.roster("take", stick)
    code, said = machine.roster("take", stick)
    assert (code, "already" in said) == (0, True)


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (
            lambda machine: machine.stick(9, keys.new_signing_key(SystemIds().random_bytes)),
            "another ward's key",
        ),
        (lambda machine: machine.stick(9, ward="31135"), "another ward's list"),
        (lambda machine: machine.stick(1, helpers=()), "older"),
        (lambda machine: ROOT / "README.md", "damaged"),
    ],
)
def test_what_is_not_this_wards_newer_list_is_refused_and_changes_nothing(machine, spoilt, said):
    before = machine.kept()
    code, heard = machine.roster("take", spoilt(machine))
    assert (code, machine.kept()) == (1, before)
    assert said in heard


def test_an_older_list_than_any_before_is_refused_even_when_the_file_is_gone(machine):
    machine.roster("take", machine.stick(5))
    machine.ring().roster()
    (machine.folder / "roster.bin").unlink()
    code, said = machine.roster("take", machine.stick(4))
    assert (code, "older" in said) == (1, True)
    assert not (machine.folder / "roster.bin").exists()


def test_an_older_list_is_refused_when_only_the_database_remembers_the_newer_one(machine):
    SqliteRosterFloor(Database(machine.state / build.DATABASE)).raise_to(5)
    code, said = machine.roster("take", machine.stick(4))
    assert (code, "older" in said) == (1, True)
    assert machine.roster("take", machine.stick(6))[0] == 0


def test_a_list_altered_after_it_was_signed_is_refused(machine):
    stick = machine.stick(3)
    signed = msgspec.msgpack.decode(stick.read_bytes(), type=SignedRoster)
    altered = msgspec.structs.replace(signed, roster=signed.roster.replace("Chị".encode(), "Chú".encode()))
    stick.write_bytes(msgspec.msgpack.encode(altered))
    code, said = machine.roster("take", stick)
    assert (code, "altered" in said) == (1, True)


def test_a_list_past_its_end_says_what_follows_from_it(machine):
    now = SystemClock().now()
    for days, said in ((1, "with a reason"), (15, "nobody can sign in")):
        expired = machine.stick(10 + days, expires_at=(now - timedelta(days=days)).isoformat())
        assert said in machine.roster("show", expired)[1]


def test_a_file_that_is_not_there_is_said_in_a_sentence(machine):
    code, said = machine.roster("take", machine.state / "nothing.bin")
    assert (code, "nothing.bin: No such file or directory." in said) == (2, True)


def test_without_any_list_nobody_can_sign_in(machine):
    (machine.folder / "roster.bin").unlink()
    code, said = machine.roster("show")
    assert (code, "nobody can sign in" in said) == (1, True)


def test_an_example_ward_from_before_lists_were_signed_at_the_desk_keeps_its_badges_and_pins(machine):
    desk = machine.state / "example-ward" / "desk"
    for name in ("roster_sign.key", "roster.bin"):
        (desk / name).unlink()
    example_ward.make(machine.settings, SystemIds(), SystemClock(), CHEAP)
    roster, (tai, _) = machine.ring().roster(), example_ward.read_badges(machine.settings)
    badge = parse_badge(tai.badge)
    assert roster.version == 2
    assert pin_matches(tai.pin, badge, roster.by_badge(badge).pin)
    assert (desk / "roster.bin").read_bytes() == machine.kept()
