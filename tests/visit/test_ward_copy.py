"""Who saves may leave a copy with the ward: asked for plainly, said truthfully, never by itself."""

from dataclasses import replace

import pytest

from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.effects import Audit, LeaveWardCopy
from kiosk.visit.states import CORE, Consent, Helper, Paper, Resident, State
from tests.visit.walking import (
    NOW,
    SIGNED_IN,
    at_review,
    begun,
    happen,
    offered,
    practised,
    report,
    touch,
    view_of,
)

PRINTED, NO_PAPER = Paper("A001", "resume", "printed", out=True), Paper("A001", "resume", "out-of-paper")


def saved(paper=PRINTED):
    state = State.TICKET_OUT if paper is PRINTED else State.TICKET_FAILED
    return replace(at_review(), state=state, paper=paper)


def asked(paper=PRINTED):
    """Before the consent, read to its end."""
    return report(touch(saved(paper), "leave-copy"), rp.PageHeard())


def left(*, at_ward=False, paper=PRINTED):
    return report(touch(asked(paper), "yes"), rp.WardCopyKept(at_ward))


def ids(visit):
    return [button.id for button in offered(view_of(visit))]


@pytest.mark.parametrize("paper", [PRINTED, NO_PAPER], ids=["out", "failed"])
def test_a_copy_is_offered_beside_the_ticket_and_in_its_place(paper):
    assert "leave-copy" in ids(saved(paper))


@pytest.mark.parametrize(
    "paper",
    [
        Paper("A001", "receipt", "printed", out=True, received=True),
        Paper("A001", "home-visit", "printed", out=True),
        Paper("A012", "queue", "printed", out=True),
    ],
)
def test_it_is_offered_for_what_is_saved_alone(paper):
    visit = replace(saved(), paper=paper)
    assert "leave-copy" not in ids(visit)
    assert happen(visit, ev.LeaveCopy()).refused == "not-asked"


def test_it_is_not_offered_where_nothing_was_told_or_a_crash_has_left_the_number_alone():
    visit = saved()
    assert "leave-copy" not in ids(replace(visit, asked=replace(visit.asked, answers={})))


def test_yes_is_asleep_until_the_page_has_been_heard():
    page = touch(saved(), "leave-copy")
    assert page.state is State.LEAVE_COPY
    assert not {"yes", "no"} & set(ids(page))
    assert happen(page, ev.Decide(yes=True)).refused == "not-heard"


def test_yes_is_a_consent_of_its_own_and_seals_a_copy():
    outcome = happen(asked(), ev.Decide(yes=True), Resident("keypad"))
    assert outcome.visit.state is State.LEAVING_COPY
    assert outcome.visit.consents[-1] == Consent("leave-copy", NOW, "keypad")
    assert outcome.effects == (Audit("consent-given", "leave-copy"), LeaveWardCopy())


@pytest.mark.parametrize("paper", [PRINTED, NO_PAPER], ids=["out", "failed"])
def test_no_leaves_nothing_and_comes_back_to_the_ticket(paper):
    outcome = happen(asked(paper), ev.Decide(yes=False))
    assert outcome.effects == (Audit("consent-refused", "leave-copy"),)
    assert outcome.visit == replace(saved(paper), told="")


def test_a_helpers_hand_and_a_scan_count_for_nothing_there():
    by = Helper(SIGNED_IN.helper, "Anh Tài", "Trần Văn Tài", "")
    assert happen(asked(), ev.Decide(yes=True), by).refused == "resident-only"
    assert happen(asked(), rp.TicketScanned(), CORE).refused == "resident-only"


@pytest.mark.parametrize("at_ward", [False, True])
def test_it_is_said_where_the_copy_is_and_no_more(at_ward):
    visit = left(at_ward=at_ward)
    words = view_of(visit).question
    assert visit.ward_copy == ("received" if at_ward else "kept")
    assert ("Phường có bản" in words) == at_ward
    assert ("có mạng là gửi" in words) != at_ward


def test_the_ward_has_it_is_said_once_its_receipt_has_come():
    visit = report(left(), rp.WardCopyKept(at_ward=True))
    assert (visit.state, visit.ward_copy) == (State.COPY_LEFT, "received")


def test_a_receipt_for_nothing_is_refused():
    assert happen(saved(), rp.WardCopyKept(at_ward=True), CORE).refused == "not-asked"


@pytest.mark.parametrize(("paper", "then"), [(PRINTED, State.THANKS), (NO_PAPER, State.TICKET_FAILED)])
def test_after_it_comes_what_would_have_come(paper, then):
    after = touch(left(paper=paper), "done")
    assert after.state is then
    assert "leave-copy" not in ids(after)


def test_what_could_not_be_kept_is_said_so_and_may_be_tried_again():
    visit = report(touch(asked(NO_PAPER), "yes"), rp.NotKept("disk-full"))
    assert visit.state is State.TICKET_FAILED
    assert "Chưa để lại được" in view_of(visit).banner.text
    assert [one.purpose for one in visit.consents] == [one.purpose for one in saved().consents]
    again = touch(report(touch(visit, "leave-copy"), rp.PageHeard()), "yes")
    assert [one.purpose for one in again.consents].count("leave-copy") == 1


def test_practice_leaves_nothing_and_says_so():
    visit = practised(saved())
    assert begun(visit).person == visit.person
    page = happen(visit, ev.LeaveCopy()).visit
    page = happen(happen(page, rp.PageHeard(), CORE).visit, ev.Decide(yes=True)).visit
    end = happen(page, rp.WardCopyKept(at_ward=True), CORE).visit
    assert view_of(end).question == "Tập để lại bản xong rồi!"
    assert view_of(end).detail == "Không gửi đi đâu hết"
