"""After kill -9 the queue stands as it stood: no number twice, none lost, nobody called anew."""

import os
import random
import subprocess
import sys
from pathlib import Path

from kiosk.store.connection import Database
from kiosk.store.waiting import SqliteWaitingStore
from tests.store.queueing_up import NOON

FULL = bool(os.environ.get("KIOSK_TEST_FULL"))
KILLS = 100 if FULL else 6
ROOT = Path(__file__).parents[2]


def run_and_kill(path, lines):
    """Let a point work until it has said so much, kill it, and return all that it said."""
    command = [sys.executable, "-m", "tests.store.queueing_up", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as point:
        said = [point.stdout.readline() for _ in range(lines)]
        point.kill()
        said += point.stdout.readlines()
    assert point.returncode == -9
    return [line.split() for line in said if line.endswith("\n")]


def test_the_queue_stands_as_it_stood_when_the_program_was_killed(tmp_path):
    path, chance, took, called = tmp_path / "kiosk.sqlite3", random.Random(12), [], []
    for _ in range(KILLS):
        said = run_and_kill(path, chance.randrange(1, 60))
        took += [number for what, number in said if what == "took"]
        called += [number for what, number in said if what == "called"]
    database = Database(path)
    assert database.row("PRAGMA integrity_check") == ("ok",)
    line = SqliteWaitingStore(database).line(NOON)
    database.close()
    numbers = [place.number for place in line.places]
    assert len(set(took)) == len(took), "a number was given twice"
    assert numbers == [f"A{count:03d}" for count in range(1, len(numbers) + 1)]
    assert set(took) <= set(numbers)
    # One may be kept whose word was cut off: at most one a kill.
    assert len(set(numbers) - set(took)) <= KILLS
    assert len(set(called)) == len(called), "somebody was called twice"
    standing = {place.number: place.standing for place in line.places}
    assert {standing[number] for number in called} <= {"called", "done"}
    assert len(line.serving) <= 1
    tell(f"kill -9 of the queue: {KILLS} kills, {len(took)} numbers, {len(called)} calls, 0 lost, 0 twice")


def tell(figure):
    path = os.environ.get("KIOSK_TEST_FIGURES")
    if path:
        with Path(path).open("a", encoding="utf-8") as figures:
            figures.write(f"{figure}\n")
