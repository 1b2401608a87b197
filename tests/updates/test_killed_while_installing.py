"""An updater that is killed again and again while it installs: what serves is whole at each moment."""

import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.updates.houses import publish, started
from tests.updates.killing import killed

FEW, MANY = 3, 200
"""Killed, each before it had come to its end."""
TRIES = 4
BAD = ("never", "current")


def through(works, box, count: int) -> Counter[str]:
    """Publish good releases and bad ones; kill updaters all the while; start what serves after each."""
    chance, seen = random.Random(20261123), Counter[str]()
    (box.folder / "root.json").write_bytes(works.root)
    publish(works, "2026.2")
    updater = "tests.updates.installer", str(box.folder), str(works.repository)
    begun = time.monotonic()
    killed(*updater, after=None)
    whole = time.monotonic() - begun
    number, served, turn = 2, box.house.current(), 0
    while seen["killed"] < count:
        turn += 1
        assert turn <= TRIES * count, f"hardly any of them is killed in time: {seen}"
        if turn % 2:
            number += 1
            how = "well" if number % 3 else BAD[number % 2]
            publish(works, f"2026.{number}", how)
        seen["killed"] += killed(*updater, after=chance.uniform(0.0, whole))
        now = box.house.current()
        under_way = box.book.read().under_way
        assert started(box.house.place / "current") == now, "what serves is whole"
        assert len([each for each in box.standing() if not each.endswith(".part")]) <= 3
        seen[under_way.step if under_way else "at rest"] += 1
        seen["switched"] += now != served
        served = now
    publish(works, f"2026.{number + 1}")
    box.take(works.repository)
    box.take(works.repository)
    assert box.house.current() == f"2026.{number + 1}"
    assert started(box.house.place / "current") == f"2026.{number + 1}"
    assert len(box.standing()) == 2
    assert not box.left_over()
    return seen


def test_whatever_is_installed_when_an_updater_is_killed_what_serves_is_whole(works, box):
    assert through(works, box, FEW)["killed"] == FEW


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_an_updater_that_is_killed_two_hundred_times_never_leaves_a_broken_release_to_be_started(works, box):
    seen = through(works, box, MANY)
    assert seen["killed"] == MANY
    assert seen["switched"] > 0
    assert {"fetched", "made"} <= seen.keys(), "they are killed at one step alone"
    figures = os.environ.get("KIOSK_TEST_FIGURES")
    if figures:
        with Path(figures).open("a", encoding="utf-8") as file:
            file.write(
                f"updaters killed while they installed, 0 starts into a broken release: {dict(seen)}\n"
            )
