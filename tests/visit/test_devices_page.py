"""The page of the devices: a helper's, who has signed in while nobody's application is open."""

from dataclasses import replace
from typing import get_args

import pytest

from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.effects import LookAtDevices, PrintTryout, ReleaseLease
from kiosk.visit.states import CORE, Bench, State, Visit
from kiosk.visit.step import step
from tests.visit.walking import NOW, SIGNED_IN, catalogue, control

WELL = rp.DeviceSeen("printer", "ready"), rp.DeviceSeen("scanner", "here")


def go(visit, event, counters=1):
    by = CORE if isinstance(event, get_args(rp.Report)) else control(visit)
    return step(visit, event, NOW, by, catalogue(), counters=counters)


def of(outcome, kind):
    return [each for each in outcome.effects if isinstance(each, kind)]


@pytest.fixture
def opened():
    at = Visit(id="visit", state=State.SIGNING_IN, before_help=State.HOME)
    return go(at, SIGNED_IN)


@pytest.fixture
def at(opened):
    return opened.visit


def test_opens_by_badge_and_pin_where_residents_begin_and_looks_at_once(opened):
    assert opened.visit.state is State.DEVICES
    assert opened.visit.helper_holds
    assert of(opened, LookAtDevices)


def test_does_not_open_in_the_middle_of_an_application():
    asked = replace(Visit(id="visit").asked, procedure="1.001193")
    at = Visit(id="visit", state=State.SIGNING_IN, before_help=State.QUESTION, asked=asked)
    assert go(at, SIGNED_IN).visit.state is State.HANDOVER


def test_a_badge_where_no_numbers_are_called_asks_for_the_pin():
    for state in (State.ATTRACT, State.HOME):
        asked = go(Visit(id="visit", state=state), rp.BadgeScanned(), counters=0).visit
        assert (asked.state, asked.before_help) == (State.SIGN_IN_PIN, State.HOME)


def test_opens_from_the_board_and_leads_back_to_it():
    known = rp.HelperKnown(SIGNED_IN.helper, "Anh Tài", "Trần Văn Tài", "")
    board = go(Visit(id="visit", state=State.OPENING), known).visit
    opened = go(board, ev.OpenDevices()).visit
    assert (opened.state, opened.helper_holds) == (State.DEVICES, True)
    back = go(opened, ev.Back()).visit
    assert (back.state, back.helper, back.before_help) == (State.CALLING, board.helper, None)
    assert go(opened, rp.LeaseEnded()).visit.helper is None


def test_shows_what_was_seen_until_it_is_looked_at_anew(at):
    at = go(at, rp.DevicesSeen(WELL)).visit
    assert at.bench.seen == WELL
    again = go(at, ev.LookAgain())
    assert again.visit.bench.seen == ()
    assert of(again, LookAtDevices)


def test_prints_one_test_at_a_time_and_says_what_the_printer_said(at):
    tried = go(at, ev.TryPrinter())
    assert of(tried, PrintTryout)
    assert go(tried.visit, ev.TryPrinter()).refused
    ended = go(tried.visit, rp.TryoutEnded("unknown"))
    assert (ended.visit.bench.printing, ended.visit.bench.outcome) == (False, "unknown")
    assert of(ended, LookAtDevices)


@pytest.mark.parametrize("event", [ev.Back(), rp.LeaseEnded()])
def test_closes_with_the_helper_and_leads_back(at, event):
    closed = go(at, event)
    assert (closed.visit.state, closed.visit.helper, closed.visit.bench) == (State.HOME, None, Bench())
    assert of(closed, ReleaseLease)


def test_what_is_heard_too_late_changes_nothing(at):
    left = go(at, ev.Back()).visit
    assert go(left, rp.TryoutEnded("printed")).visit == left
