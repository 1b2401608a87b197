"""Kiosk and desk are killed again and again, and who stands between them lies: each dossier is stored exactly once,
and none leaves the kiosk without its own receipt."""

import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from threading import Event, Timer

import pytest

from kiosk.store.connection import Database
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.wire.upload import is_heavy, name_of, packed_whole
from tests.databases import ON_POSTGRESQL, cluster, settings_for
from tests.outbox.parcels import NOON, sealed
from tests.ward.between import Between
from tests.ward.lies import KILLS, LIES
from tests.ward.lies_about_pieces import LIES_ABOUT_PIECES
from tests.ward.real_desk import free_port, furnish
from tests.ward.servers import serving

FULL = bool(os.environ.get("KIOSK_TEST_FULL"))
ROUNDS_OF_KILLS, ROUNDS_OF_LIES = (24, 12) if FULL else (1, 1)
DOSSIERS = 1_500 if FULL else 90
LETTERS = 3_000
HEAVY = 60 if FULL else 5
HEAVY_LETTERS = (300_000, 700_000 if FULL else 500_000)
"""So many more travel piece by piece."""
SECONDS = 1_200 if FULL else 240
"""What the whole may take before it counts as stuck."""
ALL_LIES = (*LIES, *LIES_ABOUT_PIECES)
ALL = (*KILLS, *ALL_LIES)
ROOT = Path(__file__).parents[2]


class Pair:
    """A kiosk that empties its outbox and a desk, each in a process of its own that is started anew when killed."""

    def __init__(self, folder, chance):
        self.folder, self.chance = folder, chance
        self.state, self.outbox, self.notes = folder / "state", folder / "kiosk.sqlite3", folder / "notes"
        self.state.mkdir()
        furnish(self.state)
        self.config = settings_for(self.state)
        self.heavy = {}
        """By the names of their uploads."""
        self.queued = self._queue()
        self.desk_port, self.deaths, self._doomed, self._running = free_port(), Counter(), {}, {}

    def _queue(self):
        database, queued = Database(self.outbox), {}
        store = SqliteOutboxStore(database)
        sizes = [self.chance.randrange(LETTERS) for _ in range(DOSSIERS)]
        sizes += [self.chance.randrange(*HEAVY_LETTERS) for _ in range(HEAVY)]
        for size in self.chance.sample(sizes, len(sizes)):
            parcel = sealed("a" * size)
            store.put(parcel, "A001", NOON)
            queued[parcel.dossier_id] = hashlib.sha256(parcel.sealed).hexdigest()
            if is_heavy(len(parcel.sealed)):
                self.heavy[name_of(packed_whole(parcel))] = parcel
        database.close()
        return queued

    def kill(self, side, again=None):
        """Kill a side now, and once more so many seconds after it has been started anew."""
        if again is not None:
            self._doomed[side] = again
        self._running[side].kill()

    def go_on(self, url):
        """Start what does not run; return which side had been killed, "" for none, None when the kiosk is done."""
        for side in ("desk", "kiosk"):
            end = self._running[side].poll() if side in self._running else -signal.SIGKILL
            if side == "kiosk" and end == 0:
                return None
            if end is not None:
                assert end == -signal.SIGKILL, (side, end, (self.folder / side).read_text()[-2000:])
                killed = side in self._running
                self.deaths[side] += killed
                return side if killed else self.start(side, url)
        return ""

    def start(self, side, url):
        """Start a side."""
        desk = ("kiosk.desk.serve", "serve", "--config", self.config, "--state", self.state)
        command = {
            "desk": (*desk, "--port", str(self.desk_port)),
            "kiosk": ("tests.ward.sending_out", self.outbox, url, self.notes, str(self.chance.random())[2:]),
        }
        with (self.folder / side).open("ab") as said:
            self._running[side] = subprocess.Popen(
                [sys.executable, "-m", *command[side]], cwd=ROOT, stdout=said, stderr=said
            )
        if side in self._doomed:
            Timer(self._doomed.pop(side), self._running[side].kill).start()
        return ""

    def end(self):
        """Leave nothing running."""
        for process in self._running.values():
            process.kill()
            process.wait()

    def at_the_desk(self):
        """Every row of the desk's: (dossier, SHA-256 of its sealed bytes)."""
        if ON_POSTGRESQL:
            digests = "SELECT dossier_id, encode(sha256(sealed), 'hex') FROM desk_dossier"
            return [tuple(line.split("|")) for line in self._tell(digests).splitlines()]
        rows = self._look(self._desks, "SELECT dossier_id, sealed FROM desk_dossier")
        return [(name, hashlib.sha256(sealed).hexdigest()) for name, sealed in rows]

    def pieces_at_the_desk(self):
        """How many pieces of large dossiers lie at the desk."""
        question = "SELECT count(*) FROM desk_uploadpart"
        return int(self._tell(question)) if ON_POSTGRESQL else self._look(self._desks, question)[0][0]

    def in_the_outbox(self):
        """What waits at the kiosk: SHA-256 of the sealed bytes by dossier."""
        rows = self._look(self.outbox, "SELECT dossier_id, sealed FROM outbox")
        return {name: hashlib.sha256(sealed).hexdigest() for name, sealed in rows}

    def filed(self):
        """When the kiosk believes that the desk has received each: by dossier."""
        return dict(self._look(self.outbox, "SELECT dossier_id, received_at FROM filed"))

    def judged(self):
        """How much the kiosk has written down of receipts that it has found good."""
        return self.notes.stat().st_size if self.notes.exists() else 0

    def believed(self):
        """(dossier, signature) of each receipt that the kiosk has found good."""
        return (
            {tuple(line.split()) for line in self.notes.read_text().splitlines()}
            if self.notes.exists()
            else set()
        )

    @property
    def _desks(self):
        return self.state / "desk" / "desk.sqlite3"

    def _tell(self, question):
        name = self.config.read_text(encoding="utf-8").partition('database = "')[2].partition('"')[0]
        base, table = name.rpartition("/")[2], question.split()[-1]
        made = cluster().tell(f"SELECT to_regclass('{table}')", base)
        return cluster().tell(question, base) if made else ""

    def _look(self, path, question):
        """Read a copy, so that what a kill has left is put right by the program itself."""
        copy = self.folder / "copy"
        copy.mkdir()
        for one in (path, path.with_name(f"{path.name}-wal")):
            if one.exists():
                shutil.copy(one, copy)
        with closing(sqlite3.connect(copy / path.name)) as base:
            assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master")}
            # killed at its first start, the desk has not made it yet
            rows = base.execute(question).fetchall() if question.split()[-1] in tables else []
        shutil.rmtree(copy)
        return rows


def promises_are_kept(pair, between):
    """The desk is dead: each dossier that it has ever signed for stands in its database, once and whole."""
    rows = pair.at_the_desk()
    there = dict(rows)
    assert len(rows) == len(there), "a dossier stands there twice"
    assert between.given().keys() <= there.keys(), "a receipt went out before its dossier was stored"
    assert all(pair.queued.get(name) == digest for name, digest in rows)


def nothing_has_left_unreceipted(pair, between):
    """The kiosk is dead: whatever is gone from its outbox has had its own receipt, and stands there as filed."""
    waiting, filed, believed = pair.in_the_outbox(), pair.filed(), pair.believed()
    gone = pair.queued.keys() - waiting.keys()
    assert all(pair.queued[name] == digest for name, digest in waiting.items())
    true = {
        (name, paper.signature.hex()): paper for name, papers in between.given().items() for paper in papers
    }
    assert believed <= true.keys(), "a receipt was believed that the desk has not given"
    assert gone <= {name for name, _ in believed}, "a dossier has left without a good receipt"
    assert gone <= between.handed, "a dossier has left whose own receipt never came through"
    assert filed == {name: paper.received_at for (name, _), paper in true.items() if name in gone}


def plan(chance):
    """Every kind of lie and of kill so many times, in any order, but the first of each soon."""
    rest = [*KILLS * (ROUNDS_OF_KILLS - 1), *ALL_LIES * (ROUNDS_OF_LIES - 1)]
    return chance.sample(ALL, len(ALL)) + chance.sample(rest, len(rest))


@pytest.mark.timeout(SECONDS + 60)
def test_each_dossier_is_stored_once_and_none_leaves_without_its_own_receipt(tmp_path):
    chance = random.Random(31)
    pair = Pair(tmp_path, chance)
    between = Between(pair, plan(chance), random.Random(32))
    try:
        run(pair, between)
    finally:
        pair.end()
    assert between.faults == []
    assert {turn.name for turn in ALL} <= between.told.keys()
    all_is_there_once(pair, between)
    assert min(pair.deaths["desk"], pair.deaths["kiosk"]) >= ROUNDS_OF_KILLS * 5
    tell(pair, between)


def run(pair, between):
    """Let both go on until the kiosk is done, and look at what each kill has left."""
    until = time.monotonic() + SECONDS
    looks = {"desk": promises_are_kept, "kiosk": nothing_has_left_unreceipted}
    with serving(between.respond) as server:
        while (killed := pair.go_on(server.url)) is not None:
            if killed:
                looks[killed](pair, between)
                pair.start(killed, server.url)
            assert between.faults == []
            assert time.monotonic() < until, (between.left(), between.told)
            Event().wait(0.01)


def all_is_there_once(pair, between):
    promises_are_kept(pair, between)
    nothing_has_left_unreceipted(pair, between)
    assert dict(pair.at_the_desk()) == pair.queued
    assert pair.pieces_at_the_desk() == 0
    assert pair.in_the_outbox() == {}
    assert pair.filed().keys() == pair.queued.keys()
    assert {len(papers) for papers in between.given().values()} == {1}, "one dossier, one receipt for ever"


def tell(pair, between):
    lies = {turn.name: between.told[turn.name] for turn in ALL_LIES}
    figure = (
        f"kill -9 of both sides behind a lying go-between: {pair.deaths['desk']} kills of the desk, "
        f"{pair.deaths['kiosk']} of the kiosk, {sum(lies.values())} lies of {len(lies)} kinds ({lies}), "
        f"{len(pair.queued)} dossiers ({HEAVY} of them in pieces), {len(pair.at_the_desk())} stored, "
        "0 lost, 0 twice, 0 left unreceipted"
    )
    path = os.environ.get("KIOSK_TEST_FIGURES")
    if path:
        with Path(path).open("a", encoding="utf-8") as figures:
            figures.write(f"{figure}\n")
