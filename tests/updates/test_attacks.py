"""Attacks on updates: what must not be taken is not taken, and what runs goes on."""

import os
from pathlib import Path

import pytest

from kiosk.updates.types import Refused, Release
from tests.updates import archive_attacks, network_attacks
from tests.updates.forging import ATTACKS, Attack, World

LISTED = (network_attacks, archive_attacks)
"""Where they stand: to read them lists them."""
OUTCOMES: list[str] = []


@pytest.fixture
def world(office, server, machine, tmp_path):
    office.publish("2026.2")
    return World(office, server, machine, tmp_path)


@pytest.fixture(scope="module", autouse=True)
def _table():
    """Tell what came of each attack, for whoever wants to quote it."""
    yield
    figures = os.environ.get("KIOSK_TEST_FIGURES")
    if figures and OUTCOMES:
        with Path(figures).open("a", encoding="utf-8") as file:
            file.write(f"attacks on updates: {len(OUTCOMES)}\n")
            file.writelines(f"{line}\n" for line in OUTCOMES)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_comes_to_what_it_must(attack: Attack, world: World):
    outcome = attack.run(world)
    told = outcome.code if isinstance(outcome, Refused) else type(outcome).__name__
    OUTCOMES.append(f"{attack.name}: {told}")
    assert outcome == attack.outcome or (isinstance(attack.outcome, type) and type(outcome) is attack.outcome)
    if not isinstance(outcome, Release):
        kept = world.machine.folder / "home" / "downloads"
        assert not kept.exists() or not [each for each in kept.iterdir() if each.suffix != ".tar"]
