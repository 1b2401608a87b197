"""``kiosk audit``: what is recorded is shown, and what was done to it afterwards is found."""

import sqlite3

import pytest

from kiosk import settings as settings_files
from kiosk.cli import main
from kiosk.ids import HelperId, KioskId, VisitId
from kiosk.store.audit import SqliteAuditStore
from kiosk.store.connection import Database
from kiosk.takeover.audit import Act, append, head_text
from kiosk.wiring.build import DATABASE
from tests.visit.walking import ROOT

ACTS = (("signed-in", "", "tai"), ("take-over-agreed", "", "tai"), ("signed-in", "off-shift", "lan"))


@pytest.fixture
def state(tmp_path):
    store = SqliteAuditStore(Database(tmp_path / DATABASE))
    for day, (name, detail, helper) in enumerate(ACTS, start=20):
        act = Act(
            at=f"2026-11-{day}T09:00:00+07:00",
            kiosk=KioskId("kiosk-a"),
            helper=HelperId(helper),
            act=name,
            visit=VisitId("v1"),
            detail=detail,
        )
        store.append(append(store.head(), act))
    return tmp_path


@pytest.fixture
def audit(state, capsys):
    def asked(*words):
        try:
            status = main(["--state", str(state), "audit", *words])
        except SystemExit as refused:
            status = refused.code
        return status, capsys.readouterr().out

    return asked


def head(state, count=None):
    entries = SqliteAuditStore(Database(state / DATABASE)).entries()
    return head_text(entries[(count or len(entries)) - 1].head())


def by_hand(state, *changes):
    """What somebody with the disk in hands can do: the triggers are theirs to drop."""
    with sqlite3.connect(state / DATABASE) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        for change in changes:
            database.execute(change)


def test_each_act_is_told_with_its_day_and_its_helper(audit):
    status, said = audit("show")
    assert (status, len(said.splitlines())) == (0, len(ACTS) + 1)
    assert "2026-11-22 09:00:00  signed-in            off-shift            lan" in said


def test_one_day_or_one_helper_is_told_alone(audit):
    assert [line.split()[3] for line in audit("show", "--day", "2026-11-21")[1].splitlines()[:-1]] == [
        "take-over-agreed"
    ]
    assert len(audit("show", "--helper", "tai")[1].splitlines()) == 2 + 1


def test_a_record_that_is_whole_is_said_to_be_so_and_where_it_stands(audit, state):
    status, said = audit("verify")
    assert status == 0
    assert head(state) in said
    assert audit("verify", "--head", head(state))[0] == 0
    assert audit("verify", "--head", head(state, 2).upper())[0] == 0


CHANGES = {
    "edited": ("UPDATE audit SET helper = 'hoa' WHERE number = 1",),
    "deleted": ("DELETE FROM audit WHERE number = 1",),
    "reordered": (
        "UPDATE audit SET number = 9 WHERE number = 1",
        "UPDATE audit SET number = 1 WHERE number = 2",
        "UPDATE audit SET number = 2 WHERE number = 9",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_done_to_it_by_hand_is_found_where_it_was_done(audit, state, change):
    by_hand(state, *CHANGES[change])
    status, said = audit("verify")
    assert (status, "number 1:" in said) == (1, True)


def test_an_end_that_was_cut_off_is_found_by_the_slip_of_that_day(audit, state):
    slip = head(state)
    by_hand(state, "DELETE FROM audit WHERE number = 2")
    assert audit("verify")[0] == 0
    status, said = audit("verify", "--head", slip)
    assert (status, "Cut off" in said) == (1, True)


def test_a_record_that_was_written_anew_is_found_by_the_slip_of_that_day(audit, state):
    status, said = audit("verify", "--head", f"2:{'0' * 64}")
    assert (status, "Rewritten" in said) == (1, True)


@pytest.mark.parametrize("words", [("--head", "2:abc"), ("--head", "x")])
def test_what_is_no_head_is_not_compared(audit, words):
    assert audit("verify", *words)[0] == 2


def test_where_no_kiosk_has_run_nothing_is_made(tmp_path, capsys):
    settings = settings_files.read(ROOT / "config", ROOT, tmp_path)
    assert main(["--state", str(tmp_path), "audit", "show"]) == 2
    assert not (settings.state / DATABASE).exists()
    assert "no kiosk" in capsys.readouterr().out
