"""While a helper has the screen the resident's own manner waits, and comes back at any end; all can be hidden."""

from dataclasses import replace

import pytest

from kiosk.ids import HelperId
from kiosk.presenter.hiding import lock_told
from kiosk.presenter.scene import Stage
from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.effects import Audit, CheckPin
from kiosk.visit.holding import residents
from kiosk.visit.look import USUAL, Look
from kiosk.visit.states import CORE, State
from tests.visit.walking import (
    SIGNED_IN,
    at_handover,
    at_workbench,
    buttons,
    happen,
    offered,
    report,
    scene,
    touch,
    view_of,
)

HERS = Look(4, "dark", "low", "left")
OWN_BADGE = rp.BadgeScanned(SIGNED_IN.helper, signed_in=True)
ENDS = {
    "handed back": lambda at: touch(at, "hand-back"),
    "badge shown again": lambda at: report(at, OWN_BADGE),
    "lease over": lambda at: report(at, rp.LeaseEnded("face")),
    "signed out": lambda at: happen(at, ev.SignOut()).visit,
    "goes on alone": lambda at: happen(at, ev.WithdrawConsent()).visit,
    "to be confirmed": lambda at: happen(at, ev.AskToConfirm()).visit,
    "hidden": lambda at: happen(at, ev.Hide()).visit,
    "pointing": lambda at: happen(happen(at, ev.CallHelp()).visit, ev.OpenPointing()).visit,
}


def manner(visit):
    return visit.language, visit.look, visit.loudness


@pytest.fixture
def held():
    """A workbench over the visit of somebody who hears Khmer, loudly, and sees it large on black."""
    wished = replace(at_handover(language="km"), look=HERS, loudness=3, slow=True)
    return touch(report(wished, rp.PageHeard()), "yes")


def test_a_helpers_page_is_in_vietnamese_and_looks_as_usual(held):
    view = view_of(held)
    assert (held.state, manner(held), held.slow) == (State.WORKBENCH, ("vi", USUAL, 2), False)
    assert (view.language, view.look.contrast) == ("vi", "standard")
    assert not {"language", "look"} & {button.id for button in buttons(view)}


@pytest.mark.parametrize("end", ENDS)
def test_whatever_ends_it_the_residents_manner_is_back(held, end):
    after = ENDS[end](held)
    assert (manner(after), after.slow, after.stash) == (("km", HERS, 3), True, None)
    assert view_of(after).language == "km"


def test_a_helper_changes_nothing_of_it(held):
    assert happen(held, ev.OpenLanguages()).refused == "helpers-page"
    assert happen(held, ev.OpenLook()).refused == "helpers-page"


def test_what_is_kept_against_a_crash_is_the_residents(held):
    assert manner(residents(held)) == ("km", HERS, 3)


def test_hidden_nothing_of_anybody_is_on_the_screen(held):
    view = view_of(happen(held, ev.Hide()).visit)
    assert (view.rows, view.sections, view.entry, view.header.where, view.header.steps) == (
        (),
        (),
        None,
        "",
        0,
    )
    assert {button.id for button in offered(view)} == {"uncover", "alone", "again"}


def test_every_page_in_a_helpers_hands_can_be_hidden_and_comes_back_as_it_was(held):
    editing = happen(held, ev.EditAnswer("child_name")).visit
    for at in (held, editing, happen(held, ev.OpenDevices()).visit):
        assert view_of(at).hide is not None, at.state
        hidden = happen(at, ev.Hide()).visit
        shown = report(hidden, OWN_BADGE)
        assert replace(shown, spoken=at.spoken, heard=at.heard, speaking=at.speaking) == at


def test_nobody_elses_badge_brings_it_back(held):
    hidden = happen(held, ev.Hide()).visit
    for badge in (rp.BadgeScanned(), rp.BadgeScanned(HelperId("lan"), signed_in=True)):
        assert report(hidden, badge).state is State.HIDDEN


def test_without_a_scanner_the_pin_brings_it_back_and_a_wrong_one_does_not(held):
    asked = touch(happen(held, ev.Hide()).visit, "uncover")
    tried = happen(asked, ev.EnterPin("000000"))
    assert [one for one in tried.effects if isinstance(one, CheckPin)] == [CheckPin("000000", of_holder=True)]
    assert tried.visit.state is State.HIDDEN, "the wrong digits stay on the pad"
    refused = happen(tried.visit, rp.SignInFailed("wrong-pin", 0, SIGNED_IN.helper), CORE)
    assert refused.visit.state is State.HIDDEN_PIN
    assert Audit("sign-in-refused", "wrong-pin", SIGNED_IN.helper) in refused.effects
    assert report(refused.visit, SIGNED_IN).state is State.WORKBENCH


def test_the_resident_goes_on_alone_from_under_it(held):
    alone = touch(happen(held, ev.Hide()).visit, "alone")
    assert (alone.state, alone.helper, alone.behind) == (State.REVIEW, None, None)


def test_a_lease_that_ends_under_it_gives_the_screen_back(held):
    ended = report(happen(held, ev.Hide()).visit, rp.LeaseEnded())
    assert (ended.state, ended.helper, ended.behind) == (State.REVIEW, None, None)


def test_only_a_helpers_page_can_be_hidden():
    visit = at_handover()
    assert view_of(visit).hide is None
    assert happen(visit, ev.Hide()).refused


def test_the_last_half_minute_is_counted_down():
    around = replace(scene(), lease_left=28)
    assert lock_told(Stage(at_workbench(), around)) == "Tự khoá sau 0:28"
    assert lock_told(Stage(at_handover(), around)) == ""
