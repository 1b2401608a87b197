"""The page of the devices: a helper's, who has signed in while nobody's application is open."""

from dataclasses import replace
from typing import get_args

import pytest

from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.bench import Bench
from kiosk.visit.device_reports import ScanTried, ToneEnded
from kiosk.visit.effects import LookAtDevices, PlayTone, PrintTryout, ReleaseLease
from kiosk.visit.holding import residents
from kiosk.visit.states import CORE, Complaint, State, Visit
from kiosk.visit.step import step
from tests.visit.walking import NOW, SIGNED_IN, catalogue, control

WELL = rp.DeviceSeen("printer", "ready"), rp.DeviceSeen("scanner", "here")


def go(visit, event, counters=1):
    by = CORE if isinstance(event, get_args(rp.Report)) else control(visit)
    return step(visit, event, NOW, by, catalogue(), counters=counters)


def of(outcome, kind):
    return [each for each in outcome.effects if isinstance(each, kind)]


KNOWN = rp.HelperKnown(SIGNED_IN.helper, "Anh Tài", "Trần Văn Tài", "")


def board():
    """The board, opened by a badge alone."""
    return go(Visit(id="visit", state=State.OPENING), KNOWN).visit


@pytest.fixture
def opened():
    at = Visit(id="visit", state=State.SIGNING_IN, before_help=State.REFER)
    return go(at, SIGNED_IN, counters=0)


@pytest.fixture
def at(opened):
    return opened.visit


def test_opens_by_badge_and_pin_where_nothing_can_be_taken_over_and_looks_at_once(opened):
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


def test_a_board_that_a_badge_alone_has_opened_asks_for_its_pin_first():
    asked = go(board(), ev.OpenDevices()).visit
    assert (asked.state, asked.helper_holds) == (State.SIGN_IN_PIN, False)
    opened = go(go(asked, ev.EnterPin("000000")).visit, SIGNED_IN).visit
    assert (opened.state, opened.helper_holds) == (State.DEVICES, True)
    back = go(opened, ev.Back()).visit
    assert (back.state, back.helper.by_badge) == (State.CALLING, False)
    assert go(back, ev.OpenDevices()).visit.state is State.DEVICES
    assert go(opened, rp.LeaseEnded()).visit.helper is None


def test_without_the_pin_the_board_comes_back_and_no_page_of_the_devices():
    asked = go(board(), ev.OpenDevices()).visit
    back = go(asked, ev.Back()).visit
    assert (back.state, back.helper.by_badge) == (State.CALLING, True)
    waits = go(go(asked, ev.EnterPin("111111")).visit, rp.SignInFailed("wait", 15)).visit
    assert (waits.state, waits.complaint) == (State.CALLING, Complaint("wait", number=15))
    again = go(go(asked, ev.EnterPin("111111")).visit, rp.SignInFailed("wrong-pin")).visit
    assert again.state is State.SIGN_IN_PIN


@pytest.mark.parametrize("code", ["locked", "revoked", "roster-expired"])
def test_a_badge_whose_pin_was_guessed_at_too_often_holds_the_board_no_longer(code):
    asked = go(board(), ev.OpenDevices()).visit
    gone = go(go(asked, ev.EnterPin("111111")).visit, rp.SignInFailed(code))
    assert (gone.visit.state, gone.visit.helper, gone.visit.complaint) == (State.HOME, None, Complaint(code))
    assert of(gone, ReleaseLease)


def test_a_lease_that_ends_while_the_pin_is_asked_for_closes_the_board():
    asked = go(board(), ev.OpenDevices()).visit
    assert go(asked, rp.LeaseEnded()).visit.state is State.ATTRACT
    laid_over = go(asked, ev.OpenLook()).visit
    assert go(laid_over, rp.LeaseEnded()).visit.helper is None


def test_a_board_that_badge_and_pin_have_opened_leads_there_at_once():
    at_home = Visit(id="visit", state=State.SIGNING_IN, before_help=State.HOME)
    opened = go(at_home, SIGNED_IN, counters=1).visit
    assert opened.state is State.CALLING
    assert go(opened, ev.OpenDevices()).visit.state is State.DEVICES


def test_opens_from_the_form_and_leads_back_to_it():
    at = Visit(id="visit", state=State.WORKBENCH, helper=board().helper)
    opened = go(at, ev.OpenDevices()).visit
    assert (opened.state, opened.helper_holds) == (State.DEVICES, True)
    assert residents(go(opened, ev.Back()).visit) == at
    ended = go(opened, rp.LeaseEnded()).visit
    assert (ended.state, ended.helper, ended.complaint) == (State.REVIEW, None, Complaint("helper-gone"))


@pytest.mark.parametrize("under", [State.HOME, State.UNATTENDED, State.SIBLINGS, State.QUESTION])
def test_without_a_scanner_the_badge_is_typed_from_the_page_that_says_that_help_comes(under):
    help_called = go(Visit(id="visit", state=under), ev.CallHelp()).visit
    asked = go(help_called, ev.OpenSignIn()).visit
    assert (asked.state, asked.behind) == (State.SIGN_IN_BADGE, None)
    assert asked.before_help is (State.HOME if under is State.UNATTENDED else under)
    assert go(asked, ev.Back()).visit.state is asked.before_help


def test_nobody_signs_in_from_over_a_page_that_a_helper_holds():
    at = Visit(id="visit", state=State.WORKBENCH, helper=board().helper)
    assert go(go(at, ev.CallHelp()).visit, ev.OpenSignIn()).refused


def test_a_badge_of_no_use_is_told_where_it_was_shown():
    for before in (State.HOME, State.QUEUE):
        at = Visit(id="visit", state=State.SIGNING_IN, before_help=before)
        refused = go(at, rp.SignInFailed("revoked")).visit
        assert (refused.state, refused.complaint) == (before, Complaint("revoked"))


def test_shows_what_was_seen_until_it_is_looked_at_anew(at):
    at = go(at, rp.DevicesSeen(WELL)).visit
    assert at.bench.seen == WELL
    again = go(at, ev.LookAgain())
    assert again.visit.bench.seen == ()
    assert of(again, LookAtDevices)


def test_of_what_is_held_under_the_scanner_only_that_it_came_is_told(at):
    assert go(at, ScanTried(legible=True)).refused
    waits = go(at, ev.TryScanner()).visit
    assert waits.bench.scan == "waiting"
    assert go(waits, ScanTried(legible=True)).visit.bench.scan == "came"
    assert go(waits, ScanTried(legible=False)).visit.bench.scan == "illegible"
    assert go(waits, ev.LookAgain()).visit.bench.scan == ""


def test_plays_one_tone_at_a_time_and_says_whether_it_was_played(at):
    played = go(at, ev.TrySound())
    assert of(played, PlayTone)
    assert go(played.visit, ToneEnded(played=True)).visit.bench.tone == "played"
    assert go(played.visit, ToneEnded(played=False)).visit.bench.tone == "unheard"


def test_what_is_tried_next_takes_the_place_of_what_was_told_before(at):
    printed = go(go(at, ev.TryPrinter()).visit, rp.TryoutEnded("printed")).visit
    waits = go(printed, ev.TryScanner()).visit
    assert (waits.bench.outcome, waits.bench.scan) == ("", "waiting")
    plays = go(waits, ev.TrySound()).visit
    assert (plays.bench.scan, plays.bench.tone) == ("", "playing")
    prints = go(plays, ev.TryPrinter()).visit
    assert (prints.bench.printing, prints.bench.tone) == (True, "playing")


def test_prints_one_test_at_a_time_and_says_what_the_printer_said(at):
    tried = go(at, ev.TryPrinter())
    assert of(tried, PrintTryout)
    ended = go(tried.visit, rp.TryoutEnded("unknown"))
    assert (ended.visit.bench.printing, ended.visit.bench.outcome) == (False, "unknown")
    assert of(ended, LookAtDevices)


@pytest.mark.parametrize("event", [ev.Back(), rp.LeaseEnded()])
def test_closes_with_the_helper_and_leads_back(at, event):
    closed = go(at, event)
    assert (closed.visit.state, closed.visit.helper, closed.visit.bench) == (State.REFER, None, Bench())
    assert of(closed, ReleaseLease)


@pytest.mark.parametrize("over", [rp.IdleWarned(), ev.CallHelp()])
def test_what_ends_under_a_page_laid_over_it_can_be_tried_again(at, over):
    tried = go(go(go(at, ev.TryPrinter()).visit, ev.TrySound()).visit, over).visit
    for report in (rp.TryoutEnded("printed"), ToneEnded(played=True), rp.DevicesSeen(WELL)):
        tried = go(tried, report).visit
    back = go(tried, ev.Back()).visit
    assert (back.state, back.bench.seen) == (State.DEVICES, WELL)
    assert of(go(back, ev.TryPrinter()), PrintTryout)
    assert of(go(back, ev.TrySound()), PlayTone)


@pytest.mark.parametrize("event", [ev.TryPrinter(), ev.TrySound()])
def test_a_second_touch_while_it_is_tried_does_nothing(at, event):
    tried = go(at, event).visit
    again = go(tried, event)
    assert (again.visit, again.effects, again.refused) == (tried, (), "")


def test_what_is_heard_too_late_changes_nothing(at):
    left = go(at, ev.Back()).visit
    for visit in (left, go(left, ev.OpenLook()).visit):
        assert go(visit, rp.TryoutEnded("printed")).visit == visit
        assert go(visit, rp.DevicesSeen(WELL)).visit == visit
