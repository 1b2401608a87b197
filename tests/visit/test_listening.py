"""Finding by speaking: off unless the point has what understands; nothing is heard before somebody is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.ids import VisitId
from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.effects import ListenForWords, SearchCatalogue
from kiosk.visit.finding import LONGEST
from kiosk.visit.seeking import Sought
from kiosk.visit.states import CORE, RESIDENT, State, Visit
from kiosk.visit.step import step_in
from kiosk.visit.table import Context
from tests.visit.walking import NOW, catalogue

SEARCHING = Visit(VisitId("a"), state=State.SEARCH, sought=Sought("kh", ("1.001193",)))


def happen(visit, event, control=RESIDENT, *, listens=("vi",)):
    return step_in(Context(catalogue(), NOW, control, listens=frozenset(listens)), visit, event)


@pytest.fixture
def asked():
    return happen(SEARCHING, ev.ListenToMe()).visit


def test_somebody_is_asked_to_speak_before_anything_is_heard():
    outcome = happen(SEARCHING, ev.ListenToMe())
    assert (outcome.visit.state, outcome.effects) == (State.LISTEN, ())
    assert outcome.visit.sought == Sought()


@pytest.mark.parametrize("listens", [(), ("km",)])
def test_where_nothing_understands_the_language_nobody_is_heard(listens):
    assert happen(SEARCHING, ev.ListenToMe(), listens=listens).refused == "not-asked"


def test_the_microphone_is_asked_for_once_the_page_has_been_said(asked):
    outcome = happen(asked, rp.PageHeard(), CORE)
    assert outcome.effects == (ListenForWords("vi", asked.spoken),)
    assert outcome.visit.heard


def test_a_touch_opens_no_microphone_for_a_button_may_follow(asked):
    assert happen(asked, ev.Touched()).effects == ()


@pytest.mark.parametrize(
    "again",
    [
        (ev.SayAgain(),),
        (ev.CallHelp(), ev.GoOn()),
        (ev.OpenLanguages(), ev.ChooseLanguage("vi")),
        (rp.HeadphonesChanged(plugged=True),),
    ],
)
def test_said_once_more_the_page_listens_when_it_has_been_said_and_not_before(asked, again):
    visit = happen(asked, rp.PageHeard(), CORE).visit
    for event in again:
        visit = happen(visit, event).visit
    assert (visit.state, visit.heard) == (State.LISTEN, False)
    outcome = happen(visit, rp.PageHeard(), CORE)
    assert outcome.visit.heard
    assert outcome.effects == (ListenForWords("vi", visit.spoken),)


def test_what_was_understood_is_looked_for_as_if_it_had_been_typed(asked):
    outcome = happen(asked, rp.WordsHeard("  khai \n sanh ", asked.spoken), CORE)
    assert outcome.visit.state is State.SEARCH
    assert outcome.visit.sought == Sought("khai sanh", looking=True)
    assert outcome.effects == (SearchCatalogue("khai sanh"),)


def test_what_was_not_understood_is_said_and_nothing_is_looked_for(asked):
    outcome = happen(asked, rp.WordsHeard(" ", asked.spoken), CORE)
    assert (outcome.visit.state, outcome.effects) == (State.SEARCH, ())
    assert outcome.visit.sought.unheard
    assert not happen(outcome.visit, ev.Type("search", "k")).visit.sought.unheard


def test_a_whole_speech_is_cut_to_what_may_be_typed(asked):
    assert len(happen(asked, rp.WordsHeard("a" * 500, asked.spoken), CORE).visit.sought.text) == LONGEST


@pytest.mark.parametrize("state", [State.SEARCH, State.HOME, State.HELP, State.ATTRACT])
def test_words_that_come_after_the_page_was_left_are_dropped(asked, state):
    assert happen(replace(asked, state=state), rp.WordsHeard("khai sanh", asked.spoken), CORE).refused


def test_words_of_an_asking_before_this_one_are_dropped(asked):
    assert happen(asked, rp.WordsHeard("khai sanh", asked.spoken + 1), CORE).refused == "out-of-date"


def test_whoever_would_rather_type_goes_back_to_the_keys(asked):
    assert happen(asked, ev.Back()).visit.state is State.SEARCH


def test_a_helper_s_words_are_never_printed():
    assert "khai" not in repr(rp.WordsHeard("khai sanh", 1))
