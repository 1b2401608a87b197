"""A case for somebody who is not here: a helper holds it, and it is filed only by who stands here and may."""

from dataclasses import replace

import pytest

from kiosk.ids import HelperId
from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.absence import Absent
from kiosk.visit.effects import Audit, GrantLease, ReleaseLease, SaveDraft, SealDossier, Wipe
from kiosk.visit.states import CORE, RESIDENT, Asked, Complaint, Given, State
from kiosk.visit.witness_events import NodSeen
from tests.visit.walking import (
    SIGNED_IN,
    at_absent_case,
    at_full_board,
    at_review,
    buttons,
    happen,
    offered,
    report,
    touch,
    view_of,
)

SENTINEL = "Nguyễn Thị Lính Canh"


def ids(visit):
    return {button.id for button in offered(view_of(visit))}


def filled(visit):
    """The case with every answer of a whole application, and one name to look for."""
    answers = {**at_review().asked.answers, "mother_name": Given(SENTINEL, "helper")}
    return replace(visit, asked=replace(visit.asked, answers=answers, apart=at_review().asked.apart))


def with_home(visit):
    """The case with everything told of the home."""
    more = {
        "home_name": "Trần Thị Ví Dụ",
        "home_place": "26791|Khu phố 46|Số 3|",
        "home_landmark": "market",
        "home_about": "",
        "home_phone": "",
        "home_when": "any",
        "home_day": "any",
        "home_needs": "none",
    }
    given = {name: Given(value, "helper") for name, value in more.items()}
    return replace(visit, asked=replace(visit.asked, answers={**given, **visit.asked.answers}))


def told(asker, leave):
    return at_absent_case(asker, leave).absent


def test_who_asked_as_what_and_with_what_leave_is_recorded_in_codes():
    board = touch(at_full_board(), "day:absent")
    asked = touch(touch(board, "asker:relative"), "relation:child")
    outcome = happen(asked, next(b for b in offered(view_of(asked)) if b.id == "leave:paper").event)
    assert outcome.effects == (Audit("absent-opened", "relative.child.paper"),)
    assert outcome.visit.absent == Absent("relative", "child", "paper")
    assert outcome.visit.state is State.HOME


def test_a_neighbour_is_not_asked_what_they_are():
    assert touch(touch(at_full_board(), "day:absent"), "asker:neighbour").state is State.ABSENT_AUTHORISATION


def test_every_page_leads_back_to_the_board():
    visit = touch(touch(touch(at_full_board(), "day:absent"), "asker:phone"), "relation:self")
    for state in (State.ABSENT_RELATION, State.ABSENT_WHO, State.CALLING):
        visit = touch(visit, "back")
        assert visit.state is state
    assert visit.absent is None


def test_the_helper_holds_every_page_and_answers_are_theirs():
    visit = at_absent_case()
    assert visit.state is State.WORKBENCH
    assert visit.helper_holds
    assert happen(visit, ev.EditAnswer("mother_name"), RESIDENT).refused == "helper-holds"
    asking = happen(visit, ev.EditAnswer("mother_name")).visit
    after = happen(asking, ev.Answer("mother_name", SENTINEL)).visit
    assert after.asked.answers["mother_name"].by == "helper"
    tiles = touch(touch(touch(at_full_board(), "day:absent"), "asker:helper"), "leave:none")
    assert (tiles.state, tiles.helper_holds) == (State.HOME, True)
    assert not {"have-ticket", "learn", "take-number"} & ids(tiles), "somebody else's errand begins here"


def test_while_somebodys_visit_is_under_way_no_case_is_opened():
    board = replace(at_full_board(), asked=at_review().asked)
    refused = happen(board, next(b for b in offered(view_of(board)) if b.id == "day:absent").event)
    assert (refused.visit.state, refused.visit.complaint) == (State.CALLING, Complaint("visit-under-way"))


@pytest.mark.parametrize("asker", ["phone", "helper"])
def test_nobody_at_the_glass_confirms_what_was_asked_for_from_elsewhere(asker):
    for leave in ("paper", "phone", "none"):
        assert not told(asker, leave).may_file


def test_a_relative_or_a_neighbour_with_something_to_show_may_confirm():
    assert told("relative", "none").may_file
    assert told("neighbour", "paper").may_file
    assert told("neighbour", "phone").may_file
    assert not told("neighbour", "none").may_file


def test_a_case_by_phone_is_saved_or_visited_and_never_filed():
    visit = filled(at_absent_case("phone", "phone"))
    refused = touch(visit, "confirm")
    assert (refused.state, refused.complaint) == (State.WORKBENCH, Complaint("absent-no-confirm"))
    ways = touch(visit, "finish")
    assert ways.state is State.ABSENT_WAYS
    saved = happen(ways, ev.TakeWay("save"))
    assert saved.visit.state in {State.SAVING, State.SAVE_YEAR}
    assert SaveDraft() in saved.effects or saved.visit.state is State.SAVE_YEAR
    home = with_home(happen(ways, ev.TakeWay("home-visit")).visit)
    home = happen(touch(home, "finish"), ev.TakeWay("home-visit"))
    assert SealDossier("home-visit") in home.effects
    assert not home.visit.consents, "nobody has consented to anything"
    assert home.visit.along == ways.asked
    assert happen(ways, ev.TakeWay("with-helper")).refused


def test_the_present_relative_confirms_with_their_own_hand_alone():
    consent = touch(filled(at_absent_case("relative", "paper")), "confirm")
    assert consent.state is State.CONSENT
    assert not consent.helper_holds
    assert happen(consent, ev.Decide(yes=True), consent.helper).refused == "resident-only"


def test_an_application_goes_along_as_far_as_it_was_told_and_where_to_come_to_is_told_wholly():
    ways = touch(at_absent_case("phone", "phone"), "finish")
    home = happen(ways, ev.TakeWay("home-visit")).visit
    assert (home.state, home.along) == (State.WORKBENCH, ways.asked)
    assert home.asked.answers["home_for"] == Given("relative", "helper")
    told_so = happen(touch(home, "finish"), ev.TakeWay("home-visit")).visit
    assert (told_so.state, told_so.complaint) == (State.ABSENT_WAYS, Complaint("still-missing"))
    back = touch(told_so, "back")
    assert (back.state, back.asked, back.along) == (State.WORKBENCH, ways.asked, None)
    again = happen(touch(with_home(home), "finish"), ev.TakeWay("home-visit"))
    assert SealDossier("home-visit") in again.effects


def test_a_case_opened_for_a_call_may_ask_for_a_visit_and_nothing_else():
    case = at_absent_case("phone", "phone")
    tiles = replace(case, state=State.HOME, asked=Asked())
    home = touch(touch(tiles, "home-visit"), "go-on")
    assert home.state is State.WORKBENCH
    assert home.asked.answers["home_for"].value == "relative"
    asked = happen(touch(with_home(home), "finish"), ev.TakeWay("home-visit"))
    assert SealDossier("home-visit") in asked.effects


@pytest.mark.parametrize("name", ["hand-back", "withdraw"])
def test_nobody_is_offered_somebody_elses_answers_to_go_on_with(name):
    assert name not in {button.id for button in buttons(view_of(at_absent_case()))}


def test_beside_the_form_nobody_is_offered_to_go_on_alone_either():
    asking = happen(at_absent_case(), ev.EditAnswer("mother_name")).visit
    assert asking.helper_holds
    assert "withdraw" not in {button.id for button in buttons(view_of(asking))}
    assert happen(asking, ev.WithdrawConsent()).refused
    for button in offered(view_of(asking)):
        assert not happen(asking, button.event).refused, button.id


def test_a_helper_cannot_say_for_the_one_who_asks_that_they_nodded():
    consent = replace(touch(filled(at_absent_case("relative", "paper")), "confirm"), heard=True)
    nod = touch(consent, "witness")
    assert not nod.helper_holds
    assert happen(replace(nod, heard=True), NodSeen("other"), nod.helper).refused == "resident-only"


@pytest.mark.parametrize("event", [ev.HandBack(), ev.WithdrawConsent(), ev.SignOut(), ev.Back()])
def test_leaving_the_form_asks_how_it_ends(event):
    visit = at_absent_case()
    assert happen(visit, event).visit.state is State.ABSENT_WAYS


def test_a_helper_who_goes_leaves_a_page_that_shows_nothing():
    visit = filled(at_absent_case())
    gone = happen(visit, rp.LeaseEnded(), CORE)
    assert gone.visit.state is State.ABSENT_WAITS
    assert ReleaseLease("ended") in gone.effects
    assert gone.visit.helper is None
    assert SENTINEL not in str(view_of(gone.visit))
    assert "way:save" not in ids(touch(gone.visit, "forget")), "a passer-by would take the ticket"


def test_the_helpers_own_badge_ends_it_and_anybody_elses_does_not():
    visit = at_absent_case()
    assert happen(visit, rp.BadgeScanned(SIGNED_IN.helper), CORE).visit.state is State.ABSENT_WAITS
    stays = happen(visit, rp.BadgeScanned(HelperId("lan")), CORE).visit
    assert (stays.state, stays.complaint) == (State.WORKBENCH, Complaint("helper-is-here"))


def test_badge_and_pin_open_it_again_as_it_was():
    visit = filled(at_absent_case())
    waits = happen(visit, rp.LeaseEnded(), CORE).visit
    asked = happen(waits, rp.BadgeScanned(SIGNED_IN.helper), CORE).visit
    assert asked.state is State.SIGN_IN_PIN
    trying = happen(asked, ev.EnterPin("000000")).visit
    assert report(trying, rp.SignInFailed("locked")).state is State.ABSENT_WAITS
    again = happen(trying, SIGNED_IN, CORE)
    assert (again.visit.state, again.visit.asked) == (State.WORKBENCH, visit.asked)
    assert GrantLease(SIGNED_IN.helper) in again.effects


def test_what_nobody_comes_back_to_is_forgotten():
    waits = happen(filled(at_absent_case()), rp.LeaseEnded(), CORE).visit
    over = happen(happen(waits, rp.IdleWarned(), CORE).visit, rp.IdleOver(), CORE)
    assert (over.visit.state, over.visit.absent) == (State.ATTRACT, None)
    assert Wipe() in over.effects


def test_after_the_ticket_nobody_is_asked_how_it_was():
    visit = replace(filled(at_absent_case()), state=State.TICKET_OUT, helper=None)
    assert happen(visit, ev.GoOn()).visit.state is State.ATTRACT


@pytest.mark.parametrize("event", [rp.LeaseEnded(), rp.BadgeScanned(SIGNED_IN.helper)])
def test_a_helper_who_goes_before_anything_was_asked_leaves_no_case_that_nobody_opened(event):
    asked = touch(at_full_board(), "day:absent")
    for visit in (asked, happen(asked, rp.IdleWarned(), CORE).visit):
        gone = happen(visit, event, CORE)
        assert (gone.visit.state, gone.visit.absent) == (State.ATTRACT, None)
        assert ReleaseLease("ended") in gone.effects


def test_back_at_the_board_nothing_that_was_ticked_for_them_is_left_to_the_next_person():
    tiles = replace(at_absent_case(), state=State.HOME)
    assert tiles.has_entries
    visit = tiles
    while visit.state is not State.CALLING:
        visit = touch(visit, "back")
    assert not visit.has_entries
    assert happen(visit, ev.Back()).visit.state is State.ATTRACT


def test_a_case_that_was_hidden_comes_back_by_its_helpers_badge():
    hidden = happen(filled(at_absent_case()), ev.Hide()).visit
    assert hidden.state is State.HIDDEN
    shown = happen(hidden, rp.BadgeScanned(SIGNED_IN.helper), CORE).visit
    assert shown.state is State.WORKBENCH
