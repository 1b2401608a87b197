"""Whoever types finds the same procedures as whoever looks at pictures, and leaves no letter behind."""

import pytest

from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.effects import SearchCatalogue
from kiosk.visit.seeking import Sought
from kiosk.visit.states import CORE, State
from tests.visit.walking import (
    answered,
    at_home,
    catalogue,
    happen,
    offered,
    report,
    through_papers,
    touch,
    view_of,
)

BIRTH, DEATH = "1.001193", "1.000656"


def typed(visit, text):
    return happen(visit, ev.Type("search", text))


def found(visit, text, *codes):
    return report(typed(visit, text).visit, rp.ProceduresFound(text, codes))


def at_search(language="vi"):
    return touch(at_home(language), "search")


def suggested(visit):
    return [button.id for button in view_of(visit).suggestions]


def test_every_letter_is_looked_for_and_what_is_found_can_be_touched():
    visit = at_search()
    assert view_of(visit).entry.live
    outcome = typed(visit, "khai")
    assert outcome.effects == (SearchCatalogue("khai"),)
    visit = report(outcome.visit, rp.ProceduresFound("khai", (BIRTH, DEATH)))
    assert suggested(visit) == [f"procedure:{BIRTH}", f"procedure:{DEATH}"]
    chosen = touch(visit, f"procedure:{DEATH}")
    assert chosen.state is State.ABOUT
    assert chosen.asked.procedure == DEATH
    assert chosen.asked.life_event == "death"


def test_what_was_told_of_a_scan_goes_with_the_next_letter():
    told = report(at_search(), rp.UnknownScanned())
    assert told.complaint is not None
    assert typed(told, "khai").visit.complaint is None
    assert typed(told, " ").visit.complaint is None


def test_a_space_at_the_end_does_not_ask_for_the_key_that_finishes_twice():
    visit = found(at_search(), "khai ", BIRTH)
    assert happen(visit, ev.Answer("search", "khai")).visit.asked.procedure == BIRTH


def test_the_same_text_is_looked_for_once_and_an_empty_one_never():
    visit = typed(at_search(), "khai").visit
    assert typed(visit, "khai").effects == ()
    for nothing in ("", "   "):
        cleared = typed(visit, nothing)
        assert cleared.effects == ()
        assert cleared.visit.sought == Sought(nothing)


def test_an_answer_for_letters_that_were_typed_over_is_dropped():
    visit = typed(found(at_search(), "k", BIRTH), "kh").visit
    late = happen(visit, rp.ProceduresFound("k", (DEATH,)), CORE)
    assert late.refused
    assert suggested(visit) == [f"procedure:{BIRTH}"], "what was found before stays until the answer comes"
    assert suggested(report(visit, rp.ProceduresFound("kh", (DEATH,)))) == [f"procedure:{DEATH}"]


def test_an_answer_that_comes_while_another_page_lies_over_the_search_is_not_lost():
    visit = touch(typed(at_search(), "khai").visit, "language")
    visit = report(visit, rp.ProceduresFound("khai", (BIRTH,)))
    assert suggested(touch(visit, "back")) == [f"procedure:{BIRTH}"]
    elsewhere = touch(at_home(), "language")
    assert happen(elsewhere, rp.ProceduresFound("", (BIRTH,)), CORE).refused


def test_only_what_was_found_can_be_chosen_and_only_what_there_is_is_found():
    visit = found(at_search(), "khai", BIRTH, "9.999999")
    assert visit.sought.found == (BIRTH,)
    assert happen(visit, ev.ChooseProcedure(DEATH)).refused
    assert happen(visit, ev.Type("child_name", "khai")).refused
    assert happen(visit, ev.Answer("child_name", "khai")).refused


def test_where_nothing_is_found_it_says_so_and_somebody_helps():
    visit = typed(at_search(), "qqq").visit
    assert view_of(visit).banner is None, "not before the answer has come"
    visit = report(visit, rp.ProceduresFound("qqq", ()))
    assert view_of(visit).banner is not None
    assert touch(visit, "search:help").state is State.HELP
    again = happen(visit, ev.Answer("search", "qqq")).visit
    assert again.state is State.SEARCH
    assert again.spoken == visit.spoken + 1


def test_whoever_has_typed_to_the_end_comes_to_the_likeliest():
    visit = found(at_search(), "khai sanh", BIRTH, DEATH)
    assert happen(visit, ev.Answer("search", "khai sanh")).visit.asked.procedure == BIRTH
    other = happen(visit, ev.Answer("search", "khai tu"))
    assert other.visit.state is State.SEARCH
    assert other.effects == (SearchCatalogue("khai tu"),)


@pytest.mark.parametrize("code", [code for code, head in catalogue().heads.items() if head.places()])
def test_every_procedure_is_entered_as_its_first_tile_would(code):
    visit = touch(found(at_search(), "x", code), f"procedure:{code}")
    place = catalogue().heads[code].places()[0]
    assert visit.state in {State.ABOUT, State.REFER}
    assert visit.asked.life_event == place.event
    assert code in {head.code for head in catalogue().candidates(place.event, visit.asked.apart)}
    assert all(visit.asked.apart[each.question] in each.among for each in place.apart)


def test_a_visit_at_home_is_found_by_letters_and_what_goes_along_with_a_form_never_is():
    found_codes = catalogue().search("tới nhà", 8)
    assert "ward.home-visit" in found_codes
    assert "ward.home-visit-along" not in found_codes
    visit = touch(found(at_search(), "tới nhà", "ward.home-visit"), "procedure:ward.home-visit")
    assert (visit.state, visit.asked.procedure) == (State.ABOUT, "ward.home-visit")


def test_back_goes_to_what_was_typed_and_then_to_the_pictures_where_it_is_forgotten():
    visit = touch(found(at_search(), "khai", BIRTH), f"procedure:{BIRTH}")
    outcome = happen(visit, ev.Back())
    assert outcome.visit.state is State.SEARCH
    assert outcome.effects == (SearchCatalogue("khai"),)
    assert view_of(outcome.visit).entry.value == "khai"
    home = touch(outcome.visit, "back")
    assert home.state is State.HOME
    assert home.sought == Sought()


def test_answers_for_another_procedure_are_laid_aside_not_lost():
    visit = touch(found(at_search(), "khai", BIRTH), f"procedure:{BIRTH}")
    visit = answered(through_papers(touch(visit, "go-on")))
    given = dict(visit.asked.answers)
    assert given
    while visit.state is not State.HOME:
        visit = touch(visit, "back")
    for code in (DEATH, BIRTH):
        visit = touch(found(touch(visit, "search"), "k", code), f"procedure:{code}")
        if code == DEATH:
            assert dict(visit.asked.answers) == {}
            while visit.state is not State.HOME:
                visit = touch(visit, "back")
    assert dict(visit.asked.answers) == given


def test_a_tile_forgets_the_search():
    visit = touch(found(at_search(), "khai", BIRTH), "back")
    visit = touch(visit, "event:birth")
    assert visit.sought == Sought()


def test_what_is_typed_cannot_be_printed():
    visit = found(at_search(), "Trần Thị Ví Dụ")
    assert "Ví Dụ" not in repr(visit)
    assert "Ví Dụ" not in repr(typed(at_search(), "Trần Thị Ví Dụ").effects)
    assert "Ví Dụ" not in repr((ev.Type("search", "Ví Dụ"), rp.ProceduresFound("Ví Dụ", ())))


@pytest.mark.parametrize("language", ["vi", "en", "km"])
def test_the_search_is_in_every_language_and_offers_no_more_than_four(language):
    visit = found(at_search(language), "k", *list(catalogue().heads)[:6])
    view = view_of(visit)
    assert len(view.suggestions) == 4
    assert len({button.id for button in offered(view)}) == len(offered(view))
    assert view.question
    assert view.header.where == ""
