"""An updater that is killed again and again while it installs: what serves is whole at each moment."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import get_args

import pytest

from kiosk.updates.installing.book import Step
from tests.updates.cutting import AT_REST
from tests.updates.houses import FIRST, Box, publish, started
from tests.updates.killing import killed, note
from tests.updates.repositories import Office

FEW, MANY = 3, 200
STEPS = (AT_REST, *get_args(Step))
"""Where a kill may hit, in the order in which an update comes through them."""


@dataclass
class Hunt:
    """Updaters that are killed in a step that is aimed at; what was hit is what the book says afterwards."""

    works: Office
    box: Box
    chance: random.Random = field(default_factory=lambda: random.Random(20261123))
    hits: Counter[str] = field(default_factory=Counter)
    how: dict[str, str] = field(default_factory=dict)
    """What was published: how each release serves."""
    lasts: dict[str, float] = field(default_factory=dict)
    """Seconds of each step."""
    tries: int = 0
    switched: int = 0

    def step(self) -> str:
        under_way = self.box.book.read().under_way
        return under_way.step if under_way else AT_REST

    def newest(self) -> str:
        return f"2026.{len(self.how) + 1}"

    def publish(self, how: str) -> None:
        self.how[f"2026.{len(self.how) + 2}"] = how
        publish(self.works, self.newest(), how)

    def updater(self) -> tuple[str, str, str]:
        return "tests.updates.installer", str(self.box.folder), str(self.works.repository)

    def measure(self) -> None:
        """Let an update go through all of its steps."""
        self.publish("current")
        seen = [(STEPS[0], time.monotonic())]

        def changed() -> bool:
            if seen[-1][0] != (now := self.step()):
                seen.append((now, time.monotonic()))
            return False

        assert not killed(*self.updater(), after=None, once=changed)
        assert {each for each, _ in seen} == set(STEPS), "a step that no kill would be aimed at"
        for (name, begun), (_, ended) in zip(seen, [*seen[1:], (AT_REST, time.monotonic())], strict=True):
            self.lasts.setdefault(name, ended - begun)

    def aim(self) -> str:
        """Choose a step that is still to come; where nothing is to come, publish something."""
        now = self.step()
        if now == AT_REST:
            aimed = self.among(STEPS)
            self.publish("current" if aimed == "leaving" else self.chance.choice(("well", "well", "never")))
            return aimed
        under_way = self.box.book.read().under_way
        assert under_way is not None
        to_come = STEPS[max(STEPS.index(now), 1) :]
        bad = self.how[under_way.name] == "current"
        return self.among(tuple(each for each in to_come if bad or each != "leaving"))

    def among(self, steps: tuple[str, ...]) -> str:
        """Choose any, or the one that was hit least."""
        return self.chance.choice((self.chance.choice(steps), min(steps, key=lambda each: self.hits[each])))

    def try_once(self) -> None:
        """Kill one updater, and start what serves; let the next one come to its end now and then."""
        self.tries += 1
        aimed, served = self.aim(), self.box.house.current()
        after = self.chance.uniform(0.0, self.lasts[aimed])
        hit = killed(*self.updater(), after=after, once=lambda: aimed in {AT_REST, self.step()})
        self.hits[self.step()] += hit
        if hit and self.chance.random() < 1 / 3:
            self.holds()
            assert not killed(*self.updater(), after=None)
            assert self.step() == AT_REST, "the next run ends what was begun"
        self.holds()
        self.switched += self.box.house.current() != served

    def holds(self) -> None:
        now = self.box.house.current()
        assert started(self.box.house.place / "current") == now, "what serves is whole"
        assert len([each for each in self.box.standing() if not each.endswith(".part")]) <= 3


def through(works, box, count: int) -> Hunt:
    """Kill updaters until so many were really hit."""
    (box.folder / "root.json").write_bytes(works.root)
    hunt = Hunt(works, box)
    hunt.measure()
    assert box.house.current() == FIRST
    while hunt.hits.total() < count:
        hunt.try_once()
        assert hunt.tries <= 4 * count, hunt.hits
    hunt.publish("well")
    box.take(works.repository)
    box.take(works.repository)
    assert box.house.current() == hunt.newest() == started(box.house.place / "current")
    assert len(box.standing()) == 2
    assert not box.left_over()
    return hunt


def test_whatever_is_installed_when_an_updater_is_killed_what_serves_is_whole(works, box):
    assert through(works, box, FEW).hits.total() == FEW


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_an_updater_that_is_killed_two_hundred_times_never_leaves_a_broken_release_to_be_started(works, box):
    hunt = through(works, box, MANY)
    assert all(hunt.hits[each] >= MANY / 40 for each in STEPS), hunt.hits
    assert hunt.switched > 0
    hits = {each: hunt.hits[each] for each in STEPS}
    note(f"updaters killed while they installed: {MANY} of {hunt.tries}, 0 starts broken: {hits}")
