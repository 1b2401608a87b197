"""An updater that is killed again and again: what lies under a release's name is whole, and so is the last try."""

import hashlib
import random

import pytest

from kiosk.updates.types import Release
from tests.updates.killing import killed, note

FEW, MANY = 6, 200


def through(office, server, machine, count: int) -> int:
    (office.wheels / "large-1-py3-none-any.whl").write_bytes(random.Random(7).randbytes(24_000_000))
    digest = hashlib.sha256((office.wheels / "large-1-py3-none-any.whl").read_bytes()).hexdigest()
    lock = office.source / "deploy" / "locks" / "runtime.txt"
    lock.write_text(lock.read_text() + f"large==1 --hash=sha256:{digest}\n")
    office.publish("2026.9")
    machine.folder.mkdir(parents=True)
    (machine.folder / "root.json").write_bytes(office.root)
    updater = "tests.updates.taker", str(machine.folder), server.url
    chance, count_killed = random.Random(20261123), 0
    downloads = machine.folder / "home" / "downloads"
    for _ in range(count):
        count_killed += killed(*updater, after=chance.uniform(0.0, 0.25))
        for file in downloads.glob("*.tar"):
            assert hashlib.sha256(file.read_bytes()).hexdigest() == file.stem
            file.unlink()
    taken = machine.take(server)
    assert isinstance(taken, Release)
    assert [each.name for each in downloads.iterdir()] == [taken.archive.name]
    return count_killed


def test_an_updater_that_is_killed_leaves_nothing_half_under_a_releases_name(office, server, machine):
    assert through(office, server, machine, FEW) > 0


@pytest.mark.full
def test_an_updater_that_is_killed_two_hundred_times_leaves_nothing_half(office, server, machine):
    times = through(office, server, machine, MANY)
    assert times > MANY / 4
    note(f"updaters killed while they took a release: {times} of {MANY}, 0 half releases")
