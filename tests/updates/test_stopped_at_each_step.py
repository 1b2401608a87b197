"""An updater that ends at a step, whichever: what serves is whole, and the next look finishes or undoes it."""

from typing import get_args

import pytest

from kiosk.updates.installing.book import Book, Step
from kiosk.updates.installing.house import House
from kiosk.updates.installing.making import Maker
from tests.updates.houses import FIRST, Box, publish, started

GOOD, BAD = "well", "current"
"""A release that serves, and one that serves badly once it serves."""
AFTER = tuple(f"written: {step}" for step in get_args(Step))
"""After each step that is written down; a new one has its test by itself."""
BEFORE = tuple(f"to be written: {step}" for step in get_args(Step))
PLACES = (*BEFORE, *AFTER, "made", "to be switched", "switched", "to be ended", "ended")
QUICK = {("written: made", GOOD), ("switched", GOOD), ("to be switched", BAD), ("written: leaving", BAD)}


class StoppedError(BaseException):
    """The power goes."""


def stopping(monkeypatch, place, turn=1):
    """Let the updater end at a place, when it comes there for the ``turn``-th time; returns how often it came."""
    came = []

    def stop_at(here):
        if here == place:
            came.append(here)
            if len(came) == turn:
                raise StoppedError

    def around(owner, name, before, after):
        true = getattr(owner, name)

        def stopped(self, *values, **more):
            stop_at(before(*values))
            done = true(self, *values, **more)
            stop_at(after(*values))
            return done

        monkeypatch.setattr(owner, name, stopped)

    around(Book, "begin", lambda one: f"to be written: {one.step}", lambda one: f"written: {one.step}")
    around(Book, "end", lambda *_: "to be ended", lambda *_: "ended")
    around(House, "switch", lambda *_: "to be switched", lambda *_: "switched")
    around(Maker, "make", lambda _: "", lambda _: "made")
    return came


def is_whole(box):
    assert started(box.house.place / "current") == box.house.current(), "what serves is whole"


@pytest.mark.parametrize(
    ("place", "how"),
    [
        pytest.param(place, how, marks=() if (place, how) in QUICK else pytest.mark.full)
        for place in PLACES
        for how in (GOOD, BAD)
    ],
)
def test_wherever_it_ends_the_next_look_finishes_or_undoes_it(box, works, monkeypatch, place, how):
    publish(works, "2026.2", how)
    with monkeypatch.context() as cut:
        came = stopping(cut, place)
        try:
            box.take(works.repository)
        except StoppedError:
            assert came
        else:
            assert "leaving" in place, f"nothing comes to {place}"
            assert how == GOOD, "a release that serves badly is left"
    if how == GOOD:
        is_whole(box)
    again = Box(box.folder, works.root)
    again.take(works.repository)
    again.take(works.repository)
    assert again.book.read().under_way is None
    assert again.house.current() == ("2026.2" if how == GOOD else FIRST)
    assert not again.left_over()
    is_whole(again)
    said = [(each.name, each.came) for each in again.book.read().history]
    assert said[-1] == ("2026.2", "installed" if how == GOOD else "rolled-back")


@pytest.mark.full
@pytest.mark.parametrize("place", ["to be switched", "switched"])
def test_an_updater_that_ends_while_it_goes_back_goes_back_the_next_time(box, works, monkeypatch, place):
    publish(works, "2026.2", BAD)
    with monkeypatch.context() as cut:
        came = stopping(cut, place, turn=2)
        with pytest.raises(StoppedError):
            box.take(works.repository)
        assert len(came) == 2
    again = Box(box.folder, works.root)
    entry = again.take(works.repository)
    assert (entry.came, entry.code, again.house.current()) == ("rolled-back", "journey", FIRST)
    is_whole(again)
