"""Two teams and the office work the same day without any network, and all three drain at one desk.

Real kiosks on real SQLite, each with its own key; the real desk in a process of its own, by HTTP. No number twice, no
dossier lost or twice, and what each slip of the day says is what the desk has.
"""

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Event

import pytest
import zxingcpp
from msgspec import structs
from PIL import Image

from kiosk import cli
from kiosk import settings as settings_files
from kiosk.clock import ManualClock, SystemClock
from kiosk.devices.memory import MemoryPrinter
from kiosk.dossier import keys
from kiosk.engine.jobs import InlineJobs
from kiosk.ids import SystemIds
from kiosk.settings import on_outing, read_outing
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.tickets.numbering import parse_number
from kiosk.ward.place import DeskPlace
from kiosk.ward.reaching import NotReached, reach
from kiosk.wire.audit import parse_head
from kiosk.wiring import build, example_ward
from kiosk.wiring.outings import going
from kiosk.wiring.outings.resting import Units
from tests.databases import EXAMPLE
from tests.engine.bench import CHEAP, Bench
from tests.engine.test_the_queue import take
from tests.visit.walking import ROOT
from tests.ward.real_desk import running_desk

NOWHERE = "http://127.0.0.1:1"
MINUTE = 60.0


class Machine(Bench):
    """A kiosk whose way to the ward is the real one."""

    def _parts(self, known, seed):
        swap = build.Swap(printer=self.printer, scanner=self.scanner, **self.senses)
        parts = build.parts(self.settings, self.clock, SystemIds(), InlineJobs(), swap)
        return structs.replace(parts, calls=structs.replace(parts.calls, desk=self.call_desk))


@dataclass
class Laptop:
    """One enrolled machine, whoever has it on this day."""

    settings: settings_files.Settings
    clock: ManualClock
    printer: MemoryPrinter = field(default_factory=MemoryPrinter)
    numbers: list = field(default_factory=list)
    told: list = field(default_factory=list)

    def here(self, url=NOWHERE):
        """The kiosk as it starts here and now."""
        kiosk = self.settings.kiosk
        kiosk = structs.replace(kiosk, desk=structs.replace(kiosk.desk, url=url))
        now = on_outing(replace(self.settings, kiosk=kiosk), read_outing(self.settings.state))
        return Machine(now, clock=self.clock, printer=self.printer)

    def event(self, *words):
        asked = cli._parser().parse_args(["event", *words, "--lang", "en"])
        around = going.Around(Units(may=False), self.clock)
        now = on_outing(self.settings, read_outing(self.settings.state))
        if asked.act == "begin":
            return going.begin(asked, now, self.told.append, around)
        return going.end(now, asked, self.told.append, around)

    def works(self, filed, waiting=0):
        """Some hours: people take numbers, are called, and hand in."""
        kiosk = self.here()
        for _ in range(waiting):
            take(kiosk)
        for _ in range(filed):
            kiosk.file()
            kiosk.leave()
        kiosk.close()
        self.numbers = [job for job, _ in self.printer.slips]

    def waits(self):
        database = build.Database(self.settings.state / build.DATABASE)
        with closing(database):
            return {
                entry.dossier.dossier_id: entry.number for entry in SqliteOutboxStore(database).waiting(500)
            }

    def said(self, name):
        """What the slip of the day said, as the terminal told it."""
        found = [
            line.strip().removeprefix(f"{name}: ")
            for line in self.told
            if line.strip().startswith(f"{name}:")
        ]
        return found[-1]

    def slip(self):
        """The head on the slip that came out at the end of the day."""
        (path,) = (self.settings.state / "tickets").glob("*day*")
        with Image.open(path) as picture:
            (read,) = zxingcpp.read_barcodes(picture.convert("L"))
        return parse_head(read.text)


@pytest.fixture
def three(tmp_path):
    """The office's machine A and the laptops B and C: one ward, three keys, three letters."""
    base = SystemClock().now() - timedelta(hours=6)
    base -= timedelta(hours=3) if base.hour >= 21 else timedelta()
    first = settings_files.read(ROOT / "config", ROOT, tmp_path / "A", tmp_path / "cache")
    example_ward.make(first, SystemIds(), ManualClock(base), CHEAP)
    made, known = [], ""
    for letter in "ABC":
        state = tmp_path / letter
        if letter != "A":
            shutil.copytree(example_ward.folder(first), state / example_ward.FOLDER)
        kiosk = structs.replace(first.kiosk, kiosk_id=f"may-{letter.lower()}", series=letter)
        own = keys.new_signing_key(SystemIds().random_bytes)
        place = state / example_ward.FOLDER / "kiosk" / "kiosk_sign.key"
        place.unlink()
        keys.store_signing_key(place, own)
        known += f'[kiosk.{kiosk.kiosk_id}]\npublic_key = "{own.public_key().public_bytes_raw().hex()}"\n'
        known += f'point = "{first.point.code}"\n'
        made.append(Laptop(replace(first, kiosk=kiosk, state=state), ManualClock(base)))
    (example_ward.folder(first) / "desk" / "kiosks.toml").write_text(known, encoding="utf-8")
    return made


def at_desk(state):
    """What stands in the desk's own tables: (kiosk, dossier, mark of the number), and the copies of the record."""
    with closing(sqlite3.connect(state / "desk" / "desk.sqlite3")) as desk:
        stored = desk.execute(
            "SELECT k.kiosk_id, d.dossier_id, d.number_mark FROM desk_dossier d "
            "JOIN desk_kiosk k ON k.id = d.kiosk_id WHERE d.state = 'normal'"
        ).fetchall()
        heads = desk.execute(
            "SELECT k.kiosk_id, e.number, e.digest FROM desk_auditentry e JOIN desk_kiosk k ON k.id = e.kiosk_id"
        ).fetchall()
    return stored, {(kiosk, number): bytes(digest) for kiosk, number, digest in heads}


def test_two_teams_and_the_office_never_clash_and_the_desk_has_what_their_slips_say(three):
    office, first, second = three
    day = f"{first.clock.now().date()}"
    for laptop, team, place in ((first, "Đội lưu động 1", "Ấp 3"), (second, "Đội lưu động 2", "Ấp 5")):
        laptop.works(0, waiting=1)  # at the office, before they leave
        words = ("--team", team, "--place", place, "--day", day)
        assert laptop.event("begin", *words) in {0, 1}, laptop.told
    office.works(2, waiting=2)
    first.works(1, waiting=1)
    first.works(1)  # the battery was empty in between
    second.works(1, waiting=2)
    filed = {laptop.settings.kiosk.kiosk_id: laptop.waits() for laptop in three}
    assert [len(one) for one in filed.values()] == [2, 2, 1], (
        "without a network all of it lies where it was told"
    )

    every = [number for laptop in three for number in laptop.numbers]
    assert [number for number, count in Counter(every).items() if count > 1] == []
    begin = [Counter(parse_number(number).series for number in laptop.numbers) for laptop in three]
    assert [dict(one) for one in begin] == [{"A": 4}, {"B": 1, "LB": 3}, {"C": 1, "LC": 3}]

    for laptop in (first, second):
        assert laptop.event("end", "--anyway") == 0, laptop.told
    assert [laptop.said("Last number") for laptop in (first, second)] == ["LB 003", "LC 003"]
    assert [laptop.said("Dossiers") for laptop in (first, second)] == ["2", "1"]
    assert [laptop.said("Still here") for laptop in (first, second)] == ["2", "1"]
    assert [laptop.said("Numbers taken") for laptop in (first, second)] == ["1", "2"]

    state = office.settings.state
    with running_desk(state, EXAMPLE) as (url, desk):
        place = DeskPlace.of(url, loopback_only=True)
        while isinstance(reach(place), NotReached):
            assert desk.poll() is None, "the desk has ended"
            Event().wait(0.05)
        for laptop in three:
            laptop.clock = ManualClock(SystemClock().now())
            kiosk = laptop.here(url)
            kiosk.wait(3 * MINUTE)
            kiosk.close()
            assert laptop.waits() == {}, laptop.settings.kiosk.kiosk_id
        stored, record = at_desk(state)
    assert Counter(dossier for _, dossier, _ in stored) == Counter(
        dossier for one in filed.values() for dossier in one
    )
    assert Counter(kiosk for kiosk, _, _ in stored) == {kiosk: len(one) for kiosk, one in filed.items()}
    assert len({mark for _, _, mark in stored}) == len(stored), "the desk finds each by a number of its own"
    for laptop in (first, second):
        kiosk, head = laptop.settings.kiosk.kiosk_id, laptop.slip()
        assert (
            str(sum(one == kiosk for one, _, _ in stored))
            == laptop.said("Dossiers")
            == laptop.said("Confirmed")
        )
        assert record[kiosk, head.count - 1] == head.digest, (
            "the record at the desk passes through the slip's head"
        )
