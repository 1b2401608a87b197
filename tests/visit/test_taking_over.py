"""A visit that a helper works in stays the resident's: they go on alone at any moment, and a nod counts if seen."""

from dataclasses import replace

import pytest

from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.bench import Bench
from kiosk.visit.effects import Audit, GrantLease, ReleaseLease, SealDossier
from kiosk.visit.holding import put_away
from kiosk.visit.states import CORE, OVERLAYS, Copies, State
from kiosk.visit.taking_over import WITNESSED, can_withdraw
from kiosk.visit.witness_events import NodSeen, OpenWitness
from tests.visit.walking import (
    at_confirm,
    at_handover,
    at_workbench,
    buttons,
    fresh,
    happen,
    offered,
    report,
    touch,
    view_of,
)

HELD = {
    "workbench": {},
    "question": {"state": State.QUESTION, "returns_to": State.WORKBENCH},
    "card": {"state": State.WHOSE_CARD, "returns_to": State.WORKBENCH},
    "copies": {"state": State.COPIES},
    "lay-down": {"state": State.LAY_DOWN},
    "devices": {"state": State.DEVICES, "bench": Bench(opened_from=State.WORKBENCH)},
}


def held(name):
    """A page that the helper has in hand."""
    visit = at_workbench()
    asked = replace(visit.asked, asking="mother_name")
    return replace(visit, asked=asked, copies=Copies("birth_notice"), **HELD[name])


def test_a_second_helper_who_is_not_in_yet_has_nothing_that_could_be_withdrawn():
    again = replace(at_workbench(), state=State.OVERRIDE, before_help=State.REVIEW)
    assert any(consent.purpose == "helper-sees" for consent in again.consents)
    awake = offered(view_of(again))
    assert [button.id for button in awake if happen(again, button.event).refused] == []
    assert "withdraw" not in {button.id for button in awake}


def audited(step):
    return {(one.act, one.detail) for one in step.effects if isinstance(one, Audit)}


@pytest.mark.parametrize("name", ["workbench", "question", "copies", "lay-down", "devices"])
def test_on_every_page_of_the_helper_stands_the_button_that_ends_it(name):
    given = [button for button in offered(view_of(held(name))) if button.id == "withdraw"]
    assert [button.text for button in given] == ["Tôi muốn tự làm"]


def test_it_speaks_the_residents_language_though_the_page_is_the_helpers():
    view = view_of(put_away(replace(at_workbench(), language="km", stash=None), fresh()))
    (button,) = (one for one in offered(view) if one.id == "withdraw")
    assert view.language == "vi"
    assert any("\u1780" <= letter <= "\u17ff" for letter in button.text)


@pytest.mark.parametrize("name", HELD)
def test_going_on_alone_ends_all_that_the_helper_had_open(name):
    step = happen(held(name), ev.WithdrawConsent())
    after = step.visit
    assert (after.state, after.helper, after.returns_to, after.behind) == (State.REVIEW, None, None, None)
    assert (after.bench, after.revealed, after.typed, after.unmasked) == (Bench(), "", "", False)
    assert after.asked.answers == held(name).asked.answers
    assert not any(consent.purpose == "helper-sees" for consent in after.consents)
    assert ReleaseLease("withdrawn") in step.effects
    assert audited(step) == {("consent-withdrawn", "helper-sees")}


def test_what_the_helper_wrote_to_the_officer_goes_with_them_what_they_changed_stays_marked():
    visit = at_workbench()
    asked = replace(visit.asked, note="Đã hỏi lại.", changed=frozenset({"child_name"}))
    after = happen(replace(visit, asked=asked), ev.WithdrawConsent()).visit
    assert (after.asked.note, after.changed) == ("", {"child_name"})


@pytest.mark.parametrize("overlay", sorted(OVERLAYS))
def test_no_page_that_lies_over_the_helpers_keeps_the_resident_from_it(overlay):
    over = replace(at_workbench(), state=overlay, behind=State.WORKBENCH)
    after = happen(over, ev.WithdrawConsent()).visit
    assert (after.state, after.helper) == (State.REVIEW, None)


def test_while_it_is_read_back_the_resident_may_go_on_alone_too():
    view = view_of(at_confirm())
    assert view.footer.help.id == "withdraw"
    assert touch(at_confirm(), "withdraw").helper is None


def test_where_no_helper_was_let_in_there_is_nothing_to_take_back():
    asked = at_handover()
    assert not can_withdraw(asked)
    assert happen(asked, ev.WithdrawConsent()).refused
    alone = replace(asked, state=State.QUESTION, helper=None)
    assert happen(alone, ev.WithdrawConsent()).refused == "no-helper"


def heard(visit):
    return report(visit, rp.PageHeard())


def test_somebody_who_cannot_touch_nods_and_whoever_saw_it_touches():
    asked = touch(heard(at_handover()), "witness")
    assert asked.state is State.WITNESS
    assert happen(asked, NodSeen("relative")).refused == "not-heard"
    step = happen(heard(asked), NodSeen("relative"))
    assert step.visit.state is State.WORKBENCH
    assert [(one.purpose, one.how) for one in step.visit.consents if one.purpose == "helper-sees"] == [
        ("helper-sees", "gesture-relative-helper-present")
    ]
    assert {("gesture-seen", "handover:relative"), ("take-over-agreed", "")} <= audited(step)
    assert any(isinstance(one, GrantLease) for one in step.effects)
    assert step.visit.witness.seer == ""


def test_a_nod_sends_the_application_only_where_its_last_page_was_asked_about():
    first = replace(at_confirm(), heard=True)
    assert not [button for button in buttons(view_of(first)) if button.id == "witness"]
    last = first
    while view_of(last).page + 1 < view_of(last).pages:
        last = heard(touch(last, "next-page"))
    step = happen(heard(touch(last, "witness")), NodSeen("other"))
    assert any(isinstance(one, SealDossier) for one in step.effects)
    assert {one.how for one in step.visit.consents if one.purpose == "file"} == {
        "gesture-other-helper-present"
    }
    early = replace(happen(first, OpenWitness()).visit, heard=True)
    assert happen(early, NodSeen("other")).refused == "not-heard"


def test_a_nod_tells_in_the_record_that_touches_kept_the_page_from_being_heard():
    cut_off = report(at_handover(), rp.PageHeard(silenced=True))
    step = happen(heard(happen(cut_off, OpenWitness()).visit), NodSeen("relative"))
    assert step.visit.consents[-1].how == "gesture-relative-helper-present-silenced"
    asked = happen(heard(at_handover()), OpenWitness()).visit
    hurried = happen(report(asked, rp.PageHeard(silenced=True)), NodSeen("relative"))
    assert hurried.visit.consents[-1].how == "gesture-relative-helper-present-silenced"


def test_pages_that_were_cut_off_stay_so_in_the_record_though_nobody_saw_a_nod():
    at = replace(at_confirm(), heard=True, page=1, silenced=frozenset({0, 1}))
    back = happen(happen(at, OpenWitness()).visit, ev.Back()).visit
    assert heard(back).silenced == {0}


@pytest.mark.parametrize("state", sorted(WITNESSED))
def test_where_nobody_saw_a_nod_nothing_is_decided(state):
    before = replace(at_confirm(), state=state, heard=True, page=0)
    asked = happen(before, OpenWitness()).visit
    after = happen(asked, ev.Back()).visit
    assert (after.state, after.page, after.heard) == (state, 0, False)
    assert after.consents == before.consents


def test_the_helper_is_no_witness():
    asked = heard(touch(heard(at_handover()), "witness"))
    assert happen(asked, NodSeen("other"), asked.helper).refused == "resident-only"
    assert happen(asked, rp.BadgeScanned(), CORE).refused == "resident-only"
    assert "Anh\u00a0Tài không được chạm" in view_of(asked).detail


def test_without_a_helper_nobody_is_asked_for_a_witness():
    alone = replace(at_confirm(), state=State.CONSENT, helper=None, heard=True)
    assert not [button for button in buttons(view_of(alone)) if button.id == "witness"]
    assert happen(alone, OpenWitness()).refused == "no-helper"
