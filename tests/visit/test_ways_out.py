"""From every page in a helper's hands, and every one that only the resident may answer, both have a way out."""

import random
from collections import deque
from dataclasses import replace
from datetime import date

from kiosk.presenter.every_screen import every_visit
from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.states import BUSY, CORE, PRACTICE_ONLY, RESIDENT_ONLY, Complaint, Helper, State
from kiosk.waiting.line import Line
from tests.visit.test_wandering import wander
from tests.visit.walking import (
    EQUIPPED,
    FULL,
    at_workbench,
    by_pin,
    catalogue,
    fresh,
    happen,
    offered,
    report,
    reports,
    scene,
    view_of,
)

FEW = 400
"""Places that are looked at from one, at most: who has to touch more than that has no way out."""
MADE_UP = {
    ("recover", "go-on"),  # nothing was left behind
    ("question", "withdraw"),  # nobody has agreed to anything
    ("workbench", "withdraw"),
    ("witness", "relative"),  # not read aloud yet
    ("witness", "other"),
}
"""What the made-up visits of the catalogue of pages refuse, since they have no past."""
WALKS = 400 if FULL else 40
STEPS = 150


def badge_of(visit):
    return rp.BadgeScanned(visit.helper.id, signed_in=True)


def on_the_glass(visit):
    """What somebody can do there: touch what is awake, type the right PIN, hear the page out, wait for the machine."""
    if visit.state in BUSY:
        return [(event, CORE) for event in reports(visit)]
    control = visit.helper if visit.helper_holds else None
    touches = [(button.event, control) for button in offered(view_of(visit, **EQUIPPED))]
    return [*touches, *by_pin(visit), (rp.PageHeard(), CORE)]


def leads_out(visit, acts):
    """Tell whether these acts lead to where no helper is any more, or the visit has ended."""
    seen, waiting = set(), deque([visit])
    while waiting and len(seen) < FEW:
        here = waiting.popleft()
        for event, by in acts(here):
            outcome = happen(here, event, by, **EQUIPPED)
            after = outcome.visit
            if not outcome.refused and (after.helper is None or after.state is State.ATTRACT):
                return True
            key = (after.state, after.behind, after.heard, after.page, after.asked.asking)
            if key not in seen:
                seen.add(key)
                waiting.append(after)
    return False


def places():
    """One visit for each (state, page under it, whose hands) that walks come to while a helper is there."""
    found = {}
    for seed in range(WALKS):
        for visit in wander(random.Random(seed), catalogue(), STEPS, looking=False):
            if visit.helper is not None and visit.state not in PRACTICE_ONLY | BUSY:
                found.setdefault((visit.state, visit.behind, visit.helper_holds, visit.absent is None), visit)
    return found


def test_both_have_a_way_out_of_every_place_with_a_helper():
    found = places()
    held = {state for state, _, holds, _ in found if holds}
    assert held >= {State.WORKBENCH, State.CALLING, State.DEVICES, State.HIDDEN, State.QUESTION}, held
    for place, visit in found.items():
        assert leads_out(visit, on_the_glass), place
        # The helper goes by the badge; where their hands are off, by walking away, or when it is decided.
        if visit.helper_holds:
            out = happen(visit, badge_of(visit), CORE, **EQUIPPED)
            assert not out.refused or leads_out(visit, on_the_glass), place
        ended = happen(visit, rp.LeaseEnded("idle"), CORE, **EQUIPPED)
        assert not ended.refused, place
        assert ended.visit.helper is None or ended.visit.state is State.CALLING, place
        assert isinstance(visit.helper, Helper)


def test_no_page_has_a_button_that_is_awake_and_does_nothing():
    refused, seen = set(), set()
    for visit in every_visit(scene(**EQUIPPED), "vi"):
        if visit.state in BUSY:
            continue
        for button in offered(view_of(visit, **EQUIPPED)):
            place = (visit.state, visit.behind, button.id.partition(":")[0], visit.helper is None)
            if place not in seen:
                seen.add(place)
                if happen(visit, button.event, **EQUIPPED).refused:
                    refused.add((visit.state.value, place[2]))
    assert len(seen) > 300
    assert refused - MADE_UP == set()


def test_where_only_the_resident_may_act_the_end_of_the_lease_leaves_the_page_to_them():
    visit = happen(at_workbench(), ev.AskToConfirm()).visit
    assert visit.state in RESIDENT_ONLY
    assert report(visit, rp.LeaseEnded("face")).helper is None


def test_whoever_is_told_that_a_code_was_not_understood_can_type_their_ticket():
    visit = replace(happen(fresh(), ev.ChooseLanguage("vi")).visit, complaint=Complaint("unknown-code"))
    shown = {button.id for button in offered(view_of(visit, **EQUIPPED, line=Line(date(2026, 11, 23))))}
    assert visit.state is State.HOME
    assert {"have-ticket", "search", "take-number"} <= shown
