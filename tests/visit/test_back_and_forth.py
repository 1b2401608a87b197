"""Going back loses nothing; ending loses everything."""

from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from msgspec import structs

from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.effects import Audit, PrintTicket, ReleaseLease, SaveDraft, Wipe
from kiosk.visit.states import CORE, RESIDENT, RESIDENT_ONLY, Complaint, State, Visit
from tests.visit.walking import (
    CARD,
    SIGNED_IN,
    all_read,
    answered,
    at_confirm,
    at_consent,
    at_handover,
    at_home,
    at_papers,
    at_review,
    at_sealing,
    at_ways,
    at_workbench,
    buttons,
    catalogue,
    fresh,
    happen,
    offered,
    report,
    through_papers,
    touch,
    view_of,
)

EVENTS = ("birth", "marriage", "death")


def forward(visit, known=None):
    """Go on without entering anything new."""
    if visit.state is State.HOME:
        return touch(visit, f"event:{visit.asked.life_event}")
    if visit.state in {State.APART, State.SIBLINGS}:
        return touch(visit, view_of(visit).choices[0].id)
    if visit.state in {State.ABOUT, State.PAPERS}:
        return touch(visit, "go-on")
    given_before = visit.asked.answers[visit.asked.asking]
    outcome = happen(visit, ev.Answer(visit.asked.asking, given_before.value))
    assert not outcome.refused
    return outcome.visit


@settings(max_examples=60, deadline=None, derandomize=True)
@given(event=st.sampled_from(EVENTS), back=st.integers(1, 30))
def test_back_and_forth_never_loses_an_answer(event, back):
    visit = all_read(at_review(event))
    told = visit.asked
    for _ in range(back):
        if visit.state is State.HOME:
            break
        visit = touch(visit, "back")
        assert visit.asked.answers == told.answers
        assert visit.asked.papers == told.papers
    for _ in range(90):
        if visit.state is State.REVIEW:
            break
        visit = forward(visit)
        assert visit.asked.answers == told.answers
        assert visit.asked.papers == told.papers
    assert visit.state is State.REVIEW


@pytest.mark.parametrize("event", EVENTS)
def test_back_from_the_tiles_asks_before_answers_are_forgotten(event):
    visit = answered(through_papers(at_papers(event)))
    for _ in range(12):
        if visit.state is State.HOME:
            break
        visit = touch(visit, "back")
    asked = touch(visit, "back")
    assert asked.state is State.START_OVER
    assert touch(asked, "no").asked.answers == visit.asked.answers
    outcome = happen(asked, ev.Decide(yes=True))
    assert outcome.visit == Visit(id=visit.id)
    assert isinstance(outcome.effects[-1], Wipe)


def test_back_from_the_tiles_with_nothing_entered_ends_the_visit():
    outcome = happen(at_home("en"), ev.Back())
    assert outcome.visit == fresh()
    assert outcome.effects == (Wipe(),)


@pytest.mark.parametrize("make", [at_review, at_ways, at_workbench, at_confirm])
def test_whoever_walks_away_leaves_nothing(make):
    visit = report(make(), rp.IdleWarned())
    outcome = happen(visit, rp.IdleOver(), CORE)
    assert outcome.visit == fresh()
    assert isinstance(outcome.effects[-1], Wipe)
    assert any(isinstance(effect, ReleaseLease) for effect in outcome.effects) == (visit.helper is not None)


def test_one_tap_at_the_warning_brings_the_page_back():
    visit = at_review()
    warned = report(visit, rp.IdleWarned())
    # What was told before the warning is not read back once more after it.
    assert replace(touch(warned, "still-here"), spoken=0) == replace(visit, spoken=0, told="")


def test_the_language_changes_and_the_place_stays():
    visit = answered(through_papers(at_papers()))
    changed = touch(touch(visit, "language"), "language:km")
    assert (changed.language, changed.state, changed.asked) == ("km", State.QUESTION, visit.asked)


@pytest.mark.parametrize("overlay", ["language", "help", "start-over"])
@pytest.mark.parametrize("other", ["language", "help", "start-over"])
def test_an_overlay_over_an_overlay_still_comes_back_to_the_page(overlay, other):
    visit = answered(through_papers(at_papers()))
    over = touch(visit, overlay)
    if other in {button.id for button in offered(view_of(over))}:
        over = touch(over, other)
    assert over.behind is State.QUESTION
    assert happen(over, ev.Back()).visit.asked == visit.asked
    assert happen(over, ev.Back()).visit.state is State.QUESTION


@pytest.mark.parametrize("make", [at_consent, at_handover, at_confirm])
def test_hearing_the_page_above_is_not_hearing_the_page_below(make):
    visit = make()
    over = touch(visit, "language")
    back = happen(report(over, rp.PageHeard()), ev.Back()).visit
    assert back.state is visit.state
    assert back.state in RESIDENT_ONLY
    assert not back.heard
    assert happen(back, ev.Decide(yes=True)).refused == "not-heard"
    assert all(button.state == "off" for button in buttons(view_of(back)) if button.id in {"yes", "no"})


def test_the_last_page_must_be_heard_before_anything_is_filed():
    first = report(at_confirm(), rp.PageHeard())
    assert happen(first, ev.Decide(yes=True)).refused == "not-heard"
    assert happen(first, ev.TurnPage(2)).refused == "not-heard"
    last = all_read(at_confirm())
    assert happen(last, ev.TurnPage(last.page + 1)).refused == "no-such-page"
    assert happen(last, ev.Decide(yes=True)).visit.state is State.SEALING


def test_saving_from_start_over_leads_back_to_where_it_began():
    visit = answered(through_papers(at_papers()))
    saving = touch(touch(visit, "start-over"), "way:save")
    assert saving.state is State.SAVE_YEAR
    roundabout = happen(touch(saving, "language"), ev.Back()).visit
    back = touch(roundabout, "back")
    assert (back.state, back.asked) == (State.QUESTION, visit.asked)


def test_nothing_leads_past_consent():
    """However saving, languages and going back are mixed, the three ways come after the resident's yes."""
    visit = answered(through_papers(at_papers()))
    visit = touch(touch(visit, "start-over"), "way:save")
    for name in ("start-over", "way:save", "language"):
        visit = touch(visit, name)
    visit = touch(touch(visit, "back"), "back")
    assert visit.state is not State.WAYS
    assert visit.consents == ()


def test_saving_asks_for_the_year_only_when_it_is_not_known():
    with_year = happen(at_ways(), ev.TakeWay("save"))
    assert with_year.effects == (SaveDraft(),)
    assert with_year.visit.birth_year == 2026
    early = touch(touch(answered(through_papers(at_papers())), "start-over"), "way:save")
    assert happen(early, ev.EnterYear(1850)).visit.complaint == Complaint("bad-year")
    assert happen(early, ev.EnterYear(1961)).effects == (SaveDraft(),)


def test_what_has_a_ticket_already_is_not_saved_once_more():
    visit = report(report(at_sealing(), rp.DossierKept("A001")), rp.DossierWaits("A001"))
    failed = report(visit, rp.PrintEnded("out-of-paper"))
    over = touch(failed, "start-over")
    assert "way:save" not in {button.id for button in buttons(view_of(over))}
    assert happen(over, ev.TakeWay("save")).refused == "nothing-to-save"


def test_a_helpers_save_ends_the_take_over():
    visit = touch(touch(at_workbench(), "start-over"), "way:save")
    outcome = happen(visit, rp.DraftKept("A001"), CORE)
    assert outcome.visit.helper is None
    assert ReleaseLease("ended") in outcome.effects


def test_what_could_not_be_kept_is_still_here():
    visit = report(at_sealing(), rp.NotKept("disk-full"))
    assert visit.complaint == Complaint("disk-full")
    assert not visit.paper.number
    assert visit.asked.answers == at_sealing().asked.answers
    assert touch(visit, "back").state is State.WORKBENCH
    assert touch(visit, "go-on").state is State.SEALING


def test_a_helper_whom_nobody_let_in_gets_no_workbench_through_a_full_disk():
    visit = at_handover()
    saving = happen(happen(visit, ev.StartOver()).visit, ev.TakeWay("save")).visit
    kept = report(saving, rp.NotKept("disk-full"))
    back = happen(kept, ev.Back()).visit
    assert back.state is State.HANDOVER
    assert not back.helper_holds


@pytest.mark.parametrize("outcome", ["out-of-paper", "cover-open", "absent", "cutter", "hot", "failed"])
def test_a_slip_that_failed_is_never_called_printed_nor_printed_again_by_itself(outcome):
    printing = report(report(at_sealing(), rp.DossierKept("A001")), rp.DossierReceived("A001"))
    ended = happen(printing, rp.PrintEnded(outcome), CORE)
    assert ended.visit.state is State.TICKET_FAILED
    assert not any(isinstance(effect, PrintTicket) for effect in ended.effects)
    assert happen(ended.visit, ev.TryPrintAgain()).effects == (PrintTicket(reprint=False),)


def test_a_slip_that_may_be_out_is_asked_about_and_the_next_is_a_reprint():
    printing = report(report(at_sealing(), rp.DossierKept("A001")), rp.DossierReceived("A001"))
    ended = happen(printing, rp.PrintEnded("unknown"), CORE)
    assert (ended.visit.state, ended.effects) == (State.TICKET_ASK, ())
    failed = touch(ended.visit, "no")
    again = happen(failed, ev.TryPrintAgain())
    assert again.effects == (PrintTicket(reprint=True),)
    jammed = report(again.visit, rp.PrintEnded("cutter"))
    assert happen(jammed, ev.TryPrintAgain()).effects == (PrintTicket(reprint=True),)


def test_a_lease_that_ends_gives_the_screen_back_with_all_answers():
    visit = at_workbench()
    ended = report(visit, rp.LeaseEnded())
    assert (ended.state, ended.helper, ended.asked) == (State.REVIEW, None, visit.asked)


def test_where_there_is_nothing_to_fill_in_a_helper_sees_the_devices_alone_and_goes():
    for life_event in catalogue().events:
        visit = touch(at_home(), f"event:{life_event.id}")
        for _ in range(5):
            if visit.state is State.REFER:
                break
            if visit.state not in {State.APART, State.SIBLINGS}:
                break
            visit = touch(visit, view_of(visit).choices[-1].id)
        if visit.state is not State.REFER:
            continue
        visit = happen(report(visit, rp.BadgeScanned()), ev.EnterPin("000000")).visit
        visit = report(visit, SIGNED_IN)
        assert (visit.state, visit.helper_holds) == (State.DEVICES, True)
        visit = happen(visit, ev.Back()).visit
        assert (visit.state, visit.helper) == (State.REFER, None)
        assert visit.complaint == Complaint("nothing-to-take-over")


def test_a_scanned_card_fills_only_after_a_yes():
    told = at_review().asked.answers
    mother = happen(at_review(), ev.EditAnswer("mother_name")).visit
    card = report(mother, CARD)
    assert (card.state, card.asked.answers) == (State.WHOSE_CARD, told)
    card = touch(card, "whose:requester")
    assert (card.state, card.asked.answers) == (State.CARD, told)
    assert touch(card, "no").asked.answers == told
    filled = touch(touch(card, "next-page"), "yes").asked.answers
    assert filled["mother_name"].by == "card"
    assert filled["mother_birth"].value == "1961"


def test_a_draft_comes_back_without_the_consent_of_the_visit_that_ended():
    before = at_ways()
    visit = replace(before, state=State.LOOKING)
    opened = rp.DraftOpened(
        "en", "birth", "1.001193", {}, {}, {"child_name": ("Trần Văn Mẫu", "card")}, "", 1961
    )
    back = report(visit, opened)
    assert back.consents == ()
    assert back.asked.answers["child_name"].by == "card"
    assert back.language == "en"


def test_a_drafts_answers_are_held_to_todays_rules():
    visit = replace(at_home(), state=State.LOOKING)
    kept = {"child_name": ("Trần Văn Mẫu", "resident"), "child_birth": ("2026-01-02", "resident")}
    kept |= {"mother_birth": ("3000", "resident"), "gone": ("x", "resident")}
    back = report(visit, rp.DraftOpened("vi", "birth", "1.001193", {}, {}, kept, "", 1961))
    assert back.asked.answers["child_birth"].doubt == "too_long_ago"
    assert set(back.asked.answers) == {"child_name", "child_birth"}


def test_the_first_question_for_the_year_blames_nobody():
    visit = replace(at_home(), birth_year=1961)
    found = report(report(visit, rp.TicketScanned()), rp.DraftFound(5))
    assert (found.state, found.complaint) == (State.RESUME_YEAR, None)
    wrong = report(happen(found, ev.EnterYear(1962)).visit, rp.DraftFound(4))
    assert wrong.complaint == Complaint("wrong-year", number=4)


STATUS = rp.StatusFound("A 027", "1.001193", 4, "", "", "", "9:42, 21/11", fresh=True)
ANSWERS = (STATUS, rp.DraftFound(5), rp.TicketRefused(), rp.WardUnasked())


def shown_first():
    """A visit in which a ticket was shown before any language was chosen."""
    return report(Visit(id=fresh().id), rp.TicketScanned())


@pytest.mark.parametrize("found", [structs.replace(STATUS, language="km"), rp.DraftFound(5, "km")])
def test_a_ticket_that_is_shown_first_is_answered_in_the_language_in_which_it_was_printed(found):
    visit = report(shown_first(), found)
    assert (visit.state in {State.STATUS, State.RESUME_YEAR}, visit.language) == (True, "km")
    assert not visit.language_open


@pytest.mark.parametrize("found", ANSWERS, ids=lambda found: type(found).__name__)
def test_a_ticket_from_elsewhere_that_is_shown_first_asks_for_the_language_before_anything(found):
    visit = report(shown_first(), found)
    assert visit.state is State.LANGUAGES
    chosen = happen(visit, ev.ChooseLanguage("km")).visit
    assert (chosen.state, chosen.language, chosen.language_open) == (visit.behind, "km", False)
    assert chosen.complaint == visit.complaint
    declined = happen(visit, ev.Back()).visit
    assert (declined.state, declined.language, declined.language_open) == (visit.behind, "vi", False)


@pytest.mark.parametrize("found", ANSWERS, ids=lambda found: type(found).__name__)
def test_a_language_that_was_chosen_holds_whatever_ticket_is_shown(found):
    visit = report(replace(at_home(), language="en"), rp.TicketScanned())
    if hasattr(found, "language"):
        found = structs.replace(found, language="km")
    assert (report(visit, found).language, report(visit, found).state is State.LANGUAGES) == ("en", False)


def test_the_languages_come_back_when_another_page_was_laid_over_them():
    asked = report(shown_first(), STATUS)
    called = happen(asked, ev.CallHelp()).visit
    assert happen(called, ev.Back()).visit.state is State.LANGUAGES
    assert happen(happen(called, ev.Back()).visit, ev.ChooseLanguage("km")).visit.state is State.STATUS


@pytest.mark.parametrize("language_open", [True, False])
@pytest.mark.parametrize("found", ANSWERS[:2], ids=lambda found: type(found).__name__)
def test_whoever_shows_another_ticket_is_told_nothing_of_the_one_before(found, language_open):
    first = shown_first() if language_open else report(at_home(), rp.TicketScanned())
    answered = report(first, found)
    other = happen(answered, rp.TicketScanned(), CORE)
    assert [type(effect).__name__ for effect in other.effects] == ["OpenTicket"]
    visit = other.visit
    assert (visit.state, visit.behind, visit.status, visit.language_open) == (
        State.LOOKING,
        None,
        None,
        language_open,
    )
    refused = report(visit, rp.TicketRefused())
    assert (refused.behind or refused.state, refused.status) == (State.RESUME, None)


@pytest.mark.parametrize("found", ANSWERS[:2], ids=lambda found: type(found).__name__)
def test_a_ticket_that_still_lies_under_the_scanner_is_not_answered_again(found):
    for first in (shown_first(), report(at_home(), rp.TicketScanned())):
        assert happen(report(first, found), rp.TicketScanned(again=True), CORE).refused == "not-now"


def test_a_ticket_changes_nothing_where_the_languages_are_laid_over_another_page():
    over = happen(at_home(), ev.OpenLanguages()).visit
    assert happen(over, rp.TicketScanned(), CORE).refused == "not-now"


def test_every_act_of_a_helper_is_entered_in_the_audit():
    effects = [
        *happen(at_handover(), rp.PageHeard(), CORE).effects,
        *happen(replace(at_handover(), heard=True), ev.Decide(yes=True), RESIDENT).effects,
        *happen(at_workbench(), ev.RevealAnswer("requester_number")).effects,
        *happen(at_workbench(), ev.AskToConfirm()).effects,
        *happen(at_workbench(), ev.HandBack()).effects,
        *happen(at_workbench(), rp.LeaseEnded(), CORE).effects,
        *happen(all_read(at_confirm()), ev.Decide(yes=True)).effects,
    ]
    acts = [effect.act for effect in effects if isinstance(effect, Audit)]
    expected = ["take-over-agreed", "answer-revealed", "asked-to-confirm", "handed-back", "lease-ended"]
    assert acts == [*expected, "confirmed"]


def test_choosing_another_procedure_by_mistake_loses_no_answer():
    visit = at_review("birth")
    told = visit.asked
    while visit.state is not State.HOME:
        visit = touch(visit, "back")
    elsewhere = touch(visit, "event:old_age")
    assert not elsewhere.asked.answers, "answers of one procedure are not another one's"
    while elsewhere.state is not State.HOME:
        elsewhere = touch(elsewhere, "back")
    again = touch(elsewhere, "event:birth")
    while again.state is State.APART:
        again = forward(again)
    assert dict(again.asked.answers) == dict(told.answers)
    assert dict(again.asked.papers) == dict(told.papers)
    assert again.has_entries
