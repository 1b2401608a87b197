"""From the ticket in the hand to the first screen: thanks, faces, a reason; nobody has to say anything."""

from dataclasses import replace

import pytest

from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.effects import KeepRating, PrintChecklist, Wipe
from kiosk.visit.states import CORE, Paper, State, Visit
from tests.visit.walking import at_sealing, catalogue, fresh, happen, offered, report, texts, touch, view_of


@pytest.fixture(scope="module")
def ticket_out():
    visit = report(report(at_sealing(), rp.DossierKept("A001")), rp.DossierReceived("A001"))
    return report(visit, rp.PrintEnded("printed"))


@pytest.fixture(scope="module")
def at_faces(ticket_out):
    return touch(touch(ticket_out, "done"), "done")


def effects(outcome, kind):
    return [effect for effect in outcome.effects if isinstance(effect, kind)]


@pytest.mark.parametrize("stars", [4, 5])
def test_whoever_is_content_is_done_with_one_touch(at_faces, stars):
    outcome = happen(at_faces, ev.Rate(stars))
    assert outcome.visit == Visit(id=outcome.visit.id)
    assert outcome.effects == (KeepRating("1.001193", stars, "", "vi"), Wipe())


@pytest.mark.parametrize("stars", [1, 2, 3])
def test_whoever_is_not_may_say_why_by_a_picture(at_faces, stars):
    visit = touch(at_faces, f"rate:{stars}")
    assert visit.state is State.REASON
    outcome = happen(visit, ev.GiveReason("waited"))
    assert outcome.effects == (KeepRating("1.001193", stars, "waited", "vi"), Wipe())


def test_nobody_has_to_rate(at_faces):
    outcome = happen(at_faces, ev.GoOn())
    assert outcome.visit.state is State.ATTRACT
    assert effects(outcome, KeepRating) == []


@pytest.mark.parametrize("way", [ev.GoOn(), ev.StartOver()])
def test_a_low_rating_counts_though_no_reason_is_told(at_faces, way):
    outcome = happen(touch(at_faces, "rate:2"), way)
    assert outcome.visit.state is State.ATTRACT
    assert effects(outcome, KeepRating) == [KeepRating("1.001193", 2, "", "vi")]


def test_a_low_rating_counts_though_the_person_walks_away(at_faces):
    warned = report(touch(at_faces, "rate:1"), rp.IdleWarned())
    outcome = happen(warned, rp.IdleOver(), CORE)
    assert outcome.visit.state is State.ATTRACT
    assert effects(outcome, KeepRating) == [KeepRating("1.001193", 1, "", "vi")]


def test_a_face_touched_by_mistake_is_taken_back(at_faces):
    back = touch(touch(at_faces, "rate:1"), "back")
    assert back.state is State.RATE
    assert effects(happen(back, ev.GoOn()), KeepRating) == []


def test_the_way_back_leads_to_the_ticket(at_faces):
    thanks = touch(at_faces, "back")
    assert thanks.state is State.THANKS
    assert touch(thanks, "back").state is State.TICKET_OUT


def test_without_a_ticket_nothing_is_thanked_for_and_the_way_back_leads_there():
    failed = replace(fresh(), state=State.TICKET_FAILED, paper=Paper("A001", "receipt", "out-of-paper"))
    faces = touch(failed, "done")
    assert faces.state is State.RATE
    assert touch(faces, "back").state is State.TICKET_FAILED


def test_in_a_bereavement_nobody_is_asked_how_it_was(ticket_out):
    mourning = replace(ticket_out, asked=replace(ticket_out.asked, life_event="death"))
    thanks = touch(mourning, "done")
    assert view_of(thanks).question == texts().say("vi", "thanks.gentle")
    outcome = happen(thanks, ev.GoOn())
    assert outcome.visit.state is State.ATTRACT
    assert outcome.effects == (Wipe(),)


@pytest.mark.parametrize("outcome", ["printed", "unknown", "out-of-paper", "cover-open", "hot", "failed"])
def test_the_list_changes_nothing_of_the_ticket_and_is_called_printed_only_when_it_was(ticket_out, outcome):
    thanks = touch(ticket_out, "done")
    asked = happen(thanks, ev.PrintList())
    assert asked.visit.state is State.PRINTING_LIST
    assert asked.effects == (PrintChecklist(),)
    after = report(asked.visit, rp.ListEnded(outcome))
    assert after.state is State.THANKS
    assert after.paper == ticket_out.paper
    said = view_of(after).banner.text
    assert (said == texts().say("vi", "thanks.printed")) is (outcome == "printed")
    assert "print-list" in {button.id for button in offered(view_of(after))}


def test_where_no_paper_is_needed_no_list_is_offered(ticket_out):
    thanks = replace(touch(ticket_out, "done"), asked=replace(ticket_out.asked, procedure=""))
    assert "print-list" not in {button.id for button in offered(view_of(thanks))}
    assert happen(thanks, ev.PrintList()).refused == "not-asked"


def test_three_pictures_tell_what_happens_next_and_nothing_before_it_is_so():
    kinds = {}
    for kind in ("resume", "receipt", "home-visit"):
        for received in (False, True):
            asked = replace(fresh().asked, life_event="birth", procedure="1.001193")
            visit = replace(
                fresh(), state=State.THANKS, asked=asked, paper=Paper("A001", kind, received=received)
            )
            rows = view_of(visit).rows
            assert len(rows) == len({row.picture for row in rows}) == 3
            kinds[kind, received] = {row.id for row in rows}
    assert kinds["resume", False] == kinds["resume", True]
    for kind in ("receipt", "home-visit"):
        assert "sends" in kinds[kind, False]
        assert not kinds[kind, False] & {"day", "receive", "agree", "asked"}
        assert not kinds[kind, True] & {"sends", "kept", "asked-here"}


def test_the_receipt_that_comes_while_one_reads_changes_what_is_told(ticket_out):
    waiting = replace(touch(ticket_out, "done"), paper=Paper("A001", "receipt", "printed"))
    assert "sends" in {row.id for row in view_of(waiting).rows}
    assert "sends" not in {row.id for row in view_of(report(waiting, rp.DossierReceived("A001"))).rows}


def test_every_form_that_needs_papers_offers_their_list():
    for code, procedure in catalogue().procedures.items():
        if procedure.kind == "form" and any(not paper.when for paper in procedure.papers):
            asked = replace(fresh().asked, procedure=code)
            visit = replace(fresh(), state=State.THANKS, asked=asked, paper=Paper("A001", "resume"))
            assert "print-list" in {button.id for button in offered(view_of(visit))}, code


def test_a_card_that_only_tells_where_to_go_ends_with_thanks_and_its_papers_too():
    code = next(c for c, p in catalogue().procedures.items() if p.kind == "refer" and p.papers)
    procedure = catalogue().procedures[code]
    asked = replace(fresh().asked, life_event="trade", procedure=code)
    card = replace(fresh(), state=State.REFER, asked=asked)
    thanks = touch(card, "done")
    rows = {row.id: row for row in view_of(thanks).rows}
    assert list(rows) == ["gather", "where", "come-ask"]
    assert rows["where"].value.casefold() == procedure.authority.vi.casefold()
    assert happen(thanks, ev.PrintList()).effects == (PrintChecklist(),)
    assert touch(thanks, "back").state is State.REFER
    faces = touch(thanks, "done")
    assert touch(faces, "back").state is State.THANKS
    assert happen(faces, ev.Rate(5)).effects == (KeepRating(code, 5, "", "vi"), Wipe())
