"""Letters, colours, reach and hand change at any moment and are gone with the visit."""

from dataclasses import replace

import pytest

from kiosk.presenter.present import present
from kiosk.settings import Screen
from kiosk.visit import events as ev
from kiosk.visit.effects import Wipe
from kiosk.visit.look import USUAL, Look
from kiosk.visit.room import Room, room_on, sized
from kiosk.visit.states import RESIDENT, State
from kiosk.visit.step import step
from tests.visit.walking import (
    NOW,
    at_confirm,
    at_papers,
    at_review,
    at_workbench,
    catalogue,
    fresh,
    happen,
    scene,
    touch,
    view_of,
)

TABLET = Screen(width=1024, height=600, diagonal_inches=10.1)
LAPTOP = Screen(width=1280, height=800, diagonal_inches=13.3)
WIDE = Screen(width=1920, height=1080, diagonal_inches=21.5)
UPRIGHT = Screen(width=1080, height=1920, diagonal_inches=21.5)


def looked(visit, *names, done=True):
    visit = happen(visit, ev.OpenLook()).visit
    for name in names:
        while name not in {button.id for button in view_of(visit).choices}:
            visit = touch(visit, "more")
        visit = touch(visit, name)
    return touch(visit, "look-done") if done else visit


@pytest.mark.parametrize("make", [at_papers, at_review])
def test_the_look_changes_in_mid_visit_and_place_and_answers_stay(make):
    visit = make()
    after = looked(visit, "size:4", "contrast:dark", "reach:low", "hand:left")
    assert after.look == Look(4, "dark", "low", "left")
    assert (after.state, after.asked) == (visit.state, visit.asked)
    assert view_of(after).look == after.look


def test_reach_goes_there_and_back_with_one_button_that_stays_in_sight():
    low = looked(at_papers(), "reach:low", done=False)
    assert low.look.reach == "low"
    assert touch(low, "reach:low").look.reach == "whole"


def test_another_size_reads_the_page_from_its_beginning():
    heard = replace(at_confirm(), heard=True, page=1)
    after = looked(heard, "size:4")
    assert (after.page, after.heard) == (0, False), "a page of other rows has not been heard"


def test_the_look_is_gone_with_the_visit():
    visit = looked(at_papers(), "size:4", "contrast:high")
    wiped = happen(replace(visit, state=State.TICKET_OUT), ev.StartOver())
    assert wiped.visit.look == USUAL
    assert isinstance(wiped.effects[-1], Wipe)
    assert fresh().look == USUAL


def test_while_the_helper_holds_the_screen_it_has_the_usual_look():
    visit = replace(at_workbench(), look=Look(4, "dark", "low", "left"))
    assert view_of(visit).look == Look(3)


@pytest.mark.parametrize(
    ("screen", "size"), [(TABLET, 2), (LAPTOP, 2), (Screen(), 3), (WIDE, 3), (UPRIGHT, 3)]
)
def test_a_screen_begins_with_the_letters_that_its_size_asks_for(screen, size):
    assert sized(screen, USUAL) == size
    assert sized(screen, Look(1)) == 1


@pytest.mark.parametrize("screen", [TABLET, LAPTOP, Screen(), WIDE, UPRIGHT])
def test_larger_letters_and_a_lower_reach_never_put_more_on_a_page(screen):
    usual = room_on(screen, USUAL)
    for look in (Look(4), Look(0, reach="low"), Look(4, reach="low")):
        room = room_on(screen, look)
        assert all(getattr(room, name) <= getattr(usual, name) for name in Room.__dataclass_fields__), look


def test_every_change_that_can_be_made_has_a_button_on_every_glass():
    wanted = {f"size:{n}" for n in (1, 2, 3, 4)} | {"contrast:standard", "contrast:high", "contrast:dark"}
    wanted |= {"reach:low", "hand:left", "hand:right", "volume:1", "volume:2", "volume:3"}
    for screen in (TABLET, LAPTOP, WIDE, UPRIGHT):
        for look in (USUAL, Look(4), Look(4, reach="low")):
            visit = replace(happen(at_papers(), ev.OpenLook()).visit, look=look)
            pages = view_of(visit, screen=screen).pages
            found = [
                button.id
                for page in range(pages)
                for button in view_of(replace(visit, look_page=page), screen=screen).choices
            ]
            down = {"reach:low"} if room_on(screen, look).lower else set()
            assert sorted(found) == sorted(wanted - {"reach:low"} | down)
    assert not room_on(TABLET, USUAL).lower, "a hand at the edge of a tablet reaches all of it"


@pytest.mark.parametrize("screen", [TABLET, LAPTOP, WIDE, UPRIGHT])
def test_where_there_is_no_sound_no_loudness_is_offered_and_what_was_changed_stays_in_sight(screen):
    silent = scene(screen=screen, sound=False)
    visit = happen(at_papers(), ev.OpenLook()).visit
    seen = set()
    for look in (Look(4), Look(4, "dark"), Look(4, "dark", "whole", "left")):
        outcome = step(visit, ev.ChangeLook(look), NOW, RESIDENT, catalogue(), screen=screen, sound=False)
        visit = outcome.visit
        view = present(visit, silent, 1)
        assert any(button.event == ev.ChangeLook(look) for button in view.choices)
        seen |= {button.id.partition(":")[0] for button in view.choices}
    assert "volume" not in seen


def test_what_was_told_of_loudness_is_not_told_of_the_page_under_it():
    loud = touch(touch(at_papers(), "look"), "volume:3")
    assert loud.told
    assert not touch(loud, "look-done").told
