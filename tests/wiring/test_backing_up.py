"""``kiosk backup``: what the ward does not have yet lies in a second place, sealed, and comes to the desk from it."""

import os
import random
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.clock import SystemClock
from kiosk.dossier.backup import BackupReader
from kiosk.dossier.errors import DossierError
from kiosk.dossier.keys import load_ward_key
from kiosk.ids import SystemIds
from kiosk.settings import read
from kiosk.store.connection import Database
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.store.tickets import SqliteTicketStore
from kiosk.wire.backup import BackedDossier, BackedDraft
from kiosk.wiring import build, example_ward
from kiosk.wiring.backing_up import writing
from kiosk.wiring.running import make_example_ward
from tests.outbox.parcels import NOON, SENTINEL, draft_under_a_ticket, sealed
from tests.visit.walking import ROOT

FULL = bool(os.environ.get("KIOSK_TEST_FULL"))
KILLS = 50 if FULL else 4


class Kiosk:
    """A kiosk of the example ward with dossiers and saved visits."""

    def __init__(self, folder):
        self.state, self.stick = folder / "var", folder / "stick"
        self.stick.mkdir()
        self.settings = read(ROOT / "config", ROOT, self.state)
        make_example_ward(self.settings)
        self.ring = build.key_ring(self.settings)
        self.database = Database(self.state / build.DATABASE)

    def put(self, count=1, note=""):
        for _ in range(count):
            ids = SystemIds()
            parcel = sealed(
                note, self.ring.signer, dossier_id=ids.new(), ticket=ids.new(), ward_key=self.ring.ward_key
            )
            SqliteOutboxStore(self.database).put(parcel, "A001", NOON)
            yield parcel.dossier_id

    def save(self):
        locked, _ = draft_under_a_ticket(SystemClock().now() + timedelta(days=9), ids=SystemIds())
        SqliteTicketStore(self.database).keep_draft(locked, None)
        return locked

    def words(self, *more):
        return [str(word) for word in ("--config", ROOT / "config", "--state", self.state, *more)]

    def back_up(self, folder=None):
        return cli.main(self.words("backup", folder or self.stick))

    def files(self):
        return sorted(self.stick.iterdir())

    @contextmanager
    def opened(self, path):
        key = load_ward_key(example_ward.folder(self.settings) / "desk" / "ward_private.key")
        with path.open("rb") as file:
            yield BackupReader(file, {key.public.key_id: key})

    def items(self, path):
        with self.opened(path) as reader:
            return list(reader.items())


@pytest.fixture
def kiosk(tmp_path):
    made = Kiosk(tmp_path)
    yield made
    made.database.close()


def test_all_that_waits_is_in_it_and_nobody_but_the_ward_can_read_it(kiosk, capsys):
    waiting, draft = set(kiosk.put(3)), kiosk.save()
    assert kiosk.back_up() == 0
    assert "3 dossiers, 1 saved visits and 0 reports" in capsys.readouterr().out
    (path,) = kiosk.files()
    found = kiosk.items(path)
    assert {one.dossier.dossier_id for one in found if isinstance(one, BackedDossier)} == waiting
    assert [one.draft for one in found if isinstance(one, BackedDraft)] == [draft]
    content = path.read_bytes()
    for hidden in (SENTINEL, "sentinel", draft.id, *waiting):
        assert hidden.encode() not in content
    assert draft.ciphertext not in content


def test_the_desk_takes_it_in_on_its_command_line(kiosk):
    waiting = set(kiosk.put(2))
    kiosk.back_up()
    (path,) = kiosk.files()
    desk = [sys.executable, "-m", "kiosk", *kiosk.words("desk", "restore", path)]
    done = subprocess.run(desk, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"✓ {len(waiting)} dossiers: taken in" in done.stdout
    again = subprocess.run(desk, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100)
    assert f"✓ {len(waiting)} dossiers: known already" in again.stdout


def test_the_kiosk_goes_on_meanwhile_and_the_file_is_of_one_moment(kiosk, monkeypatch):
    first, later = set(kiosk.put(5)), []
    add = writing.BackupWriter.add

    def adding(writer, item):
        later.extend(kiosk.put())
        SqliteOutboxStore(kiosk.database).mark(later[-1], "needs-person", "refused")
        add(writer, item)

    monkeypatch.setattr(writing.BackupWriter, "add", adding)
    assert kiosk.back_up() == 0
    assert len(later) == 5
    (path,) = kiosk.files()
    assert {one.dossier.dossier_id for one in kiosk.items(path)} == first


def test_a_kiosk_on_which_nothing_waits_has_a_backup_too(kiosk):
    assert kiosk.back_up() == 0
    assert kiosk.items(kiosk.files()[0]) == []


def test_a_stick_that_is_not_there_or_a_machine_without_keys_is_said(kiosk, tmp_path, capsys):
    assert kiosk.back_up(tmp_path / "nowhere") == 2
    assert "Is the stick mounted?" in capsys.readouterr().out
    shutil.rmtree(kiosk.state / "example-ward" / "kiosk")
    kiosk.state.joinpath("example-ward", "kiosk").mkdir()
    assert kiosk.back_up() == 2
    assert "sudo kiosk enrol" in capsys.readouterr().out
    assert kiosk.files() == []


def test_a_stick_that_is_full_has_nothing_half_on_it(kiosk, capsys):
    list(kiosk.put(20, "a" * 20_000))
    program = (
        "import resource, signal, sys; from kiosk import cli; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); sys.exit(cli.main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *kiosk.words("backup", kiosk.stick)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "✗ nothing was written: File too large" in done.stdout
    assert kiosk.files() == []


def test_a_stick_that_is_pulled_out_is_said(kiosk, monkeypatch, capsys):
    list(kiosk.put(3))

    def gone(_writer, _item):
        shutil.rmtree(kiosk.stick)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(writing.BackupWriter, "add", gone)
    assert kiosk.back_up() == 1
    assert "✗ nothing was written: Input/output error" in capsys.readouterr().out


def test_a_stick_that_gives_back_something_else_is_found_before_anybody_trusts_it(kiosk, monkeypatch, capsys):
    list(kiosk.put(3))
    settled = os.fsync

    def worn(handle):
        settled(handle)
        if Path(f"/proc/self/fd/{handle}").readlink().suffix == ".part":
            os.pwrite(handle, b"\0" * 64, 2000)

    monkeypatch.setattr(writing.os, "fsync", worn)
    assert kiosk.back_up() == 1
    assert "✗ nothing was written: the stick does not give back" in capsys.readouterr().out
    assert kiosk.files() == []


def test_one_that_is_killed_leaves_no_file_that_could_be_taken_for_whole(kiosk):
    """The system itself kills it, for good, at the byte that is one too many."""
    waiting, chance = set(kiosk.put(40, "a" * 30_000)), random.Random(9)
    program = (
        "import resource, signal, sys; from kiosk import cli; signal.signal(signal.SIGXFSZ, signal.SIG_DFL);"
        "most = int(sys.argv[1]); resource.setrlimit(resource.RLIMIT_FSIZE, (most, most));"
        "sys.exit(cli.main(sys.argv[2:]))"
    )
    for _ in range(KILLS):
        most = chance.randrange(64_000, 1_150_000)
        command = [sys.executable, "-c", program, str(most), *kiosk.words("backup", kiosk.stick)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=100)
        assert done.returncode == -signal.SIGXFSZ, done.stderr
        (path,) = kiosk.files()
        assert path.suffix == ".part"
        with pytest.raises(DossierError):
            kiosk.items(path)
        path.unlink()
    assert kiosk.back_up() == 0
    assert {one.dossier.dossier_id for one in kiosk.items(kiosk.files()[0])} == waiting
