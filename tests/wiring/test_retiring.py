"""``kiosk retire``: nothing waits, the desk knows, and of keys and data nothing is left."""

import fcntl
import shutil
import socket

import pytest

from kiosk.dossier.keys import load_signing_key
from kiosk.store.connection import Database
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.wiring import build
from kiosk.wiring.retiring import retiring, wiping
from tests.outbox.parcels import NOON, sealed
from tests.wiring.enrolled import KIOSK, POINT, SERIES, Machine, desk_and_people


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with desk_and_people(tmp_path_factory.mktemp("desk") / "var") as found:
        yield found


@pytest.fixture
def machine(desk, tmp_path, monkeypatch, capsys, request):
    name = f"may-{abs(hash(request.node.name)) % 10**8}"
    made = Machine(tmp_path, desk[0], monkeypatch, capsys)
    made.change("kiosk.toml", f'"{KIOSK}"', f'"{name}"')
    letter = "KLMNPQRSTU"[len(desk[1].kiosks()) % 10]
    made.change("kiosk.toml", f'series = "{SERIES}"', f'series = "{letter}"')
    made.name = name
    code = desk[1].code(name, letter, POINT)
    assert made.does("enrol", "--code", "-", types=code)[0] == 0
    (made.state / "tickets").mkdir()
    (made.state / "tickets" / "a.png").write_bytes(b"what was printed")
    (made.state / "out").symlink_to(made.config / "kiosk.toml")
    (made.state / "folder").symlink_to(made.config)
    return made


def keep_one(machine):
    database = Database(machine.state / build.DATABASE)
    SqliteOutboxStore(database).put(sealed(), "A 001", NOON)
    database.close()


def test_the_desk_knows_and_nothing_is_left(desk, machine):
    status, said = machine.does("retire")
    assert (status, "✗" in said) == (0, False), said
    assert "nothing is left" in said
    assert list(machine.state.iterdir()) == []
    assert (machine.config / "kiosk.toml").exists(), "what a link leads to is not the machine's to wipe"
    assert desk[1].kiosks()[machine.name][2] == "retired"
    assert machine.does("retire")[0] == 0


def test_while_something_waits_nothing_goes_unless_the_sentence_is_typed(desk, machine):
    keep_one(machine)
    before = machine.files()
    assert (machine.does("retire")[0], machine.files()) == (1, before)
    assert (machine.does("retire", "--lose-what-waits", types="yes\n")[0], machine.files()) == (1, before)
    assert desk[1].kiosks()[machine.name][2] == ""
    assert machine.does("retire", "--lose-what-waits", types="lose 1 dossiers\n")[0] == 0
    assert list(machine.state.iterdir()) == []


def test_without_the_desk_all_goes_too_and_it_is_said_who_must_revoke(desk, machine):
    machine.change("kiosk.toml", desk[0], "http://127.0.0.1:1")
    status, said = machine.does("retire")
    assert (status, f"revoke {machine.name} at the desk NOW" in said) == (0, True)
    assert list(machine.state.iterdir()) == []


def test_a_key_that_somebody_copied_elsewhere_in_the_folders_is_found(machine):
    key = load_signing_key(machine.keys / "kiosk_sign.key").private_bytes_raw()
    shutil.copy(machine.keys / "kiosk_sign.key", machine.config / "copy.txt")
    status, said = machine.does("retire")
    assert (status, f"still there: {machine.config / 'copy.txt'}" in said) == (2, True)
    across = machine.config / "big.bin"
    across.write_bytes(b"x" * (wiping._CHUNK - 5) + key)
    assert wiping.holding([machine.config], (key,)) == [across]


def test_the_keys_bytes_are_overwritten_before_they_are_deleted_and_go_first(machine, tmp_path):
    kept = tmp_path / "kept"
    kept.hardlink_to(machine.keys / "kiosk_sign.key")
    whole = kept.read_bytes()
    assert machine.does("retire")[0] == 0
    assert kept.read_bytes() == bytes(len(whole))


def test_what_will_not_go_is_named_and_the_keys_are_gone_by_then(machine, monkeypatch):
    real = wiping.overwrite

    def stuck(path):
        if path.name == "a.png":
            raise PermissionError(1, "Operation not permitted", str(path))
        real(path)

    monkeypatch.setattr(wiping, "overwrite", stuck)
    status, said = machine.does("retire")
    assert (status, "a.png" in said, machine.files()) == (2, True, {})
    monkeypatch.setattr(wiping, "overwrite", real)
    assert machine.does("retire")[0] == 0
    assert list(machine.state.iterdir()) == []


def test_a_folder_that_is_no_kiosks_is_left_alone(machine, tmp_path):
    machine.state = tmp_path / "home"
    (machine.state / "letters").mkdir(parents=True)
    (machine.state / "letters" / "a.txt").write_text("dear", encoding="utf-8")
    assert machine.does("retire")[0] == 1
    assert (machine.state / "letters" / "a.txt").read_text(encoding="utf-8") == "dear"


def test_a_kiosk_that_has_the_folder_is_left_alone_though_no_socket_of_it_answers(machine):
    with (machine.state / build.ALONE).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = machine.files()
        status, said = machine.does("retire")
        assert (status, retiring.RUNS in said, machine.files()) == (1, True, before)
    assert machine.does("retire")[0] == 0


def test_a_kiosk_that_runs_and_the_example_ward_are_left_alone(machine, tmp_path, monkeypatch):
    before, place = machine.files(), tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as core:
        core.bind(str(place))
        core.listen()
        monkeypatch.setattr("kiosk.cli.SOCKET", place)
        status, said = machine.does("retire")
    assert (status, retiring.RUNS in said, machine.files()) == (1, True, before)
    (machine.keys / "TRIAL").touch()
    assert machine.does("retire")[0] == 1
    assert set(before) < set(machine.files())
