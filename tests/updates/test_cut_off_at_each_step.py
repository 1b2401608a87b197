"""The power goes at a step of an update that is named: what serves is whole, and the next run ends what was begun."""

from pathlib import Path
from typing import get_args

import pytest

from kiosk.updates.installing.book import Step
from kiosk.updates.installing.installer import Waits
from tests.updates.cutting import AT_REST, cut_off, passed
from tests.updates.houses import FIRST, Box, started
from tests.updates.killing import note

PLACES: dict[str, tuple[str, ...]] = {
    "fetched": ("before environment",),
    "made": ("before trial",),
    "switching": ("before current", "after current"),
    "leaving": ("before current", "after current"),
}
"""Of each step that is written down, where an updater is cut off in it."""
EVERY = [(step, place) for step in get_args(Step) for place in PLACES.get(step, ("at no place",))]


@pytest.fixture(scope="module")
def ready(scene, tmp_path_factory):
    """Return for each repository a machine on which what it has stands ready: all that is slow is done."""
    machines = {}
    for repository in (scene.good, scene.bad):
        box = scene.copy(tmp_path_factory.mktemp("ready") / "machine")
        box.occupied = 1000
        assert isinstance(box.take(repository), Waits)
        machines[repository] = box.folder
    return machines


def ends_well(box: Box, repository: Path, came: str, serves: str) -> None:
    """Start what serves, as it was left; then let the next run, and one more, end what was begun."""
    assert started(box.house.place / "current") == box.house.current(), "what serves is whole"
    box.take(repository)
    assert box.book.read().under_way is None
    assert box.house.current() == started(box.house.place / "current") == serves
    assert [each.came for each in box.book.read().history if each.came != "given-up"] == [came]
    box.take(repository)
    assert box.house.current() == serves
    assert box.standing() == {FIRST, *(["2026.2"] if came != "rolled-back" else [])}
    assert not box.left_over()


FEW = [("made", "before trial"), ("switching", "after current"), ("leaving", "before current")]
"""Before it serves, while it is switched to, while it is left."""


@pytest.mark.parametrize(
    ("step", "place"), [one if one in FEW else pytest.param(*one, marks=pytest.mark.full) for one in EVERY]
)
def test_an_update_that_is_cut_off_at_a_step_is_ended_by_the_next_run(scene, ready, tmp_path, step, place):
    repository = scene.bad if step == "leaving" else scene.good
    box = scene.copy(tmp_path / "machine", None if step == "fetched" else ready[repository])
    assert cut_off(box, lambda: box.take(repository), f"{step}: {place}"), "no updater came there"
    under_way = box.book.read().under_way
    assert under_way is not None
    assert under_way.step == step
    again = Box(box.folder, box.root)
    if step == "leaving":
        ends_well(again, repository, "rolled-back", FIRST)
        assert again.starts == [FIRST], "what serves badly is not started once more"
        assert again.probes == []
    else:
        ends_well(again, repository, "installed", "2026.2")
        tried = 1 if (step, place) == ("switching", "after current") else 2
        assert again.probes == ["2026.2"] * tried, "tried before it serves, and when it does"


@pytest.mark.full
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("good", [True, False])
def test_at_whatever_act_an_update_is_cut_off_it_is_ended_by_the_next_run(scene, tmp_path, good):
    repository, came, serves = (
        (scene.good, "installed", "2026.2") if good else (scene.bad, "rolled-back", FIRST)
    )
    box = scene.copy(tmp_path / "whole")
    places = passed(box, lambda: box.take(repository))
    assert box.house.current() == serves
    steps = {place.split(":")[0] for place, _ in places}
    assert steps == {AT_REST, *get_args(Step)} - ({"leaving"} if good else set())
    for number, (place, time) in enumerate(places):
        box = scene.copy(tmp_path / str(number))
        assert cut_off(box, lambda here=box: here.take(repository), place, time), place
        ends_well(Box(box.folder, box.root), repository, came, serves)
    note(f"updates cut off at each of {len(places)} acts, {came} by the next run: {len(places)}")


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_at_whatever_act_somebody_who_goes_back_is_cut_off_one_of_the_two_serves(scene, tmp_path):
    def gone(name: str) -> Box:
        box = scene.copy(tmp_path / name)
        box.take(scene.good)
        return box

    box = gone("whole")
    for number, (place, time) in enumerate(passed(box, box.installer.go_back)):
        box = gone(str(number))
        assert cut_off(box, lambda here=box: here.installer.go_back(), place, time), place
        again = Box(box.folder, box.root)
        assert started(again.house.place / "current") == again.house.current(), place
        begun = again.book.read()
        again.take(scene.good)
        assert again.book.read().under_way is None
        back = begun.under_way is not None or begun.history[-1].came == "gone-back"
        assert again.house.current() == (FIRST if back else "2026.2"), place
        assert not again.left_over()
