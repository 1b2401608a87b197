"""Whatever was acknowledged is there after kill -9, whole, and the file opens at once."""

import os
import random
import subprocess
import sys
from pathlib import Path

from kiosk.store.connection import Database
from kiosk.store.draft_errands import SqliteErrandStore
from kiosk.store.outbox import SqliteOutboxStore

FULL = bool(os.environ.get("KIOSK_TEST_FULL"))
KILLS = 200 if FULL else 10
ROOT = Path(__file__).parents[2]


def run_and_kill(path, run, lines, writer="acknowledging"):
    """Start a writer, let it acknowledge ``lines`` times, kill it, and return all that it acknowledged."""
    command = [sys.executable, "-m", f"tests.store.{writer}", str(path), str(run)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        said = [running.stdout.readline() for _ in range(lines)]
        running.kill()
        said += running.stdout.readlines()
    assert running.returncode == -9
    return {line.strip() for line in said if line.endswith("\n")}


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(tmp_path):
    path, chance, acknowledged = tmp_path / "kiosk.sqlite3", random.Random(16), set()
    for run in range(KILLS):
        acknowledged |= run_and_kill(path, run, chance.randrange(1, 120))
    database = Database(path)
    assert database.row("PRAGMA integrity_check") == ("ok",)
    kept = {entry.dossier.dossier_id: entry for entry in SqliteOutboxStore(database).waiting(10**9)}
    database.close()
    assert acknowledged - kept.keys() == set()
    # One may be kept whose word was cut off: at most one a kill.
    assert len(kept.keys() - acknowledged) <= KILLS
    assert all(entry.dossier.sealed.startswith(entry.dossier.dossier_id.encode()) for entry in kept.values())
    tell(f"kill -9: {KILLS} kills, {len(acknowledged)} acknowledged, 0 lost")


def test_after_a_kill_one_ticket_of_a_visit_opens_it_and_the_desk_will_be_told_of_all(tmp_path):
    path, chance, told = tmp_path / "kiosk.sqlite3", random.Random(17), 0
    for run in range(KILLS):
        said = run_and_kill(path, run, chance.randrange(1, 40), "saving")
        database = Database(path)
        errands = [
            one
            for one in SqliteErrandStore(database).errands(10**9)
            if one.ticket_id.startswith(f"{run:08x}")
        ]
        database.close()
        (kept,) = (one for one in errands if one.kind == "keep")
        dead = {one.ticket_id: one.heir for one in errands if one.kind == "forget"}
        assert kept.draft.ciphertext == kept.ticket_id.encode() * 128
        assert kept.ticket_id >= max(said)
        assert said <= {kept.ticket_id, *dead}
        assert kept.ticket_id not in dead
        assert all(heir in {kept.ticket_id, *dead} for heir in dead.values())
        told += len(said)
    tell(
        f"kill -9 while saving: {KILLS} kills, {told} savings acknowledged, 0 lost, 0 visits with two tickets"
    )


def tell(figure):
    path = os.environ.get("KIOSK_TEST_FIGURES")
    if path:
        with Path(path).open("a", encoding="utf-8") as figures:
            figures.write(f"{figure}\n")
