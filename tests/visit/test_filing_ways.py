"""How it is filed: what the procedure declares, what the helper chooses of it, and that the resident hears which."""

from dataclasses import replace

import pytest
from msgspec import structs

from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.bench_events import ChooseFiling
from kiosk.visit.effects import Audit, SealDossier
from kiosk.visit.states import State
from tests.visit.walking import all_read, at_workbench, catalogue, happen, report, texts, touch, view_of


def declared(*channels):
    """The shipped catalogue, every form filed in these ways."""
    known = catalogue()
    changed = {
        code: structs.replace(one, filing=structs.replace(one.filing, channels=channels))
        for code, one in known.procedures.items()
    }
    return replace(known, procedures=changed)


def acts(visit, known):
    return {button.id: button for button in view_of(visit, known).choices}


def confirmed(visit, known):
    visit = all_read(touch(visit, "confirm", known), known)
    return happen(visit, ev.Decide(yes=True), known=known)


@pytest.mark.parametrize("channels", [("desk", "counter"), ("counter", "desk")])
def test_the_helper_chooses_among_what_is_declared_the_first_being_taken_without_a_touch(channels):
    known = declared(*channels)
    visit = at_workbench(known=known)
    assert acts(visit, known)["filing"].text == texts().say("vi", f"workbench.filing-{channels[0]}")
    assert SealDossier(channels[0]) in confirmed(visit, known).effects
    chosen = happen(visit, acts(visit, known)["filing"].event, known=known)
    assert Audit("filing-chosen", channels[1]) in chosen.effects
    assert acts(chosen.visit, known)["filing"].text == texts().say("vi", f"workbench.filing-{channels[1]}")
    assert SealDossier(channels[1]) in confirmed(chosen.visit, known).effects


@pytest.mark.parametrize(
    ("channels", "way"),
    [
        (("desk",), "desk"),
        (("desk", "portal"), "desk"),
        (("counter", "portal"), "counter"),
        (("portal",), "desk"),
    ],
)
def test_where_there_is_one_way_nobody_is_asked_and_no_other_is_taken(channels, way):
    known = declared(*channels)
    visit = at_workbench(known=known)
    assert "filing" not in acts(visit, known)
    other = "counter" if way == "desk" else "desk"
    assert happen(visit, ChooseFiling(other), known=known).refused == "not-asked"
    to_confirm = touch(visit, "confirm", known)
    assert view_of(to_confirm, known).question == texts().say(
        "vi", "confirm.ask-counter" if way == "counter" else "confirm.ask"
    )
    assert SealDossier(way) in confirmed(visit, known).effects


def test_what_was_not_kept_for_the_counter_is_tried_again_for_it_or_goes_back_to_the_helper():
    known = declared("desk", "counter")
    visit = happen(at_workbench(known=known), ChooseFiling("counter"), known=known).visit
    failed = report(confirmed(visit, known).visit, rp.NotKept("disk-full"), known)
    assert SealDossier("counter") in happen(failed, ev.GoOn(), known=known).effects
    back = happen(failed, ev.Back(), known=known).visit
    assert back.state is State.WORKBENCH
    assert SealDossier("counter") in confirmed(back, known).effects


def test_the_next_helper_begins_with_the_way_that_is_named_first():
    known = declared("desk", "counter")
    visit = happen(at_workbench(known=known), ChooseFiling("counter"), known=known).visit
    handed = replace(visit, state=State.HANDOVER, heard=True)
    again = happen(handed, ev.Decide(yes=True), known=known).visit
    assert acts(again, known)["filing"].event == ChooseFiling("counter")
