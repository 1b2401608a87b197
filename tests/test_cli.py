"""The command ``kiosk`` as a person at the ward types it, judged by what it says and what it returns."""

import fcntl
import shutil
import stat
import subprocess
import sys

import pytest

from kiosk import texts
from kiosk.clock import SystemClock
from kiosk.ids import SystemIds
from kiosk.settings import read
from kiosk.store.connection import Database
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.takeover.pin import PinCost
from kiosk.wiring import example_ward
from kiosk.wiring.build import DATABASE
from tests.caches import lend
from tests.outbox.parcels import NOON, sealed
from tests.visit.walking import ROOT

SAY = texts.read(ROOT / "assets" / "texts").say
CHEAP = PinCost(memory_kib=64, passes=1, lanes=1)
IMPORTED = "import time:"


class Machine:
    """A kiosk's folders, and its command line."""

    def __init__(self, folder, caches=None, compiled=None):
        """With ``caches`` and ``compiled`` it is one that was prepared."""
        self.config = folder / "config"
        self.config.mkdir()
        for name in ("kiosk.toml", "point.toml"):
            shutil.copy(ROOT / "config" / name, self.config)
        self.lay_over('sound.kind = "none"')
        self.state = folder / "state"
        self.state.mkdir()
        settings = read(self.config, ROOT, self.state)
        example_ward.make(settings, SystemIds(), SystemClock(), CHEAP)
        if caches is not None:
            lend(caches, self.state / "cache")
            shutil.copy(compiled, self.state)

    def lay_over(self, *lines):
        overlay = "\n".join(["[kiosk]", *lines, ""])
        (self.config / "overlay.toml").write_text(overlay, encoding="utf-8")

    def spoil(self):
        """Put a key into the first line that no kiosk knows."""
        path = self.config / "kiosk.toml"
        path.write_text('colour = "red"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")

    def kiosk(self, *words, typed="", python=()):
        command = [sys.executable, *python, "-m", "kiosk", "--config", self.config, "--state", self.state]
        return subprocess.run(
            [*command, *words],
            cwd=ROOT,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=100,
        )


@pytest.fixture
def machine(tmp_path, caches, compiled):
    return Machine(tmp_path, caches, compiled)


# --- run ------------------------------------------------------------------------------------------------------


def test_in_a_terminal_a_line_chooses_and_the_end_of_the_input_ends_the_kiosk_in_order(machine):
    ended = machine.kiosk("run", "--face", "terminal", typed="nonsense\n3\n")
    assert ended.returncode == 0, ended.stderr
    first, _, home = ended.stdout.partition(SAY("vi", "terminal.unknown"))
    assert SAY("vi", "attract.ask") in first
    assert SAY("en", "home.ask") in home
    assert str(machine.state / "tickets") in first
    assert "Traceback" not in ended.stderr


def test_in_a_terminal_neither_kivy_nor_the_desk_is_loaded(machine):
    ended = machine.kiosk("run", "--face", "terminal", typed="1\n", python=("-X", "importtime"))
    lines = [line for line in ended.stderr.splitlines() if line.startswith(IMPORTED)]
    names = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in lines}
    assert "kiosk" in names
    assert names.isdisjoint({"kivy", "django", "waitress"})


def test_with_a_key_that_nobody_knows_the_kiosk_asks_for_a_person_and_says_where_it_is(machine):
    machine.spoil()
    ended = machine.kiosk("run", "--face", "terminal", typed="1\n")
    assert ended.returncode == 3
    assert SAY("vi", "safe.ask") in ended.stdout
    assert SAY("vi", "safe.detail") in ended.stdout
    assert ended.stderr.startswith("kiosk.toml:1: colour: ")
    assert len(ended.stderr.splitlines()) == 1


def test_with_keys_that_are_gone_the_kiosk_asks_for_a_person(machine):
    (machine.state / "example-ward" / "kiosk" / "ward_public.key").unlink()
    ended = machine.kiosk("run", "--face", "terminal")
    assert ended.returncode == 3
    assert SAY("vi", "safe.detail") in ended.stdout
    assert ended.stderr.startswith("out of order: missing: ")
    assert len(ended.stderr.splitlines()) == 1


def test_a_core_that_cannot_serve_says_why_and_ends(machine):
    place = machine.state / "papers"
    place.write_text("no socket", encoding="utf-8")
    told = {
        ("core", "--socket", place): "out of order: ",
        (
            "core",
            "--socket",
            machine.state / "s",
            "--face-user",
            "nobody-at-all",
        ): "out of order: no-face-user\n",
        (
            "core",
            "--socket",
            machine.state / "s",
            "--update-user",
            "nobody-at-all",
        ): "out of order: no-update-user\n",
    }
    for command, why in told.items():
        ended = machine.kiosk(*command)
        assert (ended.returncode, ended.stderr[: len(why)]) == (3, why)
        assert "Traceback" not in ended.stderr
    machine.spoil()
    ended = machine.kiosk("core", "--socket", machine.state / "s")
    assert (ended.returncode, ended.stderr.splitlines()[0][:22]) == (3, "kiosk.toml:1: colour: ")


@pytest.mark.parametrize("command", [("run", "--face", "terminal"), ("check",)])
def test_a_state_folder_that_cannot_be_one_is_said_in_plain_words(machine, command):
    shutil.rmtree(machine.state)
    machine.state.write_text("a file", encoding="utf-8")
    ended = machine.kiosk(*command)
    assert ended.returncode in {1, 3}
    assert "Traceback" not in ended.stderr
    assert ("out of order: " in ended.stderr) or ("✗ keys" in ended.stdout)


def test_what_the_kiosk_writes_is_its_owners_alone(tmp_path):
    machine = Machine(tmp_path)
    ended = machine.kiosk("run", "--face", "terminal", typed="1\n")
    assert ended.returncode == 0, ended.stderr
    loose = [
        path
        for path in machine.state.rglob("*")
        if stat.S_IMODE(path.lstat().st_mode) & 0o077 and "public" not in path.name
    ]
    assert loose == []


def test_a_crash_leaves_no_picture_of_the_memory():
    code = (
        "from kiosk import cli; cli.keep_private(); import resource as r; print(r.getrlimit(r.RLIMIT_CORE))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert ended.stdout.strip() == "(0, 0)"


# --- check ----------------------------------------------------------------------------------------------------


def test_check_returns_0_when_all_is_good(machine):
    ended = machine.kiosk("check")
    assert ended.returncode == 0, ended.stdout
    assert ended.stderr == ""
    assert "✗" not in ended.stdout
    assert ended.stdout.startswith("✓ settings: kiosk-1 ")


def test_check_returns_1_and_marks_what_is_wrong(machine):
    machine.lay_over(
        'sound.kind = "none"', 'printer.kind = "serial"', 'printer.port = "/dev/no-such-printer"'
    )
    ended = machine.kiosk("check")
    assert ended.returncode == 1
    assert ended.stderr == ""
    (wrong,) = [line for line in ended.stdout.splitlines() if line.startswith("✗")]
    assert wrong.startswith("✗ printer")


def test_check_says_what_waits_for_the_ward_and_what_needs_a_person(machine):
    database = Database(machine.state / DATABASE)
    store = SqliteOutboxStore(database)
    waits, refused = sealed(), sealed()
    for parcel in (waits, refused):
        store.put(parcel, "A001", NOON)
    store.mark(refused.dossier_id, "needs-person", "unknown-kiosk")
    database.close()
    ended = machine.kiosk("check")
    assert ended.returncode == 1
    (wrong,) = [line for line in ended.stdout.splitlines() if line.startswith("✗")]
    assert wrong == "✗ outbox: 1 refused by the desk; put right why, then start the kiosk again"
    assert "✓ outbox: 1 waiting for the ward" in ended.stdout


def test_check_returns_2_when_the_settings_cannot_be_read(machine):
    machine.spoil()
    ended = machine.kiosk("check")
    assert ended.returncode == 2
    assert ended.stderr == ""
    assert ended.stdout.startswith("✗ kiosk.toml:1: colour: ")
    assert len(ended.stdout.splitlines()) == 1


# --- what else there is -----------------------------------------------------------------------------------------


def test_every_command_is_named_in_the_help(machine):
    told = machine.kiosk("--help").stdout
    for command in ("run", "prepare", "check", "tour", "desk"):
        assert f"\n    {command} " in told


@pytest.mark.parametrize("words", [("desk",), ("tour", "--size", "wide"), ("tour", "--size", "800x")])
def test_a_command_that_cannot_be_meant_is_refused_in_a_sentence(machine, words):
    ended = machine.kiosk(*words)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert ended.stderr


def test_a_command_that_is_none_is_refused(machine):
    ended = machine.kiosk("dance")
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_a_second_kiosk_in_the_same_folder_is_turned_away(machine):
    with (machine.state / "kiosk.lock").open("ab") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        second = machine.kiosk("run", "--face", "terminal")
    assert second.returncode == 3
    assert "already-running" in second.stderr
    assert "Traceback" not in second.stderr
    assert machine.kiosk("run", "--face", "terminal").returncode == 0


def test_without_any_words_the_kiosk_is_out_of_order_and_no_traceback_comes(machine, tmp_path):
    root = tmp_path / "root"
    shutil.copytree(ROOT / "assets", root / "assets")
    (root / "assets" / "texts" / "vi.po").write_bytes(b"\xff\xfe")
    ended = machine.kiosk("--root", str(root), "run", "--face", "terminal")
    assert ended.returncode == 3
    assert "vi.po" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("spoil", ["gone", "garbage"])
def test_a_language_that_cannot_be_read_is_told_and_vietnamese_stands_in(machine, tmp_path, spoil):
    root = tmp_path / "root"
    shutil.copytree(ROOT / "assets", root / "assets")
    khmer = root / "assets" / "texts" / "km.po"
    khmer.unlink() if spoil == "gone" else khmer.write_text('garbage "\n', encoding="utf-8")
    words = ("--root", str(root), "--config", str(machine.config))
    ended = machine.kiosk(*words, "run", "--face", "terminal", typed="2\n")
    assert ended.returncode == 0, ended.stderr
    assert SAY("vi", "home.ask") in ended.stdout
    told = machine.kiosk(*words, "check")
    assert told.returncode == 1
    assert "km.po" in told.stdout


def test_a_closed_day_that_is_no_day_is_refused_with_its_line(machine):
    path = machine.config / "point.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("closed = []", 'closed = ["2026-13-24"]'), encoding="utf-8")
    told = machine.kiosk("check")
    assert told.returncode == 2
    line = next(at for at, each in enumerate(text.splitlines(), 1) if each.startswith("closed"))
    assert f"point.toml:{line}: closed" in told.stdout
    assert "a day of the calendar" in told.stdout


def test_the_desk_takes_the_options_that_stand_before_it(machine):
    shutil.copy(ROOT / "config" / "desk.toml", machine.config)
    done = machine.kiosk("desk", "prepare")
    assert done.returncode == 0, done.stderr
    assert (machine.state / "desk" / "desk.sqlite3").is_file()
