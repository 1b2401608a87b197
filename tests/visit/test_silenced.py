"""What the record says of how a page was heard before somebody agreed on it."""

from dataclasses import replace

import pytest

from kiosk.desk.words import HOW
from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.effects import Audit
from kiosk.visit.look import Look
from kiosk.visit.states import State
from tests.visit.walking import at_confirm, at_consent, at_handover, happen, report, touch, view_of

CUT_OFF = rp.PageHeard(silenced=True)


def unheard(visit):
    return replace(visit, heard=False, page=0)


def agreed(visit):
    """Say yes on the last page; return how that is recorded."""
    while visit.state is State.CONFIRM and "next-page" in names(visit):
        visit = report(touch(visit, "next-page"), rp.PageHeard())
    return happen(visit, ev.Decide(yes=True)).visit.consents[-1].how


def names(visit):
    return {button.id for button in view_of(visit).choices}


@pytest.mark.parametrize("page", [at_consent, at_handover, at_confirm])
def test_a_page_that_was_not_let_to_be_heard_wakes_and_the_record_says_so(page):
    heard = agreed(report(unheard(page()), rp.PageHeard()))
    cut_off = agreed(report(unheard(page()), CUT_OFF))
    assert cut_off == f"{heard}-silenced"
    assert HOW[cut_off] == f"{HOW[heard]}, chưa nghe máy đọc hết"


def test_it_goes_into_the_audit_with_the_page_it_was():
    outcome = happen(unheard(at_consent()), CUT_OFF)
    assert outcome.effects == (Audit("reading-cut-off", "consent"),)
    assert happen(unheard(at_consent()), rp.PageHeard()).effects == ()


def test_of_several_pages_one_that_was_cut_off_is_enough_until_that_very_page_is_heard():
    visit = report(unheard(at_confirm()), CUT_OFF)
    visit = report(touch(visit, "next-page"), rp.PageHeard())
    assert agreed(visit).endswith("-silenced")
    visit = report(happen(visit, ev.Back()).visit, rp.PageHeard())
    assert not agreed(visit).endswith("-silenced")


@pytest.mark.parametrize(
    "changes",
    [
        (ev.OpenLanguages(), ev.ChooseLanguage("en")),
        (ev.OpenLook(), ev.ChangeLook(Look(1, "dark", "whole", "left")), ev.GoOn()),
    ],
)
def test_what_is_read_anew_in_other_words_or_letters_begins_with_a_clean_record(changes):
    visit = report(unheard(at_confirm()), CUT_OFF)
    for event in changes:
        visit = happen(visit, event).visit
    assert (visit.heard, visit.silenced) == (False, frozenset())


def test_the_next_page_that_must_be_heard_knows_nothing_of_it():
    visit = happen(report(unheard(at_consent()), CUT_OFF), ev.Decide(yes=True)).visit
    assert (visit.state, visit.silenced) == (State.WAYS, frozenset())


def test_elsewhere_nothing_is_recorded_of_what_was_not_heard():
    outcome = happen(replace(at_consent(), state=State.REVIEW, heard=False), CUT_OFF)
    assert (outcome.effects, outcome.visit.silenced) == ((), frozenset())
