"""What lies here is said in plain words, from what is really there; nothing is left out for want of words."""

from pathlib import Path

import pytest

from kiosk import cli
from kiosk.outbox.visits import TOLD_KEPT
from kiosk.store.connection import Database
from kiosk.store.contents import tables
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.wiring.build import DATABASE
from kiosk.wiring.privacy import file_words, kiosk_words
from tests.outbox.parcels import NOON, SENTINEL, sealed

OTHERS = (
    file_words.TICKETS,
    file_words.GLASS,
    file_words.PORTAL,
    file_words.OWN_KEYS,
    file_words.DESK,
)
STRAY = Path("notes.txt"), Path("photos") / "1.jpg", Path("example-ward") / "kiosk" / "roster.old"


@pytest.fixture
def state(tmp_path):
    (tmp_path / "state").mkdir()
    return tmp_path / "state"


def report(state, capsys, *words):
    status = cli.main(["--state", str(state), "privacy", "report", *words])
    return status, capsys.readouterr().out


def test_a_machine_that_never_ran_has_nothing(state, capsys):
    status, said = report(state, capsys)
    assert status == 0
    assert "Chưa có gì" in said
    assert not (state / DATABASE).exists(), "asking makes nothing"


def test_every_table_of_a_kiosk_has_words_in_both_languages(state):
    database = Database(state / DATABASE)
    there = {one.name for one in tables(database, {})}
    for name, kept in kiosk_words.TABLES.items():
        if kept.date:
            database.rows(f'SELECT "{kept.date}" FROM "{name}"')
    database.close()
    assert there == set(kiosk_words.TABLES)
    for kept in (
        *kiosk_words.TABLES.values(),
        *file_words.FILES.values(),
        *file_words.KEYS.values(),
        *OTHERS,
    ):
        for said in (kept.what, kept.why, kept.until):
            assert said.vi.strip()
            assert said.en.strip()
            assert said.vi != said.en


def test_how_long_it_is_known_that_something_was_done_at_a_home_is_said_as_it_is():
    until = kiosk_words.TABLES["visit_told"].until
    assert str(TOLD_KEPT) in until.vi
    assert str(TOLD_KEPT) in until.en


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "vi",
            ("Hồ sơ đã nộp, chờ gửi, niêm phong cho phường: 1", "Tới khi phường ký đã nhận", "từ 16/11/2026"),
        ),
        (
            "en",
            (
                "Filed dossiers that wait to be sent, sealed to the ward: 1",
                "Until the ward has signed for it",
            ),
        ),
    ],
)
def test_what_waits_is_told_with_why_and_until_when_and_without_a_name(state, capsys, language, told):
    database = Database(state / DATABASE)
    SqliteOutboxStore(database).put(sealed(), "A001", NOON)
    database.close()
    status, said = report(state, capsys, "--lang", language)
    assert status == 0
    for one in told:
        assert one in said, one
    assert SENTINEL not in said


def test_a_table_that_nobody_has_words_for_is_told_and_makes_the_report_fail(state, capsys):
    database = Database(state / DATABASE)
    database.rows("CREATE TABLE gossip (name TEXT)")
    database.close()
    status, said = report(state, capsys)
    assert status == 1
    assert "gossip (0): KHÔNG BIẾT LÀ GÌ" in said


def test_a_database_that_cannot_be_read_is_no_empty_one(state, capsys):
    (state / DATABASE).write_bytes(b"x" * 4096)
    status, said = report(state, capsys)
    assert status == 2
    assert "Không đọc được" in said


@pytest.mark.parametrize("stray", STRAY, ids=str)
def test_a_file_that_nobody_has_words_for_is_told_and_makes_the_report_fail(state, capsys, stray):
    (state / stray).parent.mkdir(parents=True, exist_ok=True)
    (state / stray).write_bytes(b"?")
    status, said = report(state, capsys)
    assert status == 1
    name = stray.name if "example-ward" in stray.parts else stray.parts[0]
    assert f"{name} (1): KHÔNG BIẾT LÀ GÌ" in said


def test_what_a_trial_leaves_in_its_folders_is_told_with_why_and_until_when(state, capsys):
    for name in ("portal/clipboard.txt", "glass/glass.pgm", "tickets/A001.png"):
        (state / name).parent.mkdir()
        (state / name).write_bytes(b"x")
    status, said = report(state, capsys)
    assert status == 0
    for kept in (file_words.PORTAL, file_words.GLASS, file_words.TICKETS):
        assert f"{kept.what.vi}: 1" in said
        assert kept.until.vi in said
