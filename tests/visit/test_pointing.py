"""Pointing instead of speaking: what is pointed at is shown and said, and the visit under it stays as it was."""

from dataclasses import replace

import pytest

from kiosk.visit import events as ev
from kiosk.visit.pointing import A_PAGE, signs
from kiosk.visit.states import State
from tests.visit.walking import (
    ROOT,
    at_home,
    at_papers,
    at_workbench,
    catalogue,
    happen,
    offered,
    texts,
    touch,
    view_of,
)


def at_the_board(visit, by="help"):
    return touch(touch(visit, by), "pointing")


def under(visit):
    return replace(visit, spoken=0, speaking=-1)


@pytest.mark.parametrize("by", ["help", "language"])
def test_the_page_under_the_board_comes_back_unchanged(by):
    before = at_papers()
    visit = at_the_board(before, by)
    visit = touch(touch(visit, "more"), "sign:water")
    visit = touch(touch(visit, "back"), "back")
    assert under(visit) == under(before)


def test_what_is_pointed_at_is_said_aloud_and_nothing_else_is():
    visit = touch(at_the_board(at_home("km")), "sign:cannot-read")
    view = view_of(visit)
    assert view.layout == "pointed"
    assert view.picture == "cannot-read"
    assert [phrase.text for phrase in view.speech] == [texts().say("km", "pointing.cannot-read")]
    assert view.speech[0].language == "km"


def test_back_leads_to_the_same_page_of_the_board():
    visit = touch(at_the_board(at_home()), "more")
    board = view_of(visit)
    assert view_of(touch(touch(visit, "sign:toilet"), "back")).choices == board.choices


def test_every_picture_can_be_reached_and_is_there():
    known = {path.stem for path in (ROOT / "assets" / "illustrations").glob("*.svg")}
    visit, seen = at_the_board(at_home()), []
    for _ in range(-(-len(signs(catalogue())) // A_PAGE)):
        seen += [button for button in offered(view_of(visit)) if button.id.startswith("sign:")]
        visit = touch(visit, "more")
    assert [button.id for button in seen] == [f"sign:{sign.id}" for sign in signs(catalogue())]
    assert {button.picture for button in seen} <= known
    assert {f"sign:event:{event.id}" for event in catalogue().events} <= {button.id for button in seen}


def test_nothing_else_can_be_pointed_at():
    visit = at_the_board(at_home())
    assert happen(visit, ev.PointAt("something")).refused == "not-asked"
    assert happen(at_home(), ev.PointAt("water")).refused == "not-now"
    assert "water" not in repr(ev.PointAt("water"))
    assert "water" not in repr(happen(visit, ev.PointAt("water")).visit)


def test_between_helper_and_resident_it_speaks_the_residents_language_and_the_form_stays():
    before = at_workbench(language="km")
    visit = happen(before, ev.CallHelp()).visit
    visit = happen(visit, ev.OpenPointing()).visit
    assert view_of(visit).language == "km"
    visit = happen(visit, ev.PointAt("unwell")).visit
    assert [phrase.language for phrase in view_of(visit).speech] == ["km"]
    for _ in range(2):
        visit = happen(visit, ev.Back()).visit
    assert visit.state is State.WORKBENCH
    assert visit.asked == before.asked
