"""The desk as its own process: waitress, real sockets, real files."""

import http.client
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from threading import Event

import msgspec
import pytest

from kiosk.clock import SystemClock
from kiosk.desk.serve import main
from kiosk.desk.settings import SettingsError, load
from kiosk.dossier.draft_words import sign_asking
from kiosk.dossier.keys import new_signing_key, new_ward_key, store_signing_key, store_ward_key
from kiosk.dossier.receipts import DeskSigner, check_receipt
from kiosk.dossier.seal import KioskSigner, seal
from kiosk.ids import KioskId, SystemIds, TicketId, WardCode
from kiosk.procedures.hours import hours_of
from kiosk.settings import read
from kiosk.tickets.draft import write_digest
from kiosk.tickets.secret import derive, new_secret
from kiosk.wire.drafts import PATHS, ForgetDraft
from kiosk.wire.hosts import is_loopback
from kiosk.wire.messages import (
    CONTENT_TYPE,
    HELLO_PATH,
    INTAKE_PATH,
    PROTOCOL,
    IntakeBatch,
    IntakeReply,
)
from tests.databases import settings_for


@pytest.fixture
def folder(tmp_path):
    """A state folder with example keys and one kiosk; returns it with what a kiosk would know."""
    ids, keys = SystemIds(), tmp_path / "example-ward" / "desk"
    keys.mkdir(parents=True)
    ward_key, desk_key = new_ward_key(ids.random_bytes), new_signing_key(ids.random_bytes)
    kiosk = KioskSigner(KioskId("kiosk-a"), new_signing_key(ids.random_bytes))
    store_ward_key(keys / "ward_private.key", ward_key)
    store_signing_key(keys / "desk_sign.key", desk_key)
    (keys / "TRIAL").touch()
    public = kiosk.public.public_bytes_raw().hex()
    (keys / "kiosks.toml").write_text(f'[kiosk.kiosk-a]\npublic_key = "{public}"\npoint = "KP3"\n')
    return tmp_path, kiosk, ward_key.public, DeskSigner(desk_key).public


@pytest.fixture
def desk(folder):
    """A running desk; yields its port."""
    with running(folder[0], settings_for(folder[0])) as port:
        yield port


@contextmanager
def running(state, config):
    """Run a desk and hand out its port."""
    command = [sys.executable, "-m", "kiosk.desk.serve", "serve", "--config", config]
    process = subprocess.Popen(
        [*command, "--state", str(state), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    said = []
    for line in process.stdout:
        said.append(line)
        if "http://" in line:
            break
    assert process.poll() is None, "".join(said)
    yield int(re.search(r":(\d+)/", said[-1]).group(1))
    process.terminate()
    process.communicate(timeout=20)
    assert process.returncode == 0, "told to stop, the desk ends in order"


def call(port, method, path, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    return response, response.read()


def test_a_dossier_goes_over_a_real_socket_and_its_receipt_comes_back(folder, desk, ward):
    _, kiosk, ward_public, desk_public = folder
    sealed = seal(
        ward.fill(kiosk),
        ward=WardCode("26791"),
        ward_key=ward_public,
        signer=kiosk,
        ticket_id=TicketId("ab" * 16),
        sealed_at=ward.clock.now(),
    )
    body = msgspec.msgpack.encode(IntakeBatch(protocol=PROTOCOL, kiosk_id=kiosk.kiosk_id, dossiers=(sealed,)))
    response, content = call(desk, "POST", INTAKE_PATH, body, **{"Content-Type": CONTENT_TYPE})
    assert response.status == 200
    (result,) = msgspec.msgpack.decode(content, type=IntakeReply).results
    assert check_receipt(result.receipt, sealed, kiosk.kiosk_id, desk_public) == "good"
    assert call(desk, "POST", INTAKE_PATH, b"\xc1", **{"Content-Type": CONTENT_TYPE})[1] == b"garbage"
    assert call(desk, "GET", HELLO_PATH)[0].status == 200
    assert call(desk, "GET", "/")[0].headers["Location"].startswith("/dang-nhap/")
    assert call(desk, "GET", "/dang-nhap/")[0].status == 200


def at_rest(folder):
    """Whether no request holds the database open any more, within a while."""
    return any(Event().wait(0.05) or not (folder / "desk.sqlite3-wal").exists() for _ in range(100))


def test_a_desk_at_rest_has_no_journal_in_which_a_deleted_copy_could_still_be_read(folder, example, ward):
    state, kiosk, ward_public, _ = folder
    keys, now = derive(new_secret(SystemIds().random_bytes)), SystemClock().now()
    sealed = seal(
        ward.fill(kiosk, channel="copy", write_digest=write_digest(keys)),
        ward=WardCode("26791"),
        ward_key=ward_public,
        signer=kiosk,
        ticket_id=keys.id,
        sealed_at=now,
    )
    batch = IntakeBatch(protocol=PROTOCOL, kiosk_id=kiosk.kiosk_id, dossiers=(sealed,))
    until = (now + timedelta(days=30)).isoformat(timespec="seconds")
    gone = sign_asking(ForgetDraft, kiosk, now, ticket_id=keys.id, proof=keys.write, expires=until, heir="")
    with running(state, example) as port:
        for path, message in ((INTAKE_PATH, batch), (PATHS[ForgetDraft], gone)):
            body = msgspec.msgpack.encode(message)
            assert call(port, "POST", path, body, **{"Content-Type": CONTENT_TYPE})[0].status == 200
            assert at_rest(state / "desk")
            left = [
                one.name for one in (state / "desk").iterdir() if sealed.sealed[100:200] in one.read_bytes()
            ]
            assert left == (["desk.sqlite3"] if message is batch else [])


def test_preparing_twice_changes_nothing(folder):
    state = folder[0]
    command = [
        sys.executable,
        "-m",
        "kiosk.desk.serve",
        "prepare",
        "--config",
        settings_for(state),
        "--state",
        str(state),
    ]
    first = subprocess.run(command, capture_output=True, text=True, check=True)
    password = (state / "desk" / "officer_password.txt").read_bytes()
    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert first.stdout == again.stdout
    assert (state / "desk" / "officer_password.txt").read_bytes() == password
    for file in (state / "desk").iterdir():
        assert file.stat().st_mode & 0o077 == 0, file.name


def test_a_desk_on_example_keys_refuses_other_machines(folder, example, capsys):
    config = ["--config", str(example), "--state", str(folder[0])]
    assert main(["serve", *config, "--host", "0.0.0.0"]) == 2  # noqa: S104 - the refusal under test
    assert "this machine only" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("10.0.0.1", False),
        ("::", False),
        ("desk.example", False),
    ],
)
def test_what_counts_as_this_machine(host, own):
    assert is_loopback(host) == own


def test_missing_keys_are_named_plainly(tmp_path, example, capsys):
    assert main(["prepare", "--config", str(example), "--state", str(tmp_path)]) == 2
    assert "ward_private.key" in capsys.readouterr().err


def test_starting_the_desks_command_line_does_not_need_django_before_it_runs():
    code = "import sys, kiosk.desk.serve; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("change", "key", "line"),
    [
        (("threads = 4", "treads = 4"), "listen.treads", "treads"),
        (("port = 8046", 'port = "x"'), "listen.port", "port"),
        (('code = "26791"\n', ""), "ward.code", "[ward]"),
        (("session_minutes = 120", "session_minutes = 1"), "session_minutes", "session_minutes"),
        (("closed = []", 'closed = ["2027-02-30"]'), "closed", "closed"),
        (("worked = []", "worked = 3"), "worked", "worked"),
        (("closed = []", "holidays = []"), "holidays", "holidays"),
    ],
)
def test_a_wrong_setting_is_named_with_file_line_and_key(tmp_path, example, change, key, line):
    text = example.read_text(encoding="utf-8").replace(*change)
    path = tmp_path / "desk.toml"
    path.write_text(text, encoding="utf-8")
    number = next(at for at, each in enumerate(text.splitlines(), 1) if each.startswith(line))
    with pytest.raises(SettingsError) as caught:
        load(path)
    assert f"desk.toml, line {number}, key {key}: " in str(caught.value)


def test_the_points_and_the_desk_count_by_the_same_calendar(example):
    point = read(example.parent, example.parents[1], example.parents[1]).point
    assert hours_of(point).calendar == load(example).calendar()


@pytest.mark.parametrize("text", ["= 3", "a = 'b"])
def test_a_file_that_is_no_toml_is_refused(tmp_path, text):
    path = tmp_path / "desk.toml"
    path.write_text(text)
    with pytest.raises(SettingsError) as caught:
        load(path)
    assert caught.value.code == "settings-not-toml"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("mysql://x/y", "database-scheme"),
        ("sqlite://relative", "database-path"),
        ("sqlite:///", "database-path"),
        ("postgresql://u@h/", "database-name"),
        ("postgresql://u@h:port/ward", "database-address"),
        ("postgresql://u@[h/ward", "database-address"),
        ("postgresql://u@h/ward?sslmod=require", "database-option"),
    ],
)
def test_a_database_that_cannot_be_is_refused(tmp_path, monkeypatch, url, code):
    from kiosk.desk import database

    monkeypatch.setattr(database.importlib.util, "find_spec", lambda _: object())
    with pytest.raises(SettingsError) as caught:
        database.describe(url, tmp_path)
    assert caught.value.code == code


def test_postgresql_without_its_driver_is_refused_plainly(tmp_path, monkeypatch):
    from kiosk.desk import database

    monkeypatch.setattr(database.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(SettingsError, match="psycopg"):
        database.describe("postgresql://u@h/desk", tmp_path)


def test_a_postgresql_address_is_read(tmp_path, monkeypatch):
    from kiosk.desk import database

    monkeypatch.setattr(database.importlib.util, "find_spec", lambda _: object())
    entry = database.describe("postgresql://desk:s%40fe@db.example:5433/ward", tmp_path)
    assert [entry[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "desk",
        "s@fe",
        "db.example",
        "5433",
        "ward",
    ]


@pytest.mark.parametrize(
    ("address", "host", "sslmode"),
    [
        ("postgresql://desk@db.example/ward", "db.example", "require"),
        ("postgresql://desk@db.example/ward?sslmode=verify-full", "db.example", "verify-full"),
        ("postgresql://desk@[::1]:5433/ward", "::1", "prefer"),
        ("postgresql://desk@localhost/ward", "localhost", "prefer"),
        ("postgresql:///ward", "", "prefer"),
        ("postgresql://desk@%2FRun%2Fpg/ward", "/Run/pg", "prefer"),
        ("postgresql://desk@/ward?host=/Run/pg", "/Run/pg", "prefer"),
    ],
)
def test_a_database_on_another_machine_is_spoken_to_in_secret(tmp_path, monkeypatch, address, host, sslmode):
    from kiosk.desk import database

    monkeypatch.setattr(database.importlib.util, "find_spec", lambda _: object())
    entry = database.describe(address, tmp_path)
    assert (entry["HOST"], entry["OPTIONS"]["sslmode"]) == (host, sslmode)


@pytest.mark.parametrize(
    ("username", "name"),
    [("", "Trần Thị Ví Dụ"), ("x" * 151, "Trần Thị Ví Dụ"), ("ai", ""), ("ai", "a" * 121)],
)
def test_an_officer_whose_name_no_database_takes_is_refused(ward, username, name):
    from kiosk.desk.setup import add_officer

    with pytest.raises(SettingsError) as caught:
        add_officer(ward.site, username, name)
    assert caught.value.code == "officer-name"


@pytest.mark.parametrize(
    "text",
    [
        "[kiosk.a]\npublic_key = 'xyz'\npoint = ''",
        "[kiosk.'a b']\npublic_key='" + "0" * 64 + "'\npoint=''",
        "[kiosk.a]\npublic_key='" + "0" * 64 + "'\npoint='" + "x" * 65 + "'",
        "[kiosk.a]\npublic_key='" + "0" * 64 + '\'\npoint="\\u0000"',
        "x = 1",
        "=",
    ],
)
def test_a_wrong_kiosks_file_is_refused(ward, text):
    from kiosk.desk.setup import prepare

    path = ward.site.state / ward.site.settings.kiosks
    good = path.read_text()
    path.write_text(text)
    try:
        with pytest.raises(SettingsError) as caught:
            prepare(ward.site)
    finally:
        path.write_text(good)
    assert caught.value.code == "kiosks-file"
