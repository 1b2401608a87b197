"""Copies of papers: asked for once, seen before they are kept, deleted at a touch, and nothing promised before."""

from dataclasses import replace

import pytest

from kiosk.visit import copy_events as ce
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.copies import Copies
from kiosk.visit.kinds import PracticeVisit
from kiosk.visit.states import CORE, RESIDENT, State
from tests.visit.walking import (
    at_consent,
    at_papers,
    at_review,
    at_workbench,
    begun,
    control,
    happen,
    offered,
    practised,
    view_of,
)

GLASS = {"copies": "glass"}
PAPER = "birth_notice"
SEEN = b"a grey picture of the paper"
FAILED = rp.CopiesStay("disk-full")


def press(visit, name):
    """Touch the button of this id."""
    found = [button for button in offered(view_of(visit, **GLASS)) if button.id == name]
    assert found, (name, [button.id for button in offered(view_of(visit, **GLASS))])
    return happen(visit, found[0].event, **GLASS)


def told(visit, event):
    """Let the machine report something."""
    return happen(visit, event, CORE, **GLASS)


def agreed_to_process(visit=None):
    visit = at_consent() if visit is None else visit
    return press(replace(visit, heard=True), "yes").visit


def at_lay_down():
    return press(replace(agreed_to_process(), heard=True), "yes").visit


def at_seen(verdict="good"):
    return told(press(at_lay_down(), "copy-now").visit, rp.PaperSeen(verdict, SEEN)).visit


def at_more_pages(pages=1):
    return told(press(at_seen(), "keep").visit, rp.CopyKept(PAPER, pages)).visit


def at_copies():
    return happen(at_more_pages(), ev.Back(), **GLASS).visit


def purposes(visit):
    return [consent.purpose for consent in visit.consents]


def test_without_a_document_scanner_nobody_is_asked():
    visit = happen(replace(at_consent(), heard=True), ev.Decide(yes=True)).visit
    assert visit.state is State.WAYS


def test_who_did_not_bring_the_paper_is_not_asked():
    visit = at_consent()
    without = replace(visit, asked=replace(visit.asked, papers={PAPER: False}))
    assert agreed_to_process(without).state is State.WAYS


def test_of_a_citizen_card_no_copy_is_offered():
    visit = at_consent()
    cards = replace(visit, asked=replace(visit.asked, papers={PAPER: False, "parent_card": True}))
    assert agreed_to_process(cards).state is State.WAYS


def test_the_consent_to_copies_is_its_own_and_counts_only_once_it_was_heard():
    visit = agreed_to_process()
    assert visit.state is State.COPY_CONSENT
    assert view_of(visit, **GLASS).residents_hand
    assert happen(visit, ev.Decide(yes=True), RESIDENT, **GLASS).refused == "not-heard"
    outcome = press(replace(visit, heard=True), "yes")
    assert purposes(outcome.visit) == ["process", "keep-copy"]
    assert fx.Audit("consent-given", "keep-copy") in outcome.effects


def test_who_says_no_to_copies_goes_on_and_is_not_asked_again():
    visit = press(replace(agreed_to_process(), heard=True), "no").visit
    assert visit.state is State.WAYS
    assert purposes(visit) == ["process"]
    at_answers = happen(visit, ev.Back(), **GLASS).visit
    while at_answers.state is State.REVIEW:
        last = [b for b in offered(view_of(at_answers, **GLASS)) if b.id in {"go-on", "next-page"}]
        at_answers = happen(at_answers, last[0].event, **GLASS).visit
    assert at_answers.state is State.WAYS


def test_a_single_paper_is_laid_down_at_once_and_copied_at_a_touch():
    visit = at_lay_down()
    assert (visit.state, visit.copies.paper) == (State.LAY_DOWN, PAPER)
    outcome = press(visit, "copy-now")
    assert outcome.visit.state is State.COPYING
    assert outcome.effects == (fx.CopyPaper(PAPER),)


def test_what_was_seen_is_shown_and_nothing_is_kept_before_the_person_says_so():
    visit = at_seen()
    view = view_of(visit, **GLASS)
    assert (view.layout, view.preview) == ("copy", SEEN)
    assert visit.copies.kept == {}
    outcome = press(visit, "keep")
    assert outcome.effects == (fx.KeepCopy(PAPER),)
    assert outcome.visit.copies.kept == {}
    kept = told(outcome.visit, rp.CopyKept(PAPER, 1)).visit
    assert (kept.state, kept.copies.kept) == (State.MORE_PAGES, {PAPER: 1})


@pytest.mark.parametrize(
    ("verdict", "first", "others"),
    [
        ("good", "keep", ["once-more", "turn"]),
        ("dark", "once-more", ["keep", "turn"]),
        ("blurred", "once-more", ["keep", "turn"]),
        ("empty", "once-more", []),
    ],
)
def test_the_likely_choice_comes_first_and_the_person_has_the_last_word(verdict, first, others):
    choices = view_of(at_seen(verdict), **GLASS).choices
    assert [button.id for button in choices] == [first, *others]
    assert [button.style for button in choices] == ["go", *(["answer"] * len(others))]


def test_of_an_empty_glass_nothing_is_kept():
    assert happen(at_seen("empty"), ce.KeepPage(), **GLASS).refused == "nothing-seen"


LEAVINGS = {
    "once more": ce.CopyPaperNow(),
    "back": ev.Back(),
    "kept": ce.KeepPage(),
    "not seen any more": rp.PaperNotSeen("absent"),
    "the helper is gone": rp.LeaseEnded(),
}


@pytest.mark.parametrize("left", LEAVINGS)
def test_what_was_seen_is_gone_with_the_page_that_shows_it(left):
    visit = at_seen()
    if left == "the helper is gone":
        visit = replace(visit, helper=at_workbench().helper)
    outcome = happen(visit, LEAVINGS[left], control(visit), **GLASS)
    assert not outcome.refused
    assert outcome.visit.state is not State.COPY_SEEN
    assert (outcome.visit.copies.preview, outcome.visit.copies.verdict) == (b"", "")
    assert (fx.DropCopy() in outcome.effects) == (left != "kept"), (
        "the engine forgets it, too, but to keep it"
    )


def test_what_was_seen_stays_under_a_page_that_is_laid_over_it_and_goes_when_the_visit_is_saved_from_there():
    over = happen(at_seen(), ev.CallHelp(), **GLASS).visit
    assert over.copies.preview == SEEN
    saved = happen(over, ev.TakeWay("save"), **GLASS)
    assert saved.visit.copies.preview == b""
    assert fx.DropCopy() in saved.effects


def test_who_saves_from_a_page_of_copies_and_cannot_comes_back_to_where_the_paper_is_laid_down():
    """What was seen is forgotten by then: there is nothing that "good" could be said of."""
    over = happen(at_seen(), ev.CallHelp(), **GLASS).visit
    saving = happen(over, ev.TakeWay("save"), **GLASS).visit
    back = happen(told(saving, rp.NotKept("disk-full")).visit, ev.Back(), **GLASS).visit
    assert (back.state, back.copies.paper) == (State.LAY_DOWN, PAPER)


def test_the_page_can_be_turned_until_it_stands_right():
    visit = at_seen()
    outcome = press(visit, "turn")
    assert outcome.effects == (fx.TurnCopy(),)
    turned = told(outcome.visit, rp.PaperSeen("good", b"turned")).visit
    assert view_of(turned, **GLASS).preview == b"turned"


@pytest.mark.parametrize("code", ["absent", "busy", "cover", "jam", "empty-feeder", "unreadable"])
def test_a_scanner_that_saw_nothing_says_what_to_do_and_leaves_a_way_on(code):
    visit = told(press(at_lay_down(), "copy-now").visit, rp.PaperNotSeen(code)).visit
    assert visit.state is State.LAY_DOWN
    assert view_of(visit, **GLASS).banner.text
    assert {"copy-now", "go-on"} <= {button.id for button in offered(view_of(visit, **GLASS))}


def test_looking_can_be_stopped_and_nobody_is_told_what_they_did_themselves():
    busy = press(at_lay_down(), "copy-now").visit
    stopped = press(busy, "stop")
    assert stopped.effects == (fx.StopCopy(),)
    after = told(stopped.visit, rp.PaperNotSeen("cancelled")).visit
    assert (after.state, after.complaint) == (State.LAY_DOWN, None)


def test_keeping_is_not_stopped_halfway():
    keeping = press(at_seen(), "keep").visit
    assert "stop" not in {button.id for button in offered(view_of(keeping, **GLASS))}
    assert happen(keeping, ce.StopCopying(), **GLASS).refused


def test_a_page_that_could_not_be_kept_is_not_counted():
    failed = told(press(at_seen(), "keep").visit, rp.NotKept("disk-full")).visit
    assert (failed.state, failed.copies.kept, failed.copies.keeping) == (State.LAY_DOWN, {}, False)
    assert failed.complaint.code == "disk-full"


def at_full(kept=1):
    keeping = press(at_seen(), "keep").visit
    before = replace(keeping, copies=replace(keeping.copies, kept={PAPER: kept}))
    return told(before, rp.NotKept("copies-full"))


def test_where_no_page_more_fits_both_ways_on_are_offered_alike_and_nothing_is_counted():
    full = at_full()
    assert (full.visit.state, full.visit.copies.kept) == (State.COPIES_FULL, {PAPER: 1})
    assert fx.DropCopy() in full.effects
    seen = view_of(full.visit, **GLASS)
    assert [(b.id, b.style) for b in seen.choices] == [("make-room", "answer"), ("go-on", "answer")]
    assert seen.picture == "copies-full"


def test_where_no_page_more_fits_it_goes_on_without_it():
    after = press(at_full().visit, "go-on").visit
    assert (after.state, after.copies.kept) == (State.WAYS, {PAPER: 1})


def test_where_no_page_more_fits_another_can_be_deleted_and_this_one_laid_down_again():
    papers = press(at_full().visit, "make-room").visit
    assert papers.state is State.COPIES
    gone = told(press(papers, f"paper:{PAPER}:delete").visit, rp.CopiesForgotten(PAPER)).visit
    assert press(gone, f"paper:{PAPER}:copy").visit.state is State.LAY_DOWN
    assert happen(at_full().visit, ev.Back(), **GLASS).visit.state is State.LAY_DOWN


def test_where_no_page_more_fits_a_helper_who_holds_the_visit_chooses():
    full = replace(at_full().visit, helper=at_workbench().helper)
    assert full.helper_holds
    assert press(full, "go-on").visit.state is State.WORKBENCH


def test_another_page_is_laid_down_and_after_the_last_it_goes_on():
    assert press(at_more_pages(), "yes").visit.state is State.LAY_DOWN
    assert press(at_more_pages(), "no").visit.state is State.WAYS


def test_kept_pages_are_counted_and_are_gone_from_the_page_once_they_are_gone():
    visit = at_copies()
    card = view_of(visit, **GLASS).papers[0]
    assert (card.has, "1" in card.told) == (True, True)
    asked = press(visit, card.no.id)
    assert asked.effects == (fx.ForgetCopies(PAPER),)
    assert asked.visit.copies.kept == {PAPER: 1}
    gone = told(asked.visit, rp.CopiesForgotten(PAPER)).visit
    assert view_of(gone, **GLASS).papers[0].no is None


def test_pages_that_could_not_be_deleted_are_said_to_be_there_still():
    stay = told(press(at_copies(), view_of(at_copies(), **GLASS).papers[0].no.id).visit, FAILED).visit
    assert (stay.state, stay.complaint.code, stay.copies.kept) == (State.COPIES, "disk-full", {PAPER: 1})
    assert view_of(stay, **GLASS).banner.text


@pytest.mark.parametrize("busy", [State.SEALING, State.SAVING, State.COPYING])
def test_a_deletion_that_fails_late_is_not_taken_for_what_is_kept_meanwhile(busy):
    """Else a dossier would be called not kept that is about to be, and would be filed twice."""
    assert happen(replace(at_copies(), state=busy), FAILED, CORE, **GLASS).refused


def test_taking_the_consent_back_deletes_every_page():
    outcome = press(at_copies(), "keep-none")
    assert outcome.visit.state is State.WAYS
    assert outcome.visit.copies.kept == {}
    assert purposes(outcome.visit) == ["process"]
    assert outcome.effects == (fx.Audit("consent-withdrawn", "keep-copy"), fx.ForgetCopies())


def test_who_does_not_bring_the_paper_after_all_keeps_no_copy_of_it():
    visit = replace(at_papers(), copies=Copies(kept={PAPER: 2}))
    assert fx.ForgetCopies(PAPER) in happen(visit, ev.MarkPaper(PAPER, has=False)).effects
    assert happen(visit, ev.MarkPaper(PAPER, has=True)).effects == ()


def test_another_procedure_begins_without_the_copies_made_for_this_one():
    home = replace(at_copies(), state=State.HOME)
    outcome = happen(home, ev.ChooseLifeEvent("marriage"), **GLASS)
    while outcome.visit.state is State.APART:
        outcome = happen(outcome.visit, view_of(outcome.visit).choices[0].event, **GLASS)
    assert outcome.visit.copies.kept == {}
    assert fx.ForgetCopies(held=False) in outcome.effects


def test_the_answers_tell_how_many_pages_go_along():
    words = view_of(replace(at_copies(), state=State.CONFIRM), **GLASS).detail
    assert "1" in words
    assert "1" not in view_of(replace(at_review(), state=State.CONFIRM), **GLASS).detail


def test_the_helper_copies_papers_once_the_resident_has_agreed():
    bench = at_workbench()
    bench = replace(bench, asked=replace(bench.asked, papers={PAPER: True}))
    asked = press(bench, "copies").visit
    assert (asked.state, asked.helper_holds) == (State.COPY_CONSENT, False)
    assert happen(replace(asked, heard=True), ev.Decide(yes=True), asked.helper, **GLASS).refused
    copying = press(replace(asked, heard=True), "yes").visit
    assert (copying.state, copying.helper_holds) == (State.LAY_DOWN, True)
    kept = replace(copying, state=State.MORE_PAGES, copies=Copies(PAPER, kept={PAPER: 1}))
    back = happen(kept, ev.Decide(yes=False), kept.helper, **GLASS).visit
    assert back.state is State.WORKBENCH
    assert "1" in next(b.text for b in offered(view_of(back, **GLASS)) if b.id == "copies")


def test_a_no_at_the_workbench_leads_back_to_it():
    bench = at_workbench()
    bench = replace(bench, asked=replace(bench.asked, papers={PAPER: True}))
    asked = press(bench, "copies").visit
    assert press(replace(asked, heard=True), "no").visit.state is State.WORKBENCH


def test_a_saved_visit_brings_back_the_pages_that_lie_here_and_asks_anew_whether_they_may():
    opened = rp.DraftOpened(
        "vi", "birth", "1.001193", {}, {PAPER: True}, {}, "", 1961, {PAPER: 2, "gone_paper": 1}
    )
    looking = replace(at_review(), state=State.LOOKING)
    back = told(looking, opened).visit
    assert back.copies.kept == {PAPER: 2}
    assert "keep-copy" not in purposes(back)


def test_a_ticket_whose_procedure_is_gone_leaves_no_pages_of_anybody_to_go_along():
    """What opened the pages of before is forgotten when a ticket opens; what that holds is not this person's."""
    opened = rp.DraftOpened("vi", "birth", "gone", {}, {PAPER: True}, {}, "", 1961, {PAPER: 1})
    looking = replace(at_review(), state=State.LOOKING, copies=Copies(kept={PAPER: 1}))
    back = told(looking, opened).visit
    assert (back.state, back.copies.kept) == (State.RESUME, {})


def test_in_practice_a_made_up_paper_is_shown_and_no_picture_of_anybody():
    visit = told(press(practised(at_lay_down()), "copy-now").visit, rp.PaperSeen("good", b"")).visit
    assert isinstance(visit, PracticeVisit)
    view = view_of(visit, **GLASS)
    assert (view.picture, view.preview) == ("practice-paper", b"")
    assert begun(visit).copies == Copies()


def test_nothing_of_a_paper_can_be_printed():
    assert "grey" not in repr(at_seen())
    assert "grey" not in repr(rp.PaperSeen("good", SEEN))
