"""A release is tried before it serves: on a hidden screen, on a copy of what waits here, and nothing of it stays."""

import os
import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.ids import SeededIds
from kiosk.settings import Settings, read
from kiosk.store import trial
from kiosk.store.connection import Database
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.store.tickets import SqliteTicketStore
from kiosk.tickets.draft import lock
from kiosk.tickets.secret import new_secret
from kiosk.updates.ports import Healthy, Unhealthy
from kiosk.wiring.build import DATABASE
from kiosk.wiring.updating.probing import answer, tried
from tests.outbox.parcels import NOON, sealed
from tests.store.test_back_to_the_former_release import draft_of

ROOT = Path(__file__).resolve().parents[2]
VENV = Path(sys.prefix)
BROKEN = {
    "start": "import a_library_that_is_not_there",
    "late": "import signal\nsignal.pause()",
    "journey": "raise SystemExit(21)",
    "store": "raise SystemExit(22)",
}
ON_STORE = """
import sqlite3, sys
from pathlib import Path
store = sqlite3.connect(Path(sys.argv[-1]) / "kiosk.sqlite3", isolation_level=None)
store.execute("BEGIN")
{}
store.execute("COMMIT")
"""
UNREADABLE = {
    "breaks the form": 'store.execute("ALTER TABLE outbox RENAME COLUMN number TO ticket")\n'
    'store.execute("PRAGMA user_version = 99")',
    "loses a draft": 'store.execute("DELETE FROM draft WHERE rowid = 2")',
    "changes a dossier": 'store.execute("UPDATE outbox SET sealed = zeroblob(9) WHERE rowid = 2")',
}  # fmt: skip
"""What a release may do that the one before could not go on with."""


@pytest.fixture
def memory(tmp_path):
    folder = Path("/dev/shm") / f"test-{tmp_path.name}-{os.getpid()}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def settings(tmp_path):
    """A machine on which dossiers and drafts wait."""
    state, ids = tmp_path / "state", SeededIds(5)
    state.mkdir()
    database = Database(state / DATABASE)
    for number in range(4):
        SqliteOutboxStore(database).put(sealed(), f"A{number:03}", NOON)
        secret, expires = new_secret(ids.random_bytes), SystemClock().now() + timedelta(days=30)
        locked = lock(draft_of(number), secret, version=1, expires=expires, random_bytes=ids.random_bytes)
        SqliteTicketStore(database).keep_draft(locked, None)
    database.close()
    return read(ROOT / "config", tmp_path / "releases" / "2026.1", state)


@pytest.fixture
def release(settings):
    """Makes a release that stands beside the one that serves: this program, or what is said."""

    def make(name="2026.2", program=None):
        folder = settings.root.parent / name
        folder.mkdir(parents=True)
        (folder / "venv").symlink_to(VENV)
        if program is None:
            (folder / "kiosk").symlink_to(ROOT / "kiosk")
        else:
            (folder / "kiosk").mkdir()
            (folder / "kiosk" / "__init__.py").touch()
            (folder / "kiosk" / "__main__.py").write_text(program, encoding="utf-8")
        return folder

    return make


def on(settings, release, memory, seconds=300.0):
    return tried(release, settings, SystemClock(), seconds, memory)


def stored(settings):
    return {path.name: path.read_bytes() for path in settings.state.iterdir() if path.name == DATABASE}


def test_a_release_that_serves_here_is_healthy_and_leaves_nothing(settings, release, memory):
    before = stored(settings)
    assert on(settings, release(), memory) == Healthy()
    assert list(memory.iterdir()) == []
    assert stored(settings) == before
    database = Database(settings.state / DATABASE)
    assert len(database.rows("SELECT 1 FROM outbox")) == len(database.rows("SELECT 1 FROM draft")) == 4
    database.close()


@pytest.mark.full
def test_a_machine_on_which_nothing_waits_yet_is_tried_as_well(settings, release, memory):
    shutil.rmtree(settings.state)
    settings.state.mkdir()
    assert on(settings, release(), memory) == Healthy()
    assert list(settings.state.iterdir()) == []


def test_a_ward_whose_content_the_release_cannot_serve_keeps_it_from_serving(
    settings, release, memory, tmp_path
):
    config = tmp_path / "config"
    shutil.copytree(ROOT / "config", config)
    (config / "ward.yaml").write_text(
        'format: 1\nprocedures:\n  "9.999999":\n    off: true\n', encoding="utf-8"
    )
    other = Settings(settings.kiosk, settings.point, settings.root, settings.state, settings.cache, config)
    assert on(other, release(), memory) == Unhealthy("journey")


@pytest.mark.parametrize("code", BROKEN)
def test_a_release_that_does_not_serve_says_how_it_fails(settings, release, memory, code):
    seconds = 0.5 if code == "late" else 60.0
    assert on(settings, release(program=BROKEN[code]), memory, seconds) == Unhealthy(code)
    assert list(memory.iterdir()) == []


@pytest.mark.parametrize("how", UNREADABLE)
def test_what_the_release_before_could_not_go_on_with_is_found(settings, release, memory, how):
    program = ON_STORE.format(UNREADABLE[how])
    assert on(settings, release(program=program), memory) == Unhealthy("unreadable-back")


def test_a_store_that_only_grows_is_readable_back(settings, release, memory):
    program = ON_STORE.format('store.execute("CREATE TABLE later (about TEXT) STRICT")')
    assert on(settings, release(program=program), memory) == Healthy()


def test_what_is_stored_is_copied_while_the_kiosk_writes_it(settings, release, memory):
    database = Database(settings.state / DATABASE)
    SqliteOutboxStore(database).put(sealed(), "A009", NOON)
    with database.change() as write:
        write.execute("DELETE FROM draft WHERE rowid = 1")
        trial.copy(settings.state / DATABASE, memory / "copy.sqlite3")
    census = trial.census(memory / "copy.sqlite3", NOON)
    assert len([name for name in census if name.startswith("dossier ")]) == 5
    assert len([name for name in census if name.startswith("draft ")]) == 4
    database.close()


def test_where_there_is_no_room_in_memory_the_release_waits_for_a_better_day(settings, release, tmp_path):
    assert on(settings, release(), tmp_path / "nowhere") == Unhealthy("machine")


def test_only_a_release_that_stands_here_is_tried(settings, release):
    release("2026.2", BROKEN["journey"])
    (settings.root.parent / "2026.9").symlink_to("2026.2")
    for line in ("", "\n", "..", "../2026.2", "2026.2/..", "/etc", "2026.9", "2026.3", "2026.02", "2026.2 x"):
        assert answer(line, settings, SystemClock()) == "machine", line
    assert answer("2026.2\n", settings, SystemClock()) == "journey"


def test_a_trial_that_is_killed_for_good_leaves_nothing_to_the_next(settings, release, memory):
    hanging = release(program=f"import os, signal\nprint('on', os.getpid())\n{BROKEN['late']}")
    asked = (
        "import sys; from pathlib import Path; from kiosk.clock import SystemClock;"
        "from kiosk.settings import read; from kiosk.wiring.updating.probing import tried;"
        "config, root, state, release, memory = map(Path, sys.argv[1:]);"
        "tried(release, read(config, root, state), SystemClock(), 600.0, memory)"
    )
    words = [ROOT / "config", settings.root, settings.state, hanging, memory]
    with subprocess.Popen([sys.executable, "-c", asked, *words], cwd=ROOT, start_new_session=True) as one:
        while not any(memory.glob("kiosk-probe-*/kiosk.sqlite3")) or not _children(one.pid):
            os.sched_yield()
        below = _children(one.pid)
        one.send_signal(signal.SIGKILL)
    for pid in below:
        os.kill(pid, signal.SIGKILL)
    assert list(memory.iterdir()) != []
    assert on(settings, release("2026.3", BROKEN["journey"]), memory) == Unhealthy("journey")
    assert list(memory.iterdir()) == []


def _children(pid):
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(each) for each in found.read_text(encoding="ascii").split()] if found.exists() else []
