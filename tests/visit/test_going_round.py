"""A helper goes from home to home: what is ticked, who signs, and what is left when they go."""

from dataclasses import replace

import pytest
from msgspec import structs

from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit import round_events as re
from kiosk.visit.effects import EndDuty, KeepStop, ReleaseLease
from kiosk.visit.ink import MOST_STROKES, drawn, is_signed, packed, unpacked
from kiosk.visit.round import Thing
from kiosk.visit.round_reports import RoundShut, StopKept
from kiosk.visit.states import CORE, State
from tests.visit.walking import (
    INK,
    SIGNED_IN,
    STOPS,
    at_full_board,
    at_home_stop,
    catalogue,
    fresh,
    happen,
    offered,
    report,
    touch,
    view_of,
)

NAME = "Trần Thị Ví Dụ"
DOT = re.DrawStroke(packed(((100, 500), (110, 505))))


def at_things(stage="papers"):
    return touch(at_home_stop(), f"stage:{stage}")


def at_resident(stage="papers", thing="birth_notice"):
    asked = touch(touch(at_things(stage), f"tick:{thing}"), "sign")
    return report(asked, rp.PageHeard())


def draws(visit, stroke=INK):
    outcome = happen(visit, stroke)
    assert not outcome.refused
    return outcome.visit


def test_the_badge_alone_opens_no_list():
    visit = at_full_board()
    by_badge = replace(
        visit, helper=visit.helper.__class__(visit.helper.id, "Anh Tài", "", "", by_badge=True)
    )
    assert happen(by_badge, re.OpenRound()).refused == "not-now"
    assert "open-round" not in {button.id for button in offered(view_of(by_badge))}


@pytest.mark.parametrize("language", ["vi", "km", "en"])
def test_whoever_signs_at_home_is_asked_in_the_language_of_their_asking(language):
    visit = at_home_stop()
    stops = tuple(structs.replace(stop, language=language) for stop in visit.round.stops)
    visit = happen(
        replace(visit, state=State.ROUND, round=replace(visit.round, stops=stops)), re.OpenStop("v1")
    ).visit
    assert visit.language == "vi"
    asked = touch(touch(touch(visit, "stage:papers"), "tick:birth_notice"), "sign")
    assert (asked.state, asked.language) == (State.SIGN_RESIDENT, language)


def test_whoever_looks_after_machines_visits_nobody():
    helper = replace_role(at_full_board(), "it")
    assert "open-round" not in {button.id for button in offered(view_of(helper))}
    assert happen(helper, re.OpenRound()).visit.complaint.code == "it-takes-nothing-over"


def replace_role(visit, role):
    from msgspec import structs

    return replace(visit, helper=structs.replace(visit.helper, role=role))


@pytest.mark.parametrize("code", ["no-list", "no-key", "unreadable", "store-broken"])
def test_a_list_that_does_not_open_leads_back_to_the_board_and_says_why(code):
    visit = report(touch(at_full_board(), "open-round"), RoundShut(code))
    assert visit.state is State.CALLING
    assert view_of(visit).banner.text


def test_both_sign_before_anything_is_kept():
    visit = at_resident()
    assert visit.state is State.SIGN_RESIDENT
    assert "birth_notice" in visit.round.ticked
    unsigned = touch(visit, "yes")
    assert unsigned.state is State.SIGN_RESIDENT
    assert unsigned.complaint.code == "sign-first"
    visit = touch(draws(visit), "yes")
    assert visit.state is State.SIGN_HELPER
    assert touch(visit, "signed").complaint.code == "sign-first"
    outcome = happen(draws(visit), re.SignedByHelper())
    assert outcome.visit.state is State.STOP_KEEPING
    assert KeepStop() in outcome.effects
    kept = report(outcome.visit, StopKept())
    assert kept.state is State.HOME_STOP
    assert ("v1", "papers") in kept.round.told
    assert not kept.round.signing.resident
    assert view_of(kept).banner is not None


def test_the_resident_keeps_the_papers_and_nothing_is_signed():
    visit = touch(draws(at_resident()), "no")
    assert visit.state is State.STOP_THINGS
    assert visit.complaint.code == "not-signed"
    assert not visit.round.signing.resident


def test_who_cannot_write_makes_a_cross_that_somebody_else_saw():
    visit = touch(at_resident(), "cannot-write")
    visit = touch(draws(visit), "yes")
    assert visit.state is State.SIGN_SEEN_BY
    visit = touch(visit, "seer:neighbour")
    assert visit.state is State.SIGN_HELPER
    assert visit.round.signing.cross
    assert visit.round.signing.seer == "neighbour"


def test_a_finger_laid_on_is_no_signature():
    assert touch(draws(at_resident(), DOT), "yes").complaint.code == "sign-first"


def test_what_was_drawn_can_be_wiped():
    visit = touch(draws(at_resident()), "wipe-ink")
    assert visit.round.signing.resident == ()


def test_nothing_ticked_is_nothing_to_sign_for():
    assert touch(at_things(), "sign").complaint.code == "nothing-ticked"
    assert touch(at_things("steps"), "keep").complaint.code == "nothing-ticked"


def test_steps_are_kept_without_a_signature():
    visit = touch(at_things("steps"), "tick:photo")
    outcome = happen(visit, re.KeepSteps())
    assert KeepStop() in outcome.effects
    assert outcome.visit.state is State.STOP_KEEPING


def test_what_could_not_be_kept_is_not_said_to_be_and_is_signed_anew():
    signed = draws(touch(draws(at_resident()), "yes"))
    visit = happen(signed, re.SignedByHelper()).visit
    visit = report(visit, rp.NotKept("disk-full"))
    assert visit.state is State.STOP_THINGS
    assert visit.complaint.code == "stop-not-kept"
    assert visit.round.ticked == {"birth_notice"}
    assert not visit.round.signing.resident


@pytest.mark.parametrize("at", [at_home_stop, at_things, at_resident])
def test_a_helper_who_goes_leaves_nothing_of_any_home(at):
    ended = happen(at(), rp.LeaseEnded(), CORE)
    assert ended.visit.state is State.ATTRACT
    assert ended.visit.round is None
    assert any(isinstance(one, ReleaseLease) for one in ended.effects)


def test_their_own_badge_signs_them_out_and_the_key_with_it():
    shown = happen(at_home_stop(), rp.BadgeScanned(SIGNED_IN.helper, signed_in=True), CORE)
    assert shown.visit == fresh()
    assert EndDuty(SIGNED_IN.helper, "badge") in shown.effects


def test_hidden_at_once_and_given_up_nothing_is_left():
    hidden = happen(at_home_stop(), ev.Hide()).visit
    assert hidden.state is State.HIDDEN
    view = view_of(hidden)
    assert NAME not in repr(view.rows) + view.question + view.detail
    assert touch(hidden, "alone") == fresh()
    assert happen(hidden, rp.IdleWarned(), CORE).visit.round is None


def test_on_the_page_that_is_signed_the_helpers_hands_count_for_nothing():
    visit = at_resident()
    for event in (INK, ev.Decide(yes=True), re.CannotWrite(cross=True)):
        assert happen(visit, event, visit.helper).refused == "resident-only"


def test_what_changes_hands_is_named_to_the_resident_one_by_one_in_their_language():
    stop = STOPS[0]
    form = catalogue().procedures[stop.procedure]
    names = [next(paper.name.en for paper in form.papers if paper.id == "birth_notice"), "Giấy khác"]
    ticked = frozenset(one.id for one in stop.papers)
    papers = replace(at_resident(), language="en")
    papers = replace(papers, round=replace(papers.round, ticked=ticked))
    said = [phrase.text for phrase in view_of(papers).speech]
    assert said[1:3] == names
    assert view_of(papers).detail == "; ".join(names)
    result = structs.replace(stop, results=(Thing("result", "Kết quả: Ví Dụ"),))
    handed = replace(papers.round, stops=(result,), stage="result", ticked=frozenset({"result"}))
    assert form.short.en in [phrase.text for phrase in view_of(replace(papers, round=handed)).speech]


def test_nothing_of_a_home_or_of_a_signature_can_be_printed():
    visit = draws(at_resident())
    said = repr(visit) + repr(visit.round) + repr(STOPS[0]) + repr(visit.round.signing) + repr(INK)
    assert NAME not in said
    assert "0912345678" not in said
    assert repr(INK.stroke) not in said


def test_strokes_come_back_as_they_were_drawn():
    points = ((0, 0), (1000, 1000), (12, 345))
    assert unpacked(packed(points)) == points
    assert unpacked(packed(((-5, 2000),))) == ((0, 1000),)
    assert len(unpacked(packed(tuple((at % 1000, 5) for at in range(9000))))) <= 400


@pytest.mark.parametrize("odd", [b"", b"abc", b"\xff\xff\xff\xff", b"\x00\x01\x00\x01" * 401])
def test_what_is_no_stroke_is_not_drawn(odd):
    assert unpacked(odd) is None
    assert drawn((), odd) is None
    visit = at_resident()
    assert happen(visit, re.DrawStroke(odd)).refused == "no-stroke"


def test_a_signature_has_an_end():
    strokes = (packed(((1, 1), (999, 999))),) * MOST_STROKES
    assert is_signed(strokes)
    assert drawn(strokes, strokes[0]) is None
